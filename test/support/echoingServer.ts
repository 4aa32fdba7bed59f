import { createServer, type IncomingMessage, type Server } from 'node:http';
import { secretsFound, spellings } from './secretForms';

/** A server that gives back what it got, and each of these secrets that it got in every form it may take. `/token` is an OAuth token endpoint that gives `token`. */
export function echoingServer(secrets: Readonly<Record<string, string>>, token: string): Server {
  return createServer((request, response) => {
    void received(request).then((body) => {
      if (request.url?.startsWith('/token') === true) {
        response.setHeader('Content-Type', 'application/json');
        response.end(JSON.stringify({ access_token: token, token_type: 'bearer', expires_in: 3600 }));
        return;
      }
      const got = `${request.url ?? ''} ${JSON.stringify(request.headers)} ${body}`;
      const known = Object.entries(secrets).filter(
        ([name, secret]) => secretsFound(got, { [name]: secret }).length > 0,
      );
      const forms = known.flatMap(([, secret]) => spellings(secret));
      response.setHeader('Content-Type', 'application/json');
      response.setHeader('X-Echo', encodeURIComponent(forms.join(' ')));
      response.setHeader('Set-Cookie', `session=${encodeURIComponent(secrets['cookie'] ?? '')}; Path=/`);
      response.statusCode = request.url?.includes('fail') === true ? 401 : 200;
      response.statusMessage = 'As asked';
      response.end(JSON.stringify({ url: request.url, headers: request.headers, body, forms }));
    });
  });
}

async function received(request: IncomingMessage): Promise<string> {
  const chunks = (await request.toArray()) as Buffer[];
  return Buffer.concat(chunks).toString();
}
