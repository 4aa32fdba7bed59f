import * as vscode from 'vscode';
import { assertNever } from '../../base/assertNever';
import type { Binding } from '../../run/ports';
import type { WorkbenchEnvironments } from './environments';
import type { NamedSecrets } from './secrets';

/** A node of the Environments view. */
export type EnvironmentNode =
  | { readonly kind: 'environment'; readonly name: string | undefined; readonly isChosen: boolean }
  | { readonly kind: 'binding'; readonly binding: Binding; readonly environment: string | undefined }
  | { readonly kind: 'secrets' }
  | { readonly kind: 'secret'; readonly name: string };

/** The environments that hold for the file in the editor, each with its values and where they come from; then the names of kept secrets. */
export class EnvironmentsTree implements vscode.TreeDataProvider<EnvironmentNode>, vscode.Disposable {
  readonly #environments: WorkbenchEnvironments;
  readonly #secrets: NamedSecrets;
  readonly #place: () => vscode.Uri | undefined;
  readonly #changed = new vscode.EventEmitter<undefined>();
  readonly #subscriptions: vscode.Disposable;

  constructor(environments: WorkbenchEnvironments, secrets: NamedSecrets, place: () => vscode.Uri | undefined) {
    this.#environments = environments;
    this.#secrets = secrets;
    this.#place = place;
    const refresh = (): void => this.#changed.fire(undefined);
    this.#subscriptions = vscode.Disposable.from(
      this.#changed,
      environments.onDidChange(refresh),
      secrets.onDidChange(refresh),
      vscode.window.onDidChangeActiveTextEditor(refresh),
    );
  }

  readonly onDidChangeTreeData = this.#changed.event;

  async getChildren(node?: EnvironmentNode): Promise<EnvironmentNode[]> {
    if (node === undefined) return this.#roots();
    switch (node.kind) {
      case 'environment':
        return this.#bindings(node.name);
      case 'secrets':
        return (await this.#secrets.names()).map((name) => ({ kind: 'secret', name }));
      case 'binding':
      case 'secret':
        return [];
      default:
        return assertNever(node);
    }
  }

  getTreeItem(node: EnvironmentNode): vscode.TreeItem {
    switch (node.kind) {
      case 'environment':
        return environmentItem(node.name, node.isChosen);
      case 'binding':
        return bindingItem(node.binding, node.environment);
      case 'secrets':
        return secretsItem();
      case 'secret':
        return secretItem(node.name);
      default:
        return assertNever(node);
    }
  }

  dispose(): void {
    this.#subscriptions.dispose();
  }

  async #roots(): Promise<EnvironmentNode[]> {
    const uri = this.#place();
    const secrets: EnvironmentNode[] = (await this.#secrets.names()).length > 0 ? [{ kind: 'secrets' }] : [];
    if (uri === undefined) return secrets;
    const read = await this.#environments.of(uri);
    const chosen = await this.#environments.chosen(uri);
    const environments = read.names.map((name): EnvironmentNode => ({
      kind: 'environment',
      name,
      isChosen: name === chosen,
    }));
    const hasShared = read.layers(undefined).flat().length > 0;
    const shared: EnvironmentNode[] = hasShared ? [{ kind: 'environment', name: undefined, isChosen: false }] : [];
    return [...environments, ...shared, ...secrets];
  }

  /** Each name once, with the value that counts. */
  async #bindings(environment: string | undefined): Promise<EnvironmentNode[]> {
    const uri = this.#place();
    if (uri === undefined) return [];
    const read = await this.#environments.of(uri);
    const nearest = new Map<string, Binding>();
    for (const binding of read.layers(environment).flat()) {
      if (!nearest.has(binding.name)) nearest.set(binding.name, binding);
    }
    return [...nearest.values()].map((binding) => ({ kind: 'binding', binding, environment }));
  }
}

const masked = '••••••';

function environmentItem(name: string | undefined, isChosen: boolean): vscode.TreeItem {
  const label = name ?? 'Shared';
  const item = new vscode.TreeItem(label, vscode.TreeItemCollapsibleState.Collapsed);
  item.id = `environment:${name ?? ''}`;
  item.description = isChosen ? 'chosen' : name === undefined ? 'in every environment' : '';
  item.iconPath = new vscode.ThemeIcon(isChosen ? 'check' : name === undefined ? 'references' : 'server-environment');
  item.contextValue = name === undefined ? 'shared' : 'environment';
  item.accessibilityInformation = { label: `Environment ${label}${isChosen ? ', chosen' : ''}` };
  if (name !== undefined && !isChosen) {
    item.command = { title: 'Select Environment', command: 'rcreq.selectEnvironment', arguments: [name] };
  }
  return item;
}

function bindingItem({ name, value, source, isSecret }: Binding, environment: string | undefined): vscode.TreeItem {
  const item = new vscode.TreeItem(name);
  const shown = isSecret ? masked : value;
  item.id = `binding:${environment ?? ''}:${name}`;
  item.description = shown;
  item.tooltip = `${name} = ${shown}\nFrom ${source}`;
  item.iconPath = new vscode.ThemeIcon(isSecret ? 'lock' : 'symbol-variable');
  item.contextValue = 'binding';
  item.accessibilityInformation = { label: `${name}: ${isSecret ? 'hidden' : value}, from ${source}` };
  return item;
}

function secretsItem(): vscode.TreeItem {
  const item = new vscode.TreeItem('Secrets', vscode.TreeItemCollapsibleState.Collapsed);
  item.id = 'secrets';
  item.description = 'on this machine';
  item.iconPath = new vscode.ThemeIcon('lock');
  item.contextValue = 'secrets';
  return item;
}

function secretItem(name: string): vscode.TreeItem {
  const item = new vscode.TreeItem(name);
  item.id = `secret:${name}`;
  item.description = masked;
  item.tooltip = `{{$secret ${name}}}`;
  item.iconPath = new vscode.ThemeIcon('key');
  item.contextValue = 'secret';
  item.accessibilityInformation = { label: `Secret ${name}, value hidden` };
  return item;
}
