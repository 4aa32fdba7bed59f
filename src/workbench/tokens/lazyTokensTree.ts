import * as vscode from 'vscode';
import type { RequestFiles } from '../requests/requestFiles';
import { readRequestFile } from '../documents';
import { loadTokenDesk } from '../loaded';
import type { TokenNode, TokensTree, TokensTreeDeps } from './desk/tokensTree';

/** The Tokens view, loaded when it is first seen. */
export class LazyTokensTree implements vscode.TreeDataProvider<TokenNode>, vscode.Disposable {
  readonly #deps: TokensTreeDeps & { readonly files: RequestFiles };
  readonly #changed = new vscode.EventEmitter<TokenNode | undefined>();
  readonly #view: vscode.TreeView<TokenNode>;
  #loading: Promise<TokensTree> | undefined;
  #tree: TokensTree | undefined;

  constructor(deps: TokensTreeDeps & { readonly files: RequestFiles }) {
    this.#deps = deps;
    this.#view = vscode.window.createTreeView('rcreq.tokens', { treeDataProvider: this, showCollapseAll: true });
  }

  get onDidChangeTreeData(): vscode.Event<TokenNode | undefined> {
    return this.#changed.event;
  }

  async getChildren(node?: TokenNode): Promise<TokenNode[]> {
    this.#loading ??= this.#load();
    return (await this.#loading).getChildren(node);
  }

  /** A node exists only once the tree was loaded. */
  getTreeItem(node: TokenNode): vscode.TreeItem {
    return this.#tree?.getTreeItem(node) ?? new vscode.TreeItem('');
  }

  dispose(): void {
    this.#tree?.dispose();
    this.#view.dispose();
    this.#changed.dispose();
  }

  async #load(): Promise<TokensTree> {
    const { createTokensTree } = await loadTokenDesk();
    const deps = { ...this.#deps, read: readRequestFile };
    this.#tree = createTokensTree(deps, this.#view, (node) => this.#changed.fire(node));
    return this.#tree;
  }
}
