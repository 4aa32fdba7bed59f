import * as vscode from 'vscode';
import type { TokenProfile } from '../../../auth/tokenProfile';
import type { TokenProfiles } from '../tokenProfiles';

/** Tells VS Code what came, changed or went. */
export type FireSessions = (event: vscode.AuthenticationProviderAuthenticationSessionsChangeEvent) => void;

type Sessions = ReadonlyMap<string, vscode.AuthenticationSession>;

/**
 * The profiles that hold a token, as sessions of VS Code's Accounts menu. To list them, no token is given away; VS Code asks the
 * person before another extension gets one.
 */
export class TokenSessions implements vscode.Disposable {
  readonly #tokens: TokenProfiles;
  readonly #fire: FireSessions;
  readonly #subscription: vscode.Disposable;
  /** What VS Code was told of last. */
  #listed: Sessions = new Map();

  constructor(tokens: TokenProfiles, fire: FireSessions) {
    this.#tokens = tokens;
    this.#fire = fire;
    this.#subscription = tokens.onDidChange(() => void this.#update());
    void this.#update();
  }

  /** Without scopes VS Code lists; with some it asks for a token, which is renewed first when it has to be. */
  async list(scopes?: readonly string[]): Promise<vscode.AuthenticationSession[]> {
    this.#listed = await this.#sessions();
    const all = [...this.#listed.values()];
    if (scopes === undefined) return all;
    const fit = all.filter((session) => scopes.every((scope) => session.scopes.includes(scope)));
    const withTokens = await Promise.all(fit.map((session) => this.#withToken(session)));
    return withTokens.filter((session) => session !== undefined);
  }

  /** Lets the person choose or add a profile, and gets its token. Rejects when they do not. */
  async create(scopes: readonly string[]): Promise<vscode.AuthenticationSession> {
    const before = await this.#sessions();
    await vscode.commands.executeCommand('rcreq.token.get');
    const after = [...(await this.list(scopes))];
    const session = after.find(({ id }) => !before.has(id)) ?? after[0];
    if (session === undefined) throw new Error('No token with these scopes was got.');
    return session;
  }

  /** Signs out: the tokens are dropped, the profile stays. A pasted one has nothing else. */
  async remove(id: string): Promise<void> {
    const profile = await this.#tokens.read(id);
    if (profile === undefined) return;
    if (profile.grant === 'pasted') await this.#tokens.forget(id);
    else await this.#tokens.dropTokens(profile);
  }

  dispose(): void {
    this.#subscription.dispose();
  }

  async #withToken(session: vscode.AuthenticationSession): Promise<vscode.AuthenticationSession | undefined> {
    const result = await (await this.#tokens.source(session.id))?.current(new AbortController().signal);
    return result?.kind === 'token' ? { ...session, accessToken: result.accessToken } : undefined;
  }

  async #sessions(): Promise<Sessions> {
    try {
      const profiles = await this.#tokens.list();
      return new Map(profiles.filter(isHeld).map((profile) => [profile.name, sessionOf(profile)]));
    } catch {
      return new Map();
    }
  }

  async #update(): Promise<void> {
    const before = this.#listed;
    const after = await this.#sessions();
    this.#listed = after;
    const added = [...after.values()].filter(({ id }) => !before.has(id));
    const removed = [...before.values()].filter(({ id }) => !after.has(id));
    const changed = [...after.values()].filter((session) => {
      const old = before.get(session.id);
      return old !== undefined && JSON.stringify(old) !== JSON.stringify(session);
    });
    if (added.length + removed.length + changed.length > 0) this.#fire({ added, removed, changed });
  }
}

function isHeld({ tokens }: TokenProfile): boolean {
  return tokens !== undefined && tokens.accessToken !== '';
}

/** Without its token, which is put in for those who may have it. */
function sessionOf({ name, tokens, username, scopes }: TokenProfile): vscode.AuthenticationSession {
  const owner = tokens?.owner ?? username;
  const granted = tokens?.scope?.split(/[\s,]+/).filter((scope) => scope !== '') ?? scopes;
  const label = owner === undefined || owner === name ? name : `${name} · ${owner}`;
  return { id: name, accessToken: '', account: { id: name, label }, scopes: [...granted] };
}
