import * as vscode from 'vscode';
import { assertNever } from '../../base/assertNever';
import type { ParsedRequest } from '../../language/document';
import { readRequestFile } from '../documents';
import type { RequestFiles } from './requestFiles';
import { requestLabel } from '../../language/symbols';
import { keyedRequests } from '../send/requestKeys';
import type { Runs } from '../send/runs';
import type { SavedRequests } from './savedRequests';
import { durationText, statusBadge } from './statusBadge';
import { folderTree, type Folder } from './folderTree';

/** A node of the Requests view. Commands are called with `file` and `request` nodes. */
export type RequestNode =
  | { readonly kind: 'folder'; readonly folder: Folder<vscode.Uri>; readonly root: string }
  | { readonly kind: 'file'; readonly uri: vscode.Uri }
  | {
      readonly kind: 'request';
      readonly uri: vscode.Uri;
      readonly key: string;
      readonly label: string;
      readonly method: string;
      /** Zero-based line of the request line. */
      readonly line: number;
    };

/** Files and requests of the workspace with their last status. A file is read when it is opened in the tree, not before. */
export class RequestsTree implements vscode.TreeDataProvider<RequestNode>, vscode.Disposable {
  readonly #files: RequestFiles;
  readonly #saved: SavedRequests;
  readonly #runs: Runs;
  readonly #changed = new vscode.EventEmitter<RequestNode | undefined>();
  readonly #shown = new Map<string, RequestNode>();
  readonly #subscriptions: vscode.Disposable;

  constructor(files: RequestFiles, saved: SavedRequests, runs: Runs) {
    this.#files = files;
    this.#saved = saved;
    this.#runs = runs;
    this.#subscriptions = vscode.Disposable.from(
      this.#changed,
      saved.onDidChange(() => this.#refresh(undefined)),
      files.onDidChange((uri) => this.#refresh(uri?.toString())),
      runs.onDidChange(({ uri }) => this.#refresh(uri)),
      vscode.workspace.onDidSaveTextDocument(({ uri }) => this.#refreshShown(uri.toString())),
    );
  }

  readonly onDidChangeTreeData = this.#changed.event;

  async getChildren(node?: RequestNode): Promise<RequestNode[]> {
    if (node === undefined) return this.#roots();
    switch (node.kind) {
      case 'folder':
        return this.#folderChildren(node.folder, node.root);
      case 'file':
        return this.#requests(node.uri);
      case 'request':
        return [];
      default:
        return assertNever(node);
    }
  }

  getTreeItem(node: RequestNode): vscode.TreeItem {
    switch (node.kind) {
      case 'folder':
        return folderItem(node);
      case 'file':
        return node.uri === this.#saved.uri ? savedItem(node.uri) : fileItem(node.uri);
      case 'request':
        return this.#requestItem(node);
      default:
        return assertNever(node);
    }
  }

  dispose(): void {
    this.#subscriptions.dispose();
  }

  async #roots(): Promise<RequestNode[]> {
    const files = await this.#files.all();
    const groups = new Map<vscode.WorkspaceFolder, vscode.Uri[]>();
    for (const uri of files) {
      const folder = vscode.workspace.getWorkspaceFolder(uri);
      if (folder !== undefined) groups.set(folder, [...(groups.get(folder) ?? []), uri]);
    }
    const trees = [...groups].map(([{ uri, name }, inside]) => ({
      root: uri.toString(),
      folder: { ...folderTree(inside, (file) => file.path.slice(uri.path.length + 1)), name },
    }));
    const [only] = trees;
    const saved = (await this.#saved.exists()) ? [this.#fileNode(this.#saved.uri)] : [];
    if (only !== undefined && trees.length === 1) return [...this.#folderChildren(only.folder, only.root), ...saved];
    return [...trees.map((tree): RequestNode => ({ kind: 'folder', ...tree })), ...saved];
  }

  #folderChildren(folder: Folder<vscode.Uri>, root: string): RequestNode[] {
    return [
      ...folder.folders.map((inner): RequestNode => ({ kind: 'folder', folder: inner, root })),
      ...folder.files.map((uri) => this.#fileNode(uri)),
    ];
  }

  /** One node object a file, because VS Code refreshes an element by identity. */
  #fileNode(uri: vscode.Uri): RequestNode {
    const node = this.#shown.get(uri.toString()) ?? { kind: 'file', uri };
    this.#shown.set(uri.toString(), node);
    return node;
  }

  async #requests(uri: vscode.Uri): Promise<RequestNode[]> {
    const document = await readRequestFile(uri);
    if (document === undefined) return [];
    const lines = lineCounter(document.text);
    return keyedRequests(document).map(({ key, request }) => ({
      kind: 'request',
      uri,
      key,
      label: requestLabel(request),
      method: request.method,
      line: lines(request.lineSpan.start),
    }));
  }

  #requestItem(node: RequestNode & { kind: 'request' }): vscode.TreeItem {
    const request = { uri: node.uri.toString(), key: node.key };
    const isActive = this.#runs.activeOf(request).length > 0;
    const last = this.#runs.last(request);
    const badge = last === undefined ? undefined : statusBadge(last);
    const status = isActive ? 'sending' : badge?.text;
    const item = new vscode.TreeItem(node.label);
    item.id = `${request.uri}#${node.key}`;
    item.description = status === undefined ? node.method : `${node.method} · ${status}`;
    item.iconPath = isActive
      ? new vscode.ThemeIcon('loading~spin')
      : new vscode.ThemeIcon(methodIcon(node.method), badge?.color);
    item.contextValue = last === undefined ? 'request' : 'request.answered';
    item.tooltip = last === undefined ? undefined : `${badge?.text ?? ''} in ${durationText(last.duration)}`;
    item.accessibilityInformation = {
      label: `${node.method} request ${node.label}${status === undefined ? '' : `, ${status}`}`,
    };
    item.command = {
      title: 'Open Request',
      command: 'vscode.open',
      arguments: [node.uri, { selection: new vscode.Range(node.line, 0, node.line, 0) }],
    };
    return item;
  }

  #refresh(uri: string | undefined): void {
    if (uri === undefined) this.#shown.clear();
    this.#changed.fire(uri === undefined ? undefined : this.#shown.get(uri));
  }

