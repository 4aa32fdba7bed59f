import * as vscode from 'vscode';
import type { Refusal } from '../guarded';
import { loadServices } from '../loaded';
import { isRefusal } from '../send/target';
import { deleteFiles, deleteRequests } from './deletions';
import { copyFile, freeName, moveFiles, nameIn, renameFiles } from './moveFiles';
import { moveRequests } from './moveRequests';
import { blocksOf, changeFiles, goneFrom, openFile } from './openedFile';
import { renameRequest } from './renameRequest';
import type { FileNode, FolderNode, RequestItem, RequestNode } from './requestNodes';
import { pickFile, pickFolder, wrongName } from './pickPlace';
import type { ViewDeps } from './viewDeps';

/** The requests of a selection, and the files and folders; what is inside a selected one is left to it. */
export function sorted(nodes: readonly RequestNode[]): {
  readonly requests: readonly RequestItem[];
  readonly files: readonly (FileNode | FolderNode)[];
} {
  const files = nodes.filter((node) => node.kind !== 'request' && !(node.kind === 'folder' && node.isRoot));
  const isInside = (uri: vscode.Uri): boolean => files.some((each) => uri.path.startsWith(`${each.uri.path}/`));
  const tops = files.filter(({ uri }) => !isInside(uri));
  const isTaken = (uri: vscode.Uri): boolean =>
    isInside(uri) || tops.some((each) => each.uri.toString() === uri.toString());
  return {
    requests: nodes.filter((node) => node.kind === 'request').filter(({ uri }) => !isTaken(uri)),
    files: tops.filter((node) => node.kind !== 'request'),
  };
}

export async function renameNode(node: RequestNode, { files }: ViewDeps): Promise<Refusal | undefined> {
  if (node.kind === 'request') return renameRequest(node, files);
  if (node.kind === 'folder' && node.isRoot) return isRootFolder;
  const name = nameIn(node.uri);
  const dot = node.kind === 'file' ? name.lastIndexOf('.') : name.length;
  const typed = await vscode.window.showInputBox({
    title: node.kind === 'file' ? 'Rename File' : 'Rename Folder',
    value: name,
    valueSelection: [0, dot],
    validateInput: (value) => wrongName(value),
  });
  if (typed === undefined || typed === name) return undefined;
  const isBare = node.kind === 'file' && !/\.\w+$/.test(typed);
  const to = vscode.Uri.joinPath(node.uri, '..', isBare ? `${typed}.rcreq` : typed);
  return renameFiles([{ from: node.uri, to }]);
}

export async function duplicateNodes(nodes: readonly RequestNode[]): Promise<Refusal | undefined> {
  const { requests, files } = sorted(nodes);
  for (const { uri } of files) {
    const refusal = await copyFile(uri, await freeName(uri));
    if (refusal !== undefined) return refusal;
  }
  const { duplicateBlock } = await loadServices();
  for (const { uri, key } of requests) {
    const file = await openFile(uri);
    if (isRefusal(file)) return file;
    const [block] = blocksOf(file, [key]) ?? [];
    if (block === undefined) return goneFrom(uri, [key]);
    const refusal = await changeFiles([{ file, edits: duplicateBlock(file.document, block) }]);
    if (refusal !== undefined) return refusal;
  }
  return undefined;
}

export async function deleteNodes(nodes: readonly RequestNode[]): Promise<Refusal | undefined> {
  const { requests, files } = sorted(nodes);
  if (requests.length + files.length === 0) return isRootFolder;
  const refusal = files.length > 0 ? await deleteFiles(files) : undefined;
  if (refusal !== undefined || requests.length === 0) return refusal;
  return deleteRequests(requests);
}

/** Asks where to, for those who do not drag. */
export async function moveNodes(
  nodes: readonly RequestNode[],
  deps: ViewDeps,
  isCopy: boolean,
): Promise<Refusal | undefined> {
  const { requests, files } = sorted(nodes);
  if (requests.length + files.length === 0) return isRootFolder;
  const verb = isCopy ? 'Copy' : 'Move';
  if (files.length > 0) {
    const folder = await pickFolder(deps, `${verb} to which folder?`);
    const uris = files.map(({ uri }) => uri);
    return folder === undefined ? undefined : moveFiles(uris, folder, isCopy);
  }
  const file = await pickFile(deps, `${verb} to the end of which file?`);
  if (file === undefined || isRefusal(file)) return file;
  return moveRequests(requests, { uri: file, before: undefined }, isCopy);
}

const isRootFolder: Refusal = {
  message: 'A folder of the workspace stays as it is here. Change it in the Explorer.',
};
