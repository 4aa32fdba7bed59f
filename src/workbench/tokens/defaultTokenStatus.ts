import * as vscode from 'vscode';
import { languageId } from '../documents';
import type { DefaultTokens } from './defaultTokens';

/** The status bar item that names the token of requests without `# @auth`, while a request file is in the editor and there is one; a click changes it. */
export function registerDefaultTokenStatus(defaults: DefaultTokens): vscode.Disposable {
  const item = vscode.window.createStatusBarItem('defaultToken', vscode.StatusBarAlignment.Left, 1);
  item.name = 'RCReq Token';
  item.command = 'rcreq.token.useForEnvironment';
  let shown = 0;
  const update = async (): Promise<void> => {
    const mine = ++shown;
    const text = vscode.window.activeTextEditor?.document;
    const name = text?.languageId === languageId ? await defaults.of(text.uri) : undefined;
    if (mine !== shown) return;
    if (name === undefined) {
      item.hide();
      return;
    }
    item.text = `$(key) ${name}`;
    item.tooltip = `Requests without # @auth carry the token ${name} in this environment; # @auth none sends none. Click to change.`;
    item.accessibilityInformation = { label: `Token of this environment: ${name}`, role: 'button' };
    item.show();
  };
  void update();
  return vscode.Disposable.from(
    item,
    vscode.window.onDidChangeActiveTextEditor(() => void update()),
    defaults.onDidChange(() => void update()),
  );
}
