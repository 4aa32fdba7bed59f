import * as vscode from 'vscode';
import type { TokenPorts } from '../../auth/askForToken';
import type { TokenProfile } from '../../auth/tokenProfile';
import type { TokenSource } from '../../http/sendPorts';
import type { NamedSecrets } from '../environments/secrets';
import { loadServices } from '../loaded';
import type { TokenFetching } from './tokenSources';

/** Token profiles of this machine, each kept as one text in the secret storage. */
export class TokenProfiles implements vscode.Disposable {
  readonly #changed = new vscode.EventEmitter<void>();
  readonly #secrets: NamedSecrets;
  readonly #fetching: TokenFetching;
  readonly #sources = new Map<string, Promise<TokenSource>>();
  /** The source that each name had last, by name. */
  readonly #latest = new Map<string, Promise<TokenSource>>();
  readonly #problems = new Map<string, string>();
  readonly #subscription: vscode.Disposable;

  constructor(secrets: NamedSecrets, fetching: TokenFetching) {
    this.#secrets = secrets;
    this.#fetching = fetching;
    this.#subscription = secrets.onDidChange(() => this.#changed.fire());
  }

  /** Fires when a profile came, changed, went, or ran into a problem; changes of other windows included. */
  readonly onDidChange = this.#changed.event;

  /** None when the storage cannot be read. */
  async names(): Promise<readonly string[]> {
    try {
      return await this.#secrets.names();
    } catch {
      return [];
    }
  }

  /** All profiles by name. Secret as a whole: only their names, grants, hosts and times may be shown. Rejects when the storage cannot be read. */
  async list(): Promise<readonly TokenProfile[]> {
    const profiles = await Promise.all((await this.#secrets.names()).map((name) => this.read(name)));
    return profiles.filter((profile) => profile !== undefined);
  }

  /** Undefined when there is no such profile, or what is kept cannot be read. */
  async read(name: string): Promise<TokenProfile | undefined> {
    const text = await this.#secrets.read(name);
    if (text === undefined) return undefined;
    const { parseTokenProfile } = await loadServices();
    return parseTokenProfile(text);
  }

  /** Rejects when the storage does not keep it. */
  async store(profile: TokenProfile): Promise<void> {
    const { formatTokenProfile } = await loadServices();
    await this.#secrets.write(profile.name, formatTokenProfile(profile));
    this.#note(profile.name, undefined);
  }

  /** Forgets the tokens of a profile and keeps how they are got. */
  async dropTokens(profile: TokenProfile): Promise<void> {
    const { parseTokenProfile } = await loadServices();
    const bare = parseTokenProfile(JSON.stringify({ ...profile, tokens: undefined }));
    if (bare !== undefined) await this.store(bare);
  }

  async forget(name: string): Promise<void> {
    this.#problems.delete(name);
    await this.#secrets.forget(name);
    this.#latest.delete(name);
  }

  /** Why a profile could not be renewed or kept, in sentences, as long as that holds in this window. */
  problem(name: string): string | undefined {
    return this.#problems.get(name);
  }

  /**
   * What runs take the token from: one source for all of them, so that they share a renewal. A changed profile gets a new one. While the storage cannot be
   * read, the one that this window had last goes on; without one, what is given refuses and says so.
   */
  async source(name: string): Promise<TokenSource | undefined> {
    let profile: TokenProfile | undefined;
    try {
      profile = await this.read(name);
    } catch {
      return this.#latest.get(name) ?? lockedSource(name);
    }
    if (profile === undefined) return undefined;
    const { tokens, ...identity } = profile;
    const key = JSON.stringify(profile.grant === 'pasted' ? { ...identity, tokens } : identity);
    const source = this.#sources.get(key) ?? this.#fetching.source(profile, (message) => this.#note(name, message));
    this.#sources.set(key, source);
    this.#latest.set(name, source);
    return source;
  }

  /** The world of token requests of a profile. */
  ports(profile: TokenProfile): Promise<TokenPorts> {
    return this.#fetching.ports(profile, (message) => this.#note(profile.name, message));
  }

  dispose(): void {
    this.#subscription.dispose();
    this.#changed.dispose();
  }

  #note(name: string, message: string | undefined): void {
    if (this.#problems.get(name) === message) return;
    if (message === undefined) this.#problems.delete(name);
    else this.#problems.set(name, message);
    this.#changed.fire();
  }
}

/** A token that nobody can get at now. */
function lockedSource(name: string): TokenSource {
  const message = `The token "${name}" cannot be read from the secret storage of this machine. Unlock its keyring, then send again.`;
  const refused = { kind: 'refused', needsLogin: false, message, warnings: [], exchanges: [] } as const;
  return {
    identity: name,
    allows: () => true,
    current: () => Promise.resolve(refused),
    renew: () => Promise.resolve(refused),
  };
}
