import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import { authorizationCode, beginAuthorization, redeemCode } from '../../../src/auth/authorization';
import { revokeTokens } from '../../../src/auth/revokeTokens';
import { parseTokenProfile, profileKey, type TokenProfile } from '../../../src/auth/tokenProfile';
import { demoCredentials, startSandbox, type Sandbox } from '../../../src/sandbox';
import { TokenSetup } from '../../support/tokenSetup';

const redirectUri = 'http://127.0.0.1:49152/callback';
const account = '/restapi/v1.0/account/~';
const { clientId, clientSecret, publicClientId, username, password, assertion } = demoCredentials;

let sandbox: Sandbox;
let setup: TokenSetup;

beforeEach(async () => {
  sandbox = await startSandbox();
  setup = new TokenSetup();
});
afterEach(async () => {
  await setup.close();
  await sandbox.close();
});

function profileOf(changes: Partial<TokenProfile>): TokenProfile {
  return {
    name: 'sandbox',
    grant: 'password',
    tokenUrl: `${sandbox.baseUrl}/restapi/oauth/token`,
    revocationUrl: `${sandbox.baseUrl}/restapi/oauth/revoke`,
    ...{ clientId, clientSecret, clientAuth: 'basic', username, password, scopes: [], hosts: [] },
    ...changes,
  };
}

async function stored(): Promise<TokenProfile> {
  const profile = parseTokenProfile((await setup.secrets.get(profileKey('sandbox'))) ?? '');
  return profile ?? assert.fail('nothing was stored');
}

/** Sends with a token of this profile and gives the status, and the grants that were asked by. */
async function check(profile: TokenProfile, expected: readonly unknown[]): Promise<void> {
  const { outcome, trace } = await setup.get(sandbox.baseUrl + account, profile);
  const grants = trace.flatMap(({ cause }) => (cause.kind === 'renewal' ? [cause.grant] : []));
  assert.deepEqual([outcome.status, ...grants], expected);
}

const jwtBearer = 'urn:ietf:params:oauth:grant-type:jwt-bearer';

describe('tokens of the sandbox', () => {
  it('come by the password grant', () => check(profileOf({}), [200, 'password']));
  it('come by client credentials', () =>
    check(profileOf({ grant: 'client_credentials' }), [200, 'client_credentials']));
  it('come by a JWT that the server issued', () => check(profileOf({ grant: 'jwt', assertion }), [200, jwtBearer]));

  for (const [algorithm, type, options] of [
    ['RS256', 'rsa', { modulusLength: 2048 }],
    ['ES256', 'ec', { namedCurve: 'P-256' }],
  ] as const) {
    it(`come by a JWT that was signed here by ${algorithm}`, () => {
      const { privateKey } = generateKeyPairSync(type as 'rsa', options as { modulusLength: number });
      const key = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
      return check(profileOf({ grant: 'jwt', signing: { algorithm, key } }), [200, jwtBearer]);
    });
  }
  it('come by a JWT that was signed here by HS256', () =>
    check(profileOf({ grant: 'jwt', signing: { algorithm: 'HS256', key: 'k'.repeat(32) } }), [200, jwtBearer]));

  it('do not come by a key that cannot be used, and nothing is sent', async () => {
    const result = await setup.token(profileOf({ grant: 'jwt', signing: { algorithm: 'RS256', key: 'no key' } }));
    assert.equal(result.kind, 'refused');
    assert.deepEqual(result.exchanges, []);
  });

  it('come to a public client by a code with PKCE', async () => {
    const authorizationUrl = `${sandbox.baseUrl}/restapi/oauth/authorize`;
    const client = { grant: 'authorization_code', clientId: publicClientId, clientAuth: 'public' } as const;
    const profile = { ...profileOf(client), authorizationUrl };
    const authorization = await beginAuthorization(profile, redirectUri);
    const query = new URLSearchParams(new URL(authorization.url).searchParams);
    query.set('decision', 'allow');
    const answer = await fetch(authorizationUrl, { method: 'POST', body: query, redirect: 'manual' });
    const code = authorizationCode(answer.headers.get('location') ?? '', authorization);
    if (code.kind !== 'code') assert.fail(code.message);
    const again = { ...authorization, verifier: 'w'.repeat(43) };
    const redeemed = await redeemCode(profile, { code: code.code, authorization }, setup.ports, setup.signal);
    assert.equal(redeemed.kind, 'token');
    await check(await stored(), [200]);
    const stolen = await redeemCode(profile, { code: code.code, authorization: again }, setup.ports, setup.signal);
    assert.equal(stolen.kind, 'refused');
  });

  it('are renewed by the refresh token after a 401, and the new refresh token is stored', async () => {
    await setup.token(profileOf({}));
    const before = await stored();
    const stale = { ...before, tokens: { ...before.tokens, accessToken: 'stale' } };
    await setup.secrets.store(profileKey('sandbox'), JSON.stringify(stale));
    await check(stale, [200, 'refresh_token']);
    const after = await stored();
    assert.notEqual(after.tokens?.refreshToken, before.tokens?.refreshToken);
    await check(after, [200]);
  });

  it('are renewed by the original grant when the refresh token is spent', async () => {
    await setup.token(profileOf({}));
    const profile = profileOf({ tokens: { accessToken: 'stale', refreshToken: 'spent' } });
    await setup.secrets.store(profileKey('sandbox'), JSON.stringify(profile));
    await check(profile, [200, 'refresh_token', 'password']);
  });

  it('are dead after they were revoked, and no longer stored', async () => {
    await setup.token(profileOf({}));
    const { tokens } = await stored();
    const profile = { ...profileOf({}), ...(tokens === undefined ? {} : { tokens }) };
    assert.deepEqual(await revokeTokens(profile, setup.ports, setup.signal), { kind: 'revoked' });
    assert.equal((await stored()).tokens, undefined);
    const answer = await fetch(sandbox.baseUrl + account, {
      headers: { Authorization: `Bearer ${tokens?.accessToken ?? ''}` },
    });
    assert.equal(answer.status, 401);
  });

  it('stay stored when the revocation is refused, and the message says why', async () => {
    await setup.token(profileOf({}));
    const wrong = { ...(await stored()), clientSecret: 'wrong' };
    const revocation = await revokeTokens(wrong, setup.ports, setup.signal);
    assert.match(revocation.kind === 'refused' ? revocation.message : '', /answered 401/);
    assert.notEqual((await stored()).tokens, undefined);
  });

  it('are not revoked over plain http to another machine', async () => {
    const profile = profileOf({ revocationUrl: 'http://auth.example.test/revoke', tokens: { accessToken: 'a' } });
    const revocation = await revokeTokens(profile, setup.ports, setup.signal);
    assert.match(revocation.kind === 'refused' ? revocation.message : '', /neither https nor on this machine/);
  });
});
