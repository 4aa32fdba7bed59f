import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { TokenProfile, TokenSet } from '../../../../src/auth/tokenProfile';
import { tokenRows, tokenState } from '../../../../src/workbench/tokens/desk/tokenRows';

const now = Date.UTC(2026, 0, 1);
const at = (seconds: number) => new Date(now + seconds * 1000).toISOString();
const profile: TokenProfile = {
  name: 'p',
  grant: 'authorization_code',
  tokenUrl: 'https://auth.test/token',
  clientId: 'cid',
  clientAuth: 'public',
  scopes: ['asked'],
  hosts: [],
};
const withTokens = (tokens: Partial<TokenSet>, changes: Partial<TokenProfile> = {}): TokenProfile => ({
  ...profile,
  ...changes,
  tokens: { accessToken: 'secret-access', ...tokens },
});

describe('how a token stands', () => {
  const lives: readonly (readonly [seconds: number, text: string, saidAnewIn: number])[] = [
    [1, '1 s left', 1],
    [4, '1 s left', 4],
    [9, '5 s left', 4],
    [59, '55 s left', 4],
    [60, '1 min left', 0],
    [119, '1 min left', 59],
    [3599, '59 min left', 59],
    [3600, '1 h 0 min left', 0],
    [7199, '1 h 59 min left', 59],
    [7200, '2 h 0 min left', 0],
    [100_000, '27 h 46 min left', 40],
    [172_800, '2 days left', 0],
    [604_799, '6 days left', 86_399],
  ];
  for (const [seconds, text, saidAnewIn] of lives) {
    it(`is "${text}" for ${seconds} s, and holds for ${saidAnewIn} s`, () =>
      assert.deepEqual(tokenState(withTokens({ expiresAt: at(seconds) }), now), {
        kind: 'good',
        text,
        until: now + saidAnewIn * 1000 + 1,
      }));
  }

  const states: readonly (readonly [claim: string, profile: TokenProfile, text: string])[] = [
    ['was never signed in', profile, 'not signed in'],
    ['was never fetched', { ...profile, grant: 'jwt' }, 'not fetched yet'],
    ['has a refresh token alone', withTokens({ accessToken: '' }, { grant: 'refresh_token' }), 'not fetched yet'],
    ['does not say when it ends', withTokens({}), 'end not known'],
    ['has ended', withTokens({ expiresAt: at(0) }), 'ended, sign in again'],
    ['has ended, pasted', withTokens({ expiresAt: at(0) }, { grant: 'pasted' }), 'ended, paste a new one'],
    [
      'has ended, with a refresh token',
      withTokens({ expiresAt: at(-9), refreshToken: 'r' }),
      'ended, renewed by the next send',
    ],
    [
      'has ended with its refresh token',
      withTokens({ expiresAt: at(-9), refreshToken: 'r', refreshExpiresAt: at(-1) }),
      'ended, sign in again',
    ],
    [
      'has ended and is got by credentials',
      withTokens({ expiresAt: at(-9) }, { grant: 'jwt' }),
      'ended, renewed by the next send',
    ],
    [
      'was got before the clock was set back a day',
      withTokens({ obtainedAt: at(86_400), expiresAt: at(90_000) }),
      '1 h 0 min left',
    ],
    ['has a time that is none', withTokens({ expiresAt: 'soon' }), 'ended, sign in again'],
  ];
  for (const [claim, each, text] of states) {
    it(`is "${text}" when it ${claim}`, () => assert.equal(tokenState(each, now).text, text));
  }
});

describe('the facts of a token', () => {
  it('are its lives, its owner, what it may and where it goes, and nothing secret', () => {
    const tokens = {
      expiresAt: at(600),
      refreshToken: 'secret-refresh',
      refreshExpiresAt: at(7200),
      scope: 'granted',
      owner: '171857008',
    };
    const rows = tokenRows({ ...withTokens(tokens), clientSecret: 'secret-client' }, now);
    assert.deepEqual(
      rows.map(({ label, value }) => `${label}: ${value}`),
      [
        'Access token: 10 min left',
        'Refresh token: 2 h 0 min left',
        'Owner: 171857008',
        'Scopes: granted',
        'Goes to: auth.test',
        'Got by: sign-in with the browser from auth.test',
      ],
    );
    assert.doesNotMatch(JSON.stringify(rows), /secret-/);
  });

  it('are what was asked for, as long as nothing was granted', () => {
    const rows = tokenRows({ ...profile, grant: 'password', username: 'me', hosts: ['a.test', 'b.test:1'] }, now);
    assert.deepEqual(
      rows.map(({ value }) => value),
      ['not fetched yet', 'me', 'asked', 'a.test, b.test:1', 'password from auth.test'],
    );
  });
});
