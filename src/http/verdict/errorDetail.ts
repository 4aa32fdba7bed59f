import type { ApiError, ErrorDetail } from '../outcome';

/** No error body of a service is longer; what is longer is shown as it is, and not read. Octets. */
const longest = 1_048_576;

/** What an error body says (rule CL): `errors[]` or a nested `error` with further attributes, a legacy code, OAuth's and SCIM's members; undefined when it is no JSON object or too long. */
export function errorDetail(octets: Uint8Array): ErrorDetail | undefined {
  if (octets.length > longest) return undefined;
  const body = objectOf(new TextDecoder().decode(octets));
  if (body === undefined) return undefined;
  // Google, Microsoft and others nest the one error there is.
  const nested = isRecord(body['error']) ? [body['error']] : [];
  const errors = (Array.isArray(body['errors']) ? body['errors'] : nested)
    .map(apiError)
    .filter((error) => error !== undefined);
  const code = text(body['errorCode']);
  const isListed = errors.some((error) => error.errorCode === code);
  const oauthDescription = text(body['error_description']);
  const detail: ErrorDetail = {
    errors,
    legacyErrorCode: isListed ? undefined : code,
    oauthError: text(body['error']),
    oauthDescription,
    message:
      text(body['description']) ??
      oauthDescription ??
      text(body['message']) ??
      errors.find((error) => error.message !== undefined)?.message ??
      text(body['detail']) ??
      text(body['title']) ??
      text(body['error']),
  };
  const isEmpty = errors.length === 0 && code === undefined && detail.message === undefined;
  return isEmpty ? undefined : detail;
}

/** Whether any entry, or the legacy code, is this one. */
export function hasErrorCode(detail: ErrorDetail | undefined, code: string): boolean {
  return (
    detail !== undefined && (detail.legacyErrorCode === code || detail.errors.some((error) => error.errorCode === code))
  );
}

function apiError(entry: unknown): ApiError | undefined {
  if (typeof entry === 'string') return { errorCode: undefined, message: entry, attributes: {} };
  if (!isRecord(entry)) return undefined;
  const attributes = Object.entries(entry)
    .filter(([name, value]) => name !== 'errorCode' && name !== 'message' && value !== null)
    .map(([name, value]) => [name, typeof value === 'string' ? value : JSON.stringify(value)] as const);
  return {
    errorCode: text(entry['errorCode']) ?? text(entry['code']),
    message: text(entry['message']),
    attributes: Object.fromEntries(attributes),
  };
}

function objectOf(json: string): Readonly<Record<string, unknown>> | undefined {
  if (!/^\s*\{/.test(json)) return undefined;
  try {
    const value: unknown = JSON.parse(json);
    return isRecord(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}
