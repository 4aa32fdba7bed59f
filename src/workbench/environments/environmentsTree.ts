import * as vscode from 'vscode';
import { assertNever } from '../../base/assertNever';
import type { Binding } from '../../run/ports';
import { environmentItem, nodeId, type EnvironmentNode } from './environmentItems';
import type { WorkbenchEnvironments } from './environments';
import type { NamedSecrets } from './secrets';
import type { RequestFiles } from '../requests/requestFiles';
import { SecretUses, type SecretUse } from './secretUses';
import { valueCycles } from './valueCycles';

/** Milliseconds that a revealed value is shown. */
const shownFor = 30_000;

/** What the view shows. */
export interface EnvironmentsTreeDeps {
  readonly environments: WorkbenchEnvironments;
  readonly secrets: NamedSecrets;
  readonly files: RequestFiles;
  readonly place: () => vscode.Uri | undefined;
}

/** The environments of each workspace folder, or those that hold for the file in the editor, each with its values and where they come from; then the secrets, with the requests that use them. */
export class EnvironmentsTree implements vscode.TreeDataProvider<EnvironmentNode>, vscode.Disposable {
  readonly #deps: EnvironmentsTreeDeps;
  readonly #changed = new vscode.EventEmitter<undefined>();
  readonly #revealed = new Map<string, { readonly value: string; readonly timer: NodeJS.Timeout }>();
  readonly #uses: SecretUses;
  readonly #subscriptions: vscode.Disposable;
  #folderShown: string | undefined;
  #used: ReadonlyMap<string, readonly SecretUse[]> | undefined;
  #finding: 'once' | 'again' | undefined;

  constructor(deps: EnvironmentsTreeDeps) {
    this.#deps = deps;
    this.#uses = new SecretUses(deps.files);
    const refresh = (): void => this.#changed.fire(undefined);
    this.#subscriptions = vscode.Disposable.from(
      this.#changed,
      deps.environments.onDidChange(refresh),
      deps.secrets.onDidChange(refresh),
      this.#uses,
      this.#uses.onDidChange(() => void this.#findUses()),
      vscode.window.onDidChangeActiveTextEditor(() => this.#follow()),
    );
  }

  readonly onDidChangeTreeData = this.#changed.event;

  async getChildren(node?: EnvironmentNode): Promise<EnvironmentNode[]> {
    if (node === undefined) return this.#roots();
    switch (node.kind) {
      case 'folder':
        return this.#ofPlace(node.place);
      case 'environment':
        return this.#bindings(node.name, node.place);
      case 'secrets':
        return this.#secrets();
      case 'secret':
        return node.uses.map((use) => ({ kind: 'use', use }));
      case 'binding':
      case 'problem':
      case 'use':
        return [];
      default:
        return assertNever(node);
    }
  }

  getTreeItem(node: EnvironmentNode): vscode.TreeItem {
    return environmentItem(node, this.#revealed.get(nodeId(node))?.value);
  }

  /** Shows the value of a secret for half a minute. */
  async reveal(node: EnvironmentNode): Promise<void> {
    const value =
      node.kind === 'binding'
        ? node.binding.value
        : node.kind === 'secret'
          ? await this.#deps.secrets.read(node.name)
          : undefined;
    if (value === undefined) return;
    const id = nodeId(node);
    clearTimeout(this.#revealed.get(id)?.timer);
    this.#revealed.set(id, { value, timer: setTimeout(() => this.#hide(id), shownFor) });
    this.#changed.fire(undefined);
  }

  dispose(): void {
    for (const { timer } of this.#revealed.values()) clearTimeout(timer);
    this.#subscriptions.dispose();
  }

  #hide(id: string): void {
    this.#revealed.delete(id);
    this.#changed.fire(undefined);
  }

  /** Files of one folder have the same environments. */
  #follow(): void {
    const place = this.#deps.place();
    if (place !== undefined && vscode.Uri.joinPath(place, '..').toString() !== this.#folderShown)
      this.#changed.fire(undefined);
  }

  async #roots(): Promise<EnvironmentNode[]> {
    const folders = vscode.workspace.workspaceFolders ?? [];
    const place = this.#deps.place();
    this.#folderShown = place && vscode.Uri.joinPath(place, '..').toString();
    const environments =
      folders.length > 1
        ? await Promise.all(folders.map((folder) => this.#folder(folder)))
        : place === undefined
          ? []
          : await this.#ofPlace(place);
    if (this.#used === undefined) void this.#findUses();
    const secrets = await this.#secrets();
    return [...environments, ...(secrets.length > 0 ? [{ kind: 'secrets' } as const] : [])];
  }

  async #folder({ uri, name }: vscode.WorkspaceFolder): Promise<EnvironmentNode> {
    const place = vscode.Uri.joinPath(uri, 'requests.rcreq');
    return { kind: 'folder', place, label: name, chosen: await this.#deps.environments.chosen(place) };
  }

  async #ofPlace(place: vscode.Uri): Promise<EnvironmentNode[]> {
    const { environments } = this.#deps;
    const read = await environments.of(place);
    const chosen = await environments.chosen(place);
    const hasShared = read.layers(undefined).flat().length > 0;
    return [
      ...read.diagnostics.map((problem): EnvironmentNode => ({ kind: 'problem', problem })),
      ...[...read.names, ...(hasShared ? [undefined] : [])].map((name): EnvironmentNode => {
        return { kind: 'environment', name, isChosen: name !== undefined && name === chosen, place };
      }),
    ];
  }

  /** Each name once, with the value that counts and those it shadows. */
  async #bindings(environment: string | undefined, place: vscode.Uri): Promise<EnvironmentNode[]> {
    const bindings = (await this.#deps.environments.of(place)).layers(environment).flat();
    const chains = new Map<string, Binding[]>();
    for (const binding of bindings) chains.set(binding.name, [...(chains.get(binding.name) ?? []), binding]);
    const cycles = valueCycles(bindings);
    return [...chains].flatMap(([name, [binding, ...shadowed]]) =>
      binding === undefined
        ? []
        : [{ kind: 'binding', binding, shadowed, cycle: cycles.get(name), environment, place } as const],
    );
  }

  async #secrets(): Promise<EnvironmentNode[]> {
    const used = this.#used ?? new Map<string, readonly SecretUse[]>();
    const kept = await this.#keptNames();
    if (kept === undefined) return [{ kind: 'problem', problem: storageProblem }];
    const names = [...new Set([...kept, ...used.keys()])].sort();
    return names.map((name) => ({ kind: 'secret', name, isSet: kept.includes(name), uses: used.get(name) ?? [] }));
  }

  /** Undefined when the storage does not answer. */
  async #keptNames(): Promise<readonly string[] | undefined> {
    try {
      return await this.#deps.secrets.names();
    } catch {
      return undefined;
    }
  }

  /** One look at a time: what changes meanwhile is looked at after it. */
  async #findUses(): Promise<void> {
    if (this.#finding !== undefined) {
      this.#finding = 'again';
      return;
    }
    this.#finding = 'once';
    this.#used = await this.#uses.all();
    const isStale = this.#isStale();
    this.#finding = undefined;
    this.#changed.fire(undefined);
    if (isStale) await this.#findUses();
  }

  #isStale(): boolean {
    return this.#finding === 'again';
  }
}

const storageProblem = {
  line: 1,
  column: 1,
  severity: 'error',
  code: 'secret-storage',
  message: 'The secret storage of this machine cannot be read. Unlock its keyring, then open this view again.',
} as const;
