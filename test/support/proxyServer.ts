import http, { type IncomingMessage, type Server } from 'node:http';
import https from 'node:https';
import net from 'node:net';
import { certificates, keys } from './certificates';

/** What a proxy was asked for: `CONNECT host:port`, or the method and absolute URL of a plain request, with its Proxy-Authorization. */
export interface ProxyRequest {
  readonly line: string;
  readonly authorization: string | undefined;
}

/** A proxy for tests: tunnels and forwards, or refuses all with `refusal`. `asked` fills while it works. */
export function proxyServer(asked: ProxyRequest[], options: { isSecure?: boolean; refusal?: number } = {}): Server {
  const record = (request: IncomingMessage): void => {
    asked.push({
      line: `${request.method ?? ''} ${request.url ?? ''}`,
      authorization: request.headers['proxy-authorization'],
    });
  };
  const server =
    options.isSecure === true
      ? https.createServer({ key: keys.server, cert: certificates.server })
      : http.createServer();
  server.on('request', (request: IncomingMessage, response: http.ServerResponse) => {
    record(request);
    if (options.refusal !== undefined) response.writeHead(options.refusal).end();
    else {
      const forward = http.request(
        request.url ?? '',
        { method: request.method, headers: request.headers },
        (answer) => {
          response.writeHead(answer.statusCode ?? 502, answer.headers);
          answer.pipe(response);
        },
      );
      request.pipe(forward);
    }
  });
  server.on('connect', (request: IncomingMessage, socket: net.Socket) => {
    record(request);
    if (options.refusal !== undefined) {
      socket.end(`HTTP/1.1 ${options.refusal} Refused\r\nContent-Length: 0\r\n\r\n`);
      return;
    }
    const [, host = '', port = ''] = /^\[?([^\]]*?)\]?:(\d+)$/.exec(request.url ?? '') ?? [];
    const upstream = net.connect(Number(port), host, () => {
      socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
      upstream.pipe(socket).pipe(upstream);
    });
    upstream.on('error', () => socket.end('HTTP/1.1 502 Bad Gateway\r\n\r\n'));
    socket.on('error', () => upstream.destroy());
    socket.on('close', () => upstream.destroy());
  });
  return server;
}
