import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import {
  formatTokenProfile,
  parseTokenProfile,
  profileSecrets,
  type TokenProfile,
} from '../../../src/auth/tokenProfile';

const optional = fc.option(fc.string(), { nil: undefined });
const profiles = fc
  .record({
    name: fc.string(),
    grant: fc.constantFrom('client_credentials', 'password', 'jwt', 'authorization_code', 'refresh_token', 'pasted'),
    tokenUrl: fc.webUrl(),
    clientId: fc.string(),
    clientAuth: fc.constantFrom('basic', 'body', 'public'),
    scopes: fc.array(fc.string()),
    hosts: fc.array(fc.string()),
    clientSecret: optional,
    assertion: optional,
    revocationUrl: optional,
    signing: fc.option(
      fc.record({ algorithm: fc.constantFrom('RS256', 'ES256', 'HS256'), key: fc.string(), keyId: optional }),
      { nil: undefined },
    ),
    tokens: fc.option(fc.record({ accessToken: fc.string(), refreshToken: fc.string() }), { nil: undefined }),
  })
  .map((profile) => JSON.parse(JSON.stringify(profile)) as TokenProfile);

describe('token profile', () => {
  it('comes out of a store as it went in', () =>
    fc.assert(
      fc.property(profiles, (profile) => assert.deepEqual(parseTokenProfile(formatTokenProfile(profile)), profile)),
    ));

  const broken = [
    '',
    'null',
    '[]',
    '{}',
    '{"name":"p"}',
    '{"name":"p","grant":"magic","tokenUrl":"","clientId":"","clientAuth":"basic"}',
  ];
  for (const text of broken)
    it(`is not read from ${text || 'nothing'}`, () => assert.equal(parseTokenProfile(text), undefined));

  it('names every secret it holds and nothing else', () => {
    const tokens = { accessToken: 'a', refreshToken: 'r', expiresAt: 'never' };
    const profile = {
      name: 'n',
      grant: 'password',
      tokenUrl: 'u',
      clientId: 'c',
      clientAuth: 'basic',
      scopes: [],
      hosts: [],
    } as const;
    const signing = { algorithm: 'HS256', key: 'k', issuer: 'i' } as const;
    const secrets = profileSecrets({ ...profile, clientSecret: 's', username: 'me', password: '', signing, tokens });
    assert.deepEqual(secrets, ['s', 'k', 'a', 'r']);
  });
});
