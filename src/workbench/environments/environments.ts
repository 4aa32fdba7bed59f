import * as vscode from 'vscode';
import type { Environments } from '../../run/values/environments';
import type { Binding } from '../../run/ports';
import { loadServices } from '../loaded';
import { environmentFiles, folderOf, topFolder } from '../workspaceFiles';

/** What a run takes from environments: the name chosen, and values, nearest first. */
export interface EnvironmentScope {
  readonly environment: string | undefined;
  readonly layers: readonly (readonly Binding[])[];
}

/** Environment files of the workspace, and which environment is chosen for each workspace folder. */
export class WorkbenchEnvironments implements vscode.Disposable {
  readonly #changed = new vscode.EventEmitter<void>();
  readonly #state: vscode.Memento;
  readonly #ownBindings: () => readonly Binding[];
  readonly #read = new Map<string, Promise<Environments>>();
  readonly #subscriptions: vscode.Disposable;

  /** `ownBindings` are values of the workbench itself, such as the address of the sandbox; every file wins over them. */
  constructor(state: vscode.Memento, ownBindings: () => readonly Binding[]) {
    this.#state = state;
    this.#ownBindings = ownBindings;
    const watcher = vscode.workspace.createFileSystemWatcher(
      '**/http-client{.private.env.json,.env.json,.env.json.user}',
    );
    this.#subscriptions = vscode.Disposable.from(
      this.#changed,
      watcher,
      watcher.onDidCreate(() => this.refresh()),
      watcher.onDidChange(() => this.refresh()),
      watcher.onDidDelete(() => this.refresh()),
      vscode.workspace.onDidSaveTextDocument(({ uri }) => {
        if (isEnvironmentFile(uri)) this.refresh();
      }),
      vscode.workspace.onDidGrantWorkspaceTrust(() => this.refresh()),
    );
  }

  /** Fires when a file, the choice or a value of the workbench has changed. */
  readonly onDidChange = this.#changed.event;

  /** What the environment files say that hold for a file; read once, until one of them changes. */
  of(uri: vscode.Uri): Promise<Environments> {
    const folder = folderOf(uri)?.toString() ?? '';
    const read = this.#read.get(folder) ?? readAll(uri);
    this.#read.set(folder, read);
    return read;
  }

  /** The name chosen for the workspace folder of a file; undefined: none, so that only shared values hold. */
  async chosen(uri: vscode.Uri): Promise<string | undefined> {
    const name = this.#state.get<string>(choiceKey(uri));
    const { names } = await this.of(uri);
    return name !== undefined && names.includes(name) ? name : undefined;
  }

  async choose(uri: vscode.Uri, name: string | undefined): Promise<void> {
    await this.#state.update(choiceKey(uri), name);
    this.#changed.fire();
  }

  async scope(uri: vscode.Uri): Promise<EnvironmentScope> {
    const environment = await this.chosen(uri);
    const environments = await this.of(uri);
    return { environment, layers: [...environments.layers(environment), this.#ownBindings()] };
  }

  /** Forgets what was read. */
  refresh(): void {
    this.#read.clear();
    this.#changed.fire();
  }

  dispose(): void {
    this.#subscriptions.dispose();
  }
}

/** The files that `rcreq.environments.edit` opens and that hold environments. */
export function isEnvironmentFile(uri: vscode.Uri): boolean {
  return /\/http-client(?:\.private\.env\.json|\.env\.json(?:\.user)?)$/.test(uri.path);
}

async function readAll(uri: vscode.Uri): Promise<Environments> {
  const { readEnvironments } = await loadServices();
  return readEnvironments(environmentFiles, uri.toString());
}

function choiceKey(uri: vscode.Uri): string {
  return `environment:${topFolder(uri)?.toString() ?? ''}`;
}
