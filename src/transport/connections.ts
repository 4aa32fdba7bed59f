import http, { type ClientRequestArgs, type IncomingMessage } from 'node:http';
import https from 'node:https';
import type { Duplex } from 'node:stream';
import net, { type Socket } from 'node:net';
import tls, { type TLSSocket } from 'node:tls';
import { attemptTimeout, serverName, type Route, type TlsOptions } from './network';
import { unpatched } from './nodeHttp';
import type { Proxy } from './proxy';
import { hostAndPort } from './target';
import type { Watch } from './watch';

/** Opens a connection to the target of a route: directly or through a proxy, secured when the target is. Rejects with the error of the system, of TLS, or a `PROXY_…` code. */
export async function openConnection(route: Route, protocols: readonly string[], watch: Watch): Promise<Socket> {
  const raw = route.proxy === undefined ? await openDirect(route, watch) : await openTunnel(route, route.proxy, watch);
  watch.phases.mark('connected');
  return route.target.isSecure ? secured(raw, route, protocols, watch) : raw;
}

/**
 * Makes secure connections, directly or through one proxy, and keeps them. A request says by `route` and `watch` in its options where it goes.
 * A connection is handed out when it is secured: Node's own agent lets a request write before, and a failed handshake then loses its reason.
 */
export class SecureAgent extends https.Agent {
  override createConnection(
    options: ClientRequestArgs,
    callback: (error: Error | null, socket?: Duplex) => void,
  ): undefined {
    const { route, watch } = options as ClientRequestArgs & { route: Route; watch: Watch };
    openConnection(route, ['http/1.1'], watch).then(
      (socket) => callback(null, socket),
      (error: unknown) => callback(error as Error),
    );
  }
}

/** A proxy that answered CONNECT with something else than success. */
class ProxyRefusal extends Error {
  readonly code: string;

  constructor(status: number) {
    super();
    this.code = `PROXY_${status}`;
  }
}

/** A connection that nobody waits for any more; why is for its owner to say. */
class GivenUp extends Error {
  readonly code = 'ABORTED';
}

function openDirect(route: Route, watch: Watch): Promise<Socket> {
  const socket = net.connect({
    host: route.address,
    port: route.target.port,
    autoSelectFamily: true,
    autoSelectFamilyAttemptTimeout: attemptTimeout,
  });
  socket.once('lookup', () => watch.phases.mark('lookedUp'));
  return opened(socket, 'connect', watch.signal);
}

async function secured(raw: Socket, route: Route, protocols: readonly string[], watch: Watch): Promise<TLSSocket> {
  const socket = wrapped(raw, route, protocols);
  raw.once('error', (error) => socket.destroy(error));
  await opened(socket, 'secureConnect', watch.signal);
  watch.phases.mark('secured');
  return socket;
}

function wrapped(raw: Socket, route: Route, protocols: readonly string[]): TLSSocket {
  const { host } = route.target;
  const name = serverName(host);
  try {
    const options = { ...believing(route), socket: raw, host, ALPNProtocols: [...protocols] };
    return tls.connect(name === undefined ? options : { ...options, servername: name });
  } catch (error) {
    // A certificate or key that cannot be read.
    raw.destroy();
    throw error;
  }
}

/** Contexts of TLS by the authorities and then the other options they are made of: to read some hundred certificates takes its time. */
const contexts = new WeakMap<readonly string[], Map<string, tls.SecureContext>>();

/** The TLS options of a route, with the authorities to believe where its own rule names none. Throws when a certificate or key cannot be read. */
function believing(route: Route): TlsOptions & { readonly secureContext?: tls.SecureContext } {
  const { authorities, tls: options } = route;
  if (authorities === undefined || options.ca !== undefined) return options;
  const known = contexts.get(authorities) ?? new Map<string, tls.SecureContext>();
  contexts.set(authorities, known);
  const key = JSON.stringify(options);
  const secureContext = known.get(key) ?? tls.createSecureContext({ ...options, ca: [...authorities] });
  known.set(key, secureContext);
  return { ...options, secureContext };
}

/** Waits for `event`; destroys the socket and rejects when it fails, closes or is given up before. */
function opened<S extends Socket>(socket: S, event: 'connect' | 'secureConnect', signal: AbortSignal): Promise<S> {
  return new Promise((resolve, reject) => {
    const abort = (): void => void socket.destroy(new GivenUp());
    const fail = (error: Error): void => {
      signal.removeEventListener('abort', abort);
      reject(error);
    };
    if (signal.aborted) abort();
    signal.addEventListener('abort', abort, { once: true });
    socket.once('error', fail);
    socket.once(event, () => {
      signal.removeEventListener('abort', abort);
      socket.off('error', fail);
      resolve(socket);
    });
  });
}

/** CONNECT (RFC 9110 §9.3.6). */
function openTunnel(route: Route, proxy: Proxy, watch: Watch): Promise<Socket> {
  const authority = hostAndPort(route.address, route.target.port);
  const authorization = proxy.authorization === undefined ? {} : { 'Proxy-Authorization': proxy.authorization };
  const name = serverName(proxy.host);
  const request = unpatched(proxy.isSecure ? https : http).request({
    ...route.proxyTls,
    ...(name === undefined ? {} : { servername: name }),
    host: proxy.host,
    port: proxy.port,
    method: 'CONNECT',
    path: authority,
    headers: { Host: authority, ...authorization, 'Proxy-Connection': 'keep-alive' },
    agent: false,
    signal: watch.signal,
  });
  return new Promise((resolve, reject) => {
    const refuse = (response: IncomingMessage): void => {
      reject(new ProxyRefusal(response.statusCode ?? 0));
      response.destroy();
    };
    request.once('socket', (socket) => socket.once('lookup', () => watch.phases.mark('lookedUp')));
    request.once('error', reject);
    request.once('response', refuse);
    request.once('connect', (response, socket: Socket, head) => {
      if (head.length > 0) socket.unshift(head);
      if (response.statusCode === 200) resolve(socket);
      else {
        refuse(response);
        socket.destroy();
      }
    });
    request.end();
  });
}
