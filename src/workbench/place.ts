import * as vscode from 'vscode';
import { languageId } from './documents';
import { isEnvironmentFile } from './environments/environments';

/** The file whose environment is meant: that of the editor, else any place in the first workspace folder. */
export function currentPlace(): vscode.Uri | undefined {
  const text = vscode.window.activeTextEditor?.document;
  if (text !== undefined && (text.languageId === languageId || isEnvironmentFile(text.uri))) return text.uri;
  const folder = vscode.workspace.workspaceFolders?.[0];
  return folder && vscode.Uri.joinPath(folder.uri, 'requests.rcreq');
}
