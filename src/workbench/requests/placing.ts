import * as vscode from 'vscode';
import type { Refusal } from '../guarded';
import { isRefusal } from '../send/target';
import { keyedRequests } from '../send/requestKeys';
import { moveFiles } from './moveFiles';
import { moveRequests, type RequestPlace } from './moveRequests';
import { sorted } from './nodeActions';
import { openFile } from './openedFile';
import type { RequestItem, RequestNode } from './requestNodes';

/** Moves what was dragged: requests to the place of the one they are dropped on, or to the end of a file; files and folders into a folder. */
export async function dropNodes(
  nodes: readonly RequestNode[],
  target: RequestNode | undefined,
): Promise<Refusal | undefined> {
  const { requests, files } = sorted(nodes);
  const folder = folderOf(target);
  if (files.length > 0 && folder !== undefined) {
    const refusal = await moveFiles(
      files.map(({ uri }) => uri),
      folder,
      false,
    );
    if (refusal !== undefined) return refusal;
  }
  if (requests.length === 0) return undefined;
  if (target === undefined || target.kind === 'folder') {
    return { message: 'Requests live in files. Drop them on a file, or on a request of it.' };
  }
  const place = target.kind === 'file' ? { uri: target.uri, before: undefined } : await placeOf(requests, target);
  return isRefusal(place) ? place : moveRequests(requests, place, false);
}

/** Moves one request by one place within its file. */
export async function stepRequest(request: RequestItem, step: 1 | -1): Promise<Refusal | undefined> {
  const file = await openFile(request.uri);
  if (isRefusal(file)) return file;
  const keys = keyedRequests(file.document).map(({ key }) => key);
  const index = keys.indexOf(request.key);
  const target = step < 0 ? index - 1 : index + 2;
  if (index < 0 || target < 0 || target > keys.length) return undefined;
  return moveRequests([request], { uri: request.uri, before: keys[target] }, false);
}

/** The dragged requests take the place of the one they are dropped on: those from above go below it, all others above. */
async function placeOf(requests: readonly RequestItem[], target: RequestItem): Promise<RequestPlace | Refusal> {
  const file = await openFile(target.uri);
  if (isRefusal(file)) return file;
  const keys = keyedRequests(file.document).map(({ key }) => key);
  const at = keys.indexOf(target.key);
  const own = requests
    .filter(({ uri }) => uri.toString() === target.uri.toString())
    .map(({ key }) => keys.indexOf(key));
  const isFromAbove = own.length > 0 && own.every((index) => index <= at);
  return { uri: target.uri, before: isFromAbove ? keys[at + 1] : target.key };
}

function folderOf(target: RequestNode | undefined): vscode.Uri | undefined {
  if (target?.kind === 'folder') return target.uri;
  if (target !== undefined) return vscode.Uri.joinPath(target.uri, '..');
  return vscode.workspace.workspaceFolders?.[0]?.uri;
}
