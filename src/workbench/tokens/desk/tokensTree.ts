import * as vscode from 'vscode';
import type { TokenProfile } from '../../../auth/tokenProfile';
import type { DefaultTokens } from '../defaultTokens';
import type { TokenProfiles } from '../tokenProfiles';
import { hostsOf, isRenewable, tokenRows, tokenState, type TokenRow } from './tokenRows';
import type { TokenUser, TokenUsers } from './tokenUsers';

/** A node of the Tokens view. Commands are called with `token` nodes. */
export type TokenNode =
  | { readonly kind: 'token'; readonly name: string; readonly profile: TokenProfile }
  | { readonly kind: 'row'; readonly of: string; readonly row: TokenRow }
  | { readonly kind: 'user'; readonly of: string; readonly user: TokenUser };

/** What the view shows. `place` is the file whose environment is meant. */
export interface TokensTreeDeps {
  readonly tokens: TokenProfiles;
  readonly defaults: DefaultTokens;
  readonly place: () => vscode.Uri | undefined;
}

/** The longest delay of a timer here; milliseconds. */
const longestDelay = 3_600_000;

/** The token profiles of this machine. While the view is in sight each is shown anew when its remaining life has to be said in other words, and not before. */
export class TokensTree implements vscode.Disposable {
  readonly #deps: TokensTreeDeps;
  readonly #users: TokenUsers;
  readonly #view: vscode.TreeView<TokenNode>;
  readonly #fire: (node: TokenNode | undefined) => void;
  readonly #subscriptions: vscode.Disposable;
  #shown: readonly (TokenNode & { readonly kind: 'token' })[] = [];
  #timer: NodeJS.Timeout | undefined;

  /** `fire` tells the view that a node, or all of it, has changed. */
  constructor(
    deps: TokensTreeDeps,
    users: TokenUsers,
    view: vscode.TreeView<TokenNode>,
    fire: (node: TokenNode | undefined) => void,
  ) {
    this.#deps = deps;
    this.#users = users;
    this.#view = view;
    this.#fire = fire;
    this.#subscriptions = vscode.Disposable.from(
      users,
      deps.tokens.onDidChange(() => fire(undefined)),
      deps.defaults.onDidChange(() => fire(undefined)),
      users.onDidChange(() => this.#shown.forEach(fire)),
      view.onDidChangeVisibility(({ visible }) => {
        if (visible) fire(undefined);
        else clearTimeout(this.#timer);
      }),
    );
  }

  async getChildren(node?: TokenNode): Promise<TokenNode[]> {
    if (node === undefined) return this.#tokens();
    if (node.kind !== 'token') return [];
    const { name, profile } = node;
    const users = await this.#users.of(name);
    const problem = this.#deps.tokens.problem(name);
    const rows: readonly TokenRow[] = [
      ...(problem === undefined ? [] : [{ label: 'Not renewed', value: problem, icon: 'warning' }]),
      ...tokenRows(profile, Date.now()),
      ...this.#defaultRow(name),
      ...(users.length > 0 ? [] : [{ label: 'Used by', value: `nothing yet; write # @auth ${name}`, icon: 'info' }]),
    ];
    return [
      ...rows.map((row): TokenNode => ({ kind: 'row', of: name, row })),
      ...users.map((user): TokenNode => ({ kind: 'user', of: name, user })),
    ];
  }

  getTreeItem(node: TokenNode): vscode.TreeItem {
    switch (node.kind) {
      case 'token':
        return this.#tokenItem(node.profile);
      case 'row':
        return rowItem(node.of, node.row);
      case 'user':
        return userItem(node.of, node.user);
    }
  }

  dispose(): void {
    clearTimeout(this.#timer);
    this.#subscriptions.dispose();
  }

  async #tokens(): Promise<TokenNode[]> {
    try {
      const profiles = await this.#deps.tokens.list();
      this.#shown = profiles.map((profile) => ({ kind: 'token', name: profile.name, profile }));
      delete this.#view.message;
    } catch {
      this.#shown = [];
      this.#view.message =
        'The secret storage of this machine cannot be read. Unlock its keyring, then open this view again.';
    }
    this.#countDown();
    return [...this.#shown];
  }

  /** Waits until the words for a token no longer hold, shows it anew, and waits again. */
  #countDown(): void {
    clearTimeout(this.#timer);
    if (!this.#view.visible) return;
    const now = Date.now();
    const ends = this.#shown.map((node) => ({ node, until: tokenState(node.profile, now).until ?? Infinity }));
    const next = Math.min(...ends.map(({ until }) => until));
    if (!Number.isFinite(next)) return;
    const delay = Math.min(longestDelay, Math.max(1000, next - now));
    this.#timer = setTimeout(() => {
      const time = Date.now();
      for (const { node, until } of ends) if (until <= time) this.#fire(node);
      this.#countDown();
    }, delay);
  }

  #tokenItem(profile: TokenProfile): vscode.TreeItem {
    const { name } = profile;
    const problem = this.#deps.tokens.problem(name);
    const state = tokenState(profile, Date.now());
    const isDefault = this.#environments(name).length > 0;
    const item = new vscode.TreeItem(name, vscode.TreeItemCollapsibleState.Collapsed);
    item.id = name;
    item.description = isDefault ? `${state.text} · default` : state.text;
    item.iconPath = icon(state.kind, problem);
    item.contextValue = contextOf(profile);
    item.tooltip = tooltip(profile, problem);
    const trouble = problem === undefined ? '' : `, ${problem}`;
    item.accessibilityInformation = { label: `Token ${name}, ${item.description}${trouble}` };
    return item;
  }

