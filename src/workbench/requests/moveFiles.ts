import * as vscode from 'vscode';
import type { Refusal } from '../guarded';
import { shortPath } from './openedFile';

/** Moves or copies files and folders into a folder. Nothing is overwritten: where one name is taken, nothing moves, and no more is copied. */
export async function moveFiles(
  uris: readonly vscode.Uri[],
  folder: vscode.Uri,
  isCopy: boolean,
): Promise<Refusal | undefined> {
  const intoItself = uris.find((uri) => `${folder.path}/`.startsWith(`${uri.path}/`));
  if (intoItself !== undefined) return { message: `The folder ${nameIn(intoItself)} cannot go into itself.` };
  const moves = uris.map((from) => ({ from, to: vscode.Uri.joinPath(folder, nameIn(from)) }));
  if (!isCopy) return renameFiles(moves.filter(({ from, to }) => from.toString() !== to.toString()));
  for (const { from, to } of moves) {
    const refusal = await copyFile(from, await freeName(to));
    if (refusal !== undefined) return refusal;
  }
  return undefined;
}

/** A file or folder and where it goes. */
interface Move {
  readonly from: vscode.Uri;
  readonly to: vscode.Uri;
}

/** Renames or moves files and folders, as one change that can be undone in the Explorer. */
export async function renameFiles(moves: readonly Move[]): Promise<Refusal | undefined> {
  const taken = new Set<string>();
  const edit = new vscode.WorkspaceEdit();
  for (const { from, to } of moves) {
    if (!(await exists(from))) return { message: `${shortPath(from)} is no longer there.` };
    if (taken.has(to.toString()) || (await exists(to))) {
      return { message: `${shortPath(to)} is already there. Choose another name.` };
    }
    taken.add(to.toString());
    edit.renameFile(from, to, { overwrite: false });
  }
  if (moves.length === 0 || (await vscode.workspace.applyEdit(edit))) return undefined;
  const pairs = moves.map(({ from, to }) => `${shortPath(from)} could not be moved to ${shortPath(to)}.`);
  return { message: `${pairs.join(' ')} One of the folders may be read-only.` };
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
