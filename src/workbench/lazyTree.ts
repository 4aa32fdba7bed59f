import * as vscode from 'vscode';

/** What a tree must be to be loaded late. */
interface Tree<Node> extends vscode.Disposable {
  readonly onDidChangeTreeData: vscode.Event<Node | undefined>;
  getChildren(node?: Node): Promise<Node[]>;
  getTreeItem(node: Node): vscode.TreeItem;
}

/** A tree that is loaded when its view is first seen. */
export class LazyTree<Node, Loaded extends Tree<Node>> implements vscode.TreeDataProvider<Node>, vscode.Disposable {
  readonly #load: () => Promise<Loaded>;
  readonly #changed = new vscode.EventEmitter<Node | undefined>();
  #tree: Promise<Loaded> | undefined;

  constructor(load: () => Promise<Loaded>) {
    this.#load = load;
  }

  readonly onDidChangeTreeData = this.#changed.event;

  get(): Promise<Loaded> {
    this.#tree ??= this.#load().then((tree) => {
      tree.onDidChangeTreeData((node) => this.#changed.fire(node));
      return tree;
    });
    return this.#tree;
  }

  async getChildren(node?: Node): Promise<Node[]> {
    return (await this.get()).getChildren(node);
  }

  async getTreeItem(node: Node): Promise<vscode.TreeItem> {
    return (await this.get()).getTreeItem(node);
  }

  dispose(): void {
    this.#changed.dispose();
    void this.#tree?.then((tree) => {
      tree.dispose();
    });
  }
}
