import { json, type Answer, type FieldLine } from '../call';

/** An error of the OAuth endpoints: RFC 6749 §5.2's members and `errors[]` in one object, as the service sends them. */
export function oauthError(
  error: string,
  entry: { readonly errorCode: string; readonly message: string },
  answer: { readonly status?: number; readonly fields?: readonly FieldLine[] } = {},
): Answer {
  const body = { error, error_description: entry.message, errors: [entry] };
  return json(body, answer.status ?? 400, [['Cache-Control', 'no-store'], ...(answer.fields ?? [])]);
}
