import * as vscode from 'vscode';
import { assertNever } from '../../base/assertNever';
import type { Binding } from '../../run/ports';
import type { RecordDiagnostic } from '../../run/record';
import type { SecretUse } from './secretUses';

/** A node of the Environments view. `place` is the file or folder whose environments are meant. */
export type EnvironmentNode =
  | { readonly kind: 'folder'; readonly place: vscode.Uri; readonly label: string; readonly chosen: string | undefined }
  | { readonly kind: 'problem'; readonly problem: RecordDiagnostic & { readonly file?: string } }
  | EnvironmentOf
  | BindingNode
  | { readonly kind: 'secrets' }
  | SecretNode
  | { readonly kind: 'use'; readonly use: SecretUse };

/** An environment; without a name, the values that hold in every one. */
export interface EnvironmentOf {
  readonly kind: 'environment';
  readonly name: string | undefined;
  readonly isChosen: boolean;
  readonly place: vscode.Uri;
}

/** A name with the value that counts. */
export interface BindingNode {
  readonly kind: 'binding';
  readonly binding: Binding;
  /** What it shadows, nearest first. */
  readonly shadowed: readonly Binding[];
  /** The way round, when its value leads back to itself. */
  readonly cycle: string | undefined;
  readonly environment: string | undefined;
  readonly place: vscode.Uri;
}

/** A kept secret, or one that requests name and nobody has set. */
interface SecretNode {
  readonly kind: 'secret';
  readonly name: string;
  readonly isSet: boolean;
  readonly uses: readonly SecretUse[];
}

const masked = '••••••';

/** `revealed` is the value of a secret that is shown for a while. */
export function environmentItem(node: EnvironmentNode, revealed: string | undefined): vscode.TreeItem {
  switch (node.kind) {
    case 'folder':
      return folderItem(node.label, node.place, node.chosen);
    case 'problem':
      return problemItem(node.problem);
    case 'environment':
      return ofEnvironment(node);
    case 'binding':
      return bindingItem(node, revealed);
    case 'secrets':
      return secretsItem();
    case 'secret':
      return secretItem(node, revealed);
    case 'use':
      return useItem(node.use);
    default:
      return assertNever(node);
  }
}

/** What a node is revealed under. */
export function nodeId(node: EnvironmentNode): string {
  if (node.kind === 'binding') return `binding:${folderId(node.place)}:${node.environment ?? ''}:${node.binding.name}`;
  return node.kind === 'secret' ? `secret:${node.name}` : '';
}

/** What is open stays open when another file of the folder is looked at. */
function folderId(place: vscode.Uri): string {
  return vscode.workspace.getWorkspaceFolder(place)?.uri.toString() ?? '';
}

function folderItem(label: string, place: vscode.Uri, chosen: string | undefined): vscode.TreeItem {
  const item = new vscode.TreeItem(label, vscode.TreeItemCollapsibleState.Expanded);
  item.id = `folder:${place.toString()}`;
  item.description = chosen ?? 'no environment';
  item.iconPath = new vscode.ThemeIcon('root-folder');
  item.contextValue = 'folder';
  return item;
}

function problemItem({ message, file, line, column }: RecordDiagnostic & { readonly file?: string }): vscode.TreeItem {
  const uri = file === undefined ? undefined : vscode.Uri.parse(file);
  const place = uri && `${uri.path.slice(uri.path.lastIndexOf('/') + 1)}:${line}:${column}`;
  const item = new vscode.TreeItem(place ?? message);
  item.iconPath = new vscode.ThemeIcon('error', new vscode.ThemeColor('list.errorForeground'));
  item.contextValue = 'problem';
  item.tooltip = message;
  if (uri !== undefined) {
    item.description = message;
    item.command = open(uri, new vscode.Range(line - 1, column - 1, line - 1, column - 1));
  }
  item.accessibilityInformation = { label: `Error: ${message} ${place ?? ''}`.trim() };
  return item;
}

