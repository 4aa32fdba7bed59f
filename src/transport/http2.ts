import http2, { type ClientHttp2Session, type ClientHttp2Stream, type OutgoingHttpHeaders } from 'node:http2';
import type { Socket } from 'node:net';
import type { Field, RequestMessage } from '../http/message';
import { idleTimeout } from './http1';
import type { Route } from './network';
import { openConnection, type Watch } from './connections';

/** A session and whether it was open already. */
export interface OpenSession {
  readonly session: ClientHttp2Session;
  readonly isReused: boolean;
}

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

/** Opens HTTP/2 sessions, over TLS by ALPN and over plain TCP by prior knowledge, and keeps them for a while. */
export class Http2 {
  readonly #sessions = new Map<string, ClientHttp2Session>();
  readonly #all = new Set<ClientHttp2Session>();

  /** A session for a route, open and known to speak HTTP/2. Rejects as `openConnection` does, or with the code `HTTP2_UNKNOWN` when the peer does not speak it. */
  async open(route: Route, watch: Watch): Promise<OpenSession> {
    const key = JSON.stringify([route.target.isSecure, route.address, route.target.authority, route.proxy, route.tls]);
    const kept = this.#sessions.get(key);
    if (kept !== undefined && !kept.closed && !kept.destroyed) {
      watch.phases.mark('assigned');
      return { session: kept, isReused: true };
    }
    const socket = await openConnection(route, ['h2'], watch);
    const session = await greeted(socket, route, watch.signal);
    this.#sessions.set(key, session);
    this.#all.add(session);
    session.once('close', () => {
      this.#all.delete(session);
      if (this.#sessions.get(key) === session) this.#sessions.delete(key);
    });
    session.setTimeout(idleTimeout, () => session.close());
    return { session, isReused: false };
  }

  dispose(): void {
    for (const session of this.#all) session.destroy();
  }
}

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

/** The peer answered the preface in another language. */
class UnknownProtocol extends Error {
  readonly code = 'HTTP2_UNKNOWN';
}

function greeted(
  socket: Socket & { alpnProtocol?: unknown },
  route: Route,
  signal: AbortSignal,
): Promise<ClientHttp2Session> {
  if (route.target.isSecure && socket.alpnProtocol !== 'h2') {
    socket.destroy();
    return Promise.reject(new UnknownProtocol());
  }
  const scheme = route.target.isSecure ? 'https' : 'http';
  const session = http2.connect(`${scheme}://${route.target.authority}`, {
    createConnection: () => socket,
    settings: { enablePush: false },
  });
  session.on('error', () => undefined);
  return new Promise((resolve, reject) => {
    const end = (): void => {
      signal.removeEventListener('abort', end);
      session.destroy();
      reject(new UnknownProtocol());
    };
    signal.addEventListener('abort', end, { once: true });
    session.once('close', end);
    session.once('remoteSettings', () => {
      signal.removeEventListener('abort', end);
      session.off('close', end);
      resolve(session);
    });
  });
}