  #refreshShown(uri: string): void {
    const node = this.#shown.get(uri);
    if (node !== undefined) this.#changed.fire(node);
  }
}

function folderItem({ folder, root }: RequestNode & { kind: 'folder' }): vscode.TreeItem {
  const item = new vscode.TreeItem(folder.name, vscode.TreeItemCollapsibleState.Collapsed);
  item.id = `${root}/${folder.path}/`;
  item.iconPath = vscode.ThemeIcon.Folder;
  item.contextValue = 'folder';
  item.accessibilityInformation = { label: `Folder ${folder.name}` };
  return item;
}

function fileItem(uri: vscode.Uri): vscode.TreeItem {
  const item = new vscode.TreeItem(uri, vscode.TreeItemCollapsibleState.Collapsed);
  item.id = uri.toString();
  item.iconPath = vscode.ThemeIcon.File;
  item.contextValue = 'file';
  return item;
}

/** The file that belongs to no workspace. */
function savedItem(uri: vscode.Uri): vscode.TreeItem {
  const item = new vscode.TreeItem('Saved', vscode.TreeItemCollapsibleState.Collapsed);
  item.id = uri.toString();
  item.description = 'outside any workspace';
  item.iconPath = new vscode.ThemeIcon('archive');
  item.contextValue = 'file';
  return item;
}

const methodIcons: Readonly<Record<string, string>> = {
  GET: 'arrow-down',
  HEAD: 'eye',
  OPTIONS: 'question',
  POST: 'arrow-up',
  PUT: 'arrow-swap',
  PATCH: 'edit',
  DELETE: 'trash',
};

function methodIcon(method: ParsedRequest['method']): string {
  return methodIcons[method.toUpperCase()] ?? 'symbol-event';
}

/** Zero-based lines of ascending offsets, in one pass over the text. */
function lineCounter(text: string): (offset: number) => number {
  let line = 0;
  let at = 0;
  return (offset) => {
    for (; at < offset; at++) if (text.charCodeAt(at) === 10) line++;
    return line;
  };
}
