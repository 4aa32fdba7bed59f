import * as vscode from 'vscode';

/** The `.rcreq` files of the workspace, kept up to date by a watcher. Nothing is looked for before the first question. */
export class RequestFiles implements vscode.Disposable {
  readonly #changed = new vscode.EventEmitter<vscode.Uri | undefined>();
  readonly #watcher = vscode.workspace.createFileSystemWatcher('**/*.rcreq');
  readonly #subscriptions: vscode.Disposable;
  #files: Promise<Map<string, vscode.Uri>> | undefined;

  constructor() {
    this.#subscriptions = vscode.Disposable.from(
      this.#changed,
      this.#watcher,
      this.#watcher.onDidCreate((uri) => this.#update((files) => files.set(uri.toString(), uri))),
      this.#watcher.onDidDelete((uri) => this.#update((files) => removeUnder(files, uri))),
      this.#watcher.onDidChange((uri) => this.#changed.fire(uri)),
      vscode.workspace.onDidChangeWorkspaceFolders(() => {
        this.#files = undefined;
        this.#changed.fire(undefined);
      }),
    );
  }

  /** Fires with the file whose text changed, or undefined when files came or went. */
  readonly onDidChange = this.#changed.event;

  async all(): Promise<readonly vscode.Uri[]> {
    this.#files ??= findRequestFiles();
    return [...(await this.#files).values()];
  }

  dispose(): void {
    this.#subscriptions.dispose();
  }

  #update(change: (files: Map<string, vscode.Uri>) => unknown): void {
    const files = this.#files;
    if (files === undefined) return;
    void files.then((present) => {
      change(present);
      this.#changed.fire(undefined);
    });
  }
}

async function findRequestFiles(): Promise<Map<string, vscode.Uri>> {
  const found = await vscode.workspace.findFiles('**/*.rcreq', '**/node_modules/**');
  return new Map(found.map((uri) => [uri.toString(), uri]));
}

/** A deleted folder is told as one deletion. */
function removeUnder(files: Map<string, vscode.Uri>, gone: vscode.Uri): void {
  const prefix = `${gone.toString()}/`;
  for (const key of [...files.keys()]) {
    if (key === gone.toString() || key.startsWith(prefix)) files.delete(key);
  }
}
