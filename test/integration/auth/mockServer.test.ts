import assert from 'node:assert/strict';
import type { IncomingMessage } from 'node:http';
import { OAuth2Server } from 'oauth2-mock-server';
import { authorizationCode, beginAuthorization, redeemCode } from '../../../src/auth/authorization';
import { revokeTokens } from '../../../src/auth/revokeTokens';
import type { TokenProfile } from '../../../src/auth/tokenProfile';
import { TokenSetup } from '../../support/tokenSetup';

type Request = IncomingMessage & { readonly body: Readonly<Record<string, string>> };

const server = new OAuth2Server();
let setup: TokenSetup;

before(async () => {
  await server.issuer.keys.generate('RS256');
  await server.start(0, '127.0.0.1');
});
after(() => server.stop());
beforeEach(() => (setup = new TokenSetup()));
afterEach(() => setup.close());

function url(path: string): string {
  return `http://127.0.0.1:${server.address().port}${path}`;
}

function profileOf(changes: Partial<TokenProfile>): TokenProfile {
  return {
    name: 'mock',
    grant: 'client_credentials',
    tokenUrl: url('/token'),
    revocationUrl: url('/revoke'),
    authorizationUrl: url('/authorize'),
    ...{ clientId: 'c:id', clientSecret: 's&cret', clientAuth: 'basic', scopes: ['a', 'b'], hosts: [] },
    ...changes,
  };
}

/** The token request that a profile makes: its Authorization, decoded, and its form. */
async function asked(profile: TokenProfile): Promise<{ readonly authorization: string; readonly form: object }> {
  const request = new Promise<Request>((resolve) => {
    server.service.once('beforeResponse', (_response: unknown, from: unknown) => resolve(from as Request));
  });
  const result = await setup.token(profile);
  assert.equal(result.kind, 'token');
  const { headers, body } = await request;
  const authorization = Buffer.from((headers.authorization ?? '').replace('Basic ', ''), 'base64').toString();
  assert.equal(headers['user-agent'], 'rcreq-test/1.0');
  return { authorization, form: { ...body } };
}

describe('tokens of oauth2-mock-server', () => {
  const form = { grant_type: 'client_credentials', scope: 'a b' };
  it('come to a client that shows itself by Basic, id and secret form-encoded (RFC 6749 §2.3.1)', async () =>
    assert.deepEqual(await asked(profileOf({})), { authorization: 'c%3Aid:s%26cret', form }));
  it('come to a client that shows itself in the body', async () =>
    assert.deepEqual(await asked(profileOf({ clientAuth: 'body' })), {
      authorization: '',
      form: { ...form, client_id: 'c:id', client_secret: 's&cret' },
    }));
  it('come to a public client, whose secret is not sent', async () =>
    assert.deepEqual(await asked(profileOf({ clientAuth: 'public' })), {
      authorization: '',
      form: { ...form, client_id: 'c:id' },
    }));
  it('come by the password grant', async () => {
    const { form: sent } = await asked(profileOf({ grant: 'password', username: '+1 555', password: 'p&=ä' }));
    assert.deepEqual(sent, { grant_type: 'password', username: '+1 555', password: 'p&=ä', scope: 'a b' });
  });
  it('come by a refresh token, which is then replaced', async () => {
    const tokens = { accessToken: 'old', refreshToken: 'r1', expiresAt: new Date(0).toISOString() };
    const { form: sent } = await asked(profileOf({ grant: 'refresh_token', tokens }));
    assert.deepEqual(sent, { grant_type: 'refresh_token', refresh_token: 'r1' });
    assert.doesNotMatch((await setup.secrets.get('rcreq.tokenProfile.mock')) ?? '', /"r1"/);
  });

  async function redeemed(verifier?: string): Promise<string> {
    const profile = { ...profileOf({ grant: 'authorization_code' }), authorizationUrl: url('/authorize') };
    const authorization = await beginAuthorization(profile, 'http://127.0.0.1:1/callback');
    const answer = await fetch(authorization.url, { redirect: 'manual' });
    const code = authorizationCode(answer.headers.get('location') ?? '', authorization);
    if (code.kind !== 'code') return code.message;
    const redeeming = { ...authorization, verifier: verifier ?? authorization.verifier };
    const what = { code: code.code, authorization: redeeming };
    const result = await redeemCode(profile, what, setup.ports, setup.signal);
    return result.kind === 'token' ? 'token' : result.message;
  }
  it('come by a code whose PKCE verifier it has checked', async () => assert.equal(await redeemed(), 'token'));
  it('do not come by another verifier', async () =>
    assert.match(await redeemed('w'.repeat(43)), /code_verifier provided does not match/));

  it('are given back one by one', async () => {
    let count = 0;
    const note = () => (count += 1);
    server.service.on('beforeRevoke', note);
    const tokens = { accessToken: 'a1', refreshToken: 'r1' };
    assert.deepEqual(await revokeTokens(profileOf({ tokens }), setup.ports, setup.signal), { kind: 'revoked' });
    server.service.off('beforeRevoke', note);
    assert.equal(count, 2);
  });
});
