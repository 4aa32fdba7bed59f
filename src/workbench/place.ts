import * as vscode from 'vscode';
import { languageId } from './documents';
import { isEnvironmentFile } from './environments/environments';

/** Follows the file whose environment is meant: the request or environment file that was in an editor last, also while a response or nothing has the focus. */
export class CurrentPlace implements vscode.Disposable {
  readonly #subscription: vscode.Disposable;
  #last: vscode.Uri | undefined;

  constructor() {
    this.#subscription = vscode.window.onDidChangeActiveTextEditor((editor) => this.#follow(editor));
    this.#follow(vscode.window.activeTextEditor);
  }

  /** Without such a file, any place in the first workspace folder. */
  get(): vscode.Uri | undefined {
    this.#follow(vscode.window.activeTextEditor);
    const folder = vscode.workspace.workspaceFolders?.[0];
    return this.#last ?? (folder && vscode.Uri.joinPath(folder.uri, 'requests.rcreq'));
  }

  dispose(): void {
    this.#subscription.dispose();
  }

  #follow(editor: vscode.TextEditor | undefined): void {
    const text = editor?.document;
    if (text?.languageId === languageId || (text !== undefined && isEnvironmentFile(text.uri))) this.#last = text.uri;
  }
}
