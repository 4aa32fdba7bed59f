import * as vscode from 'vscode';
import type { Refusal } from '../guarded';
import { loadServices } from '../loaded';
import { keyedRequests } from '../send/requestKeys';
import { isRefusal } from '../send/target';
import { changeFiles, openFile, shortPath } from './openedFile';
import { askName, makeFile, pickFile } from './pickPlace';
import type { RequestNode } from './requestNodes';
import type { ViewDeps } from './viewDeps';

const firstRequest = '### New request\nGET https://';

/** Makes a file with a first request in the folder of a node, and shows it with the cursor where the URL goes on. */
export async function newFile(node: RequestNode | undefined, deps: ViewDeps): Promise<Refusal | undefined> {
  const folder = folderOf(node, deps);
  const uri = folder && (await makeFile(folder, deps, `${firstRequest}\n`));
  if (uri === undefined || isRefusal(uri)) return uri;
  return showRequest(uri, 'New request');
}

/** Makes a folder in that of a node. It is shown though it is empty. */
export async function newFolder(node: RequestNode | undefined, deps: ViewDeps): Promise<Refusal | undefined> {
  const folder = folderOf(node, deps);
  const name = folder && (await askName('New Folder', folder, (typed) => typed));
  if (name === undefined || folder === undefined) return undefined;
  const uri = vscode.Uri.joinPath(folder, name);
  try {
    await vscode.workspace.fs.createDirectory(uri);
  } catch {
    return { message: `The folder ${shortPath(uri)} could not be made. The one it belongs in may be read-only.` };
  }
  deps.files.addFolder(uri);
  return undefined;
}

/** Adds a request after the one of a node, or at the end of its file; without a node, to a file that is asked for. */
export async function newRequest(node: RequestNode | undefined, deps: ViewDeps): Promise<Refusal | undefined> {
  const uri =
    node === undefined || node.kind === 'folder'
      ? await pickFile(deps, 'Add a request to the end of which file?')
      : node.uri;
  if (uri === undefined || isRefusal(uri)) return uri;
  const file = await openFile(uri);
  if (isRefusal(file)) return file;
  const keyed = keyedRequests(file.document);
  const index = node?.kind === 'request' ? keyed.findIndex(({ key }) => key === node.key) : -1;
  const next = index < 0 ? undefined : keyed[index + 1]?.request;
  const before = next && file.document.blocks.find(({ request }) => request === next);
  const { insertBlocks } = await loadServices();
  const edits = insertBlocks(file.document, [firstRequest], before);
  const refusal = await changeFiles([{ file, edits }]);
  if (refusal !== undefined) return refusal;
  const start = edits[0]?.span.start ?? 0;
  const at = file.text.getText().indexOf(firstRequest, start) + firstRequest.length;
  return show(file.text, at);
}

async function showRequest(uri: vscode.Uri, title: string): Promise<Refusal | undefined> {
  const file = await openFile(uri);
  if (isRefusal(file)) return file;
  const keyed = keyedRequests(file.document).find(({ key }) => key === title);
  return show(file.text, keyed?.request.lineSpan.end ?? 0);
}

async function show(text: vscode.TextDocument, offset: number): Promise<undefined> {
  const editor = await vscode.window.showTextDocument(text, { preview: false });
  const at = text.positionAt(offset);
  editor.selection = new vscode.Selection(at, at);
  editor.revealRange(new vscode.Range(at, at), vscode.TextEditorRevealType.InCenterIfOutsideViewport);
}

/** The folder of a node; without a node, the first of the workspace, else that of saved requests. */
function folderOf(node: RequestNode | undefined, { saved }: ViewDeps): vscode.Uri | undefined {
  if (node?.kind === 'folder') return node.uri;
  if (node !== undefined) return vscode.Uri.joinPath(node.uri, '..');
  return vscode.workspace.workspaceFolders?.[0]?.uri ?? saved.folder;
}
