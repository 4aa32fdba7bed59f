import type { AssertionSigning } from './tokenProfile';

/** A private key as WebCrypto takes it: PKCS #8 in DER, or a JWK (RFC 7517). */
export type PrivateKey =
  | { readonly kind: 'der'; readonly der: Uint8Array<ArrayBuffer>; readonly type: KeyType }
  | { readonly kind: 'jwk'; readonly jwk: Readonly<Record<string, unknown>>; readonly type: KeyType }
  | { readonly kind: 'unusable'; readonly message: string };

/** What a key can sign with: `RSA` RS256, `P-256` ES256; `other` neither. */
type KeyType = 'RSA' | 'P-256' | 'other';

/** DER of the identifiers that tell the type of a key. */
const rsaIdentifier = [0x06, 0x09, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x01];
const curveIdentifier = [0x06, 0x08, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x03, 0x01, 0x07];

/** What the older forms of keys that OpenSSL writes lack of PKCS #8: the algorithm. */
const algorithms: Readonly<Record<string, readonly number[] | undefined>> = {
  // rsaEncryption, NULL (RFC 8017 §A.1)
  'RSA PRIVATE KEY': [...rsaIdentifier, 0x05, 0x00],
  // ecPublicKey, prime256v1 (RFC 5480 §2.1.1)
  'EC PRIVATE KEY': [0x06, 0x07, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x02, 0x01, ...curveIdentifier],
};

/** Texts that are often taken for a private key that can sign, and what to do about each. */
const mistaken: readonly (readonly [sign: RegExp, message: string])[] = [
  [
    /-----BEGIN ENCRYPTED PRIVATE KEY-----|Proc-Type: *4,ENCRYPTED/,
    'The key has a passphrase. Make a copy without one: openssl pkey -in KEY -out COPY.',
  ],
  [
    /-----BEGIN OPENSSH PRIVATE KEY-----/,
    'The key is in the format of OpenSSH. Turn a copy of it into PEM: ssh-keygen -p -m PEM -f COPY.',
  ],
  [/^PuTTY-User-Key-File/m, 'The key is in the format of PuTTY. Export it as PEM with puttygen.'],
  [/-----BEGIN (?:RSA |EC )?PUBLIC KEY-----/, 'This is a public key. Signing needs the private one.'],
  [/-----BEGIN CERTIFICATE-----/, 'This is a certificate. Signing needs its private key.'],
];

/** Reads the first private key of a text: PEM as PKCS #8 or in the older forms of RSA and P-256 keys, or a JWK. */
export function privateKey(text: string): PrivateKey {
  if (text.trim() === '') return unusable('The key is empty.');
  if (text.trimStart().startsWith('{')) return jwkOf(text);
  const match = /-----BEGIN ((?:RSA |EC )?PRIVATE KEY)-----([A-Za-z0-9+/=\s]+)-----END \1-----/.exec(text);
  const octets = match?.[2] === undefined ? undefined : fromBase64(match[2]);
  if (octets === undefined) {
    const [, message] = mistaken.find(([sign]) => sign.test(text)) ?? [];
    return unusable(message ?? 'The key is neither PEM text of a private key nor a JWK.');
  }
  const algorithm = algorithms[match?.[1] ?? ''];
  if (algorithm === undefined) return { kind: 'der', der: octets, type: typeOf(octets) };
  if (match?.[1] === 'EC PRIVATE KEY' && !hasCurve(octets)) return { kind: 'der', der: octets, type: 'other' };
  const der = wrapped(octets, algorithm);
  return { kind: 'der', der, type: typeOf(der) };
}

/** The method that the key is for, to be proposed: undefined when it is no key, or for another one. */
export function methodOf(text: string): AssertionSigning['algorithm'] | undefined {
  const key = privateKey(text);
  if (key.kind === 'unusable' || key.type === 'other') return undefined;
  return key.type === 'RSA' ? 'RS256' : 'ES256';
}

function unusable(message: string): PrivateKey {
  return { kind: 'unusable', message };
}

/** The rest, such as `use` and `key_ops`, is for others to heed; WebCrypto would refuse a key for what it says. */
const keyMaterial = ['kty', 'crv', 'x', 'y', 'n', 'e', 'd', 'p', 'q', 'dp', 'dq', 'qi'];

function jwkOf(text: string): PrivateKey {
  try {
    const jwk = JSON.parse(text) as Readonly<Record<string, unknown>>;
    const { kty, crv, d } = jwk;
    if (kty !== 'RSA' && kty !== 'EC') return unusable('The JSON is no JWK of an RSA or EC key.');
    if (typeof d !== 'string') return unusable('This is the JWK of a public key. Signing needs the private one.');
    const type = kty === 'RSA' ? 'RSA' : crv === 'P-256' ? 'P-256' : 'other';
    const material = Object.entries(jwk).filter(([name]) => keyMaterial.includes(name));
    return { kind: 'jwk', jwk: Object.fromEntries(material), type };
  } catch {
    return unusable('The key begins like a JWK and is no JSON.');
  }
}

/** Whether an EC key in the older form is on P-256: its number has 32 octets there (RFC 5915 §3). */
function hasCurve(der: Uint8Array): boolean {
  return contains(der.subarray(0, 16), [0x02, 0x01, 0x01, 0x04, 0x20]);
}

/** The identifiers stand at the beginning of PKCS #8, and at the end of older EC keys; nowhere else by chance. */
function typeOf(der: Uint8Array): KeyType {
  if (contains(der.subarray(0, 48), rsaIdentifier)) return 'RSA';
  return contains(der, curveIdentifier) ? 'P-256' : 'other';
}

function contains(octets: Uint8Array, part: readonly number[]): boolean {
  return octets.some((_, start) => part.every((octet, index) => octets[start + index] === octet));
}

/** PrivateKeyInfo: version 0, the algorithm, and the older form as an octet string (RFC 5208 §5). */
function wrapped(key: Uint8Array, algorithm: readonly number[]): Uint8Array<ArrayBuffer> {
  const version = [0x02, 0x01, 0x00];
  return Uint8Array.from(element(0x30, [...version, ...element(0x30, algorithm), ...element(0x04, [...key])]));
}

/** One DER element. */
function element(tag: number, content: readonly number[]): readonly number[] {
  const { length } = content;
  if (length < 0x80) return [tag, length, ...content];
  if (length < 0x100) return [tag, 0x81, length, ...content];
  return [tag, 0x82, length >> 8, length & 0xff, ...content];
}

function fromBase64(text: string): Uint8Array<ArrayBuffer> | undefined {
  try {
    return Uint8Array.from(atob(text.replace(/\s/g, '')), (character) => character.charCodeAt(0));
  } catch {
    return undefined;
  }
}
