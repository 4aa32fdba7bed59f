import * as vscode from 'vscode';
import type { Refusal } from '../guarded';

/** The two files that hold the environments of a folder. */
export const publicFile = 'http-client.env.json';
export const privateFile = 'http-client.private.env.json';

/** Changes a file through its document, so that Ctrl+Z undoes it, and saves it when nothing else was unsaved. */
export async function rewrite(uri: vscode.Uri, change: (text: string) => string): Promise<Refusal | undefined> {
  const name = vscode.workspace.asRelativePath(uri);
  const text = await openOrMake(uri);
  if (text === undefined) return { message: `${name} could not be made. Its folder may be read-only.` };
  const wasDirty = text.isDirty;
  const edit = new vscode.WorkspaceEdit();
  const all = new vscode.Range(new vscode.Position(0, 0), text.positionAt(text.getText().length));
  edit.replace(uri, all, change(text.getText()));
  if (!(await vscode.workspace.applyEdit(edit))) {
    return { message: `${name} could not be changed. It may be read-only, or have changed meanwhile.` };
  }
  if (!wasDirty) await text.save();
  return undefined;
}

async function openOrMake(uri: vscode.Uri): Promise<vscode.TextDocument | undefined> {
  try {
    return await vscode.workspace.openTextDocument(uri);
  } catch {
    try {
      await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode('{}\n'));
      return await vscode.workspace.openTextDocument(uri);
    } catch {
      return undefined;
    }
  }
}
