/** How a token is first got. `refresh_token`: by a refresh token that was given; `pasted`: it was given itself and cannot be renewed. */
export type Grant = 'client_credentials' | 'password' | 'jwt' | 'authorization_code' | 'refresh_token' | 'pasted';

/** Tokens as they were granted. Times are ISO 8601 UTC; undefined: not said. */
export interface TokenSet {
  readonly accessToken: string;
  readonly refreshToken?: string;
  readonly obtainedAt?: string;
  readonly expiresAt?: string;
  readonly refreshExpiresAt?: string;
  /** What was granted, divided by blanks, when it was said (RFC 6749 §5.1). */
  readonly scope?: string;
  /** Whose token it is, as the server names them. */
  readonly owner?: string;
}

/** How the assertion of the jwt-bearer grant is signed anew for each token request (RFC 7523). */
export interface AssertionSigning {
  readonly algorithm: 'RS256' | 'ES256' | 'HS256';
  /** PEM text of the private key; for HS256 the shared secret. */
  readonly key: string;
  /** `kid` of the header. */
  readonly keyId?: string;
  /** `iss`; absent: the client id. */
  readonly issuer?: string;
  /** `sub`; absent: as the issuer. */
  readonly subject?: string;
  /** `aud`; absent: the token URL. */
  readonly audience?: string;
}

/** One identity at one authorization server, with its tokens. Secret as a whole: it is kept in a SecretStore as JSON and nowhere else. */
export interface TokenProfile {
  readonly name: string;
  readonly grant: Grant;
  /** Absolute; https, or http on loopback. Empty for a pasted token. */
  readonly tokenUrl: string;
  readonly clientId: string;
  readonly clientSecret?: string;
  /** `public`: client_id in the body and no Authorization (rule AU7). */
  readonly clientAuth: 'basic' | 'body' | 'public';
  readonly scopes: readonly string[];
  readonly username?: string;
  readonly password?: string;
  /** The JWT of the jwt-bearer grant, when the server issued it. */
  readonly assertion?: string;
  /** How to make that JWT when it is signed here; `assertion` wins. */
  readonly signing?: AssertionSigning;
  /** Where a person logs in, for `authorization_code`. */
  readonly authorizationUrl?: string;
  /** Where the browser comes back to after a login: `http://127.0.0.1:PORT/…`, or a URI of the editor. Absent: any free port of this machine (RFC 8252 §7.3). */
  readonly redirectUri?: string;
  /** Where tokens are given back (RFC 7009). */
  readonly revocationUrl?: string;
  /** Hosts the token may go to, `host` or `host:port`; empty: the host of `tokenUrl` (rule AU8). */
  readonly hosts: readonly string[];
  readonly tokens?: TokenSet;
}

/** Under which key of a SecretStore a profile is kept. */
export function profileKey(name: string): string {
  return `rcreq.tokenProfile.${name}`;
}

/** Every secret text of a profile, for masking; without empty ones. */
export function profileSecrets(profile: TokenProfile): readonly string[] {
  const { clientSecret, password, assertion, signing, tokens } = profile;
  const all = [clientSecret, password, assertion, signing?.key, tokens?.accessToken, tokens?.refreshToken];
  return all.filter((secret) => secret !== undefined).filter((secret) => secret !== '');
}

/** The profile as JSON for a SecretStore. */
export function formatTokenProfile(profile: TokenProfile): string {
  return JSON.stringify(profile);
}

/** Reads a profile from a SecretStore; undefined when the text is no profile. Members it does not know are dropped. */
export function parseTokenProfile(text: string): TokenProfile | undefined {
  const value = parsed(text);
  if (!isRecord(value)) return undefined;
  const { name, grant, tokenUrl, clientId, clientAuth, signing, tokens } = value;
  if (typeof name !== 'string' || typeof tokenUrl !== 'string' || typeof clientId !== 'string') return undefined;
  if (!isGrant(grant) || !(clientAuth === 'basic' || clientAuth === 'body' || clientAuth === 'public'))
    return undefined;
  const set = tokenSet(tokens);
  const signer = assertionSigning(signing);
  return {
    ...texts(value, [
      'clientSecret',
      'username',
      'password',
      'assertion',
      'authorizationUrl',
      'revocationUrl',
      'redirectUri',
    ]),
    ...{ name, grant, tokenUrl, clientId, clientAuth },
    scopes: strings(value['scopes']),
    hosts: strings(value['hosts']),
    ...(signer === undefined ? {} : { signing: signer }),
    ...(set === undefined ? {} : { tokens: set }),
  };
}

const grants: readonly unknown[] = [
  'client_credentials',
  'password',
  'jwt',
  'authorization_code',
  'refresh_token',
  'pasted',
] satisfies readonly Grant[];

function isGrant(value: unknown): value is Grant {
  return grants.includes(value);
}

function assertionSigning(value: unknown): AssertionSigning | undefined {
  if (!isRecord(value) || typeof value['key'] !== 'string') return undefined;
  const { algorithm, key } = value;
  if (algorithm !== 'RS256' && algorithm !== 'ES256' && algorithm !== 'HS256') return undefined;
  return { ...texts(value, ['keyId', 'issuer', 'subject', 'audience']), algorithm, key };
}

const tokenTexts = ['refreshToken', 'obtainedAt', 'expiresAt', 'refreshExpiresAt', 'scope', 'owner'] as const;

function tokenSet(value: unknown): TokenSet | undefined {
  if (!isRecord(value) || typeof value['accessToken'] !== 'string') return undefined;
  const { accessToken } = value;
  return { ...texts(value, [...tokenTexts]), accessToken };
}

function texts<Name extends string>(
  value: Readonly<Record<string, unknown>>,
  names: readonly Name[],
): Partial<Readonly<Record<Name, string>>> {
  const found: Partial<Record<Name, string>> = {};
  for (const name of names) {
    const text = value[name];
    if (typeof text === 'string') found[name] = text;
  }
  return found;
}

function strings(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((member) => typeof member === 'string') : [];
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
