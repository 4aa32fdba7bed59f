import { isAudience } from '../http/request/prepare';
import type { TokenExchange, TokenResult, TokenSource, WaitObserver } from '../http/sendPorts';
import { askForToken, type Asked, type TokenPorts } from './askForToken';
import { cancelled, Flight, type Renewal } from './flight';
import { takeLease } from './lease';
import { formatTokenProfile, parseTokenProfile, profileKey, type TokenProfile, type TokenSet } from './tokenProfile';
import { originalForm, refreshForm } from './tokenRequest';

/** The token source of a profile (rules AU). What its SecretStore holds of the profile is newer than the one given, as another window may have renewed it. */
export function createTokenSource(profile: TokenProfile, ports: TokenPorts): TokenSource {
  return new ProfileTokens(profile, ports);
}

type Run = Parameters<Renewal>[0];

class ProfileTokens implements TokenSource {
  readonly identity: string;
  readonly #ports: TokenPorts;
  /** Access tokens that were replaced here: what still holds one of them is outdated. */
  readonly #replaced = new Set<string>();
  #profile: TokenProfile;
  #isKept = true;
  /** An access token whose early renewal failed: it is used until it is over, as the endpoint would say the same again (rule AU6). */
  #unrenewable: string | undefined;
  #flight: Flight | undefined;

  constructor(profile: TokenProfile, ports: TokenPorts) {
    this.identity = profile.name;
    this.#profile = profile;
    this.#ports = ports;
  }

