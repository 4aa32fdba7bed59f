import * as vscode from 'vscode';
import type { ImportedFile } from '../../language/context';
import { emptyContext } from '../../language/context';
import type { Block } from '../../language/document';
import { readRequestFile } from '../documents';
import type { Refusal } from '../guarded';
import { loadServices } from '../loaded';
import { isRefusal } from '../send/target';
import { resolvePath } from '../workspaceFiles';
import { blocksOf, changeFiles, goneFrom, openFile, type OpenedFile } from './openedFile';
import type { RequestFiles } from './requestFiles';
import type { RequestItem } from './requestNodes';

/** Asks for another title; for a request that is shown by its `@name`, for another name, which changes with all its uses in the files that import this one. */
export async function renameRequest(item: RequestItem, files: RequestFiles): Promise<Refusal | undefined> {
  const file = await openFile(item.uri);
  if (isRefusal(file)) return file;
  const [block] = blocksOf(file, [item.key]) ?? [];
  if (block?.request === undefined) return goneFrom(item.uri, [item.key]);
  const { title, name } = block.request;
  if (title === undefined && name !== undefined) return renameName(file, block, name, files);
  return renameTitle(file, block, title ?? '');
}

/** Asks for another `@name` of a request, and changes all its uses. */
export async function renameRequestName(item: RequestItem, files: RequestFiles): Promise<Refusal | undefined> {
  const file = await openFile(item.uri);
  if (isRefusal(file)) return file;
  const [block] = blocksOf(file, [item.key]) ?? [];
  if (block?.request === undefined) return goneFrom(item.uri, [item.key]);
  const { name } = block.request;
  if (name === undefined) {
    return { message: 'This request has no name that others refer to. Write "# @name NAME" above it to give it one.' };
  }
  return renameName(file, block, name, files);
}

async function renameTitle(file: OpenedFile, block: Block, title: string): Promise<Refusal | undefined> {
  const typed = await vscode.window.showInputBox({
    title: 'Rename Request',
    prompt: 'The title, as it stands after ###. Leave it empty for none.',
    value: title,
  });
  if (typed === undefined || typed === title) return undefined;
  const { retitle } = await loadServices();
  return changeFiles([{ file, edits: retitle(file.document, block, typed) }]);
}

async function renameName(
  file: OpenedFile,
  block: Block,
  name: string,
  files: RequestFiles,
): Promise<Refusal | undefined> {
  const place = block.request?.directives.find(({ key }) => key === 'name')?.valueSpan.start;
  if (place === undefined) return undefined;
  const services = await loadServices();
  const users = await importers(file, files);
  const imports = users.map(({ text, document }): ImportedFile => ({ path: text.uri.toString(), document }));
  const context = { ...emptyContext, imports };
  const rename = (newName: string) => services.rename(file.document, place, { newName, context });
  const typed = await vscode.window.showInputBox({
    title: 'Rename Request',
    prompt: 'The name by which other requests refer to it. They change with it.',
    value: name,
    validateInput: (newName) => {
      const edits = newName === name ? [] : rename(newName);
      return typeof edits === 'string' ? edits : undefined;
    },
  });
  if (typed === undefined || typed === name) return undefined;
  const edits = rename(typed);
  if (typeof edits === 'string') return { message: edits };
  const inFile = (each: OpenedFile, path: string | undefined) => ({
    file: each,
    edits: edits.filter((edit) => edit.path === path),
  });
  const changes = [inFile(file, undefined), ...users.map((each) => inFile(each, each.text.uri.toString()))];
  return changeFiles(changes.filter((change) => change.edits.length > 0));
}

/** The files that import this one, and those that import them. */
async function importers(file: OpenedFile, files: RequestFiles): Promise<readonly OpenedFile[]> {
  const uris = await files.all();
  const imports = await Promise.all(uris.map(async (uri) => ({ uri, targets: await importsOf(uri) })));
  const found = new Set([file.text.uri.toString()]);
  for (let before = 0; before !== found.size;) {
    before = found.size;
    for (const { uri, targets } of imports) if (targets.some((each) => found.has(each))) found.add(uri.toString());
  }
  const others = uris.filter((uri) => found.has(uri.toString()) && uri.toString() !== file.text.uri.toString());
  const opened = await Promise.all(others.map((uri) => openFile(uri)));
  return opened.flatMap((each) => (isRefusal(each) ? [] : [each]));
}

async function importsOf(uri: vscode.Uri): Promise<readonly string[]> {
  const document = await readRequestFile(uri);
  return (document?.blocks ?? [])
    .flatMap(({ directives, request }) => request?.directives ?? directives)
    .filter(({ key, value }) => key === 'import' && value !== '')
    .flatMap(({ value }) => resolvePath(value, uri.toString())?.toString() ?? []);
}
