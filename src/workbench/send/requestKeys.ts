import type { ParsedRequest, RequestDocument } from '../../language/document';
import { requestDetail } from '../../language/symbols';

/** One request of a file, with a key that stays the same while lines are added above it. */
export interface KeyedRequest {
  readonly key: string;
  readonly request: ParsedRequest;
}

/** The requests of a file in order, each with a key that no other one has: its name, else its title, else its request line; repeated ones are numbered. */
export function keyedRequests(document: RequestDocument): readonly KeyedRequest[] {
  const known = keyed.get(document) ?? keyRequests(document);
  keyed.set(document, known);
  return known;
}

/** Kept with the document, because lenses, trees and commands all ask. */
const keyed = new WeakMap<RequestDocument, readonly KeyedRequest[]>();

function keyRequests(document: RequestDocument): readonly KeyedRequest[] {
  const seen = new Map<string, number>();
  return document.blocks.flatMap(({ request }) => {
    if (request === undefined) return [];
    const base = request.name ?? request.title ?? requestDetail(request);
    const count = (seen.get(base) ?? 0) + 1;
    seen.set(base, count);
    return [{ key: count === 1 ? base : `${base} #${count}`, request }];
  });
}

/** The request that holds this offset of the text, its title line and the blank lines after it included; undefined in a block without one. */
export function requestAt(document: RequestDocument, offset: number): KeyedRequest | undefined {
  const block = document.blocks.findLast(({ span }) => span.start <= offset);
  return block?.request === undefined
    ? undefined
    : keyedRequests(document).find(({ request }) => request === block.request);
}
