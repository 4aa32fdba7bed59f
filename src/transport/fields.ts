import type { Field, RequestMessage } from '../http/message';

/** What the wire needs beyond the message: the authority of its URL and, for a plain request through a proxy, its credentials. */
export interface Additions {
  readonly authority: string;
  readonly proxyAuthorization: string | undefined;
}

/**
 * The field lines that leave over HTTP/1.1: those of the message as they are, and beside them only what the protocol demands and was not typed.
 * Host stands first (RFC 9110 §7.2); Content-Length last, zero for the methods that expect content and have none (§8.6).
 */
export function sentFields(message: RequestMessage, additions: Additions): readonly Field[] {
  const { fields, content } = message;
  const has = (name: string): boolean => fields.some((field) => field.name.toLowerCase() === name);
  const sent = [...fields];
  if (!has('host')) sent.unshift({ name: 'Host', value: additions.authority });
  if (additions.proxyAuthorization !== undefined && !has('proxy-authorization')) {
    sent.push({ name: 'Proxy-Authorization', value: additions.proxyAuthorization });
  }
  const needsLength = content !== undefined || /^(?:POST|PUT|PATCH)$/i.test(message.method);
  if (needsLength && !has('content-length') && !has('transfer-encoding')) {
    sent.push({ name: 'Content-Length', value: String(content?.size ?? 0) });
  }
  return sent;
}

/** Name after value, as Node takes and gives them. Characters beyond ASCII leave as UTF-8. */
export function rawFields(fields: readonly Field[]): string[] {
  return fields.flatMap(({ name, value }) => [name, toOctets(value)]);
}

/** The lines of Node's raw list in their order. Octets beyond ASCII are read as UTF-8 where they are that, else as Latin-1. */
export function fieldsOf(raw: readonly string[]): readonly Field[] {
  const fields: Field[] = [];
  for (let index = 0; index + 1 < raw.length; index += 2) {
    fields.push({ name: raw[index] ?? '', value: fromOctets(raw[index + 1] ?? '') });
  }
  return fields;
}

const beyondAscii = /[^\0-\x7f]/;

function toOctets(value: string): string {
  return beyondAscii.test(value) ? Buffer.from(value, 'utf8').toString('latin1') : value;
}

/** Text of octets that Node gave one to a character. */
export function fromOctets(value: string): string {
  if (!beyondAscii.test(value)) return value;
  const text = Buffer.from(value, 'latin1').toString('utf8');
  return text.includes('\ufffd') ? value : text;
}
