import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { describe, it } from 'mocha';
import { authorizationCode, beginAuthorization, redeemCode } from '../../../src/auth/authorization';
import { memorySecretStore } from '../../../src/auth/secretStore';
import { profileKey } from '../../../src/auth/tokenProfile';
import { defaultPolicy } from '../../../src/http/policy';
import { ScriptedTransport } from '../../support/scriptedTransport';
import { VirtualClock } from '../../support/virtualClock';

const redirectUri = 'http://127.0.0.1:5000/back';
const profile = {
  name: 'p',
  grant: 'authorization_code',
  tokenUrl: 'https://auth.test/token',
  authorizationUrl: 'https://auth.test/authorize?brand=1',
  clientId: 'cid',
  clientAuth: 'public',
  scopes: ['read'],
  hosts: [],
} as const;

describe('authorization', () => {
  it('asks for a code with a challenge of its verifier', async () => {
    const { url, state, verifier } = await beginAuthorization(profile, redirectUri);
    assert.deepEqual(Object.fromEntries(new URL(url).searchParams), {
      brand: '1',
      response_type: 'code',
      client_id: 'cid',
      redirect_uri: redirectUri,
      state,
      code_challenge: createHash('sha256').update(verifier).digest('base64url'),
      code_challenge_method: 'S256',
      scope: 'read',
    });
    assert.match(verifier, /^[\w-]{43}$/);
  });

  it('never uses a verifier or a state twice', async () => {
    const [first, second] = await Promise.all([
      beginAuthorization(profile, redirectUri),
      beginAuthorization(profile, redirectUri),
    ]);
    assert.equal(new Set([first.state, first.verifier, second.state, second.verifier]).size, 4);
  });

  const answers: readonly [claim: string, callback: string, expected: string][] = [
    ['takes the code', `${redirectUri}?code=C&state=S`, 'C'],
    ['takes the code from a query alone', 'code=C&state=S', 'C'],
    [
      'refuses another state',
      `${redirectUri}?code=C&state=X`,
      'The login answered another request than ours. Start it again.',
    ],
    ['refuses no state', `${redirectUri}?code=C`, 'The login answered another request than ours. Start it again.'],
    ['says why there is no code', `${redirectUri}?error=access_denied&state=S`, 'Access was denied in the browser.'],
    [
      'says on one line what the server says',
      'error=server_error&error_description=busy%0A%E2%80%AEnow.&state=S',
      'The login was refused: busy now.',
    ],
    ['says that there is nothing', 'state=S', 'The login was refused: no code was given.'],
  ];
  for (const [claim, callback, expected] of answers) {
    it(claim, () => {
      const answer = authorizationCode(callback, { state: 'S' });
      assert.equal(answer.kind === 'code' ? answer.code : answer.message, expected);
    });
  }

  it('redeems a code with its verifier and stores the tokens', async () => {
    const clock = new VirtualClock();
    const form = {
      grant_type: 'authorization_code',
      code: 'C',
      redirect_uri: redirectUri,
      code_verifier: 'V',
      client_id: 'cid',
    };
    const script = new ScriptedTransport(
      [
        {
          for: 'auth',
          expect: { body: { form }, absent: ['authorization'] },
          respond: { status: 200, body: '{"access_token":"T1"}' },
        },
      ],
      { clock },
    );
    const secrets = memorySecretStore();
    const authorization = { url: '', state: 'S', verifier: 'V', redirectUri };
    const ports = { transport: script.of('auth'), clock, secrets, policy: defaultPolicy };
    const result = await clock.settle(
      redeemCode(profile, { code: 'C', authorization }, ports, new AbortController().signal),
    );
    assert.deepEqual(script.finish(), []);
    assert.equal(result.kind, 'token');
    assert.match((await secrets.get(profileKey('p'))) ?? '', /"accessToken":"T1"/);
  });

  it('says that a login was good whose token could not be kept', async () => {
    const clock = new VirtualClock();
    const respond = { status: 200, body: '{"access_token":"T1"}' };
    const script = new ScriptedTransport([{ for: 'auth', expect: {}, respond }], { clock });
    const secrets = { get: () => Promise.resolve(undefined), store: () => Promise.reject(new Error('locked')) };
    const authorization = { url: '', state: 'S', verifier: 'V', redirectUri };
    const ports = { transport: script.of('auth'), clock, secrets, policy: defaultPolicy };
    const result = await clock.settle(
      redeemCode(profile, { code: 'C', authorization }, ports, new AbortController().signal),
    );
    assert.match(result.kind === 'refused' ? result.message : 'token', /would not keep its token/);
  });
});
