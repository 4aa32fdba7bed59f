import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { serve } from './serve';
import { defaultSettings, type SandboxSettings } from './settings';
import { SandboxState } from './state';

/** `port` 0 or absent: any free one. `host`: where to listen, 127.0.0.1 unless given. `now`: milliseconds since the epoch, for tokens, quotas and dates. */
export interface SandboxOptions {
  readonly port?: number;
  readonly host?: string;
  readonly now?: () => number;
  readonly settings?: Partial<SandboxSettings>;
}

/** A sandbox that listens. `close()` ends open connections too, at once. */
export interface Sandbox {
  /** `http://127.0.0.1:8377`, without a slash at the end. */
  readonly baseUrl: string;
  close(): Promise<void>;
}

/** Starts the embedded API server. Rejects with the system's error, such as EADDRINUSE, when it cannot listen. */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const { port = 0, host = '127.0.0.1', now = Date.now, settings = {} } = options;
  const state = new SandboxState(now, { ...defaultSettings, ...settings });
  let baseUrl = '';
  const server = createServer({ keepAliveTimeout: 60_000, maxHeaderSize: 65_536 }, (request, response) => {
    void serve({ request, response, baseUrl }, state);
  });
  server.on('clientError', (_, socket) => {
    if (socket.writable) socket.end('HTTP/1.1 400 Bad Request\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
    else socket.destroy();
  });
  server.listen(port, host);
  await once(server, 'listening');
  baseUrl = baseUrlOf(server);
  return { baseUrl, close: () => close(server) };
}

function baseUrlOf(server: Server): string {
  const { address, family, port } = server.address() as AddressInfo;
  return `http://${family === 'IPv6' ? `[${address}]` : address}:${port}`;
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
