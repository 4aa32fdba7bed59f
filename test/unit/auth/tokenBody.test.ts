import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { jsonObject, tokensIn } from '../../../src/auth/tokenBody';
import type { TokenSet } from '../../../src/auth/tokenProfile';

const now = Date.UTC(2026, 0, 1);
const obtainedAt = '2026-01-01T00:00:00.000Z';
const inAnHour = '2026-01-01T01:00:00.000Z';

function check(body: object, expected: Partial<TokenSet> | undefined): void {
  const bare = { accessToken: 'A', obtainedAt };
  assert.deepEqual(tokensIn({ access_token: 'A', ...body }, now), expected && { ...bare, ...expected });
}

describe('the body of a token answer', () => {
  const bodies: readonly (readonly [string, object, Partial<TokenSet> | undefined])[] = [
    ['holds a token alone', {}, {}],
    ['says when the token ends', { expires_in: 3600 }, { expiresAt: inAnHour }],
    ['says so in a string', { expires_in: '3600' }, { expiresAt: inAnHour }],
    ['may end at once', { expires_in: 0 }, { expiresAt: obtainedAt }],
    ['does not end before it begins', { expires_in: -1 }, {}],
    ['ends no later than time itself', { expires_in: 1e300 }, { expiresAt: '+275760-09-13T00:00:00.000Z' }],
    ['does not end soon', { expires_in: 'soon' }, {}],
    ['does not end at true', { expires_in: true }, {}],
    ['does not end at null', { expires_in: null }, {}],
    ['has a refresh token', { refresh_token: 'R' }, { refreshToken: 'R' }],
    ['has no empty refresh token', { refresh_token: '' }, {}],
    ['has no refresh token of another kind', { refresh_token: 7 }, {}],
    ['says when the refresh token ends', { refresh_token_expires_in: 3600 }, { refreshExpiresAt: inAnHour }],
    ['says so as Keycloak does', { refresh_expires_in: 3600 }, { refreshExpiresAt: inAnHour }],
    [
      'says it by the usual name first',
      { refresh_expires_in: 1, refresh_token_expires_in: 3600 },
      { refreshExpiresAt: inAnHour },
    ],
    ['has a scope', { scope: 'a b' }, { scope: 'a b' }],
    ['has no empty scope', { scope: '' }, {}],
    ['has an owner', { owner_id: '7' }, { owner: '7' }],
    ['has an owner that is a number', { owner_id: 7 }, { owner: '7' }],
    ['has no owner of another kind', { owner_id: { id: 7 } }, {}],
    ['has no token', { access_token: undefined }, undefined],
    ['has no empty token', { access_token: '' }, undefined],
    ['has no token of another kind', { access_token: 7 }, undefined],
    ['has no token with a blank', { access_token: 'a b' }, undefined],
    ['has no token with a line break', { access_token: 'a\r\nX: 1' }, undefined],
    ['has no token beyond ASCII', { access_token: 'tokén' }, undefined],
  ];
  for (const [claim, body, expected] of bodies) it(claim, () => check(body, expected));

  it('is a JSON object or nothing', () => {
    assert.deepEqual(['{"a":1}', 'null', '7', '"x"', '{', ''].map(jsonObject), [
      { a: 1 },
      ...Array.from({ length: 5 }, () => undefined),
    ]);
  });
});
