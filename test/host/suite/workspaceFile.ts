/** Files of the workspace of the run, as they are on disk. */
import * as vscode from 'vscode';

/** The URI of a path in the workspace. */
export function inWorkspace(path: string): vscode.Uri {
  const [folder] = vscode.workspace.workspaceFolders ?? [];
  if (folder === undefined) throw new Error('No folder is open.');
  return vscode.Uri.joinPath(folder.uri, path);
}

export async function writeFile(path: string, text: string): Promise<vscode.Uri> {
  const uri = inWorkspace(path);
  await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(text));
  return uri;
}

/** The text on disk; undefined when there is no such file. */
export async function readFile(path: string | vscode.Uri): Promise<string | undefined> {
  try {
    const uri = typeof path === 'string' ? inWorkspace(path) : path;
    return new TextDecoder('utf-8', { ignoreBOM: true }).decode(await vscode.workspace.fs.readFile(uri));
  } catch {
    return undefined;
  }
}
