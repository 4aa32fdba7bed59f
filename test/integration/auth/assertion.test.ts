import assert from 'node:assert/strict';
import { createHash, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { base64url, decodeProtectedHeader, jwtVerify } from 'jose';
import { signedAssertion } from '../../../src/auth/assertion';
import { beginAuthorization } from '../../../src/auth/authorization';
import { methodOf } from '../../../src/auth/privateKey';
import type { AssertionSigning, TokenProfile } from '../../../src/auth/tokenProfile';

const profile: TokenProfile = {
  name: 'p',
  grant: 'jwt',
  tokenUrl: 'https://auth.test/token',
  clientId: 'cid',
  clientAuth: 'public',
  scopes: ['ReadAccounts', 'SMS'],
  hosts: [],
};
const now = Date.UTC(2026, 10, 22);
const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 });
const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const secret = 'a shared secret that is long enough, ü included';

function pem(key: KeyObject, type: 'pkcs1' | 'pkcs8' | 'sec1'): string {
  return key.export({ type, format: 'pem' }).toString();
}

function jwk(key: KeyObject): string {
  return JSON.stringify({ ...key.export({ format: 'jwk' }), kid: 'k', use: 'sig', alg: 'any' });
}

interface Signer {
  readonly signing: AssertionSigning;
  readonly verify: KeyObject | Uint8Array;
}

const signers: Readonly<Record<string, Signer>> = {
  'RS256 with a PKCS #8 key': {
    signing: { algorithm: 'RS256', key: pem(rsa.privateKey, 'pkcs8') },
    verify: rsa.publicKey,
  },
  'RS256 with a PKCS #1 key': {
    signing: { algorithm: 'RS256', key: pem(rsa.privateKey, 'pkcs1') },
    verify: rsa.publicKey,
  },
  'ES256 with a PKCS #8 key': {
    signing: { algorithm: 'ES256', key: pem(ec.privateKey, 'pkcs8') },
    verify: ec.publicKey,
  },
  'ES256 with a SEC 1 key': {
    signing: { algorithm: 'ES256', key: pem(ec.privateKey, 'sec1') },
    verify: ec.publicKey,
  },
  'RS256 with a JWK': { signing: { algorithm: 'RS256', key: jwk(rsa.privateKey) }, verify: rsa.publicKey },
  'ES256 with a JWK': { signing: { algorithm: 'ES256', key: jwk(ec.privateKey) }, verify: ec.publicKey },
  'ES256 with a key whose line ends were lost': {
    signing: { algorithm: 'ES256', key: pem(ec.privateKey, 'pkcs8').replace(/\n/g, ' ') },
    verify: ec.publicKey,
  },
  'HS256 with a secret': {
    signing: { algorithm: 'HS256', key: secret },
    verify: new TextEncoder().encode(secret),
  },
};

async function signed(signing: AssertionSigning): Promise<string> {
  const made = await signedAssertion(profile, signing, now);
  return made.kind === 'assertion' ? made.jwt : assert.fail(made.message);
}

describe('an assertion that jose reads', () => {
  for (const [name, { signing, verify }] of Object.entries(signers)) {
    it(`holds when it is signed by ${name}`, async () => {
      const expected = { issuer: 'cid', subject: 'cid', audience: profile.tokenUrl, algorithms: [signing.algorithm] };
      const jwt = await signed(signing);
      const { payload } = await jwtVerify(jwt, verify, { ...expected, currentDate: new Date(now) });
      assert.deepEqual([payload.iat, payload.exp], [now / 1000, now / 1000 + 300]);
    });

    it(`does not hold when it is signed by ${name} and changed`, async () => {
      const [header, , signature] = (await signed(signing)).split('.');
      const forged = `${header ?? ''}.${base64url.encode('{"iss":"other"}')}.${signature ?? ''}`;
      await assert.rejects(jwtVerify(forged, verify), { code: 'ERR_JWS_SIGNATURE_VERIFICATION_FAILED' });
    });
  }

  it('has ended after five minutes', async () => {
    const { signing, verify } = signers['HS256 with a secret'] ?? assert.fail();
    const currentDate = new Date(now + 300_000);
    await assert.rejects(jwtVerify(await signed(signing), verify, { currentDate }), { code: 'ERR_JWT_EXPIRED' });
  });

  it('names the key, issuer, subject and audience that were given', async () => {
    const given = { keyId: 'k1', issuer: 'i', subject: 's', audience: 'a' };
    const { signing, verify } = signers['ES256 with a SEC 1 key'] ?? assert.fail();
    const jwt = await signed({ ...signing, ...given });
    assert.deepEqual(decodeProtectedHeader(jwt), { alg: 'ES256', typ: 'JWT', kid: 'k1' });
    const expected = { issuer: 'i', subject: 's', audience: 'a', currentDate: new Date(now) };
    await jwtVerify(jwt, verify, expected);
  });

  it('is another each time', async () => {
    const { signing } = signers['HS256 with a secret'] ?? assert.fail();
    assert.notEqual(await signed(signing), await signed(signing));
  });
});

