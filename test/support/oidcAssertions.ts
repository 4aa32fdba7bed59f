/** The jwt-bearer grant (RFC 7523) in an OpenID provider: jose checks signature and claims, the provider each assertion's being new. */
import { generateKeyPairSync } from 'node:crypto';
import { createLocalJWKSet, decodeProtectedHeader, jwtVerify, type JWTPayload } from 'jose';
import { errors, type Client, type Provider } from 'oidc-provider';

export const jwtBearer = 'urn:ietf:params:oauth:grant-type:jwt-bearer';

const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 });
const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const shared = 'a secret that both sides know: 0123456789';

/** What a client signs with, by algorithm. */
export const signingKeys = {
  RS256: rsa.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
  ES256: ec.privateKey.export({ type: 'sec1', format: 'pem' }).toString(),
  HS256: shared,
};

/** Clients that are named after how they sign: the provider knows the public key of two, and shares a secret with one. */
export const keyClients = [
  { client_id: 'RS256', token_endpoint_auth_method: 'none', jwks: { keys: [jwk(rsa.publicKey, 'RS256')] } },
  { client_id: 'ES256', token_endpoint_auth_method: 'none', jwks: { keys: [jwk(ec.publicKey, 'ES256')] } },
  { client_id: 'HS256', token_endpoint_auth_method: 'client_secret_basic', client_secret: shared },
];

function jwk(key: typeof rsa.publicKey, alg: string) {
  return { ...key.export({ format: 'jwk' }), alg, use: 'sig', kid: alg };
}

/** Gives a token for an assertion of the client itself, made for this token URL, signed by its key, and never seen before. */
export function acceptAssertions(provider: Provider, tokenUrl: string): void {
  provider.registerGrantType(
    jwtBearer,
    async (context) => {
      const { client, params } = context.oidc;
      const { sub = '', jti = '', exp = 0 } = await verified(params['assertion'] ?? '', client, tokenUrl);
      if (!(await provider.ReplayDetection.unique(client.clientId, jti, exp))) {
        throw invalidGrant('the assertion was used before');
      }
      const grant = new provider.Grant({ accountId: sub, clientId: client.clientId });
      grant.addOIDCScope('openid');
      const of = { accountId: sub, client, grantId: await grant.save(), gty: 'jwt_bearer', scope: 'openid' };
      const token = new provider.AccessToken(of);
      const { tokenType, scope } = token;
      context.body = { access_token: await token.save(), expires_in: token.expiration, token_type: tokenType, scope };
    },
    ['assertion', 'scope'],
  );
}

async function verified(
  assertion: string,
  { clientId, clientSecret, jwks }: Client,
  audience: string,
): Promise<JWTPayload> {
  const { alg = '' } = decodeProtectedHeader(assertion);
  const claims = {
    issuer: clientId,
    subject: clientId,
    audience,
    requiredClaims: ['iat', 'exp', 'jti'],
    maxTokenAge: '10m',
  };
  try {
    const checked =
      jwks === undefined
        ? await jwtVerify(assertion, new TextEncoder().encode(clientSecret), { ...claims, algorithms: ['HS256'] })
        : await jwtVerify(assertion, createLocalJWKSet(jwks), { ...claims, algorithms: ['RS256', 'ES256'] });
    return checked.payload;
  } catch (error) {
    throw invalidGrant(`${alg}: ${error instanceof Error ? error.message : 'not to be verified'}`);
  }
}

/** Told in full: the provider's own error would keep the reason to itself. */
function invalidGrant(why: string): Error {
  return new errors.CustomOIDCProviderError('invalid_grant', why);
}
