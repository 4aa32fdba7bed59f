import type { RequestMessage } from '../../http/message';
import type { SecretMarker } from '../../run/planRequest';
import { utf8Text } from './printedBody';

/**
 * A cURL command for POSIX shells that sends the same request. All texts are in single quotes, where a shell changes nothing; secrets are variables,
 * so that none reaches the clipboard. `body` undefined: none. A body that no argument can hold (NUL, or no UTF-8) is piped in by `printf`.
 */
export function curlCommand(
  message: RequestMessage,
  body: Uint8Array | undefined,
  secrets: readonly SecretMarker[],
): string {
  const quote = (text: string): string => quoted(text, secrets);
  const text = body && argumentText(body);
  const data = text === undefined ? '--data-binary @-' : `--data-raw ${quote(text)}`;
  const command = [
    `curl ${quote(message.url)}`,
    ...(/[[\]{}]/.test(message.url) ? ['--globoff'] : []),
    ...methodOption(message.method, body !== undefined),
    ...fieldOptions(message, body !== undefined, quote),
    ...(body === undefined ? [] : [data]),
  ].join(' \\\n  ');
  return body === undefined || text !== undefined ? command : `printf '${octal(body)}' | ${command}`;
}

function methodOption(method: string, hasBody: boolean): readonly string[] {
  if (method === 'HEAD') return ['--head'];
  return method === (hasBody ? 'POST' : 'GET') ? [] : [`--request ${method}`];
}

/** cURL frames and decodes by itself; it would also add a Content-Type that was not there. */
function fieldOptions(
  { fields }: RequestMessage,
  hasBody: boolean,
  quote: (text: string) => string,
): readonly string[] {
  const names = new Set(fields.map(({ name }) => name.toLowerCase()));
  const kept = fields.filter(({ name }) => !['content-length', 'accept-encoding', 'host'].includes(name.toLowerCase()));
  return [
    ...kept.map(({ name, value }) => `--header ${quote(value === '' ? `${name};` : `${name}: ${value}`)}`),
    ...(hasBody && !names.has('content-type') ? [`--header 'Content-Type:'`] : []),
    ...(names.has('accept-encoding') ? ['--compressed'] : []),
  ];
}

/** `it's {M}` with M for `$TOKEN` is `'it'\''s '"$TOKEN"`. */
function quoted(text: string, secrets: readonly SecretMarker[]): string {
  const [first, ...others] = secrets;
  if (first === undefined) return text === '' ? `''` : singleQuoted(text);
  const pieces = text.split(first.marker).map((piece) => (piece === '' ? '' : quoted(piece, others)));
  return pieces.join(`"$${first.variable}"`) || `''`;
}

function singleQuoted(text: string): string {
  return `'${text.replaceAll(`'`, `'\\''`)}'`;
}

function argumentText(octets: Uint8Array): string | undefined {
  const text = utf8Text(octets);
  return text?.includes('\0') === true ? undefined : text;
}

function octal(octets: Uint8Array): string {
  return Array.from(octets, (octet) => `\\${octet.toString(8).padStart(3, '0')}`).join('');
}
