/** An OpenID provider that insists on the standards, whose person says yes to everything. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Provider } from 'oidc-provider';
import { acceptAssertions, jwtBearer, keyClients } from './oidcAssertions';

/** A server on loopback; clients `public` (native, any loopback port), two with a secret, and one for each way to sign an assertion. */
export interface OidcServer {
  readonly issuer: string;
  readonly close: () => void;
}

const clients = [
  {
    client_id: 'public',
    application_type: 'native',
    token_endpoint_auth_method: 'none',
    grant_types: ['authorization_code', 'refresh_token'],
    response_types: ['code'],
    redirect_uris: ['http://127.0.0.1/callback'],
  },
  ...(['client_secret_basic', 'client_secret_post'] as const).map((method) => ({
    client_id: method,
    client_secret: 's:e&c +/%',
    token_endpoint_auth_method: method,
    grant_types: ['client_credentials'],
    response_types: [],
    redirect_uris: [],
  })),
  ...keyClients.map((client) => ({ ...client, grant_types: [jwtBearer], response_types: [], redirect_uris: [] })),
];

export async function startOidcServer(): Promise<OidcServer> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const provider = new Provider(issuer, {
    clients,
    cookies: { keys: ['test'] },
    features: {
      devInteractions: { enabled: false },
      clientCredentials: { enabled: true },
      revocation: { enabled: true, allowedPolicy: () => true },
    },
    findAccount: (_context: unknown, sub: string) => ({ accountId: sub, claims: () => ({ sub }) }),
    interactions: { url: (_context: unknown, { uid }: { readonly uid: string }) => `/interaction/${uid}` },
    issueRefreshToken: () => true,
    pkce: { required: () => true },
    rotateRefreshToken: true,
    ttl: {
      AccessToken: 3600,
      ClientCredentials: 600,
      RefreshToken: 86_400,
      Grant: 86_400,
      Session: 3600,
      Interaction: 600,
      AuthorizationCode: 60,
      IdToken: 3600,
    },
  });
  acceptAssertions(provider, `${issuer}/token`);
  const provide = provider.callback();
  server.on('request', (request, response) => {
    if (request.url?.startsWith('/interaction/') === true) void agree(provider, request, response);
    else provide(request, response);
  });
  return { issuer, close: () => server.close().closeAllConnections() };
}

async function agree(provider: Provider, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { params } = await provider.interactionDetails(request, response);
  const grant = new provider.Grant({ accountId: 'me', clientId: params.client_id });
  grant.addOIDCScope(params.scope ?? '');
  const result = { login: { accountId: 'me' }, consent: { grantId: await grant.save() } };
  await provider.interactionFinished(request, response, result, { mergeWithLastSubmission: false });
}

/** Goes where a browser would be sent from a page, with its cookies, to the end; the last answer's text. */
export async function browse(url: string): Promise<string> {
  const cookies = new Map<string, string>();
  for (let target = url, hops = 0; hops < 10; hops += 1) {
    const headers = { Cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; ') };
    const answer = await fetch(target, { redirect: 'manual', headers });
    for (const cookie of answer.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(cookie) ?? [];
      cookies.set(name, value);
    }
    const location = answer.headers.get('location');
    if (location === null) return answer.text();
    target = new URL(location, target).href;
  }
  throw new Error('There were too many redirects.');
}
