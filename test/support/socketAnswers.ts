import { createServer as createPlainServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import type { RequestMessage } from '../../src/http/message';
import { memoryContent } from '../../src/http/sendPorts';
import { fieldsOf, rawFields } from '../../src/transport/fields';
import { targetOf } from '../../src/transport/target';
import { certificates, keys } from './certificates';
import { LoopbackServers, unusedPort } from './loopbackServer';
import { messageDifferences, octetsOf, type Answer, type ScriptedExchange } from './scriptedTransport';
import { TransportSetup } from './transportSetup';

/** Hosts that the scripted cases name. Each is reached at 127.0.0.1, whatever its port. */
const hosts = [
  ...['api.example.test', 'sub.api.example.test', 'media.example.test', 'other.example', '::1'],
  ...['xn--bcher-kva.example'],
];

/** How long a server that never answers is waited for; milliseconds. */
const patience = 100;

/** Answers scripted exchanges from servers on loopback, over the real transport: https stays https, and only the port is another. */
export class SocketAnswers {
  readonly #servers = new LoopbackServers();
  readonly #all: Lane[] = [];
  readonly #free: Lane[] = [];

  /** Each exchange has a lane of its own while it lasts, so that a server knows what it is to answer. */
  readonly answer: Answer = async (expected, message, options, signal) => {
    const lane = this.#free.pop() ?? (await this.#open());
    try {
      return await lane.answer(expected, message, options, signal);
    } finally {
      this.#free.push(lane);
    }
  };

  async close(): Promise<void> {
    await Promise.all(this.#all.map((lane) => lane.transport.close()));
    await this.#servers.close();
  }

  async #open(): Promise<Lane> {
    const lane = new Lane();
    await lane.listen(this.#servers);
    this.#all.push(lane);
    return lane;
  }
}

/** Servers that answer one exchange at a time, and the transport to them. */
class Lane {
  #ports = { https: 0, http: 0, expired: 0 };
  #transport: TransportSetup | undefined;
  #expected: ScriptedExchange | undefined;
  #arrived: RequestMessage[] = [];
  #faults: string[] = [];

  get transport(): TransportSetup {
    if (this.#transport === undefined) throw new Error('The servers do not listen yet.');
    return this.#transport;
  }

  async listen(servers: LoopbackServers): Promise<void> {
    const serve = (secure: boolean) => (request: IncomingMessage, response: ServerResponse) =>
      void this.#serve(request, response, secure).catch((error: unknown) => {
        this.#faults.push(`the server could not answer: ${String(error)}`);
        request.socket.destroy();
      });
    const tls = { key: keys.server, cert: certificates.server };
    const expired = { key: keys.server, cert: certificates.expired };
    const listen = (server: Server) => servers.listen(Object.assign(server, { keepAliveTimeout: 0 }));
    this.#ports = {
      https: await listen(createSecureServer(tls, serve(true))),
      http: await listen(createPlainServer(serve(false))),
      expired: await listen(createSecureServer(expired, serve(true))),
    };
    const resolve = hosts.flatMap((host) =>
      Object.values(this.#ports).map((port) => ({ host, port, address: '127.0.0.1' })),
    );
    this.#transport = new TransportSetup({
      resolve,
      // The test certificates do not hold for these hosts; what is checked of certificates is checked with `expired`.
      tls: [{ host: '*', ca: certificates.authority, rejectUnauthorized: false }],
    });
  }

  async answer(...[expected, message, options, signal]: Parameters<Answer>): ReturnType<Answer> {
    this.#expected = expected;
    this.#arrived = [];
    this.#faults = [];
    const target = targetOf(message.url);
    if (target === undefined) throw new Error(`No target: ${message.url}`);
    const { respond } = expected;
    const isCheck = 'fail' in respond && respond.phase === 'tls';
    const isRefusal = 'fail' in respond && respond.phase === 'connect';
    const isTimeout = 'fail' in respond && isTimeoutCode(respond.fail);
    const port = isRefusal
      ? await unusedPort()
      : isCheck
        ? this.#ports.expired
        : this.#ports[target.isSecure ? 'https' : 'http'];
    const moved = { ...message, ...elsewhere(message, target.authority, port) };
    const transport = isRefusal || isCheck ? strict(target.host, port) : this.transport;
    try {
      const limits = isTimeout ? { ...options, totalTimeout: patience } : options;
      const reply = await transport.send(moved, limits, signal);
      const sent = { ...reply.sent, url: message.url };
      return { reply: { ...reply, sent }, differences: this.#differences(expected) };
    } finally {
      if (transport !== this.transport) await transport.close();
    }
  }

  /** What reached the server must be what was expected as well. */
  #differences(expected: ScriptedExchange): readonly string[] {
    if (this.#faults.length > 0) return this.#faults;
    const { respond } = expected;
    const count = 'fail' in respond && respond.phase !== 'response' ? 0 : 1;
    if (this.#arrived.length !== count)
      return [`${this.#arrived.length} requests reached the server in place of ${count}`];
    return this.#arrived.flatMap((message) =>
      messageDifferences(message, expected).map((difference) => `on the wire: ${difference}`),
    );
  }

  async #serve(request: IncomingMessage, response: ServerResponse, isSecure: boolean): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
    this.#arrived.push(messageOf(request, Buffer.concat(chunks), isSecure));
    const respond = this.#expected?.respond;
    if (respond !== undefined && 'fail' in respond && isTimeoutCode(respond.fail)) return;
    if (respond === undefined || 'fail' in respond) {
      request.socket.destroy();
      return;
    }
    const octets = octetsOf(respond);
    const fields = (respond.headers ?? []).map(([name, value]) => ({ name, value }));
    const isGiven = fields.some(({ name }) => name.toLowerCase() === 'content-length');
    const isEmpty = respond.status === 204 || respond.status === 304;
    const length = isEmpty || isGiven ? [] : [{ name: 'Content-Length', value: String(octets.length) }];
    response.sendDate = false;
    response.writeHead(respond.status, respond.reason ?? 'As scripted', rawFields([...fields, ...length]));
    response.end(octets);
  }
}

/** The same request to another port: the Host field still names the origin that was meant. */
function elsewhere(message: RequestMessage, authority: string, port: number): Pick<RequestMessage, 'url' | 'fields'> {
  const url = message.url.replace(/^(https?:\/\/(?:\[[^\]]*\]|[^/?#:]+))(?::\d+)?/, `$1:${port}`);
  const isTyped = message.fields.some(({ name }) => name.toLowerCase() === 'host');
  return { url, fields: isTyped ? message.fields : [{ name: 'Host', value: authority }, ...message.fields] };
}

function isTimeoutCode(code: string): boolean {
  return /TIMED?_?OUT/i.test(code);
}

function strict(host: string, port: number): TransportSetup {
  return new TransportSetup({
    resolve: [{ host, port, address: '127.0.0.1' }],
    tls: [{ host: '*', ca: certificates.authority }],
  });
}

function messageOf(request: IncomingMessage, octets: Uint8Array, isSecure: boolean): RequestMessage {
  const scheme = isSecure ? 'https' : 'http';
  return {
    method: request.method ?? '',
    url: `${scheme}://${request.headers.host ?? ''}${request.url ?? ''}`,
    fields: fieldsOf(request.rawHeaders),
    content: octets.length === 0 ? undefined : memoryContent(octets),
    httpVersion: '1.1',
  };
}