function ofEnvironment({ name, isChosen, place }: EnvironmentOf): vscode.TreeItem {
  const label = name ?? 'Shared';
  const item = new vscode.TreeItem(label, vscode.TreeItemCollapsibleState.Collapsed);
  item.id = `environment:${folderId(place)}:${name ?? ''}`;
  item.description = isChosen ? 'chosen' : name === undefined ? 'in every environment' : '';
  item.iconPath = new vscode.ThemeIcon(isChosen ? 'check' : name === undefined ? 'references' : 'server-environment');
  item.contextValue = name === undefined ? 'shared' : isChosen ? 'environment.chosen' : 'environment';
  item.accessibilityInformation = { label: `Environment ${label}${isChosen ? ', chosen' : ''}` };
  return item;
}

function bindingItem(node: BindingNode, revealed: string | undefined): vscode.TreeItem {
  const { name, value, source, isSecret } = node.binding;
  const item = new vscode.TreeItem(name);
  const shown = isSecret ? (revealed ?? masked) : value;
  item.id = nodeId(node);
  item.description = node.shadowed.length === 0 ? shown : `${shown}  (shadows ${node.shadowed.length})`;
  item.tooltip = [
    `${name} = ${shown}`,
    `From ${source}`,
    ...node.shadowed.map((each) => `Shadows ${each.isSecret ? masked : each.value} from ${each.source}`),
    ...(node.cycle === undefined ? [] : [`It leads back to itself: ${node.cycle}. Requests with it are not sent.`]),
  ].join('\n');
  item.iconPath =
    node.cycle !== undefined
      ? new vscode.ThemeIcon('error', new vscode.ThemeColor('list.errorForeground'))
      : new vscode.ThemeIcon(isSecret ? 'lock' : 'symbol-variable');
  item.contextValue = [
    'binding',
    ...(node.binding.defined === undefined ? [] : ['file']),
    ...(isSecret ? ['secret'] : []),
  ].join('.');
  const words = isSecret && revealed === undefined ? 'hidden' : shown;
  item.accessibilityInformation = {
    label: `${name}: ${words}, from ${source}${node.cycle === undefined ? '' : `, leads back to itself: ${node.cycle}`}`,
  };
  item.command = { title: 'Open Definition', command: 'rcreq.environments.open', arguments: [node] };
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

function secretItem({ name, isSet, uses }: SecretNode, revealed: string | undefined): vscode.TreeItem {
  const state = uses.length === 0 ? vscode.TreeItemCollapsibleState.None : vscode.TreeItemCollapsibleState.Collapsed;
  const item = new vscode.TreeItem(name, state);
  const used = uses.length === 0 ? 'not used' : `used ${uses.length === 1 ? 'once' : `${uses.length} times`}`;
  item.id = `secret:${name}`;
  item.description = isSet ? `${revealed ?? masked} · ${used}` : `not set · ${used}`;
  item.tooltip = isSet
    ? `{{$secret ${name}}}`
    : `{{$secret ${name}}} has no value on this machine yet. Set it, or be asked when you send.`;
  item.iconPath = isSet
    ? new vscode.ThemeIcon('key')
    : new vscode.ThemeIcon('warning', new vscode.ThemeColor('list.warningForeground'));
  item.contextValue = isSet ? 'secret' : 'secretMissing';
  item.accessibilityInformation = {
    label: `Secret ${name}, ${isSet ? (revealed ?? 'value hidden') : 'not set'}, ${used}`,
  };
  return item;
}

function useItem({ uri, label, line }: SecretUse): vscode.TreeItem {
  const item = new vscode.TreeItem(label === 'file' ? vscode.workspace.asRelativePath(uri) : label);
  item.description = label === 'file' ? `line ${line + 1}` : vscode.workspace.asRelativePath(uri);
  item.iconPath = new vscode.ThemeIcon('symbol-event');
  item.contextValue = 'use';
  item.command = open(uri, new vscode.Range(line, 0, line, 0));
  return item;
}

function open(uri: vscode.Uri, selection: vscode.Range): vscode.Command {
  return { title: 'Open', command: 'vscode.open', arguments: [uri, { preview: true, selection }] };
}
