/** Base64 of the UTF-8 octets of a text (RFC 4648 §4), as Basic credentials need it (RFC 7617). */
export function base64(text: string): string {
  return base64Octets(new TextEncoder().encode(text));
}

/** Base64 for URLs, without padding (RFC 4648 §5), as PKCE and JWT need it. */
export function base64Url(octets: Uint8Array): string {
  return base64Octets(octets).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

function base64Octets(octets: Uint8Array): string {
  let binary = '';
  for (const octet of octets) binary += String.fromCharCode(octet);
  return btoa(binary);
}
