import type { Circumstances } from './failures';

const trust = 'Add its authority to the certificates of this host, or allow this host by name.';

/** What OpenSSL's verification says, in words; `host` identifies itself by a certificate. */
const certificates: Readonly<Record<string, (host: string) => string>> = {
  DEPTH_ZERO_SELF_SIGNED_CERT: (host) => `${host} identifies itself with a self-signed certificate. ${trust}`,
  SELF_SIGNED_CERT_IN_CHAIN: (host) => `The certificate of ${host} comes from a private authority. ${trust}`,
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: (host) => `The certificate of ${host} comes from an unknown authority. ${trust}`,
  UNABLE_TO_GET_ISSUER_CERT: (host) => `The certificate of ${host} comes from an unknown authority. ${trust}`,
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: (host) =>
    `The certificate of ${host} comes from an unknown authority, or the server leaves out its intermediate certificate. ${trust}`,
  CERT_UNTRUSTED: (host) => `The certificate of ${host} is not trusted for this use. ${trust}`,
  CERT_SIGNATURE_FAILURE: (host) =>
    `The certificate of ${host} is not signed by the authority it names. Check who answers there.`,
  CERT_HAS_EXPIRED: (host) =>
    `The certificate of ${host} has expired. Renew it on the server, or check this machine's clock.`,
  CERT_NOT_YET_VALID: (host) => `The certificate of ${host} is not valid yet. Check this machine's clock.`,
  CERT_REVOKED: (host) => `The certificate of ${host} has been revoked. Ask the server's keeper for a new one.`,
  INVALID_PURPOSE: (host) =>
    `The certificate of ${host} is not meant for a server. Ask the server's keeper for another one.`,
  ERR_TLS_CERT_ALTNAME_INVALID: (host) =>
    `The certificate of the server belongs to another host than ${host}. Check the host, or allow this host by name.`,
};

/** OpenSSL's words for a peer that does not speak TLS at all. */
const noTls: ReadonlySet<string> = new Set([
  'ERR_SSL_WRONG_VERSION_NUMBER',
  'ERR_SSL_PACKET_LENGTH_TOO_LONG',
  'ERR_SSL_UNKNOWN_PROTOCOL',
  'ERR_SSL_HTTP_REQUEST',
]);

/** One sentence for an error of TLS, by its code; undefined when the code is not one of TLS. */
export function tlsMessage(code: string, at: Circumstances): string | undefined {
  const who = at.isProxy ? `the proxy ${at.peer}` : at.host;
  const certificate = Object.hasOwn(certificates, code) ? certificates[code] : undefined;
  if (certificate !== undefined) return certificate(who);
  if (noTls.has(code)) return `${at.peer} does not speak TLS. Use http:// instead of https://, or another port.`;
  if (
    /CERTIFICATE_REQUIRED|ALERT_BAD_CERTIFICATE|ALERT_UNKNOWN_CA|ALERT_HANDSHAKE_FAILURE|CERTIFICATE_UNKNOWN/.test(code)
  ) {
    return `${who} refused the secure connection (${code}); it may want a client certificate. Name one for this host.`;
  }
  if (/PROTOCOL_VERSION|UNSUPPORTED_PROTOCOL|NO_SHARED_CIPHER|NO_CIPHERS/.test(code)) {
    return `${who} and this machine share no version of TLS or no cipher (${code}). Bring the server's TLS up to date.`;
  }
  if (/PEM|X509|ASN1|BAD_DECRYPT|KEY_VALUES_MISMATCH|PKCS12|ERR_OSSL/.test(code)) {
    return `The certificate or key given for ${who} cannot be read (${code}). Check the file and its passphrase.`;
  }
  if (/^(?:ERR_SSL_|ERR_TLS_|EPROTO$|CERT_)/.test(code)) {
    return `The secure connection to ${who} failed (${code}). Check the port and the server's TLS settings.`;
  }
  return undefined;
}
