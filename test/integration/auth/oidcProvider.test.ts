import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import { redeemCode } from '../../../src/auth/authorization';
import { revokeTokens } from '../../../src/auth/revokeTokens';
import { parseTokenProfile, profileKey, type TokenProfile } from '../../../src/auth/tokenProfile';
import { createTokenSource } from '../../../src/auth/tokenSource';
import { systemClock } from '../../../src/transport/systemClock';
import { browserSignIn, type SignIn } from '../../../src/workbench/tokens/desk/browserSignIn';
import { listenOnLoopback } from '../../../src/workbench/tokens/desk/loopback';
import { signedAssertion } from '../../../src/auth/assertion';
import { signingKeys } from '../../support/oidcAssertions';
import { browse, startOidcServer, type OidcServer } from '../../support/oidcServer';
import { TokenSetup } from '../../support/tokenSetup';

let server: OidcServer;
let setup: TokenSetup;

before(async () => (server = await startOidcServer()));
after(() => server.close());
beforeEach(() => (setup = new TokenSetup()));
afterEach(() => setup.close());

function profileOf(changes: Partial<TokenProfile> = {}): TokenProfile & { readonly authorizationUrl: string } {
  return {
    ...{ name: 'oidc', grant: 'authorization_code', clientId: 'public', clientAuth: 'public' },
    ...{ tokenUrl: `${server.issuer}/token`, revocationUrl: `${server.issuer}/token/revocation` },
    ...{ scopes: ['openid', 'offline_access'], hosts: [] },
    ...changes,
    authorizationUrl: `${server.issuer}/auth`,
  };
}

/** Signs in by the loopback listener, as the browser of a person who agrees. */
async function signedIn(): Promise<SignIn> {
  let page = Promise.resolve('');
  const world = {
    listen: (returned: Parameters<typeof listenOnLoopback>[1]) => listenOnLoopback(undefined, returned),
    open: (url: string) => {
      page = browse(url);
      return Promise.resolve(true);
    },
    say: () => undefined,
    clock: systemClock,
  };
  const end = await browserSignIn(profileOf(), world, setup.signal);
  assert.match(await page, /You can close this page and go back to VS Code/);
  return end;
}

async function redeemed(): Promise<TokenProfile> {
  const end = await signedIn();
  assert.ok(end.kind === 'code');
  const result = await redeemCode(profileOf(), end, setup.ports, setup.signal);
  assert.equal(result.kind, 'token', result.kind === 'refused' ? result.message : '');
  return kept();
}

async function kept(): Promise<TokenProfile> {
  const text = await setup.secrets.get(profileKey('oidc'));
  return parseTokenProfile(text ?? '') ?? assert.fail('nothing was kept');
}

async function statusOf(accessToken: string | undefined): Promise<number> {
  const headers = { Authorization: `Bearer ${accessToken ?? ''}` };
  return (await fetch(`${server.issuer}/me`, { headers })).status;
}

