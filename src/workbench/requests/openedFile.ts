import * as vscode from 'vscode';
import type { Block, RequestDocument } from '../../language/document';
import type { TextEdit } from '../../language/format';
import type { Refusal } from '../guarded';
import { loadServices } from '../loaded';
import { keyedRequests } from '../send/requestKeys';

/** A request file as it is now, unsaved changes included. */
export interface OpenedFile {
  readonly text: vscode.TextDocument;
  readonly document: RequestDocument;
}

/** Edits of one file, made for its text as it was opened. */
export interface FileChange {
  readonly file: OpenedFile;
  readonly edits: readonly TextEdit[];
}

/** Opens a file without showing it. */
export async function openFile(uri: vscode.Uri): Promise<OpenedFile | Refusal> {
  try {
    const text = await vscode.workspace.openTextDocument(uri);
    const { parse } = await loadServices();
    return { text, document: parse(text.getText()) };
  } catch {
    return { message: `${shortPath(uri)} cannot be read. It may have been deleted or moved.` };
  }
}

/** The blocks of requests, by their keys; undefined when one of them is no longer there. */
export function blocksOf({ document }: OpenedFile, keys: readonly string[]): readonly Block[] | undefined {
  const known = new Map(keyedRequests(document).map(({ key, request }) => [key, request]));
  const wanted = new Set(keys.map((key) => known.get(key)));
  if (wanted.has(undefined)) return undefined;
  return document.blocks.filter(({ request }) => request !== undefined && wanted.has(request));
}

export function goneFrom(uri: vscode.Uri, keys: readonly string[]): Refusal {
  return { message: `"${keys.join('", "')}" is no longer in ${shortPath(uri)}. The view shows the file as it is now.` };
}

/**
 * Edits files as one change that Ctrl+Z undoes. Files without unsaved changes are saved, in the order given, as far as that works: what cannot be saved stays
 * in its editor, and so does all that comes after it.
 */
export async function changeFiles(changes: readonly FileChange[]): Promise<Refusal | undefined> {
  const clean = changes.filter(({ file }) => !file.text.isDirty).map(({ file }) => file.text);
  const edit = new vscode.WorkspaceEdit();
  for (const { file, edits } of changes) {
    for (const { span, newText } of edits) {
      const range = new vscode.Range(file.text.positionAt(span.start), file.text.positionAt(span.end));
      edit.replace(file.text.uri, range, newText);
    }
  }
  if (!(await vscode.workspace.applyEdit(edit))) {
    const names = changes.map(({ file }) => shortPath(file.text.uri)).join(' and ');
    return { message: `${names} could not be changed. It may be read-only, or have changed meanwhile.` };
  }
  for (const text of clean) {
    if (!(await text.save())) return undefined;
  }
  return undefined;
}

/** As people see it in the Explorer. */
export function shortPath(uri: vscode.Uri): string {
  return vscode.workspace.getWorkspaceFolder(uri) === undefined
    ? uri.path.slice(uri.path.lastIndexOf('/') + 1)
    : vscode.workspace.asRelativePath(uri);
}
