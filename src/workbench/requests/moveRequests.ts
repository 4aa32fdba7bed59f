import type * as vscode from 'vscode';
import type { Refusal } from '../guarded';
import { loadServices } from '../loaded';
import { keyedRequests } from '../send/requestKeys';
import { isRefusal } from '../send/target';
import { blocksOf, changeFiles, goneFrom, openFile, type OpenedFile } from './openedFile';
import type { RequestItem } from './requestNodes';

/** Where requests go: before a request of a file, by its key, or to the file's end. */
export interface RequestPlace {
  readonly uri: vscode.Uri;
  readonly before: string | undefined;
}

/**
 * Moves or copies requests, in the order of their files. One change for each file they come from. Variables of that file which they name go along where the other
 * file has none of that name.
 */
export async function moveRequests(
  requests: readonly RequestItem[],
  place: RequestPlace,
  isCopy: boolean,
): Promise<Refusal | undefined> {
  const sources = new Map<string, RequestItem[]>();
  for (const request of requests) {
    const key = request.uri.toString();
    sources.set(key, [...(sources.get(key) ?? []), request]);
  }
  for (const items of sources.values()) {
    const refusal = await moveFrom(items, place, isCopy);
    if (refusal !== undefined) return refusal;
  }
  return undefined;
}

async function moveFrom(
  items: readonly RequestItem[],
  place: RequestPlace,
  isCopy: boolean,
): Promise<Refusal | undefined> {
  const uri = items[0]?.uri ?? place.uri;
  const source = await openFile(uri);
  if (isRefusal(source)) return source;
  const target = uri.toString() === place.uri.toString() ? source : await openFile(place.uri);
  if (isRefusal(target)) return target;
  const keys = items.map(({ key }) => key);
  const blocks = blocksOf(source, keys);
  if (blocks === undefined) return goneFrom(uri, keys);
  const before = beforeBlock(target, place.before);
  const services = await loadServices();
  const { applyEdits, blockText, insertBlocks, moveBlocks, movePaths, parse, removeBlocks } = services;
  if (target === source && !isCopy) {
    return changeFiles([{ file: source, edits: moveBlocks(source.document, blocks, before) }]);
  }
  // What a request names relative to its file, it names from the other file too.
  const move = { from: uri.path, to: place.uri.path };
  const texts = blocks.map((block) => {
    const document = parse(blockText(source.document, block));
    return applyEdits(document.text, movePaths(document, uri.path, [move]));
  });
  const lines = services.carriedVariables(source.document, texts, target.document).map(({ line }) => line);
  const edits = [...services.insertVariables(target.document, lines), ...insertBlocks(target.document, texts, before)];
  const inserted = { file: target, edits };
  const removed = { file: source, edits: removeBlocks(source.document, blocks) };
  return changeFiles(isCopy ? [inserted] : [inserted, removed]);
}

function beforeBlock({ document }: OpenedFile, key: string | undefined) {
  const keyed = keyedRequests(document).find((each) => each.key === key);
  return keyed && document.blocks.find(({ request }) => request === keyed.request);
}
