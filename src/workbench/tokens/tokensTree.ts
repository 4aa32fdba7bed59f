import * as vscode from 'vscode';
import type { TokenProfile } from '../../auth/tokenProfile';
import type { TokenProfiles } from './tokenProfiles';

const countdownInterval = 15_000;

/** The token profiles of this machine with their remaining life, which is counted down while the view is in sight. */
export class TokensTree implements vscode.TreeDataProvider<TokenProfile>, vscode.Disposable {
  readonly #tokens: TokenProfiles;
  readonly #changed = new vscode.EventEmitter<undefined>();
  readonly #subscriptions: vscode.Disposable;
  #countdown: NodeJS.Timeout | undefined;

  constructor(tokens: TokenProfiles) {
    this.#tokens = tokens;
    this.#subscriptions = vscode.Disposable.from(
      this.#changed,
      tokens.onDidChange(() => this.#changed.fire(undefined)),
    );
  }

  readonly onDidChangeTreeData = this.#changed.event;

  /** Starts the countdown with the view, and ends it when the view is hidden. */
  watch(view: vscode.TreeView<TokenProfile>): vscode.Disposable {
    const update = (): void => {
      clearInterval(this.#countdown);
      if (view.visible) this.#countdown = setInterval(() => this.#changed.fire(undefined), countdownInterval);
    };
    update();
    return view.onDidChangeVisibility(update);
  }

  async getChildren(token?: TokenProfile): Promise<TokenProfile[]> {
    return token === undefined ? [...(await this.#tokens.list())] : [];
  }

  getTreeItem(profile: TokenProfile): vscode.TreeItem {
    const { name, grant } = profile;
    const life = lifeText(profile, Date.now());
    const isOver = endOf(profile) <= Date.now();
    const item = new vscode.TreeItem(name);
    item.id = name;
    item.description = life;
    item.iconPath = new vscode.ThemeIcon('key', isOver ? new vscode.ThemeColor('disabledForeground') : undefined);
    item.contextValue = grant === 'pasted' ? 'token.pasted' : 'token.fetched';
    item.tooltip = tooltip(profile);
    item.accessibilityInformation = { label: `Token ${name}, ${life}` };
    return item;
  }

  dispose(): void {
    clearInterval(this.#countdown);
    this.#subscriptions.dispose();
  }
}

function tooltip({ name, grant, hosts, tokenUrl, username }: TokenProfile): vscode.MarkdownString {
  const text = new vscode.MarkdownString();
  const goesTo = hosts.length > 0 ? hosts.join(', ') : URL.canParse(tokenUrl) ? new URL(tokenUrl).host : 'no host';
  text.appendMarkdown(`\`{{$token ${name}}}\` or \`# @auth ${name}\`\n\n`);
  text.appendText(`${grantNames[grant]}${username === undefined ? '' : ` as ${username}`}, goes to ${goesTo} only`);
  return text;
}

const grantNames: Readonly<Record<TokenProfile['grant'], string>> = {
  client_credentials: 'Client credentials',
  password: 'Password',
  jwt: 'JWT',
  authorization_code: 'Log in by browser',
  refresh_token: 'Refresh token',
  pasted: 'Pasted',
};

/** Milliseconds since the epoch; infinite when it is not known. */
function endOf({ tokens }: TokenProfile): number {
  return tokens?.expiresAt === undefined ? Number.POSITIVE_INFINITY : Date.parse(tokens.expiresAt);
}

function lifeText(profile: TokenProfile, time: number): string {
  if (profile.grant === 'pasted') return 'pasted';
  if (!profile.tokens?.accessToken) return 'not fetched yet';
  const seconds = Math.round((endOf(profile) - time) / 1000);
  if (!Number.isFinite(seconds)) return 'without end';
  if (seconds <= 0) return 'ended, renewed by the next send';
  if (seconds < 60) return `${seconds} s left`;
  const minutes = Math.round(seconds / 60);
  if (minutes <= 90) return `${minutes} min left`;
  return minutes < 2880
    ? `${Math.floor(minutes / 60)} h ${minutes % 60} min left`
    : `${Math.floor(minutes / 1440)} days left`;
}