describe('tokens of oidc-provider', () => {
  it('come by a code with PKCE to any port of this machine', async () => {
    const { tokens } = await redeemed();
    assert.equal(await statusOf(tokens?.accessToken), 200);
    assert.equal(tokens?.scope, 'openid');
  });

  it('do not come by another verifier, nor twice by one code', async () => {
    const end = await signedIn();
    assert.ok(end.kind === 'code');
    const wrong = { ...end, authorization: { ...end.authorization, verifier: 'w'.repeat(43) } };
    const refused = await redeemCode(profileOf(), wrong, setup.ports, setup.signal);
    assert.match(refused.kind === 'refused' ? refused.message : 'granted', /answered 400: /);
    const again = await signedIn();
    assert.ok(again.kind === 'code');
    await redeemCode(profileOf(), again, setup.ports, setup.signal);
    const second = await redeemCode(profileOf(), again, setup.ports, setup.signal);
    assert.equal(second.kind, 'refused');
  });

  it('are renewed with a refresh token that rotates, each spent once', async () => {
    let profile = await redeemed();
    const spent = new Set<string | undefined>();
    for (let turn = 0; turn < 3; turn += 1) {
      spent.add(profile.tokens?.refreshToken);
      const source = createTokenSource(profile, setup.ports);
      const result = await source.renew(profile.tokens?.accessToken ?? '', setup.signal);
      assert.equal(result.kind, 'token', result.kind === 'refused' ? result.message : '');
      profile = await kept();
      assert.equal(await statusOf(profile.tokens?.accessToken), 200);
    }
    assert.equal(spent.size, 3);
  });

  it('end a session whose refresh token was spent by somebody else, and the person is asked', async () => {
    const profile = await redeemed();
    const stolen = createTokenSource({ ...profile, name: 'thief' }, setup.ports);
    assert.equal((await stolen.renew(profile.tokens?.accessToken ?? '', setup.signal)).kind, 'token');
    const result = await createTokenSource(profile, setup.ports).renew(profile.tokens?.accessToken ?? '', setup.signal);
    assert.ok(result.kind === 'refused' && result.needsLogin);
    assert.match(result.message, /Log in to "oidc" again/);
  });

  it('are given back', async () => {
    const profile = await redeemed();
    assert.deepEqual(await revokeTokens(profile, setup.ports, setup.signal), { kind: 'revoked' });
    assert.equal(await statusOf(profile.tokens?.accessToken), 401);
    assert.equal((await kept()).tokens, undefined);
  });

  for (const [clientId, clientAuth] of [
    ['client_secret_basic', 'basic'],
    ['client_secret_post', 'body'],
  ] as const) {
    it(`come to a client that shows itself by ${clientId}, odd characters and all`, async () => {
      const client = {
        grant: 'client_credentials',
        clientId,
        clientAuth,
        clientSecret: 's:e&c +/%',
        scopes: [],
      } as const;
      const result = await setup.token(profileOf(client));
      assert.equal(result.kind, 'token', result.kind === 'refused' ? result.message : '');
    });
  }

  describe('by a JWT', () => {
    const algorithms = ['RS256', 'ES256', 'HS256'] as const;
    type Algorithm = (typeof algorithms)[number];

    function signer(algorithm: Algorithm, changes: Partial<TokenProfile> = {}): TokenProfile {
      const secret = algorithm === 'HS256' ? ({ clientAuth: 'basic', clientSecret: signingKeys.HS256 } as const) : {};
      const signing = { algorithm, key: signingKeys[algorithm] };
      return profileOf({ grant: 'jwt', clientId: algorithm, scopes: [], signing, ...secret, ...changes });
    }

    async function refusal(profile: TokenProfile): Promise<string> {
      const result = await setup.token(profile);
      return result.kind === 'refused' ? result.message : 'granted';
    }

    for (const algorithm of algorithms) {
      it(`come when it was signed here by ${algorithm}`, async () => {
        const result = await setup.token(signer(algorithm));
        assert.equal(result.kind, 'token', result.kind === 'refused' ? result.message : '');
        assert.equal(await statusOf((await kept()).tokens?.accessToken), 200);
      });

      it(`are renewed without a word when one that ${algorithm} earned is refused`, async () => {
        const profile = signer(algorithm, { hosts: [new URL(server.issuer).host], tokens: { accessToken: 'stale' } });
        const { outcome, renewals } = await setup.get(`${server.issuer}/me`, profile);
        assert.deepEqual([outcome.status, renewals], [200, 1]);
      });
    }

    it('do not come by the key of somebody else', async () => {
      const key = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({
        type: 'pkcs8',
        format: 'pem',
      });
      const message = await refusal(signer('ES256', { signing: { algorithm: 'ES256', key: key.toString() } }));
      assert.match(message, /answered 400: .*ES256: signature verification failed/s);
    });

    it('do not come by an assertion for another server', async () => {
      const signing = { algorithm: 'RS256', key: signingKeys.RS256, audience: 'https://other.test/token' } as const;
      assert.match(await refusal(signer('RS256', { signing })), /"aud"/);
    });

    it('do not come twice by one assertion', async () => {
      const profile = signer('RS256');
      const made = await signedAssertion(profile, { algorithm: 'RS256', key: signingKeys.RS256 }, systemClock.time());
      assert.ok(made.kind === 'assertion');
      const { signing, ...unsigned } = profile;
      assert.equal(signing?.algorithm, 'RS256');
      const once = { ...unsigned, assertion: made.jwt };
      assert.equal(await refusal(once), 'granted');
      setup = new TokenSetup();
      assert.match(await refusal(once), /used before/);
    });
  });
});
