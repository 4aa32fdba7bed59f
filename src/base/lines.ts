import type { Position, Span } from './span';

/** Offsets and positions of one text. A line ends after LF, CRLF or a lone CR, as editors count (LSP 3.17 "Text Documents"). */
export interface LineIndex {
  /** At least 1: the empty text has one line. */
  readonly lineCount: number;
  /** The place of an offset; one outside the text is moved to its nearest end. */
  position(offset: number): Position;
  /** The offset of a place; a character past the line's end is the line's end, a line past the last is the text's end. */
  offset(position: Position): number;
  /** One line without its line end; an empty span at the text's end for a line past the last. */
  line(line: number): Span;
}

const lineFeed = 10;
const carriageReturn = 13;

/** Reads the text once; every answer after that takes logarithmic time. */
export function lineIndex(text: string): LineIndex {
  const starts = lineStarts(text);
  const startOf = (line: number) => starts[line] ?? text.length;
  const contentEnd = (line: number) => {
    let end = line + 1 < starts.length ? startOf(line + 1) : text.length;
    if (end > startOf(line) && line + 1 < starts.length) end -= endsInCrLf(text, end) ? 2 : 1;
    return end;
  };
  return {
    lineCount: starts.length,
    position(offset) {
      const inside = Math.min(Math.max(offset, 0), text.length);
      const line = lineAt(starts, inside);
      return { line, character: inside - startOf(line) };
    },
    offset({ line, character }) {
      if (line < 0) return 0;
      if (line >= starts.length) return text.length;
      return Math.min(startOf(line) + Math.max(character, 0), contentEnd(line));
    },
    line(line) {
      const start = startOf(line);
      return { start, end: Math.max(start, contentEnd(line)) };
    },
  };
}

function lineStarts(text: string): readonly number[] {
  const starts = [0];
  const hasLoneReturns = /\r(?!\n)/.test(text);
  if (!hasLoneReturns) {
    for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
    return starts;
  }
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    if (unit === lineFeed || (unit === carriageReturn && text.charCodeAt(at + 1) !== lineFeed)) starts.push(at + 1);
  }
  return starts;
}

function endsInCrLf(text: string, end: number): boolean {
  return text.charCodeAt(end - 1) === lineFeed && text.charCodeAt(end - 2) === carriageReturn;
}

/** The last line that starts at or before the offset. */
function lineAt(starts: readonly number[], offset: number): number {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((starts[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}
