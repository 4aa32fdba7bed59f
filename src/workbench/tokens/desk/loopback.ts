import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { ReturnPlace, ReturnVerdict } from './browserSignIn';

const pages: Readonly<
  Record<ReturnVerdict, { readonly status: number; readonly title: string; readonly text: string }>
> = {
  signedIn: { status: 200, title: 'Signed in', text: 'You can close this page and go back to VS Code.' },
  refused: { status: 200, title: 'Not signed in', text: 'VS Code says why. You can close this page.' },
  foreign: {
    status: 400,
    title: 'Not used',
    text: 'This answers another sign-in than the one VS Code waits for. You can close this page.',
  },
};

/**
 * Waits on this machine alone for the browser to come back (RFC 8252 §7.3). `redirectUri` gives port and path; without it any free port is taken.
 * `outside` gives the address by which a browser reaches it. What is not a GET of that path under that name is 404, so that neither a page elsewhere nor a probe gets anything.
 */
export async function listenOnLoopback(
  redirectUri: string | undefined,
  returned: (url: string) => ReturnVerdict,
  outside: (url: string) => Promise<string> = (url) => Promise.resolve(url),
): Promise<ReturnPlace | { readonly message: string }> {
  const wanted = new URL(redirectUri ?? 'http://127.0.0.1:0/callback');
  const hosts = new Set<string>();
  const server = createServer({ requestTimeout: 10_000, maxHeaderSize: 16_384 }, (request, response) => {
    const isOurs = request.method === 'GET' && hosts.has(request.headers.host ?? '');
    const url = isOurs ? urlOf(request, wanted.host) : undefined;
    if (url?.pathname === wanted.pathname) answer(response, pages[returned(url.href)]);
    else response.writeHead(404, { Connection: 'close' }).end();
  });
  const failure = await listening(server, Number(wanted.port));
  if (failure !== undefined) return { message: complaint(failure, wanted.port) };
  const { port } = server.address() as AddressInfo;
  const external = await outside(`http://127.0.0.1:${port}${wanted.pathname}`);
  hosts.add(`127.0.0.1:${port}`).add(`localhost:${port}`).add(new URL(external).host);
  return {
    redirectUri: redirectUri ?? external,
    // What is being answered is let end; nobody else is let in.
    close: () => server.close().closeIdleConnections(),
  };
}

function urlOf({ url = '' }: IncomingMessage, host: string): URL | undefined {
  return URL.canParse(url, `http://${host}`) ? new URL(url, `http://${host}`) : undefined;
}

function listening(server: ReturnType<typeof createServer>, port: number): Promise<string | undefined> {
  return new Promise((resolve) => {
    server.once('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? 'unknown error'));
    server.listen({ port, host: '127.0.0.1', exclusive: true }, () => resolve(undefined));
  });
}

function complaint(code: string, port: string): string {
  if (code === 'EADDRINUSE') {
    return `Port ${port} of this machine is in use, so the browser could not come back to it. Close what listens there, or take another port with Edit Token.`;
  }
  if (code === 'EACCES') {
    return `Port ${port} of this machine needs more rights than the editor has. Take one above 1023 with Edit Token.`;
  }
  return `Port ${port} of this machine cannot be listened on (${code}).`;
}

/** Static text: nothing of the request is in it, and nothing may run or be loaded. */
function answer(response: ServerResponse, { status, title, text }: (typeof pages)[ReturnVerdict]): void {
  response
    .writeHead(status, {
      'Content-Type': 'text/html; charset=utf-8',
      'Content-Security-Policy': "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
      'Cache-Control': 'no-store',
      'Referrer-Policy': 'no-referrer',
      'X-Content-Type-Options': 'nosniff',
      Connection: 'close',
    })
    .end(
      `<!doctype html>\n<html lang="en">\n<meta name="viewport" content="width=device-width">\n<title>${title}</title>\n<h1>${title}</h1>\n<p>${text}</p>\n</html>\n`,
    );
}
