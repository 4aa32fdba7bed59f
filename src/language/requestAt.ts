import type { Block, ParsedRequest, RequestDocument } from './document';

/** The block an offset lies in; at the end of the text, the last one. Logarithmic. */
export function blockAt(document: RequestDocument, offset: number): Block | undefined {
  return document.blocks[blockIndexAt(document, offset)];
}

/** The index of that block. */
export function blockIndexAt({ blocks }: RequestDocument, offset: number): number {
  let low = 0;
  let high = blocks.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((blocks[middle]?.span.start ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** The request to send for a cursor: that of its block, wherever in the block the cursor is; undefined in a block without one. */
export function requestAt(document: RequestDocument, offset: number): ParsedRequest | undefined {
  return blockAt(document, offset)?.request;
}
