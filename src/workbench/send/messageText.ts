import type { RequestMessage } from '../../http/message';
import { decodedText } from '../../run/request/contentText';
import type { SecretMarker } from '../../run/planRequest';

/** Octets of a body beyond which a preview shows only its beginning. */
const longestBody = 1_048_576;

/** A message as it would stand on the wire in HTTP/1.1, for reading: secrets are `***`, a body that is no text is told by its size. */
export function messageText(
  message: RequestMessage,
  body: Uint8Array | undefined,
  secrets: readonly SecretMarker[],
): string {
  const head = [
    `${message.method} ${message.url} HTTP/${message.httpVersion}`,
    ...message.fields.map(({ name, value }) => `${name}: ${value}`),
  ].join('\n');
  const text = body === undefined ? `${head}\n` : `${head}\n\n${bodyText(message, body)}\n`;
  return secrets.reduce((masked, { marker }) => masked.replaceAll(marker, '***'), text);
}

function bodyText({ fields }: RequestMessage, octets: Uint8Array): string {
  const type = fields.find(({ name }) => name.toLowerCase() === 'content-type')?.value ?? '';
  if (octets.includes(0)) return `(${octets.length} octets that are no text)`;
  const shown = decodedText(octets.subarray(0, longestBody), type);
  return octets.length > longestBody ? `${shown}\n(${octets.length - longestBody} octets more)` : shown;
}
