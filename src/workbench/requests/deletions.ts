import * as vscode from 'vscode';
import type { TextEdit } from '../../language/format';
import { setContext } from '../contextKeys';
import type { Refusal } from '../guarded';
import { loadServices } from '../loaded';
import { isRefusal } from '../send/target';
import { exists } from './moveFiles';
import { blocksOf, changeFiles, goneFrom, openFile, shortPath, type FileChange } from './openedFile';
import type { FileNode, FolderNode, RequestItem } from './requestNodes';
import { filesBelow, readAll, type KeptFile } from './keptFiles';

/** The last deletion of this window, as long as it can be undone: until the same files change again. */
let last: { readonly undo: () => Promise<Refusal | undefined>; readonly watch: vscode.Disposable } | undefined;

/** Puts back what was deleted last. */
export async function undoDelete(): Promise<Refusal | undefined> {
  const undo = last?.undo;
  forget();
  return undo === undefined ? { message: 'There is nothing to undo: the file has changed since.' } : undo();
}

/** Deletes the blocks of requests. Ctrl+Z in the file undoes it too. */
export async function deleteRequests(requests: readonly RequestItem[]): Promise<Refusal | undefined> {
  const { removeBlocks } = await loadServices();
  const changes: (FileChange & { readonly before: string })[] = [];
  for (const uri of new Map(requests.map((each) => [each.uri.toString(), each.uri])).values()) {
    const file = await openFile(uri);
    if (isRefusal(file)) return file;
    const keys = requests.filter((each) => each.uri.toString() === uri.toString()).map(({ key }) => key);
    const blocks = blocksOf(file, keys);
    if (blocks === undefined) return goneFrom(uri, keys);
    changes.push({ file, edits: removeBlocks(file.document, blocks), before: file.text.getText() });
  }
  const refusal = await changeFiles(changes);
  if (refusal !== undefined) return refusal;
  const texts = new Set(changes.map(({ file }) => file.text.uri.toString()));
  remember(
    () => changeFiles(changes.map(({ file, before }) => ({ file, edits: difference(file.text.getText(), before) }))),
    (uri) => texts.has(uri.toString()),
  );
  return undefined;
}

/** Deletes files and folders, into the trash where there is one. Asks first where more would go than the view shows, or than can be put back. */
export async function deleteFiles(nodes: readonly (FileNode | FolderNode)[]): Promise<Refusal | undefined> {
  const files = (await Promise.all(nodes.map(({ uri }) => filesBelow(uri)))).flat();
  const kept = await readAll(files);
  const unsaved = vscode.workspace.textDocuments.filter(
    ({ isDirty, uri }) => isDirty && files.some((each) => each.toString() === uri.toString()),
  );
  const detail = [
    ...(nodes.some(({ kind }) => kind === 'folder') ? [hiddenText(files)] : []),
    ...(unsaved.length > 0 ? [`Unsaved changes go with ${unsaved.map(({ uri }) => shortPath(uri)).join(', ')}.`] : []),
    ...(kept === undefined ? ['This is too large to be put back from here.'] : []),
  ].filter((sentence) => sentence !== '');
  if (detail.length > 0 && !(await confirms(nodes, detail))) return undefined;
  const edit = new vscode.WorkspaceEdit();
  for (const { uri } of nodes) edit.deleteFile(uri, { recursive: true });
  if (!(await vscode.workspace.applyEdit(edit))) {
    const names = nodes.map(({ uri }) => shortPath(uri)).join(', ');
    return { message: `${names} could not be deleted. It may be gone already, or read-only.` };
  }
  if (kept !== undefined)
    remember(
      () => putBack(kept),
      (uri) => files.some((each) => each.toString() === uri.toString()),
    );
  return undefined;
}

function remember(undo: () => Promise<Refusal | undefined>, concerns: (uri: vscode.Uri) => boolean): void {
  forget();
  const watch = vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
    if (contentChanges.length > 0 && concerns(document.uri)) forget();
  });
  last = { undo, watch };
  setContext('rcreq.context.canUndoDelete', true);
}

function forget(): void {
  last?.watch.dispose();
  last = undefined;
  setContext('rcreq.context.canUndoDelete', false);
}

async function putBack(files: readonly KeptFile[]): Promise<Refusal | undefined> {
  for (const { uri, octets } of files) {
    if (await exists(uri)) return { message: `${shortPath(uri)} is there again, so the deleted one is not put back.` };
    try {
      await vscode.workspace.fs.writeFile(uri, octets);
    } catch {
      return { message: `${shortPath(uri)} could not be written. Its folder may be read-only.` };
    }
  }
  return undefined;
}

function hiddenText(files: readonly vscode.Uri[]): string {
  const hidden = files.filter(({ path }) => !path.endsWith('.rcreq')).length;
  const count = (number: number, what: string): string => `${number} ${what}${number === 1 ? '' : 's'}`;
  return hidden === 0
    ? `${count(files.length, 'request file')} would go.`
    : `${count(files.length - hidden, 'request file')} would go, and ${count(hidden, 'other file')} that this view does not show.`;
}

async function confirms(nodes: readonly (FileNode | FolderNode)[], detail: readonly string[]): Promise<boolean> {
  const names = nodes.map(({ uri }) => `"${shortPath(uri)}"`).join(', ');
  const options = { modal: true, detail: detail.join(' ') };
  return (await vscode.window.showWarningMessage(`Delete ${names}?`, options, 'Delete')) === 'Delete';
}

/** One edit that makes one text of another, as small as its ends allow. */
function difference(from: string, to: string): readonly TextEdit[] {
  let start = 0;
  while (start < from.length && start < to.length && from[start] === to[start]) start++;
  let tail = 0;
  const longest = Math.min(from.length, to.length) - start;
  while (tail < longest && from.at(-1 - tail) === to.at(-1 - tail)) tail++;
  return [{ span: { start, end: from.length - tail }, newText: to.slice(start, to.length - tail) }];
}
