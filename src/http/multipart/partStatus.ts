import { parseJson } from './jsonList';

/** A status as a 207 gives it, or undefined when it gives none. `warnings`: `status-not-integer` (a string, a fraction, a word), `status-out-of-range` (outside 100–599). */
export interface PartStatus {
  readonly status: number | undefined;
  readonly warnings: readonly string[];
}

/** Reads one `status` member. A string of digits counts, with a warning. */
export function readStatus(value: unknown): PartStatus {
  if (value === undefined) return { status: undefined, warnings: [] };
  const isInteger = Number.isInteger(value);
  const status = isInteger || (typeof value === 'string' && /^\d{1,9}$/.test(value)) ? Number(value) : undefined;
  return {
    status,
    warnings: [
      ...(isInteger ? [] : ['status-not-integer']),
      ...(status === undefined || (status >= 100 && status <= 599) ? [] : ['status-out-of-range']),
    ],
  };
}

/** What the first part of a multipart 207 says of one following part. */
export interface StatusEntry extends PartStatus {
  readonly resourceId: string | undefined;
}

/** The list of a status part: `{"response":[{href,status,…}, …]}`, or the bare array; undefined when it is neither. */
export function readStatusPart(octets: Uint8Array): readonly StatusEntry[] | undefined {
  const value = parseJson(new TextDecoder().decode(octets));
  const list = isObject(value) ? value['response'] : value;
  if (!Array.isArray(list) || !list.every(isObject)) return undefined;
  return list.map((entry) => ({ ...readStatus(entry['status']), resourceId: entryId(entry) }));
}

/** The last segment of `href`. The rest of `href` is not to be relied on: the guide's own sample lacks a part of its path. */
function entryId(entry: Readonly<Record<string, unknown>>): string | undefined {
  const { href, resourceId } = entry;
  if (typeof resourceId === 'string') return resourceId;
  if (typeof href !== 'string') return undefined;
  const path = href.split(/[?#]/, 1)[0] ?? '';
  return path.split('/').at(-1) || undefined;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
