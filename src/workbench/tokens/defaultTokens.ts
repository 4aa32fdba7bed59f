import * as vscode from 'vscode';
import type { WorkbenchEnvironments } from '../environments/environments';
import type { TokenProfiles } from './tokenProfiles';
import { topFolder } from '../workspaceFiles';

/** By environment; the empty name stands for none. */
type Choices = Readonly<Record<string, string | undefined>>;

/** Which token requests without `# @auth` carry: one for each environment of a folder, chosen on this machine and kept with the workspace, never in its files. */
export class DefaultTokens implements vscode.Disposable {
  readonly #changed = new vscode.EventEmitter<void>();
  readonly #state: vscode.Memento;
  readonly #environments: WorkbenchEnvironments;
  readonly #tokens: Pick<TokenProfiles, 'names' | 'onDidChange'>;
  readonly #subscription: vscode.Disposable;

  constructor(
    state: vscode.Memento,
    environments: WorkbenchEnvironments,
    tokens: Pick<TokenProfiles, 'names' | 'onDidChange'>,
  ) {
    this.#tokens = tokens;
    this.#state = state;
    this.#environments = environments;
    this.#subscription = vscode.Disposable.from(
      environments.onDidChange(() => this.#changed.fire()),
      tokens.onDidChange(() => this.#changed.fire()),
    );
  }

  /** Fires when the choice or the environment has changed. */
  readonly onDidChange = this.#changed.event;

  /** The profile for requests of a file in its present environment; undefined: they carry none. One that was forgotten counts no more. */
  async of(uri: vscode.Uri): Promise<string | undefined> {
    const name = this.#choices(uri)[(await this.#environments.chosen(uri)) ?? ''];
    return name !== undefined && (await this.#tokens.names()).includes(name) ? name : undefined;
  }

  /** Chooses for the present environment of a file; undefined: none. */
  async choose(uri: vscode.Uri, name: string | undefined): Promise<void> {
    const environment = (await this.#environments.chosen(uri)) ?? '';
    await this.#state.update(key(uri), { ...this.#choices(uri), [environment]: name });
    this.#changed.fire();
  }

  /** The environments of a file's folder whose requests carry a profile; the empty name stands for none. */
  environmentsOf(uri: vscode.Uri | undefined, name: string): readonly string[] {
    if (uri === undefined) return [];
    return Object.entries(this.#choices(uri)).flatMap(([environment, chosen]) =>
      chosen === name ? [environment] : [],
    );
  }

  dispose(): void {
    this.#subscription.dispose();
    this.#changed.dispose();
  }

  #choices(uri: vscode.Uri): Choices {
    return this.#state.get<Choices>(key(uri)) ?? {};
  }
}

function key(uri: vscode.Uri): string {
  return `defaultTokens:${topFolder(uri)?.toString() ?? ''}`;
}
