import * as vscode from 'vscode';
import type { FileMove } from '../../language/edits/movePaths';
import { readRequestFile } from '../documents';
import { loadServices } from '../loaded';
import { isRefusal } from '../send/target';
import { openFile } from './openedFile';
import type { RequestFiles } from './requestFiles';

/** Files and folders that are about to move. */
export type Renames = vscode.FileWillRenameEvent['files'];

/** The change that lets the request files name the same files after a move, and its files that have no unsaved changes now. */
export interface PathEdits {
  readonly edit: vscode.WorkspaceEdit;
  readonly clean: readonly vscode.Uri[];
}

/** Rewrites the relative paths in request files that move, and those in others that name what moves. Files that cannot be read stay as they are. */
export async function pathEdits(renames: Renames, files: RequestFiles): Promise<PathEdits> {
  const { movePaths } = await loadServices();
  const edit = new vscode.WorkspaceEdit();
  const clean: vscode.Uri[] = [];
  const follow = async (uri: vscode.Uri): Promise<void> => {
    const moves = movesOf(uri, renames);
    const document = moves.length === 0 ? undefined : await readRequestFile(uri);
    if (document === undefined || movePaths(document, uri.path, moves).length === 0) return;
    const file = await openFile(uri);
    if (isRefusal(file)) return;
    const { text } = file;
    for (const { span, newText } of movePaths(file.document, uri.path, moves)) {
      edit.replace(uri, new vscode.Range(text.positionAt(span.start), text.positionAt(span.end)), newText);
    }
    if (!text.isDirty) clean.push(uri);
  };
  // A watcher tells of new files only a while after they came, and a path that is missed now stays wrong.
  files.refresh();
  await Promise.all((await files.all()).map(follow));
  return { edit, clean };
}

/** Saves files that a move has changed, where they are now. */
export async function saveMoved(uris: readonly vscode.Uri[], renames: Renames): Promise<void> {
  const { movedPath } = await loadServices();
  const now = new Set(uris.map((uri) => uri.with({ path: movedPath(uri.path, movesOf(uri, renames)) }).toString()));
  for (const text of vscode.workspace.textDocuments) {
    if (text.isDirty && now.has(text.uri.toString())) await text.save();
  }
}

/** The moves within the file system of a file. */
function movesOf({ scheme, authority }: vscode.Uri, renames: Renames): readonly FileMove[] {
  return renames
    .filter(({ oldUri }) => oldUri.scheme === scheme && oldUri.authority === authority)
    .map(({ oldUri, newUri }) => ({ from: oldUri.path, to: newUri.path }));
}