describe('an assertion that cannot be signed', () => {
  const p384 = generateKeyPairSync('ec', { namedCurve: 'P-384' }).privateKey;
  const locked = rsa.privateKey
    .export({ type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'x' })
    .toString();
  const lockedOld = rsa.privateKey
    .export({ type: 'pkcs1', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'x' })
    .toString();
  const keys: readonly (readonly [string, AssertionSigning, RegExp])[] = [
    ['a key with a passphrase', { algorithm: 'RS256', key: locked }, /has a passphrase/],
    ['an older key with a passphrase', { algorithm: 'RS256', key: lockedOld }, /has a passphrase/],
    ['a text that is no key', { algorithm: 'RS256', key: 'hello' }, /neither PEM text of a private key nor a JWK/],
    [
      'a public key',
      { algorithm: 'RS256', key: rsa.publicKey.export({ type: 'spki', format: 'pem' }).toString() },
      /public key/,
    ],
    ['a certificate', { algorithm: 'RS256', key: '-----BEGIN CERTIFICATE-----\nAA==' }, /its private key/],
    ['a key of OpenSSH', { algorithm: 'ES256', key: '-----BEGIN OPENSSH PRIVATE KEY-----\nb3' }, /ssh-keygen/],
    ['a key of PuTTY', { algorithm: 'ES256', key: 'PuTTY-User-Key-File-3: ssh-rsa' }, /puttygen/],
    ['the JWK of a public key', { algorithm: 'ES256', key: jwk(ec.publicKey) }, /JWK of a public key/],
    ['a JWK that is cut off', { algorithm: 'ES256', key: jwk(ec.privateKey).slice(0, -9) }, /is no JSON/],
    ['a PEM key as shared secret', { algorithm: 'HS256', key: pem(rsa.privateKey, 'pkcs8') }, /Choose RS256 or ES256/],
    [
      'broken Base64',
      { algorithm: 'RS256', key: pem(rsa.privateKey, 'pkcs8').replace('\nM', '\n=') },
      /neither PEM|cannot be used/,
    ],
    ['an EC key for RS256', { algorithm: 'RS256', key: pem(ec.privateKey, 'pkcs8') }, /Choose ES256/],
    ['an RSA key for ES256', { algorithm: 'ES256', key: pem(rsa.privateKey, 'pkcs1') }, /Choose RS256/],
    ['a P-384 key for ES256', { algorithm: 'ES256', key: pem(p384, 'sec1') }, /another kind of key/],
    ['a PKCS #8 P-384 key for ES256', { algorithm: 'ES256', key: pem(p384, 'pkcs8') }, /another kind of key/],
    ['an empty secret', { algorithm: 'HS256', key: '' }, /shared secret is empty/],
    ['an empty key', { algorithm: 'RS256', key: ' ' }, /key is empty/],
  ];
  for (const [name, signing, why] of keys) {
    it(`is refused for ${name}, without a word of the key`, async () => {
      const made = await signedAssertion(profile, signing, now);
      const message = made.kind === 'refused' ? made.message : assert.fail(made.jwt);
      assert.match(message, why);
      assert.ok(signing.key.length < 80 || !message.includes(signing.key.slice(40, 80)));
    });
  }
});

describe('the method proposed for a key', () => {
  const p384 = generateKeyPairSync('ec', { namedCurve: 'P-384' }).privateKey;
  const cases: readonly (readonly [string, string, string | undefined])[] = [
    ['an RSA key', pem(rsa.privateKey, 'pkcs1'), 'RS256'],
    ['a P-256 key', pem(ec.privateKey, 'pkcs8'), 'ES256'],
    ['a JWK', jwk(ec.privateKey), 'ES256'],
    ['a P-384 key', pem(p384, 'pkcs8'), undefined],
    ['a secret', secret, undefined],
  ];
  for (const [name, key, method] of cases) {
    it(`is ${method ?? 'none'} for ${name}`, () => assert.equal(methodOf(key), method));
  }
});

describe('PKCE', () => {
  it('asks with the S256 challenge of its verifier (RFC 7636 §4.2)', async () => {
    const asking = { ...profile, authorizationUrl: 'https://auth.test/authorize?brand=1' };
    const { url, verifier, state } = await beginAuthorization(asking, 'http://127.0.0.1:1/callback');
    const { searchParams } = new URL(url);
    assert.match(verifier, /^[A-Za-z0-9._~-]{43,128}$/);
    assert.equal(searchParams.get('code_challenge'), base64url.encode(createHash('sha256').update(verifier).digest()));
    assert.deepEqual(
      ['code_challenge_method', 'response_type', 'state', 'scope', 'brand'].map((name) => searchParams.get(name)),
      ['S256', 'code', state, 'ReadAccounts SMS', '1'],
    );
  });
});
