import * as vscode from 'vscode';
import type { Refusal } from '../guarded';
import { shortPath } from './openedFile';

/** Moves or copies files and folders into a folder. Nothing is overwritten: one name that is taken stops the rest. */
export async function moveFiles(
  uris: readonly vscode.Uri[],
  folder: vscode.Uri,
  isCopy: boolean,
): Promise<Refusal | undefined> {
  for (const uri of uris) {
    const target = vscode.Uri.joinPath(folder, nameIn(uri));
    if (target.toString() === uri.toString() && !isCopy) continue;
    if (`${folder.path}/`.startsWith(`${uri.path}/`)) {
      return { message: `The folder ${nameIn(uri)} cannot go into itself.` };
    }
    const refusal = await (isCopy ? copyFile(uri, await freeName(target)) : renameFile(uri, target));
    if (refusal !== undefined) return refusal;
  }
  return undefined;
}

/** Renames or moves one file or folder, as one change that can be undone in the Explorer. */
export async function renameFile(from: vscode.Uri, to: vscode.Uri): Promise<Refusal | undefined> {
  if (!(await exists(from))) return { message: `${shortPath(from)} is no longer there.` };
  if (await exists(to)) return { message: `${shortPath(to)} is already there. Choose another name.` };
  const edit = new vscode.WorkspaceEdit();
  edit.renameFile(from, to, { overwrite: false });
  if (await vscode.workspace.applyEdit(edit)) return undefined;
  return { message: `${shortPath(from)} could not be moved to ${shortPath(to)}. One of the folders may be read-only.` };
}

/** Copies one file or folder beside itself or elsewhere. */
export async function copyFile(from: vscode.Uri, to: vscode.Uri): Promise<Refusal | undefined> {
  try {
    await vscode.workspace.fs.copy(from, to, { overwrite: false });
    return undefined;
  } catch {
    return { message: `${shortPath(from)} could not be copied to ${shortPath(to)}.` };
  }
}

/** `login copy.rcreq`, `login copy 2.rcreq`: the first name beside a file that is free, itself when it is. */
export async function freeName(uri: vscode.Uri): Promise<vscode.Uri> {
  const name = nameIn(uri);
  const dot = name.lastIndexOf('.') > 0 ? name.lastIndexOf('.') : name.length;
  for (let count = 0; ; count++) {
    const suffix = count === 0 ? '' : count === 1 ? ' copy' : ` copy ${count}`;
    const free = vscode.Uri.joinPath(uri, '..', `${name.slice(0, dot)}${suffix}${name.slice(dot)}`);
    if (!(await exists(free))) return free;
  }
}

export async function exists(uri: vscode.Uri): Promise<boolean> {
  try {
    await vscode.workspace.fs.stat(uri);
    return true;
  } catch {
    return false;
  }
}

export function nameIn(uri: vscode.Uri): string {
  return uri.path.slice(uri.path.lastIndexOf('/') + 1);
}
