import type { RequestDocument } from '../document';
import { blockIndexAt } from '../requestAt';

/** Text to put at an offset. */
interface Placed {
  readonly at: number;
  readonly newText: string;
}

/**
 * Where requests go that are pasted at an offset, so that they stand in blocks of their own: there, when it is on an empty line between requests; below
 * the request when it is inside of one.
 */
export function placeRequests(document: RequestDocument, offset: number, requests: string): Placed {
  const { text, blocks } = document;
  const index = blockIndexAt(document, offset);
  const isAtSeparator = index > 0 && blocks[index]?.separator?.start === offset;
  const block = blocks[isAtSeparator ? index - 1 : index];
  const isFree = text.slice(text.lastIndexOf('\n', offset - 1) + 1, offset).trim() === '';
  const request = block?.request?.span;
  if (request === undefined && isFree) return { at: offset, newText: `${requests}\n` };
  if (request !== undefined && isFree && offset <= request.start)
    return { at: offset, newText: `${requests}\n\n###\n` };
  const isBelow = request !== undefined && isFree && offset >= request.end;
  const at = isBelow ? offset : (block?.span.end ?? text.length);
  const gap = text.endsWith('\n\n', at) || at === 0 ? '' : text.endsWith('\n', at) ? '\n' : '\n\n';
  const rest = text.slice(at);
  return { at, newText: `${gap}###\n${requests}\n${rest === '' || /^\r?\n/.test(rest) ? '' : '\n'}` };
}
