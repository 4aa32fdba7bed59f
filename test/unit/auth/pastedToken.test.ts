import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { pastedToken } from '../../../src/auth/pastedToken';
import type { TokenSet } from '../../../src/auth/tokenProfile';

const now = Date.UTC(2026, 0, 1);
const base64Url = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
const jwt = (claims: object) => `${base64Url({ alg: 'RS256' })}.${base64Url(claims)}.c2ln`;
const ends = jwt({ exp: now / 1000 + 60, iat: now / 1000, sub: 'jürgen', scope: 'a b' });

function check(text: string, expected: TokenSet | RegExp): void {
  const pasted = pastedToken(text, now);
  if (expected instanceof RegExp) assert.match(pasted.kind === 'unusable' ? pasted.message : 'taken', expected);
  else assert.deepEqual(pasted, { kind: 'tokens', tokens: expected });
}

describe('a pasted token', () => {
  const bare: TokenSet = { accessToken: 'abc.DEF-1' };
  for (const text of [
    'abc.DEF-1',
    '  abc.DEF-1\n',
    'Bearer abc.DEF-1',
    'bearer   abc.DEF-1',
    'Authorization: Bearer abc.DEF-1',
    '"abc.DEF-1"',
    "'Authorization: Bearer abc.DEF-1'",
    '"abc.DEF-1",',
  ]) {
    it(`is found in ${JSON.stringify(text)}`, () => check(text, bare));
  }

  it('tells by its claims when a JWT ends, and whose it is', () =>
    check(`Bearer ${ends}`, {
      accessToken: ends,
      expiresAt: '2026-01-01T00:01:00.000Z',
      obtainedAt: '2026-01-01T00:00:00.000Z',
      scope: 'a b',
      owner: 'jürgen',
    }));
  it('has no end when the claims are odd', () => {
    for (const exp of ['soon', -1, null, Number.MAX_VALUE]) {
      const token = jwt({ exp });
      const pasted = pastedToken(token, now);
      assert.equal(pasted.kind, 'tokens');
    }
    check('a.b.c', { accessToken: 'a.b.c' });
  });

  it('may be the whole answer of a token endpoint', () =>
    check(
      '{"access_token":"A","token_type":"bearer","expires_in":3600,"refresh_token":"R","refresh_token_expires_in":"7200","scope":"x","owner_id":"7"}',
      {
        accessToken: 'A',
        obtainedAt: '2026-01-01T00:00:00.000Z',
        expiresAt: '2026-01-01T01:00:00.000Z',
        refreshExpiresAt: '2026-01-01T02:00:00.000Z',
        refreshToken: 'R',
        scope: 'x',
        owner: '7',
      },
    ));

  const wrong: readonly (readonly [string, RegExp])[] = [
    ['', /no token/],
    ['Bearer ', /no token/],
    ['two words', /no blanks/],
    ['tokén', /ASCII/],
    ['Basic dXNlcjpwYXNz', /not a token/],
    ['{"access_token":', /is none/],
    ['{"token":"A"}', /no access_token/],
    ['{"access_token":"a\\r\\nX: 1"}', /no access_token/],
  ];
  for (const [text, why] of wrong) it(`is not ${JSON.stringify(text)}`, () => check(text, why));
});
