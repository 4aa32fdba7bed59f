/** A private key as WebCrypto takes it: PKCS #8, DER. */
export type PrivateKey =
  | { readonly kind: 'key'; readonly der: Uint8Array<ArrayBuffer> }
  | { readonly kind: 'unusable'; readonly message: string };

/** What a label before a PEM body means; `algorithm` is the DER of the identifier that PKCS #8 adds to the older forms. */
const forms: Readonly<Record<string, { readonly algorithm: readonly number[] } | 'whole' | undefined>> = {
  'PRIVATE KEY': 'whole',
  // rsaEncryption, NULL (RFC 8017 §A.1)
  'RSA PRIVATE KEY': { algorithm: [0x06, 0x09, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x01, 0x05, 0x00] },
  // ecPublicKey, prime256v1 (RFC 5480 §2.1.1)
  'EC PRIVATE KEY': {
    algorithm: [6, 7, 0x2a, 0x86, 0x48, 0xce, 0x3d, 2, 1, 6, 8, 0x2a, 0x86, 0x48, 0xce, 0x3d, 3, 1, 7],
  },
};

/** Reads the first private key of a PEM text: PKCS #8, or the older forms of RSA and P-256 keys that OpenSSL writes. */
export function privateKey(pem: string): PrivateKey {
  if (/-----BEGIN ENCRYPTED PRIVATE KEY-----|^Proc-Type: *4,ENCRYPTED/m.test(pem)) {
    return unusable('The key has a passphrase. Store it without one.');
  }
  const match = /-----BEGIN ((?:RSA |EC )?PRIVATE KEY)-----([A-Za-z0-9+/=\s]+)-----END \1-----/.exec(pem);
  const form = forms[match?.[1] ?? ''];
  const octets = fromBase64(match?.[2] ?? '');
  if (form === undefined || octets === undefined) return unusable('The key is no PEM text of a private key.');
  return { kind: 'key', der: form === 'whole' ? octets : wrapped(octets, form.algorithm) };
}

function unusable(message: string): PrivateKey {
  return { kind: 'unusable', message };
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
