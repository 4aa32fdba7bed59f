import * as vscode from 'vscode';
import { assertNever } from '../../base/assertNever';
import { languageId } from '../documents';
import type { Runs } from '../send/runs';
import { Outlines } from './outlines';
import type { RequestFiles } from './requestFiles';
import type { RequestFilter } from './requestFilter';
import {
  fileItem,
  folderItem,
  requestDecoration,
  requestItem,
  requestOf,
  requestScheme,
  requestUri,
} from './requestItems';
import type { FileNode, RequestItem, RequestNode } from './requestNodes';
import type { SavedRequests } from './savedRequests';
import { shownNodes, type ShownNodes } from './shownNodes';

/** Milliseconds after the last key before the requests of an open file are read again. */
const delay = 250;

/** Files that are shown anew one by one; of more, the whole view is. */
const mostRefreshed = 20;

/** Files read at the same time for a filter. */
const batch = 32;

/** Files and requests of the workspace, and saved ones, with their last status. A file is read when it is opened in the tree or for a filter, not before. */
export class RequestsTree
  implements vscode.TreeDataProvider<RequestNode>, vscode.FileDecorationProvider, vscode.Disposable
{
  readonly #files: RequestFiles;
  readonly #saved: SavedRequests;
  readonly #runs: Runs;
  readonly #outlines = new Outlines();
  readonly #changed = new vscode.EventEmitter<RequestNode | undefined>();
  readonly #decorated = new vscode.EventEmitter<vscode.Uri>();
  readonly #sent = new Set<string>();
  readonly #open = new Set<string | undefined>();
  readonly #timers = new Map<string, NodeJS.Timeout>();
  readonly #subscriptions: vscode.Disposable;
  #shown: Promise<ShownNodes> | undefined;
  #filter: RequestFilter | undefined;

  constructor(files: RequestFiles, saved: SavedRequests, runs: Runs) {
    this.#files = files;
    this.#saved = saved;
    this.#runs = runs;
    this.#subscriptions = vscode.Disposable.from(
      this.#changed,
      this.#decorated,
      files.onDidChange((uris) => (uris === undefined ? this.#readAll() : void this.#refreshFiles(uris))),
      runs.onDidChange(({ uri, key }) => void this.#refreshRequest(vscode.Uri.parse(uri), key)),
      vscode.workspace.onDidChangeTextDocument(({ document }) => this.#edited(document)),
    );
  }

  readonly onDidChangeTreeData = this.#changed.event;
  readonly onDidChangeFileDecorations = this.#decorated.event;

  /** Shows only what the filter lets through, and counts it; undefined shows all. */
  async filter(filter: RequestFilter | undefined): Promise<{ readonly shown: number; readonly all: number }> {
    this.#filter = filter;
    this.#refreshAll();
    const uris = await this.#files.all();
    const counts = filter === undefined ? [] : await this.#counts(uris);
    return { shown: sum(counts.map(({ shown }) => shown)), all: sum(counts.map(({ all }) => all)) };
  }

  async getChildren(node?: RequestNode): Promise<RequestNode[]> {
    const shown = await this.#current();
    if (node === undefined) return [...shown.roots];
    switch (node.kind) {
      case 'folder':
        return [...shown.childrenOf(node)];
      case 'file':
        return this.requestsOf(node.uri);
      case 'request':
        return [];
      default:
        return assertNever(node);
    }
  }

  async getParent(node: RequestNode): Promise<RequestNode | undefined> {
    const shown = await this.#current();
    return node.kind === 'request' ? shown.file(node.uri) : shown.parentOf(node.uri);
  }

  async getTreeItem(node: RequestNode): Promise<vscode.TreeItem> {
    const item = await this.#item(node);
    if (node.kind === 'request') return item;
    const isFiltered = this.#filter !== undefined;
    if (isFiltered || this.#open.has(item.id)) item.collapsibleState = vscode.TreeItemCollapsibleState.Expanded;
    // Under an id of its own it is open, whatever it was before.
    if (isFiltered) item.id = `${item.id ?? ''}?filter`;
    return item;
  }

  provideFileDecoration(uri: vscode.Uri): vscode.FileDecoration | undefined {
    if (uri.scheme !== requestScheme) return undefined;
    const last = this.#runs.last(requestOf(uri));
    return last && requestDecoration(last);
  }

  /** Remembers what is open, so that it is open again after a filter. */
  watch(view: vscode.TreeView<RequestNode>): vscode.Disposable {
    const keep = async (node: RequestNode, isOpen: boolean): Promise<void> => {
      if (this.#filter !== undefined) return;
      const { id } = await this.#item(node);
      if (isOpen) this.#open.add(id);
      else this.#open.delete(id);
    };
    return vscode.Disposable.from(
      view.onDidExpandElement(({ element }) => void keep(element, true)),
      view.onDidCollapseElement(({ element }) => void keep(element, false)),
    );
  }

  /** The node of a file as it is shown; undefined when it is not. */
  async fileNode(uri: vscode.Uri): Promise<FileNode | undefined> {
    return (await this.#current()).file(uri);
  }

  /** The requests of a file that are shown, in order. */
  async requestsOf(uri: vscode.Uri): Promise<RequestItem[]> {
    const all = await this.#outlines.of(uri);
    const filter = this.#filter;
    return filter === undefined ? [...all] : all.filter((request) => filter(this.#filterable(request)));
  }

  dispose(): void {
    for (const timer of this.#timers.values()) clearTimeout(timer);
    this.#subscriptions.dispose();
  }

  async #item(node: RequestNode): Promise<vscode.TreeItem> {
    switch (node.kind) {
      case 'folder':
        return folderItem(node, node.uri.toString() === this.#saved.folder.toString());
      case 'file':
        return fileItem(node, await this.#results(node.uri));
      case 'request': {
        const request = { uri: node.uri.toString(), key: node.key };
        return requestItem(node, {
          isActive: this.#runs.activeOf(request).length > 0,
          last: this.#runs.last(request),
        });
      }
      default:
        return assertNever(node);
    }
  }

  async #results(uri: vscode.Uri): Promise<{ readonly ended: number; readonly failed: number }> {
    if (!this.#sent.has(uri.toString())) return { ended: 0, failed: 0 };
    const requests = await this.#outlines.of(uri);
    const ended = requests.flatMap(({ key }) => this.#runs.last({ uri: uri.toString(), key }) ?? []);
    return { ended: ended.length, failed: ended.filter(({ isOk }) => !isOk).length };
  }

  #filterable(request: RequestItem) {
    const last = this.#runs.last({ uri: request.uri.toString(), key: request.key });
    return { ...request, path: vscode.workspace.asRelativePath(request.uri), last };
  }

  #current(): Promise<ShownNodes> {
    this.#shown ??= this.#show();
    return this.#shown;
  }

  async #show(): Promise<ShownNodes> {
    const all = await this.#files.all();
    const isFiltered = this.#filter !== undefined;
    const counts = isFiltered ? await this.#counts(all) : [];
    const files = isFiltered ? all.filter((_, index) => (counts[index]?.shown ?? 0) > 0) : all;
    const folders = vscode.workspace.workspaceFolders ?? [];
    const roots = [
      ...folders.map(({ uri, name }) => ({ uri, name, isOpened: folders.length === 1 })),
      { uri: this.#saved.folder, name: 'Saved', isOpened: false },
    ];
    return shownNodes(roots, files, isFiltered ? [] : this.#files.madeFolders());
  }

  async #counts(uris: readonly vscode.Uri[]): Promise<readonly { readonly shown: number; readonly all: number }[]> {
    const counts: { readonly shown: number; readonly all: number }[] = [];
    for (let at = 0; at < uris.length; at += batch) {
      const read = uris.slice(at, at + batch).map(async (uri) => ({
        shown: (await this.requestsOf(uri)).length,
        all: (await this.#outlines.of(uri)).length,
      }));
      counts.push(...(await Promise.all(read)));
    }
    return counts;
  }

  #refreshAll(): void {
    this.#shown = undefined;
    this.#changed.fire(undefined);
  }

  /** Files that went may come back with other requests. */
  #readAll(): void {
    this.#outlines.clear();
    this.#refreshAll();
  }

  /** What was saved from here is told once more by the watcher; rows that are shown anew for nothing cannot be dragged meanwhile. */
  async #refreshFiles(uris: readonly vscode.Uri[]): Promise<void> {
    const looks = await Promise.all(uris.map((uri) => this.#outlines.hasChanged(uri)));
    const changed = uris.filter((_, index) => looks[index]);
    if (this.#shown === undefined || changed.length === 0) return;
    if (this.#filter !== undefined || changed.length > mostRefreshed) {
      this.#refreshAll();
      return;
    }
    for (const uri of changed) {
      const node = await this.fileNode(uri);
      if (node !== undefined) this.#changed.fire(node);
    }
  }

  #edited(text: vscode.TextDocument): void {
    if (text.languageId !== languageId || this.#shown === undefined) return;
    const key = text.uri.toString();
    clearTimeout(this.#timers.get(key));
    const refresh = (): void => {
      this.#timers.delete(key);
      void this.#refreshFiles([text.uri]);
    };
    this.#timers.set(key, setTimeout(refresh, delay));
  }

  async #refreshRequest(uri: vscode.Uri, key: string): Promise<void> {
    this.#sent.add(uri.toString());
    this.#decorated.fire(requestUri({ uri, key }));
    if (this.#shown === undefined) return;
    const file = await this.fileNode(uri);
    if (file === undefined) return;
    const request = (await this.#outlines.of(uri)).find((each) => each.key === key);
    if (request !== undefined) this.#changed.fire(request);
    if (this.#runs.activeOf({ uri: uri.toString(), key }).length === 0) this.#changed.fire(file);
  }
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, each) => total + each, 0);
}