  allows(url: string): boolean {
    return isAudience(url, audience(this.#profile));
  }

  async current(signal: AbortSignal, observe?: WaitObserver): Promise<TokenResult> {
    if (this.#flight === undefined) await this.#load();
    if (this.#flight === undefined) {
      const { tokens } = this.#profile;
      if (tokens !== undefined && (!this.#isEnding(tokens) || this.#isUnrenewable(tokens)))
        return { kind: 'token', accessToken: tokens.accessToken, exchanges: [] };
    }
    return this.#join((run) => this.#refreshed(undefined, run), signal, observe);
  }

  async renew(rejected: string, signal: AbortSignal, observe?: WaitObserver): Promise<TokenResult> {
    if (this.#flight === undefined) await this.#load();
    if (this.#flight === undefined) {
      const { tokens } = this.#profile;
      if (tokens !== undefined && tokens.accessToken !== rejected)
        return { kind: 'token', accessToken: tokens.accessToken, exchanges: [] };
    }
    return this.#join((run) => this.#refreshed(rejected, run), signal, observe);
  }

  /** One renewal at a time: who comes later joins it (rule AU4). */
  #join(renewal: Renewal, signal: AbortSignal, observe: WaitObserver | undefined): Promise<TokenResult> {
    if (this.#flight === undefined) {
      const flight = new Flight(async (run) => {
        try {
          return await renewal(run);
        } finally {
          this.#flight = undefined;
        }
      });
      this.#flight = flight;
    }
    return this.#flight.join(signal, observe);
  }

  /** A newer token than the rejected one, or than the one about to expire. */
  async #refreshed(rejected: string | undefined, run: Run): Promise<TokenResult> {
    const before = this.#profile.tokens;
    const newer = () => this.#newer(rejected, before);
    const { lease: store, clock } = this.#ports;
    const found = await newer();
    if (found !== undefined) return found;
    // Only what can be used once is worth waiting for.
    if (store === undefined || this.#usableRefreshToken() === undefined) return this.#renewed(rejected, run);
    const lease = await takeLease(store, clock, async () => (await newer()) !== undefined, run.signal);
    try {
      const meanwhile = await newer();
      if (meanwhile !== undefined) return meanwhile;
      return lease === undefined ? cancelled : await this.#renewed(rejected, run);
    } finally {
      await lease?.release();
    }
  }

  /** What another window has stored meanwhile. */
  async #newer(rejected: string | undefined, before: TokenSet | undefined): Promise<TokenResult | undefined> {
    await this.#load();
    const { tokens } = this.#profile;
    if (tokens === undefined) return undefined;
    const isNewer =
      rejected === undefined ? tokens !== before && !this.#isEnding(tokens) : tokens.accessToken !== rejected;
    return isNewer ? { kind: 'token', accessToken: tokens.accessToken, exchanges: [] } : undefined;
  }

  /** A token that is still good serves when a new one cannot be had. */
  async #renewed(rejected: string | undefined, run: Run): Promise<TokenResult> {
    const { tokens } = this.#profile;
    const result = await this.#asked(run);
    if (result.kind === 'token' || run.signal.aborted) return result;
    this.#ports.notice?.(result.message);
    if (rejected !== undefined || tokens === undefined || this.#isOver(tokens)) return result;
    this.#unrenewable = tokens.accessToken;
    const { message, warnings, exchanges } = result;
    return { kind: 'token', accessToken: tokens.accessToken, exchanges, refusal: { message, warnings } };
  }

  /** By the refresh token, else by the original grant, else by a person (rule AU2). */
  async #asked(run: Run): Promise<TokenResult> {
    const profile = this.#profile;
    const exchanges: TokenExchange[] = [];
    const refreshToken = this.#usableRefreshToken();
    let refusal: (Asked & { readonly kind: 'refused' }) | undefined;
    if (refreshToken !== undefined) {
      const asked = await askForToken(profile, refreshForm(refreshToken), this.#ports, run);
      exchanges.push(...asked.exchanges);
      if (asked.kind === 'granted') return this.#granted({ refreshToken, ...asked.tokens }, exchanges);
      if (!asked.mayFallBack) return this.#refusal(asked, false, exchanges);
      const adopted = await this.#renewedElsewhere();
      if (adopted !== undefined) return { kind: 'token', accessToken: adopted.accessToken, exchanges };
      refusal = asked;
    }
    const form = await originalForm(profile, this.#ports.clock.time());
    if (form === undefined) return this.#refusal(refusal, true, exchanges);
    if ('kind' in form) return this.#refusal(form, false, exchanges);
    const asked = await askForToken(profile, form, this.#ports, run);
    exchanges.push(...asked.exchanges);
    return asked.kind === 'granted' ? this.#granted(asked.tokens, exchanges) : this.#refusal(asked, false, exchanges);
  }

  /** Stored before it is used, as the old refresh token is spent (rule AU5). */
  async #granted(tokens: TokenSet, exchanges: readonly TokenExchange[]): Promise<TokenResult> {
    const before = this.#profile.tokens?.accessToken;
    if (before !== undefined && before !== tokens.accessToken) this.#replaced.add(before);
    this.#profile = { ...this.#profile, tokens };
    this.#isKept = false;
    await this.#keep();
    return { kind: 'token', accessToken: tokens.accessToken, exchanges };
  }

  /** A locked keyring must not keep the request from being sent: the token lives on in memory, and each use tries to keep it again. */
  async #keep(): Promise<void> {
    const { secrets, notice } = this.#ports;
    try {
      await secrets.store(profileKey(this.#profile.name), formatTokenProfile(this.#profile));
      this.#isKept = true;
      notice?.(undefined);
    } catch {
      notice?.(
        `The token "${this.#profile.name}" was renewed, but the secret storage would not keep it. It holds until this window closes. Unlock the keyring of this machine.`,
      );
    }
  }

  #refusal(
    asked: { readonly message: string; readonly warnings?: readonly string[] } | undefined,
    needsLogin: boolean,
    exchanges: readonly TokenExchange[],
  ): TokenResult {
    const { grant, name } = this.#profile;
    const why = asked?.message ?? `"${name}" has no token that can be renewed.`;
    const login = grant === 'pasted' ? `Paste a new token for "${name}".` : `Log in to "${name}" again.`;
    const what = needsLogin ? login : `Check the credentials of "${name}".`;
    return { kind: 'refused', needsLogin, message: `${why} ${what}`, warnings: asked?.warnings ?? [], exchanges };
  }

  /** Another window may have used the refresh token first; its answer counts then. */
  async #renewedElsewhere(): Promise<TokenSet | undefined> {
    const before = this.#profile.tokens?.accessToken;
    await this.#load();
    const { tokens } = this.#profile;
    return tokens !== undefined && tokens.accessToken !== before ? tokens : undefined;
  }

  async #load(): Promise<void> {
    if (!this.#isKept) await this.#keep();
    const text = await stored(this.#ports, this.#profile.name);
    const profile = text === undefined ? undefined : parseTokenProfile(text);
    if (profile === undefined || !this.#isKept) return;
    const { tokens } = profile;
    if (tokens === undefined) {
      this.#profile = profile;
    } else if (tokens.accessToken !== this.#profile.tokens?.accessToken && !this.#replaced.has(tokens.accessToken)) {
      this.#profile = { ...this.#profile, tokens };
    }
  }

  #usableRefreshToken(): string | undefined {
    const { refreshToken, refreshExpiresAt } = this.#profile.tokens ?? {};
    const isOver = refreshExpiresAt !== undefined && Date.parse(refreshExpiresAt) <= this.#ports.clock.time();
    return isOver || refreshToken === '' ? undefined : refreshToken;
  }

  /** Within the margin before its end (rule AU1), which is never more than half of its life. */
  #isEnding({ expiresAt, obtainedAt }: TokenSet): boolean {
    if (expiresAt === undefined || this.#profile.grant === 'pasted') return false;
    const life = obtainedAt === undefined ? Number.POSITIVE_INFINITY : Date.parse(expiresAt) - Date.parse(obtainedAt);
    const margin = Math.min(this.#ports.policy.proactiveRenewMs, life / 2);
    return Date.parse(expiresAt) - this.#ports.clock.time() <= margin;
  }

  #isUnrenewable(tokens: TokenSet): boolean {
    return tokens.accessToken === this.#unrenewable && !this.#isOver(tokens);
  }

  #isOver({ expiresAt }: TokenSet): boolean {
    return expiresAt !== undefined && Date.parse(expiresAt) <= this.#ports.clock.time();
  }
}

function audience({ hosts, tokenUrl }: TokenProfile): readonly string[] {
  if (hosts.length > 0) return hosts;
  return URL.canParse(tokenUrl) ? [new URL(tokenUrl).host] : [];
}

async function stored({ secrets }: TokenPorts, name: string): Promise<string | undefined> {
  try {
    return await secrets.get(profileKey(name));
  } catch {
    return undefined;
  }
}
