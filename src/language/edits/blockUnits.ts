import type { Span } from '../../base/span';
import type { Block, RequestDocument } from '../document';

/** A block as it moves: with the comment lines right above its `###` line, without the blank lines after it. */
export interface BlockUnit {
  readonly block: Block;
  /** From the first such comment line to the end of the last line that is not blank, its line end left out. */
  readonly span: Span;
}

/**
 * The blocks of a file that can be moved, in order. Text before the first one (variables, imports) belongs to the file; between two of them is nothing but layout.
 * A first block without `###` line is one when it has a request, and begins with it: what stands above the request stays.
 */
export function blockUnits(document: RequestDocument): readonly BlockUnit[] {
  const { text, blocks } = document;
  const starts = blocks.map((block, index) => unitStart(text, block, blocks[index - 1]));
  const units: BlockUnit[] = [];
  for (const [index, block] of blocks.entries()) {
    const start = starts[index];
    if (start === undefined) continue;
    const next = starts[index + 1] ?? text.length;
    units.push({ block, span: { start, end: contentEnd(text, start, next) } });
  }
  return units;
}

/** The line end of a file, that of its first line. */
export function lineEndOf(text: string): '\n' | '\r\n' {
  const feed = text.indexOf('\n');
  return feed > 0 && text[feed - 1] === '\r' ? '\r\n' : '\n';
}

/** Undefined for what stands above the first `###` line and holds no request. */
function unitStart(text: string, block: Block, previous: Block | undefined): number | undefined {
  const first = block.separator === undefined && previous === undefined ? block.request?.span.start : block.span.start;
  return first === undefined ? undefined : withComments(text, lineStartOf(text, first), ownedEnd(block, previous));
}

/** Where the text ends that certainly is not about this block. */
function ownedEnd(block: Block, previous: Block | undefined): number {
  const owner = block.separator === undefined && previous === undefined ? block : previous;
  const ends = [
    owner?.span.start,
    ...(owner?.variables ?? []).map(({ span }) => span.end),
    ...(owner?.directives ?? []).map(({ span }) => span.end),
    ...(owner === previous ? [owner?.separator?.end, owner?.request?.span.end, owner?.example?.end] : []),
  ];
  return Math.max(0, ...ends.filter((end) => end !== undefined));
}

/** Goes up over comment lines that follow one another without a blank line. */
function withComments(text: string, start: number, limit: number): number {
  let at = start;
  while (at > limit) {
    const above = lineStartOf(text, at - 1);
    if (above < limit || above >= at || !/^[ \t]*(?:#(?!##)|\/\/)/.test(text.slice(above, at))) return at;
    at = above;
  }
  return at;
}

function contentEnd(text: string, start: number, next: number): number {
  let end = next;
  while (end > start && /\s/.test(text.charAt(end - 1))) end--;
  const line = /[\r\n]/.exec(text.slice(end, next));
  return line === null ? next : end + line.index;
}

function lineStartOf(text: string, offset: number): number {
  const start = offset === 0 ? 0 : text.lastIndexOf('\n', offset - 1) + 1;
  return start === 0 && text.startsWith('\uFEFF') ? 1 : start;
}