  #defaultRow(name: string): readonly TokenRow[] {
    const environments = this.#environments(name);
    if (environments.length === 0) return [];
    const value = environments.map((environment) => environment || 'no environment').join(', ');
    return [{ label: 'Default in', value, icon: 'server-environment' }];
  }

  #environments(name: string): readonly string[] {
    return this.#deps.defaults.environmentsOf(this.#deps.place(), name);
  }
}

function icon(state: 'good' | 'ended' | 'missing', problem: string | undefined): vscode.ThemeIcon {
  if (problem !== undefined) return new vscode.ThemeIcon('warning', new vscode.ThemeColor('list.warningForeground'));
  const color = state === 'good' ? 'charts.green' : 'disabledForeground';
  return new vscode.ThemeIcon('key', new vscode.ThemeColor(color));
}

/** What menus may offer: `token.fetched.held.renewable.revocable`, or fewer of them. */
function contextOf({ grant, tokens, revocationUrl }: TokenProfile): string {
  const isHeld = tokens !== undefined && tokens.accessToken !== '';
  return [
    grant === 'pasted' ? 'token.pasted' : 'token.fetched',
    ...(isHeld ? ['held'] : []),
    ...((tokens?.refreshToken ?? '') !== '' ? ['renewable'] : []),
    ...(isHeld && revocationUrl !== undefined ? ['revocable'] : []),
  ].join('.');
}

function tooltip(profile: TokenProfile, problem: string | undefined): vscode.MarkdownString {
  const { name } = profile;
  const text = new vscode.MarkdownString(undefined, true);
  if (problem !== undefined) text.appendMarkdown('$(warning) ').appendText(problem).appendMarkdown('\n\n');
  text.appendMarkdown(`\`# @auth ${name}\` or \`{{$token ${name}}}\`\n\n`);
  text.appendText(`It is sent to ${hostsOf(profile).join(', ') || 'no host'} only.`);
  const now = Date.now();
  if (isRenewable(profile, now) && profile.grant !== 'pasted') text.appendMarkdown('\n\nIt is renewed by itself.');
  return text;
}

function rowItem(of: string, { label, value, icon: name }: TokenRow): vscode.TreeItem {
  const item = new vscode.TreeItem(label);
  item.id = `${of}#${label}`;
  item.description = value;
  item.tooltip = `${label}: ${value}`;
  item.iconPath = new vscode.ThemeIcon(
    name,
    name === 'warning' ? new vscode.ThemeColor('list.warningForeground') : undefined,
  );
  item.contextValue = 'tokenFact';
  item.accessibilityInformation = { label: `${label}: ${value}` };
  return item;
}

function userItem(of: string, { label, uri, line }: TokenUser): vscode.TreeItem {
  const item = new vscode.TreeItem(label);
  const path = vscode.workspace.asRelativePath(uri);
  item.id = `${of}#${uri.toString()}#${line}`;
  item.description = path;
  item.tooltip = `Carries the token "${of}". ${path}, line ${line + 1}`;
  item.iconPath = new vscode.ThemeIcon('go-to-file');
  item.contextValue = 'tokenUser';
  const selection = new vscode.Range(line, 0, line, 0);
  item.command = { title: 'Open Request', command: 'vscode.open', arguments: [uri, { selection }] };
  item.accessibilityInformation = { label: `Used by ${label} in ${path}` };
  return item;
}
