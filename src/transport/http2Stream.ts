import type { ClientHttp2Session, ClientHttp2Stream, OutgoingHttpHeaders } from 'node:http2';
import type { Field, RequestMessage } from '../http/message';
import type { Route } from './network';

/** Fields that HTTP/2 has no place for (RFC 9113 §8.2.2); Host becomes `:authority`. */
const connectionFields: ReadonlySet<string> = new Set([
  'connection',
  'host',
  'http2-settings',
  'keep-alive',
  'proxy-connection',
  'transfer-encoding',
  'upgrade',
]);

/** The field lines as HTTP/2 carries them: names in lower case, those of the connection left out, repeated ones side by side. */
export function http2Fields(fields: readonly Field[]): readonly Field[] {
  const allowed = fields
    .map(({ name, value }) => ({ name: name.toLowerCase(), value }))
    .filter(({ name, value }) => !connectionFields.has(name) && (name !== 'te' || value.toLowerCase() === 'trailers'));
  const names = [...new Set(allowed.map((field) => field.name))];
  return names.flatMap((name) => allowed.filter((field) => field.name === name));
}

/** Starts a request on a session, its content not yet written. Throws Node's error when a field is not allowed. */
export function openStream(
  session: ClientHttp2Session,
  message: RequestMessage,
  route: Route,
  fields: readonly Field[],
): ClientHttp2Stream {
  const host = message.fields.find((field) => field.name.toLowerCase() === 'host')?.value;
  const headers: OutgoingHttpHeaders = {
    ':method': message.method,
    ':scheme': route.target.isSecure ? 'https' : 'http',
    ':authority': host ?? route.target.authority,
    ':path': route.target.path,
  };
  for (const { name } of fields) {
    const values = fields
      .filter((field) => field.name === name)
      .map((field) => Buffer.from(field.value, 'utf8').toString('latin1'));
    headers[name] = values.length === 1 ? values[0] : values;
  }
  return session.request(headers, { endStream: (message.content?.size ?? 0) === 0 });
}
