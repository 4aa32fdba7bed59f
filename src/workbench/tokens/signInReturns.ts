import * as vscode from 'vscode';

/** Sign-ins of this window that wait for the editor's own URI to be opened by a browser. */
export class SignInReturns implements vscode.UriHandler, vscode.Disposable {
  readonly #waiting = new Set<(url: string) => boolean>();
  readonly #registration = vscode.window.registerUriHandler(this);

  /** The URI that a server sends the browser back to, as it is registered with an application. */
  readonly uri = `${vscode.env.uriScheme}://rcreq.rcreq/callback`;

  /** `returned` is called with each URL that is opened, and says whether it was its own. */
  expect(returned: (url: string) => boolean): vscode.Disposable {
    this.#waiting.add(returned);
    return new vscode.Disposable(() => this.#waiting.delete(returned));
  }

  async handleUri(uri: vscode.Uri): Promise<void> {
    const url = uri.toString(true);
    if ([...this.#waiting].some((returned) => returned(url))) return;
    const message =
      'A browser brought the answer of a sign-in that was given up, or belongs to another window. It was not used.';
    const chosen = await vscode.window.showInformationMessage(message, 'Get Token');
    if (chosen !== undefined) await vscode.commands.executeCommand('rcreq.token.get');
  }

  dispose(): void {
    this.#registration.dispose();
  }
}
