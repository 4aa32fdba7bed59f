import type * as vscode from 'vscode';
import type { TokenProfile } from '../../auth/tokenProfile';
import type { TokenSource } from '../../http/sendPorts';
import { loadServices } from '../loaded';
import type { NamedSecrets } from '../environments/secrets';

/** Makes the source of a profile's token; the engine does, and is loaded for it. */
export type MakeSource = (profile: TokenProfile) => Promise<TokenSource>;

/** Token profiles of this machine, each kept as one text in the secret storage. */
export class TokenProfiles {
  /** Fires when a profile came, changed or went, also in another window. */
  readonly onDidChange: vscode.Event<unknown>;
  readonly #secrets: NamedSecrets;
  readonly #makeSource: MakeSource;
  readonly #sources = new Map<string, Promise<TokenSource>>();

  constructor(secrets: NamedSecrets, makeSource: MakeSource) {
    this.#secrets = secrets;
    this.#makeSource = makeSource;
    this.onDidChange = secrets.onDidChange;
  }

  async names(): Promise<readonly string[]> {
    return this.#secrets.names();
  }

  /** All profiles by name. Secret as a whole: only their names, grants, hosts and times may be shown. */
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

  async store(profile: TokenProfile): Promise<void> {
    const { formatTokenProfile } = await loadServices();
    await this.#secrets.write(profile.name, formatTokenProfile(profile));
  }

  async forget(name: string): Promise<void> {
    await this.#secrets.forget(name);
  }

  /** What runs take the token from: one source for all of them, so that they share a renewal. A changed profile gets a new one. */
  async source(name: string): Promise<TokenSource | undefined> {
    const profile = await this.read(name);
    if (profile === undefined) return undefined;
    const { tokens, ...identity } = profile;
    const key = JSON.stringify(profile.grant === 'pasted' ? { ...identity, tokens } : identity);
    const source = this.#sources.get(key) ?? this.#makeSource(profile);
    this.#sources.set(key, source);
    return source;
  }
}
