import { once } from 'node:events';
import net, { type AddressInfo, type Server, type Socket } from 'node:net';

/** Servers of one test on loopback addresses. Counts the connections that are open. */
export class LoopbackServers {
  readonly #servers: Server[] = [];
  readonly #sockets = new Set<Socket>();
  /** Connections that were ever accepted. */
  accepted = 0;

  /** Listens at a free port of `host` and gives it. */
  async listen(server: Server, host = '127.0.0.1'): Promise<number> {
    this.#servers.push(server);
    server.on('connection', (socket: Socket) => {
      this.accepted += 1;
      this.#sockets.add(socket);
      socket.on('error', () => undefined);
      socket.once('close', () => this.#sockets.delete(socket));
    });
    server.listen(0, host);
    await once(server, 'listening');
    return (server.address() as AddressInfo).port;
  }

  /** A server of plain TCP: `serve` is called for each connection. */
  raw(serve: (socket: Socket) => void, host?: string): Promise<number> {
    return this.listen(net.createServer(serve), host);
  }

  /** Connections that are open now. */
  get open(): number {
    return this.#sockets.size;
  }

  /** Waits until the clients have closed every connection; false when some still are open after `patience` milliseconds. */
  async areIdle(patience = 20_000): Promise<boolean> {
    // Who does not read does not see the other side close.
    for (const socket of this.#sockets) socket.resume();
    const end = Date.now() + patience;
    while (this.#sockets.size > 0 && Date.now() < end) await new Promise((resolve) => setTimeout(resolve, 2));
    return this.#sockets.size === 0;
  }

  async close(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    await Promise.all(this.#servers.map((server) => new Promise((resolve) => server.close(resolve))));
  }
}

/** Gathers what comes in, and calls `then` once the head of a request is complete; the text may hold some of its content. */
export function onRequest(socket: Socket, then: (text: string) => void): void {
  let text = '';
  const gather = (chunk: Buffer): void => {
    text += chunk.toString('latin1');
    if (!text.includes('\r\n\r\n')) return;
    socket.off('data', gather);
    then(text);
  };
  socket.on('data', gather);
}

/** A port of 127.0.0.1 at which nothing listens. */
export async function unusedPort(): Promise<number> {
  const server = net.createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
