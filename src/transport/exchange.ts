import { setMaxListeners } from 'node:events';
import type { ClientRequest, IncomingMessage } from 'node:http';
import type { ClientHttp2Stream } from 'node:http2';
import { isIP, type Socket } from 'node:net';
import { Readable, type Duplex } from 'node:stream';
import type { TLSSocket } from 'node:tls';
import type { Failure } from '../http/failure';
import type { Field, RequestMessage, ResponseMessage } from '../http/message';
import type { Connection, ExchangeOptions, Reply } from '../http/ports';
import { codeOf } from './errorCode';
import { failureOf, type Circumstances } from './failures';
import { fieldsOf, sentFields } from './fields';
import { http1Head, http2Head, type Head } from './head';
import type { Http1 } from './http1';
import type { Http2 } from './http2';
import { http2Fields, openStream } from './http2Stream';
import type { Route } from './network';
import { Phases } from './phases';
import { receiveBody } from './receive';
import { contentSource, expectsContinue } from './source';
import type { Spool } from './spool';
import { cancelled, connectTimeout, tooManyInformational, totalTimeout, unreadableContent } from './stops';
import { hostAndPort } from './target';
import { axiosSend } from './client';
import { Watch } from './watch';

/** What the exchanges of one transport share. */
export interface Facilities {
  readonly http1: Http1;
  /** Loaded when it is first asked for: node:http2 is large and seldom wanted. */
  readonly http2: () => Promise<Http2>;
  readonly spool: Spool;
}

/** Informational answers (1xx) that are borne before the final one. */
const maxInformational = 100;

type Outgoing = ClientRequest | ClientHttp2Stream;
type Respond = (response: IncomingMessage) => void;

/** One exchange while it lives: from the message to the end of the answer, or to what stopped it. Runs once. */
export class LiveExchange {
  readonly #message: RequestMessage;
  readonly #options: ExchangeOptions;
  readonly #route: Route;
  readonly #facilities: Facilities;
  readonly #fields: readonly Field[];
  readonly #watch: Watch;
  readonly #timers: NodeJS.Timeout[] = [];
  #connectTimer: NodeJS.Timeout | undefined;
  #stop: Failure | undefined;
  #error: unknown;
  #reject: ((error: Error) => void) | undefined;
  #request: Outgoing | undefined;
  #data: Buffer | Readable | undefined;
  #head: Head | undefined;
  #connection: Connection | undefined;
  #socket: Socket | undefined;
  /** Octets that the socket had read before the final answer could begin. */
  #readBefore = 0;
  #informational = 0;

  constructor(message: RequestMessage, options: ExchangeOptions, route: Route, facilities: Facilities) {
    const plainProxy = message.httpVersion === '1.1' && !route.target.isSecure ? route.proxy : undefined;
    const { authority, isSecure } = route.target;
    const fields = sentFields(message, { authority, proxyAuthorization: plainProxy?.authorization });
    const isName = isIP(route.proxy?.host ?? route.address) === 0;
    this.#message = message;
    this.#options = options;
    this.#route = route;
    this.#facilities = facilities;
    this.#fields = message.httpVersion === '2' ? http2Fields(fields) : fields;
    this.#watch = new Watch(new Phases(isName, plainProxy?.isSecure ?? isSecure));
  }

