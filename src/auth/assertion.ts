import { base64Url } from '../http/base64';
import { privateKey } from './privateKey';
import type { AssertionSigning, TokenProfile } from './tokenProfile';

/** A JWT that was made for one token request, or one sentence on why there is none. */
export type Assertion =
  { readonly kind: 'assertion'; readonly jwt: string } | { readonly kind: 'refused'; readonly message: string };

/** Seconds for which an assertion holds: long enough for clocks that differ, short enough to be of no use to a thief. */
const life = 300;

/** Signs a JWT for the jwt-bearer grant (RFC 7523 §3, RFC 7515): issuer and subject are the client unless given, the audience the token URL. `now` is milliseconds. */
export async function signedAssertion(
  { clientId, tokenUrl }: Pick<TokenProfile, 'clientId' | 'tokenUrl'>,
  signing: AssertionSigning,
  now: number,
): Promise<Assertion> {
  const { algorithm, keyId, issuer = clientId, subject = issuer, audience = tokenUrl } = signing;
  const key = await signingKey(signing);
  if ('message' in key) return { kind: 'refused', message: `The assertion could not be signed. ${key.message}` };
  const issuedAt = Math.floor(now / 1000);
  const header = { alg: algorithm, typ: 'JWT', ...(keyId === undefined ? {} : { kid: keyId }) };
  const claims = {
    ...{ iss: issuer, sub: subject, aud: audience },
    ...{ iat: issuedAt, exp: issuedAt + life, jti: crypto.randomUUID() },
  };
  const signed = `${part(header)}.${part(claims)}`;
  const signature = await crypto.subtle.sign(methods[algorithm], key, new TextEncoder().encode(signed));
  return { kind: 'assertion', jwt: `${signed}.${base64Url(new Uint8Array(signature))}` };
}

/** The methods of RFC 7518 §3.1 as WebCrypto names them. */
const methods = {
  RS256: { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' },
  ES256: { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' },
  HS256: { name: 'HMAC', hash: 'SHA-256' },
} as const;

/** One sentence on why a key cannot sign, or undefined when it can. */
export async function keyComplaint(signing: AssertionSigning): Promise<string | undefined> {
  const key = await signingKey(signing);
  return 'message' in key ? key.message : undefined;
}

const keyTypes = { RS256: 'RSA', ES256: 'P-256' } as const;
const keyNames = { RSA: 'an RSA key', 'P-256': 'a key on the curve P-256', other: 'another kind of key' } as const;

async function signingKey({ algorithm, key }: AssertionSigning): Promise<CryptoKey | { readonly message: string }> {
  const method = methods[algorithm];
  if (algorithm === 'HS256') return sharedSecret(key);
  const read = privateKey(key);
  if (read.kind === 'unusable') return { message: read.message };
  const needed = keyTypes[algorithm];
  if (read.type !== needed) {
    const other = read.type === 'other' ? '' : ` Choose ${algorithm === 'RS256' ? 'ES256' : 'RS256'}, or another key.`;
    return { message: `${algorithm} needs ${keyNames[needed]}, and this is ${keyNames[read.type]}.${other}` };
  }
  try {
    return read.kind === 'jwk'
      ? await crypto.subtle.importKey('jwk', read.jwk, method, false, ['sign'])
      : await crypto.subtle.importKey('pkcs8', read.der, method, false, ['sign']);
  } catch {
    return { message: `The key cannot be used with ${algorithm}: it is damaged or incomplete.` };
  }
}

async function sharedSecret(key: string): Promise<CryptoKey | { readonly message: string }> {
  if (key === '') return { message: 'The shared secret is empty.' };
  if (/-----BEGIN [A-Z ]*(?:KEY|CERTIFICATE)-----/.test(key)) {
    return { message: 'HS256 signs with a shared secret, and this is a key or a certificate. Choose RS256 or ES256.' };
  }
  return crypto.subtle.importKey('raw', new TextEncoder().encode(key), methods.HS256, false, ['sign']);
}

function part(value: object): string {
  return base64Url(new TextEncoder().encode(JSON.stringify(value)));
}
