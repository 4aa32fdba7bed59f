import * as vscode from 'vscode';

/** The file of requests that belong to no workspace, in the storage of this extension. */
export class SavedRequests implements vscode.Disposable {
  readonly uri: vscode.Uri;
  readonly #changed = new vscode.EventEmitter<void>();

  constructor(storage: vscode.Uri) {
    this.uri = vscode.Uri.joinPath(storage, 'saved.rcreq');
  }

  /** Fires when a request was saved. */
  readonly onDidChange = this.#changed.event;

  async exists(): Promise<boolean> {
    return (await this.#text()) !== '';
  }

  /** Adds a block at the end: its text, from the `###` line on. */
  async add(block: string): Promise<void> {
    await vscode.workspace.fs.createDirectory(vscode.Uri.joinPath(this.uri, '..'));
    const text = await this.#text();
    const separated = block.startsWith('###') ? block : `###\n${block}`;
    const joined = text === '' ? separated : `${text.trimEnd()}\n\n${separated}`;
    await vscode.workspace.fs.writeFile(this.uri, new TextEncoder().encode(`${joined.trimEnd()}\n`));
    this.#changed.fire();
  }

  dispose(): void {
    this.#changed.dispose();
  }

  async #text(): Promise<string> {
    try {
      return new TextDecoder().decode(await vscode.workspace.fs.readFile(this.uri));
    } catch {
      return '';
    }
  }
}
