import http, { type ClientRequest, type RequestOptions } from 'node:http';
import type { Field, RequestMessage } from '../http/message';
import { rawFields } from './fields';
import { attemptTimeout, serverName, type Route, type TlsOptions } from './network';
import { unpatched } from './nodeHttp';
import type { Proxy } from './proxy';
import type { SecureHttp1 } from './secureHttp1';
import type { Watch } from './watch';

/** Octets of a response head beyond which it is refused; Node's own 16 KiB is too little for some gateways. */
const maxHeaderSize = 131_072;

/** Milliseconds for which an idle connection is kept. Below the 5 s after which common servers close theirs, so that it is seldom closed just as it is used. */
export const idleTimeout = 4000;

/** As axios has it for each request; with another value here, every request would ask the system for both in turn. */
const keepAliveMsecs = 60_000;

const agentOptions = { keepAlive: true, keepAliveMsecs, timeout: idleTimeout, scheduling: 'lifo' } as const;

/** One request over HTTP/1.1: the message, the lines that leave in their order, and the way to its target. */
export interface Http1Request {
  readonly message: RequestMessage;
  readonly fields: readonly Field[];
  readonly route: Route;
  readonly watch: Watch;
}

/** Starts a request, its content not yet written. Throws Node's error when the method, path or a field is not allowed. */
type Open = (from: Http1Request) => ClientRequest;

/** Opens requests over HTTP/1.1 and keeps the connections, but for those that the editor's patch makes. */
export class Http1 {
  readonly #plain = new http.Agent(agentOptions);
  #secure: Promise<SecureHttp1> | undefined;

  /** How requests are opened on a route. What TLS needs takes longer to load than an exchange, and is loaded when it is first asked for. */
  async opener(route: Route): Promise<Open> {
    const isSecure = route.target.isSecure || route.proxy?.isSecure === true;
    const secure = isSecure ? await this.secure() : undefined;
    return (from) => this.#open(from, secure);
  }

  /** Loads what TLS needs. */
  secure(): Promise<SecureHttp1> {
    return (this.#secure ??= import('./secureHttp1').then((loaded) => new loaded.SecureHttp1(agentOptions)));
  }

  /** Field lines that others than this transport put into a request: the editor's proxy agents. */
  added(request: ClientRequest, { isPatched }: Route): readonly Field[] {
    if (!isPatched) return [];
    return request
      .getRawHeaderNames()
      .filter((name) => name !== 'Host')
      .map((name) => ({ name, value: String(request.getHeader(name)) }));
  }

  async dispose(): Promise<void> {
    this.#plain.destroy();
    (await this.#secure)?.dispose();
  }

  #open({ message, fields, route, watch }: Http1Request, secure: SecureHttp1 | undefined): ClientRequest {
    const viaPlainProxy = route.target.isSecure ? undefined : route.proxy;
    const isKept = !hasOddLength(message, fields);
    const agent = secure?.agent(route, isKept) ?? (isKept ? this.#plain : new http.Agent());
    const options: RequestOptions & { autoSelectFamilyAttemptTimeout: number; route: Route; watch: Watch } = {
      host: viaPlainProxy?.host ?? route.address,
      port: viaPlainProxy?.port ?? route.target.port,
      method: message.method,
      path: viaPlainProxy === undefined ? route.target.path : `http://${route.target.authority}${route.target.path}`,
      setHost: false,
      // Not for the wire: proxy agents of VS Code look here for the host of the URL that they make.
      headers: { Host: route.target.authority },
      insecureHTTPParser: false,
      maxHeaderSize,
      autoSelectFamilyAttemptTimeout: attemptTimeout,
      agent: route.isPatched ? undefined : agent,
      route,
      watch,
      ...(secure === undefined ? undefined : tlsOptions(route, viaPlainProxy)),
    };
    const request = secure?.request(options) ?? (route.isPatched ? http : unpatched(http)).request(options);
    // Node drops response fields beyond 2,000 without a word; their size is limited above.
    request.maxHeadersCount = 0;
    return withLines(request, { message, fields }, () => this.added(request, route));
  }
}

/** A typed Content-Length that lies would leave octets behind on the connection for the next request. */
function hasOddLength(message: RequestMessage, fields: readonly Field[]): boolean {
  const lengths = fields.filter((field) => field.name.toLowerCase() === 'content-length');
  return lengths.some((field) => field.value !== String(message.content?.size ?? 0));
}

function tlsOptions(route: Route, plainProxy: Proxy | undefined): TlsOptions & { readonly servername?: string } {
  return plainProxy === undefined ? { ...route.tls, servername: serverName(route.target.host) ?? '' } : route.proxyTls;
}

/** Two methods of Node's OutgoingMessage, unchanged since Node 0.x, on which much of its ecosystem stands. */
interface HeaderWriter {
  useChunkedEncodingByDefault: boolean;
  _implicitHeader(): void;
  _storeHeader(firstLine: string, fields: readonly string[]): void;
}

/**
 * Makes a request write exactly our lines. Node's public ways either group repeated fields or, given a raw list, add a Connection field;
 * axios merges fields by name and adds its own. The method and path are not changed in case or spelling either.
 * The proxy agents of VS Code have the head written a second time, with the path and the fields that they put in.
 */
function withLines(
  request: ClientRequest,
  { message, fields }: Pick<Http1Request, 'message' | 'fields'>,
  added: () => readonly Field[],
): ClientRequest {
  const writer = request as ClientRequest & HeaderWriter;
  request.removeHeader('Connection');
  writer.useChunkedEncodingByDefault = false;
  writer._implicitHeader = () =>
    writer._storeHeader(`${message.method} ${request.path} HTTP/1.1\r\n`, rawFields([...fields, ...added()]));
  return request;
}
