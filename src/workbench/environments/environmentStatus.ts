import * as vscode from 'vscode';
import { languageId } from '../documents';
import { isEnvironmentFile, type WorkbenchEnvironments } from './environments';

/** The status bar item that names the environment of the file in the editor, and changes it on a click. */
export function registerEnvironmentStatus(environments: WorkbenchEnvironments): vscode.Disposable {
  const item = vscode.window.createStatusBarItem('environment', vscode.StatusBarAlignment.Left, 1);
  item.name = 'RCReq Environment';
  item.command = 'rcreq.selectEnvironment';
  let shown = 0;
  const update = async (): Promise<void> => {
    const mine = ++shown;
    const text = vscode.window.activeTextEditor?.document;
    if (text === undefined || !(text.languageId === languageId || isEnvironmentFile(text.uri))) {
      item.hide();
      return;
    }
    const name = await environments.chosen(text.uri);
    if (mine !== shown) return;
    item.text = `$(server-environment) ${name ?? 'No environment'}`;
    item.tooltip = 'Environment of the requests in this folder. Click to choose another.';
    item.accessibilityInformation = { label: `Environment: ${name ?? 'none'}`, role: 'button' };
    item.show();
  };
  void update();
  return vscode.Disposable.from(
    item,
    vscode.window.onDidChangeActiveTextEditor(update),
    environments.onDidChange(update),
  );
}
