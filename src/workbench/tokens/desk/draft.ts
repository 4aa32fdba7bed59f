import { methodOf } from '../../../auth/privateKey';
import { pastedToken } from '../../../auth/pastedToken';
import type { AssertionSigning, Grant, TokenProfile, TokenSet } from '../../../auth/tokenProfile';

/** A profile as it is typed, one text for each question. An empty text: left out. */
export interface Draft {
  readonly grant: Grant;
  readonly name: string;
  readonly server: 'sandbox' | 'ringcentral' | 'other';
  readonly tokenUrl: string;
  readonly authorizationUrl: string;
  readonly revocationUrl: string;
  readonly clientId: string;
  readonly clientAuth: TokenProfile['clientAuth'];
  readonly clientSecret: string;
  readonly username: string;
  readonly password: string;
  readonly refreshToken: string;
  readonly pasted: string;
  readonly isRenewable: boolean;
  readonly proof: 'issued' | 'file' | 'pasted' | 'shared';
  readonly assertion: string;
  readonly key: string;
  readonly keyId: string;
  readonly issuer: string;
  readonly subject: string;
  readonly audience: string;
  readonly way: 'loopback' | 'port' | 'editor';
  readonly redirectUri: string;
  readonly scopes: string;
  readonly hosts: string;
  /** The tokens of the profile that is edited. */
  readonly tokens: TokenSet | undefined;
}

/** The endpoints of a server that is offered by name. */
export interface Endpoints {
  readonly tokenUrl: string;
  readonly authorizationUrl: string;
  readonly revocationUrl: string;
}

/** The endpoints under a base URL, as RingCentral and the sandbox have them. */
export function endpointsAt(base: string): Endpoints {
  const at = (name: string) => `${base}/restapi/oauth/${name}`;
  return { tokenUrl: at('token'), authorizationUrl: at('authorize'), revocationUrl: at('revoke') };
}

export const ringCentral = endpointsAt('https://platform.ringcentral.com');

export const emptyDraft: Draft = {
  ...{ grant: 'authorization_code', name: '', server: 'ringcentral', ...ringCentral },
  ...{ clientId: '', clientAuth: 'basic', clientSecret: '', username: '', password: '', refreshToken: '' },
  ...{ pasted: '', isRenewable: false, proof: 'issued', assertion: '', key: '' },
  ...{ keyId: '', issuer: '', subject: '', audience: '' },
  ...{ way: 'loopback', redirectUri: '', scopes: '', hosts: '', tokens: undefined },
};

/** What is kept of a profile, to be edited. Secrets are not shown: an empty answer keeps them. */
export function draftOf(profile: TokenProfile): Draft {
  const { grant, name, tokenUrl, clientId, clientAuth, signing, tokens, redirectUri } = profile;
  const { authorizationUrl = '', revocationUrl = '', username = '' } = profile;
  const server = tokenUrl === ringCentral.tokenUrl ? 'ringcentral' : 'other';
  return {
    ...emptyDraft,
    ...{ grant, name, server, tokenUrl, authorizationUrl, revocationUrl, clientId, clientAuth, username, tokens },
    clientSecret: profile.clientSecret ?? '',
    password: profile.password ?? '',
    refreshToken: grant === 'refresh_token' ? (tokens?.refreshToken ?? '') : '',
    pasted: grant === 'pasted' ? (tokens?.accessToken ?? '') : '',
    proof: signing === undefined ? 'issued' : signing.algorithm === 'HS256' ? 'shared' : 'pasted',
    assertion: profile.assertion ?? '',
    ...{ key: signing?.key ?? '', keyId: signing?.keyId ?? '', issuer: signing?.issuer ?? '' },
    ...{ subject: signing?.subject ?? '', audience: signing?.audience ?? '' },
    way: wayOf(redirectUri),
    redirectUri: redirectUri ?? '',
    scopes: profile.scopes.join(' '),
    hosts: profile.hosts.join(', '),
  };
}

function wayOf(redirectUri: string | undefined): Draft['way'] {
  if (redirectUri === undefined) return 'loopback';
  return redirectUri.startsWith('http:') ? 'port' : 'editor';
}

/** The profile that a finished draft describes. `now` is milliseconds. Tokens are kept while the identity they stand for is the same. */
export function profileOf(draft: Draft, now: number): TokenProfile {
  const { grant, name, tokenUrl, clientId, clientSecret } = draft;
  const hosts = hostList(draft.hosts);
  const pasted = grant === 'pasted' ? pastedTokens(draft, now) : undefined;
  if (pasted !== undefined && !draft.isRenewable) {
    return { name, grant, tokenUrl: '', clientId: '', clientAuth: 'public', scopes: [], hosts, tokens: pasted };
  }
  const clientAuth = clientSecret === '' ? 'public' : draft.clientAuth;
  const tokens = pasted ?? tokensOf(draft);
  return {
    ...{ name, grant: pasted === undefined ? grant : 'refresh_token', tokenUrl, clientId, clientAuth, hosts },
    scopes: draft.scopes.split(/[\s,]+/).filter((scope) => scope !== ''),
    ...(clientAuth === 'public' ? {} : { clientSecret }),
    ...given('revocationUrl', draft.revocationUrl),
    ...ofGrant(draft),
    ...(tokens === undefined ? {} : { tokens }),
  };
}

function ofGrant(draft: Draft): Partial<TokenProfile> {
  switch (draft.grant) {
    case 'password':
      return { username: draft.username, password: draft.password };
    case 'jwt':
      return draft.proof === 'issued' ? { assertion: draft.assertion } : { signing: signingOf(draft) };
    case 'authorization_code':
      return {
        authorizationUrl: draft.authorizationUrl,
        ...(draft.way === 'loopback' ? {} : { redirectUri: draft.redirectUri }),
      };
    case 'client_credentials':
    case 'refresh_token':
    case 'pasted':
      return {};
  }
}

/** How an assertion is signed with the key of a draft: its type tells by which method. */
export function signingOf({ proof, key, keyId, issuer, subject, audience }: Draft): AssertionSigning {
  return {
    algorithm: proof === 'shared' ? 'HS256' : (methodOf(key) ?? 'RS256'),
    key,
    ...given('keyId', keyId),
    ...given('issuer', issuer),
    ...given('subject', subject),
    ...given('audience', audience),
  };
}

function given<Name extends string>(name: Name, text: string): Partial<Readonly<Record<Name, string>>> {
  return (text === '' ? {} : { [name]: text }) as Partial<Readonly<Record<Name, string>>>;
}

function pastedTokens({ pasted, tokens }: Draft, now: number): TokenSet {
  if (tokens?.accessToken === pasted) return tokens;
  const read = pastedToken(pasted, now);
  return read.kind === 'tokens' ? read.tokens : { accessToken: pasted };
}

/** A refresh token that was given is used at once; one that was granted lives on. */
function tokensOf({ grant, refreshToken, tokens }: Draft): TokenSet | undefined {
  if (grant !== 'refresh_token' || tokens?.refreshToken === refreshToken) return tokens;
  return { accessToken: '', refreshToken, expiresAt: new Date(0).toISOString() };
}

/** Hosts as typed, URLs included: `https://a.test/x, b.test:8443` are `a.test` and `b.test:8443`. */
export function hostList(text: string): readonly string[] {
  return text
    .split(/[\s,]+/)
    .filter((each) => each !== '')
    .flatMap((each) => {
      const url = /^https?:\/\//i.test(each) ? each : `https://${each}`;
      return URL.canParse(url) ? [new URL(url).host] : [];
    });
}
