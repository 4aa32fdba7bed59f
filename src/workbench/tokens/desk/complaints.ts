import { methodOf, privateKey } from '../../../auth/privateKey';

/** What is wrong with an endpoint that credentials go to; undefined: nothing, here and below. */
export function complaintAboutEndpoint(text: string): string | undefined {
  if (!URL.canParse(text)) return 'This is no URL. It begins with https://.';
  return isSafe(new URL(text)) ? undefined : 'Credentials are sent by https only, except to this machine.';
}

/** What is wrong with the address of a page that the browser is sent to: no credentials of ours go there, and names under localhost are this machine (RFC 6761 §6.3). */
export function complaintAboutPage(text: string): string | undefined {
  const isHere =
    URL.canParse(text) && new URL(text).protocol === 'http:' && new URL(text).hostname.endsWith('.localhost');
  return isHere ? undefined : complaintAboutEndpoint(text);
}

function isSafe({ protocol, hostname }: URL): boolean {
  const isLoopback = hostname === 'localhost' || hostname === '[::1]' || /^127(?:\.\d+){3}$/.test(hostname);
  return protocol === 'https:' || (protocol === 'http:' && isLoopback);
}

/** What is wrong with a redirect URI that is listened to on this machine. */
export function complaintAboutRedirect(text: string): string | undefined {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const isHere = url?.protocol === 'http:' && ['127.0.0.1', 'localhost'].includes(url.hostname);
  if (!isHere) return 'It begins with http://127.0.0.1 or http://localhost.';
  if (url.port === '') return 'It needs a port, such as http://127.0.0.1:8765/callback.';
  return url.hash === '' ? undefined : 'A redirect URI has no fragment.';
}

/** What is wrong with a JWT that the server issued. */
export function complaintAboutJwt(text: string): string | undefined {
  return /^[\w-]+\.[\w-]+\.[\w-]*$/.test(text) ? undefined : 'A JWT is three texts divided by dots.';
}

/** What is wrong with a private key that is to sign. */
export function complaintAboutKey(text: string): string | undefined {
  const key = privateKey(text);
  if (key.kind === 'unusable') return key.message;
  return methodOf(text) === undefined ? 'The key is neither RSA nor on the curve P-256.' : undefined;
}