  /** Runs the exchange to its end. `signal` ends it at once, as do the time-outs. */
  async run(signal: AbortSignal): Promise<Reply> {
    const cancel = (): void => this.stop();
    // Many exchanges may share one signal; Node takes more than ten for a leak.
    setMaxListeners(0, signal);
    if (signal.aborted) cancel();
    signal.addEventListener('abort', cancel, { once: true });
    this.#startTimers();
    try {
      return await this.#exchange();
    } finally {
      signal.removeEventListener('abort', cancel);
      this.#ready();
      for (const timer of this.#timers) clearTimeout(timer);
    }
  }

  /** Cancels the exchange. */
  stop(): void {
    this.#end(cancelled(this.#watch.phases.current()));
  }

  async #exchange(): Promise<Reply> {
    try {
      return await this.#received(await this.#answered());
    } catch (error) {
      const cause = this.#error ?? error;
      if (this.#stop === undefined && codeOf(cause) === undefined) throw cause;
      return this.#failed(this.#stop ?? failureOf(cause, this.#circumstances()), undefined);
    } finally {
      if (this.#data instanceof Readable) this.#data.destroy();
    }
  }

  async #answered(): Promise<Head> {
    const source = await contentSource(this.#message);
    if (typeof source === 'string') this.#end(unreadableContent(source));
    else this.#data = source.data;
    const proceed = typeof source === 'string' ? undefined : source.proceed;
    const open = this.#message.httpVersion === '2' ? await this.#http2() : await this.#http1();
    if (this.#stop !== undefined) throw new Stopped();
    await new Promise<unknown>((resolve, reject) => {
      this.#reject = reject;
      const request = (_: unknown, respond: Respond): Outgoing => {
        const outgoing = open(respond);
        this.#request = outgoing;
        outgoing.on('error', (error: Error) => (this.#error ??= error));
        outgoing.once('finish', () => this.#watch.phases.mark('sent'));
        outgoing.once('continue', () => proceed?.());
        return outgoing;
      };
      const url = `http://${this.#route.target.authority}/`;
      const { method } = this.#message;
      axiosSend({ url, method, data: this.#data, transport: { request } }).then(resolve, reject);
    });
    if (this.#head === undefined) throw new Stopped();
    return this.#head;
  }

  async #http1(): Promise<(respond: Respond) => Outgoing> {
    const open = await this.#facilities.http1.opener(this.#route);
    return (respond) => {
      const request = open({
        message: this.#message,
        fields: this.#fields,
        route: this.#route,
        watch: this.#watch,
      });
      const answer = (response: IncomingMessage, socket?: Duplex): void => {
        this.#watch.phases.mark('answered');
        this.#head = http1Head(response, socket !== undefined);
        socket?.destroy();
        // axios would put together the fields that are at hand already.
        respond(Object.assign(response, { headers: {} }));
      };
      request.once('socket', (socket) => this.#assigned(socket, request.reusedSocket));
      request.on('information', () => this.#informed());
      request.once('response', (response) => answer(response));
      request.once('upgrade', answer);
      request.once('connect', answer);
      if (expectsContinue(this.#message)) request.flushHeaders();
      return request;
    };
  }

  async #http2(): Promise<(respond: Respond) => Outgoing> {
    const http2 = await this.#facilities.http2();
    const { session, isReused } = await http2.open(this.#route, this.#watch);
    this.#connected(session.socket, isReused);
    return (respond) => {
      const stream = openStream(session, this.#message, this.#route, this.#fields);
      const trailers: Field[] = [];
      stream.on('headers', () => this.#informed());
      stream.once('response', (_headers, _flags, raw?: readonly string[]) => {
        this.#watch.phases.mark('answered');
        this.#head = http2Head(stream, raw ?? [], trailers);
        respond(Object.assign(stream, { headers: {}, statusCode: this.#head.status }) as unknown as IncomingMessage);
      });
      stream.once('trailers', (_headers, _flags, raw?: readonly string[]) => trailers.push(...fieldsOf(raw ?? [])));
      stream.once('close', () => {
        if (this.#head === undefined) this.#reject?.(new BrokenStream());
      });
      return stream;
    };
  }

  async #received(head: Head): Promise<Reply> {
    const { status, reason, httpVersion, fields } = head;
    const body = await receiveBody({ status, fields }, head.octets, {
      limits: this.#options.limits,
      keep: this.#options.keep(status, fields),
      spool: this.#facilities.spool,
      from: this.#route.target.authority,
    });
    this.#watch.phases.mark('ended');
    const { content, wireSize, decoded, end } = body;
    const trailers = head.trailers();
    const response: ResponseMessage = { status, reason, httpVersion, fields, trailers, content, wireSize, decoded };
    if (this.#stop !== undefined) return this.#failed(this.#stop, response);
    const error = end.kind === 'interrupted' ? (this.#error ?? end.error) : this.#cutOff(head);
    if (error !== undefined) return this.#failed(failureOf(error, this.#circumstances()), response);
    // An answer that is complete before the request is needs no more of it.
    if (this.#request?.writableFinished === false) this.#request.destroy();
    if (end.kind === 'refused') {
      head.close();
      return this.#failed(end.failure, response);
    }
    return { kind: 'response', response, ...this.#facts() };
  }

  /** The reset that looks like the end of an answer which ends with its connection; undefined when the end was a true one. */
  #cutOff(head: Head): unknown {
    const isReset = this.#error instanceof Error && 'syscall' in this.#error && this.#error.syscall === 'read';
    return isReset && !isDelimited(head.fields) ? this.#error : undefined;
  }

  #failed(failure: Failure, response: ResponseMessage | undefined): Reply {
    this.#watch.phases.mark('ended');
    this.#request?.destroy();
    return { kind: 'failure', failure, ...(response === undefined ? {} : { response }), ...this.#facts() };
  }

  #facts(): Pick<Reply, 'sent' | 'timings' | 'connection'> {
    const added =
      this.#request !== undefined && 'getRawHeaderNames' in this.#request
        ? this.#facilities.http1.added(this.#request, this.#route)
        : [];
    const sent = { ...this.#message, fields: [...this.#fields, ...added] };
    return { sent, timings: this.#watch.phases.timings(), connection: this.#connection };
  }

  /** Ends the exchange with a failure of our own. Only the first one counts. */
  #end(failure: Failure): void {
    if (this.#stop !== undefined) return;
    this.#stop = failure;
    this.#watch.giveUp();
    this.#reject?.(new Stopped());
    this.#request?.destroy();
    this.#head?.close();
  }

  #startTimers(): void {
    const { connectTimeout: connect, totalTimeout: total } = this.#options;
    const { phases } = this.#watch;
    if (connect !== undefined) {
      const end = (): void => this.#end(connectTimeout(connect, this.#peer(), phases.current()));
      this.#connectTimer = setTimeout(end, connect);
    }
    if (total === undefined) return;
    const end = (): void =>
      this.#end(totalTimeout(total, this.#peer(), { phase: phases.current(), isAnswered: phases.isAnswered }));
    this.#timers.push(setTimeout(end, total));
  }

  #assigned(socket: Socket, isReused: boolean): void {
    const { phases } = this.#watch;
    const isSecure = 'getProtocol' in socket;
    this.#socket = socket;
    this.#readBefore = socket.bytesRead;
    if (!socket.connecting) {
      if (phases.current() === 'connect') phases.mark('assigned');
      this.#connected(socket, isReused);
      return;
    }
    socket.once('lookup', () => phases.mark('lookedUp'));
    socket.once('connect', () => {
      phases.mark('connected');
      if (!isSecure) this.#connected(socket, isReused);
    });
    socket.once('secureConnect', () => {
      phases.mark('secured');
      this.#connected(socket, isReused);
    });
  }

  #connected(socket: Socket | TLSSocket, isReused: boolean): void {
    const { remoteAddress, remotePort } = socket;
    // The socket of an HTTP/2 session is a stand-in that has its members, but does not tell of them by `in`.
    const { getProtocol } = socket as Partial<TLSSocket>;
    const tlsVersion = getProtocol?.call(socket) ?? undefined;
    this.#connection = { remoteAddress, remotePort, reused: isReused, tlsVersion };
    this.#ready();
  }

  #ready(): void {
    clearTimeout(this.#connectTimer);
  }

  #informed(): void {
    this.#informational += 1;
    this.#readBefore = this.#socket?.bytesRead ?? 0;
    if (this.#informational > maxInformational) this.#end(tooManyInformational(maxInformational, this.#peer()));
  }

  #isAtProxy(): boolean {
    const { proxy, target } = this.#route;
    const isTunnel = target.isSecure || this.#message.httpVersion === '2';
    return proxy !== undefined && (!isTunnel || this.#watch.phases.current() === 'connect');
  }

  #peer(): string {
    const { proxy, target } = this.#route;
    return proxy !== undefined && this.#isAtProxy()
      ? hostAndPort(proxy.host, proxy.port)
      : hostAndPort(target.host, target.port);
  }

  #circumstances(): Circumstances {
    const { phases } = this.#watch;
    const { host, isSecure } = this.#route.target;
    return {
      phase: phases.current(),
      host,
      peer: this.#peer(),
      isProxy: this.#isAtProxy(),
      isAnswered: phases.isAnswered,
      hasBegun: (this.#socket?.bytesRead ?? 0) > this.#readBefore,
      isReused: this.#connection?.reused ?? false,
      isSecure,
    };
  }
}

function isDelimited(fields: readonly Field[]): boolean {
  return fields.some(({ name }) => /^(?:content-length|transfer-encoding)$/i.test(name));
}

/** Thrown where an exchange was stopped; the reason is its `#stop`. */
class Stopped extends Error {
  readonly code = 'ABORTED';
}

/** A stream of HTTP/2 that closed without a word. */
class BrokenStream extends Error {
  readonly code = 'ERR_HTTP2_STREAM_CANCEL';
}
