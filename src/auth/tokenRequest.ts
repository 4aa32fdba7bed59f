import { base64 } from '../http/base64';
import { memoryContent } from '../http/sendPorts';
import type { Field, RequestMessage } from '../http/message';
import { signedAssertion } from './assertion';
import type { TokenProfile } from './tokenProfile';

/** The parameters of one token request beside the client's own, `grant_type` first. */
export type GrantForm = readonly (readonly [string, string])[];

/** The form of the refresh_token grant (RFC 6749 §6). */
export function refreshForm(refreshToken: string): GrantForm {
  return [
    ['grant_type', 'refresh_token'],
    ['refresh_token', refreshToken],
  ];
}

/** A form that could not be made, with one sentence on why. */
export interface NoForm {
  readonly kind: 'refused';
  readonly message: string;
}

/** The form of the grant a profile began with (rule AU2; RFC 6749 §4, RFC 7523 §2.1); undefined when only a person can repeat it, or a part is missing. `now` is milliseconds. */
export async function originalForm(profile: TokenProfile, now: number): Promise<GrantForm | NoForm | undefined> {
  const scope = scopeOf(profile);
  switch (profile.grant) {
    case 'client_credentials':
      return [['grant_type', 'client_credentials'], ...scope];
    case 'password': {
      const { username, password } = profile;
      if (username === undefined || password === undefined) return undefined;
      return [['grant_type', 'password'], ['username', username], ['password', password], ...scope];
    }
    case 'jwt': {
      const { assertion, signing } = profile;
      if (assertion !== undefined) return [...jwtForm(assertion), ...scope];
      if (signing === undefined) return undefined;
      const signed = await signedAssertion(profile, signing, now);
      return signed.kind === 'refused' ? signed : [...jwtForm(signed.jwt), ...scope];
    }
    case 'authorization_code':
    case 'refresh_token':
    case 'pasted':
      return undefined;
  }
}

function jwtForm(assertion: string): GrantForm {
  return [
    ['grant_type', 'urn:ietf:params:oauth:grant-type:jwt-bearer'],
    ['assertion', assertion],
  ];
}

/** The form that redeems an authorization code with its PKCE verifier (RFC 6749 §4.1.3, RFC 7636 §4.5). */
export function codeForm(code: string, redirectUri: string, verifier: string): GrantForm {
  return [
    ['grant_type', 'authorization_code'],
    ['code', code],
    ['redirect_uri', redirectUri],
    ['code_verifier', verifier],
  ];
}

/** The form that gives a token back (RFC 7009 §2.1). */
export function revocationForm(token: string, hint: 'access_token' | 'refresh_token'): GrantForm {
  return [
    ['token', token],
    ['token_type_hint', hint],
  ];
}

/** A request to the token endpoint: a form over POST, the client authenticated as its profile says (rules AU6, AU7). */
export function tokenRequest(profile: TokenProfile, form: GrantForm, userAgent: string): RequestMessage {
  const { clientId, clientSecret, clientAuth } = profile;
  const isBasic = clientAuth === 'basic' && clientSecret !== undefined;
  const parameters = new URLSearchParams(form.map(([name, value]) => [name, value]));
  if (!isBasic) parameters.set('client_id', clientId);
  if (clientAuth === 'body' && clientSecret !== undefined) parameters.set('client_secret', clientSecret);
  const octets = new TextEncoder().encode(parameters.toString());
  const authorization: readonly Field[] = isBasic
    ? [{ name: 'Authorization', value: `Basic ${base64(`${formEncoded(clientId)}:${formEncoded(clientSecret)}`)}` }]
    : [];
  return {
    method: 'POST',
    url: profile.tokenUrl,
    fields: [
      ...authorization,
      { name: 'Content-Type', value: 'application/x-www-form-urlencoded' },
      { name: 'Accept', value: 'application/json' },
      { name: 'User-Agent', value: userAgent },
      { name: 'Content-Length', value: String(octets.length) },
    ],
    content: memoryContent(octets),
    httpVersion: '1.1',
  };
}

function scopeOf({ scopes }: TokenProfile): GrantForm {
  return scopes.length === 0 ? [] : [['scope', scopes.join(' ')]];
}

/** RFC 6749 §2.3.1 form-encodes id and secret before they are joined. */
function formEncoded(text: string): string {
  return new URLSearchParams([['', text]]).toString().slice(1);
}
