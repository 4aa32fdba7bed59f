/** Request files made by a test, in the workspace of the run. */
import * as vscode from 'vscode';
import { openFile } from './extension';
import { until } from './until';

/** Writes a file of the workspace and opens it; its path there is `name`. */
export async function requestFile(name: string, text: string): Promise<vscode.TextEditor> {
  const [folder] = vscode.workspace.workspaceFolders ?? [];
  if (folder === undefined) throw new Error('No folder is open.');
  await vscode.workspace.fs.writeFile(vscode.Uri.joinPath(folder.uri, name), new TextEncoder().encode(text));
  const editor = await openFile(name);
  // A file that was open already is read again when the editor hears of the change.
  await until(() => editor.document.isDirty || editor.document.getText() === text.replace('\uFEFF', ''));
  return editor;
}

/** Which request of the file a command is to act on: that of this title. */
export function requestOf(
  { document }: vscode.TextEditor,
  key: string,
): { readonly uri: string; readonly key: string } {
  return { uri: document.uri.toString(), key };
}

/** Waits until the diagnostics of a file are as wanted. */
export async function diagnosed(uri: vscode.Uri, isWanted: (codes: readonly unknown[]) => boolean): Promise<void> {
  const areWanted = (): boolean => isWanted(vscode.languages.getDiagnostics(uri).map(({ code }) => code));
  if (areWanted()) return;
  await new Promise<void>((resolve) => {
    const subscription = vscode.languages.onDidChangeDiagnostics(() => {
      if (!areWanted()) return;
      subscription.dispose();
      resolve();
    });
  });
}
