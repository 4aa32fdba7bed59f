import http2, { type ClientHttp2Session } from 'node:http2';
import type { Socket } from 'node:net';
import { idleTimeout } from './http1';
import type { Route } from './network';
import { openConnection } from './connections';
import type { Watch } from './watch';

/** A session and whether it was open already. */
export interface OpenSession {
  readonly session: ClientHttp2Session;
  readonly isReused: boolean;
}

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
