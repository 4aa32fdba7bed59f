import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { memorySecretStore } from '../../../src/auth/secretStore';
import { revokeTokens } from '../../../src/auth/revokeTokens';
import { formatTokenProfile, profileKey, type TokenProfile } from '../../../src/auth/tokenProfile';
import { defaultPolicy } from '../../../src/http/policy';
import { ScriptedTransport, type ScriptedExchange } from '../../support/scriptedTransport';
import { VirtualClock } from '../../support/virtualClock';

const profile: TokenProfile = {
  name: 'p',
  grant: 'password',
  tokenUrl: 'https://auth.test/token',
  revocationUrl: 'https://auth.test/revoke',
  clientId: 'cid',
  clientAuth: 'public',
  scopes: [],
  hosts: [],
  tokens: { accessToken: 'A', refreshToken: 'R' },
};
const url = 'https://auth.test/revoke';
const asks = (token: string, hint: string, respond: ScriptedExchange['respond']): ScriptedExchange => ({
  for: 'auth',
  expect: { method: 'POST', url, body: { form: { token, token_type_hint: hint, client_id: 'cid' } } },
  respond,
});

/** Revokes and gives how it ended, and whether the store still has tokens. */
async function check(
  of: TokenProfile,
  exchanges: readonly ScriptedExchange[],
  expected: readonly [end: RegExp, isKept: boolean],
): Promise<void> {
  const clock = new VirtualClock();
  const script = new ScriptedTransport(exchanges, { clock });
  const secrets = memorySecretStore();
  await secrets.store(profileKey('p'), formatTokenProfile(of));
  const ports = { transport: script.of('auth'), clock, secrets, policy: defaultPolicy };
  const end = await clock.settle(revokeTokens(of, ports, new AbortController().signal));
  assert.deepEqual(script.finish(), []);
  assert.match(end.kind === 'refused' ? end.message : end.kind, expected[0]);
  const kept = (await secrets.get(profileKey('p'))) ?? '';
  assert.equal(kept.includes('tokens'), expected[1]);
}

describe('giving tokens back', () => {
  it('begins with the refresh token and forgets both', () =>
    check(
      profile,
      [asks('R', 'refresh_token', { status: 200 }), asks('A', 'access_token', { status: 200 })],
      [/^revoked$/, false],
    ));
  it('gives the access token alone when there is no other', () =>
    check(
      { ...profile, tokens: { accessToken: 'A' } },
      [asks('A', 'access_token', { status: 200 })],
      [/^revoked$/, false],
    ));
  it('stops at a refusal, says what was said, and keeps the tokens', () =>
    check(
      profile,
      [asks('R', 'refresh_token', { status: 400, body: '{"error":"unsupported_token_type"}' })],
      [/^The revocation endpoint answered 400: unsupported_token_type/, true],
    ));
  it('does not follow a redirect', () =>
    check(
      profile,
      [asks('R', 'refresh_token', { status: 307, headers: [['Location', 'https://other.test/']] })],
      [/answered 307/, true],
    ));
  it('says that the connection broke', () =>
    check(profile, [asks('R', 'refresh_token', { fail: 'ECONNRESET', phase: 'response' })], [/ECONNRESET/, true]));
  it('sends nothing without a URL', () => {
    const { name, grant, tokenUrl, clientId, clientAuth, scopes, hosts, tokens = { accessToken: 'A' } } = profile;
    const without = { name, grant, tokenUrl, clientId, clientAuth, scopes, hosts, tokens };
    return check(without, [], [/has no revocation URL/, true]);
  });
  it('sends nothing over plain http to another machine', () =>
    check({ ...profile, revocationUrl: 'http://auth.test/' }, [], [/neither https/, true]));
});
