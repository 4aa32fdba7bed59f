import { base64Url } from '../http/base64';
import type { TokenResult } from '../http/sendPorts';
import { askForToken, type TokenPorts } from './askForToken';
import { formatTokenProfile, profileKey, type TokenProfile } from './tokenProfile';
import { codeForm } from './tokenRequest';

/** A login that a person is to make in a browser. `state` and `verifier` are needed to redeem its code. */
export interface Authorization {
  readonly url: string;
  readonly state: string;
  readonly verifier: string;
  readonly redirectUri: string;
}

/** Begins a login by authorization code with PKCE S256 (RFC 6749 §4.1, RFC 7636). The profile must have an `authorizationUrl`. */
export async function beginAuthorization(
  profile: TokenProfile & { readonly authorizationUrl: string },
  redirectUri: string,
): Promise<Authorization> {
  const verifier = randomText();
  const state = randomText();
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(verifier));
  const url = new URL(profile.authorizationUrl);
  const parameters: readonly (readonly [string, string])[] = [
    ['response_type', 'code'],
    ['client_id', profile.clientId],
    ['redirect_uri', redirectUri],
    ['state', state],
    ['code_challenge', base64Url(new Uint8Array(digest))],
    ['code_challenge_method', 'S256'],
  ];
  for (const [name, value] of parameters) url.searchParams.set(name, value);
  if (profile.scopes.length > 0) url.searchParams.set('scope', profile.scopes.join(' '));
  return { url: url.href, state, verifier, redirectUri };
}

/** What came back to the redirect URI. `foreign`: it answers another login, as its `state` tells (RFC 6749 §10.12), and must not be used. */
export type Callback =
  { readonly kind: 'code'; readonly code: string } | { readonly kind: 'foreign' | 'refused'; readonly message: string };

/** Reads the URL that the browser came back by, or its query alone. */
export function authorizationCode(callback: string, { state }: Pick<Authorization, 'state'>): Callback {
  const parameters = URL.canParse(callback) ? new URL(callback).searchParams : new URLSearchParams(callback);
  if (parameters.get('state') !== state) {
    return { kind: 'foreign', message: 'The login answered another request than ours. Start it again.' };
  }
  const code = parameters.get('code');
  if (code !== null && code !== '') return { kind: 'code', code };
  const error = parameters.get('error');
  if (error === 'access_denied') return { kind: 'refused', message: 'Access was denied in the browser.' };
  const why = parameters.get('error_description') ?? error ?? 'no code was given';
  return { kind: 'refused', message: `The login was refused: ${printable(why)}.` };
}

/** Text of a stranger, on one line. */
function printable(text: string): string {
  return text
    .replace(/[\p{C}\s]+/gu, ' ')
    .trim()
    .slice(0, 200)
    .replace(/\.$/, '');
}

/** Redeems a code, once, and stores the profile with its tokens; refused, too, when they cannot be stored. */
export async function redeemCode(
  profile: TokenProfile,
  { code, authorization }: { readonly code: string; readonly authorization: Authorization },
  ports: TokenPorts,
  signal: AbortSignal,
): Promise<TokenResult> {
  const form = codeForm(code, authorization.redirectUri, authorization.verifier);
  const asked = await askForToken(profile, form, ports, { signal, observe: undefined });
  const { exchanges } = asked;
  if (asked.kind === 'refused') {
    const { message, warnings } = asked;
    return { kind: 'refused', needsLogin: true, message, warnings, exchanges };
  }
  const { tokens } = asked;
  try {
    await ports.secrets.store(profileKey(profile.name), formatTokenProfile({ ...profile, tokens }));
  } catch {
    const message =
      'The login was good, but the secret storage would not keep its token. Unlock it, then log in again.';
    return { kind: 'refused', needsLogin: true, message, warnings: [], exchanges };
  }
  return { kind: 'token', accessToken: tokens.accessToken, exchanges };
}

/** 43 unreserved characters: 256 bits of chance (RFC 7636 §4.1). */
function randomText(): string {
  return base64Url(crypto.getRandomValues(new Uint8Array(32)));
}
