import { createHash, randomBytes } from 'node:crypto';

/** One login: its current tokens. Times are milliseconds since the epoch. */
export interface Session {
  readonly id: string;
  readonly clientId: string;
  /** Extension id; undefined for client credentials, which log in nobody. */
  readonly user: string | undefined;
  readonly accessToken: string;
  readonly accessExpiresAt: number;
  readonly refreshToken: string | undefined;
  readonly refreshExpiresAt: number;
}

/** How long new tokens live; milliseconds. */
export interface TokenLife {
  readonly access: number;
  readonly refresh: number;
}

/** What an authorization code was given for. `challenge` undefined: without PKCE. */
export interface CodeRequest {
  readonly clientId: string;
  readonly redirectUri: string;
  readonly challenge: { readonly value: string; readonly method: 'plain' | 'S256' } | undefined;
}

const sessionsPerUser = 5;
const codeLife = 60_000;

/** The sandbox's logins. Refresh tokens and codes are good for one use; a renewed access token is dead at once. */
export class Sessions {
  readonly #now: () => number;
  #sessions: readonly Session[] = [];
  #codes = new Map<string, CodeRequest & { readonly expiresAt: number }>();
  /** Access tokens that were good once: their 401 says so. */
  #dead = new Set<string>();

  constructor(now: () => number) {
    this.#now = now;
  }

  /** Logs in. Of more than five parallel sessions of a user and client the oldest ends. */
  start(login: { readonly clientId: string; readonly user: string | undefined }, life: TokenLife): Session {
    const session = this.#issue({ id: token(), ...login }, life);
    const parallel = this.#sessions.filter(
      ({ clientId, user }) => user !== undefined && clientId === login.clientId && user === login.user,
    );
    for (const oldest of parallel.slice(0, Math.max(0, parallel.length + 1 - sessionsPerUser))) this.#end(oldest);
    this.#sessions = [...this.#sessions, session];
    return session;
  }

  /** Renews both tokens; undefined when the refresh token is unknown, used, expired or another client's. */
  renew(refreshToken: string, clientId: string, life: TokenLife): Session | undefined {
    const session = this.#sessions.find((candidate) => candidate.refreshToken === refreshToken);
    if (session?.clientId !== clientId || this.#now() >= session.refreshExpiresAt) return undefined;
    const renewed = this.#issue(session, life);
    this.#end(session);
    this.#sessions = [...this.#sessions, renewed];
    return renewed;
  }

  /** The session of an access token; `expired` when it was good once, `unknown` when it never was. */
  find(accessToken: string): Session | 'expired' | 'unknown' {
    const session = this.#sessions.find((candidate) => candidate.accessToken === accessToken);
    if (session === undefined) return this.#dead.has(accessToken) ? 'expired' : 'unknown';
    return this.#now() < session.accessExpiresAt ? session : 'expired';
  }

  /** Ends the whole session of an access or refresh token of this client; an unknown token is nothing to complain of (RFC 7009 §2.2). */
  revoke(tokenText: string, clientId: string): void {
    for (const session of this.#sessions) {
      if (session.clientId === clientId && [session.accessToken, session.refreshToken].includes(tokenText)) {
        this.#end(session);
      }
    }
  }

  /** A code for one use within a minute. */
  issueCode(request: CodeRequest): string {
    const code = `code-${token()}`;
    this.#codes.set(code, { ...request, expiresAt: this.#now() + codeLife });
    return code;
  }

  /** Takes a code back; false when it is unknown, used, expired, or not for this client, redirect URI and verifier (RFC 7636 §4.6). */
  redeemCode(code: string, proof: { clientId: string; redirectUri: string; verifier: string | undefined }): boolean {
    const request = this.#codes.get(code);
    this.#codes.delete(code);
    if (request === undefined || this.#now() >= request.expiresAt) return false;
    const isSame = request.clientId === proof.clientId && request.redirectUri === proof.redirectUri;
    return isSame && isVerified(request.challenge, proof.verifier);
  }

  clear(): void {
    this.#sessions = [];
    this.#codes = new Map();
    this.#dead = new Set();
  }

  #issue(session: Pick<Session, 'id' | 'clientId' | 'user'>, life: TokenLife): Session {
    const now = this.#now();
    return {
      id: session.id,
      clientId: session.clientId,
      user: session.user,
      accessToken: `access-${token()}`,
      accessExpiresAt: now + life.access,
      refreshToken: session.user === undefined ? undefined : `refresh-${token()}`,
      refreshExpiresAt: now + life.refresh,
    };
  }

  #end(session: Session): void {
    this.#dead.add(session.accessToken);
    this.#sessions = this.#sessions.filter((candidate) => candidate !== session);
  }
}

function isVerified(challenge: CodeRequest['challenge'], verifier: string | undefined): boolean {
  if (challenge === undefined) return verifier === undefined;
  if (verifier === undefined || !/^[A-Za-z0-9\-._~]{43,128}$/.test(verifier)) return false;
  const hashed = createHash('sha256').update(verifier).digest('base64url');
  return challenge.value === (challenge.method === 'S256' ? hashed : verifier);
}

function token(): string {
  return randomBytes(24).toString('base64url');
}
