import type { Span } from '../base/span';
import type { RequestDocument } from './document';
import { formatLine } from './format/formatLine';
import type { Line, LineKind } from './parse/line';
import { scanBlock } from './parse/scan';

/** A replacement; an empty span inserts. */
export interface TextEdit {
  readonly span: Span;
  readonly newText: string;
}

/**
 * Edits that lay a file out evenly and change nothing that is sent: bodies, scripts, answers and `curl` commands keep every
 * unit. A request without a `###` line above it gets one. In the order of the text, never overlapping, and none when the file is laid out already.
 */
export function format(document: RequestDocument): readonly TextEdit[] {
  const edits: TextEdit[] = [];
  const { text, blocks } = document;
  const lineEnd = text.includes('\r\n') ? '\r\n' : '\n';
  for (const [index, { span }] of blocks.entries()) {
    const lines = scanBlock(text, span.start, span.end);
    if (index > 0 && lines[0]?.kind !== 'separator') {
      edits.push({ span: { start: span.start, end: span.start }, newText: `###${lineEnd}` });
    }
    formatBlock({ text, lines, lineEnd, isLast: index === blocks.length - 1 }, edits);
  }
  return edits;
}

/** A text after edits as `format` gives them. */
export function applyEdits(text: string, edits: readonly TextEdit[]): string {
  let result = '';
  let done = 0;
  for (const { span, newText } of edits) {
    result += text.slice(done, span.start) + newText;
    done = span.end;
  }
  return result + text.slice(done);
}

interface Layout {
  readonly text: string;
  readonly lines: readonly Line[];
  readonly lineEnd: string;
  readonly isLast: boolean;
}

function formatBlock(layout: Layout, edits: TextEdit[]): void {
  const { text, lines, lineEnd, isLast } = layout;
  const last = lines.findLastIndex((line) => line.kind !== 'blank');
  const near = neighbours(lines);
  for (const [index, line] of lines.entries()) {
    const above = lines[index - 1];
    if (line.kind === 'blank') {
      const wanted = wantedBlank({ lines, index, last, near, isLast });
      if (wanted === 'keep') continue;
      const start = firstOffset(text, line);
      const end = wanted === 'remove' ? line.next : line.end;
      if (end > start) edits.push({ span: { start, end }, newText: '' });
      continue;
    }
    if (above !== undefined && needsBlank(above, line))
      edits.push({ span: { start: line.start, end: line.start }, newText: lineEnd });
    const formatted = formatLine(text, line);
    const start = firstOffset(text, line);
    if (formatted !== text.slice(start, line.end)) edits.push({ span: { start, end: line.end }, newText: formatted });
  }
  finishBlock(layout, last, edits);
}

/** One blank line before the next block; one line end after the last line of the file. */
function finishBlock({ text, lines, lineEnd, isLast }: Layout, last: number, edits: TextEdit[]): void {
  const line = lines[last];
  if (line === undefined) return;
  if (line.next === line.end) edits.push({ span: { start: text.length, end: text.length }, newText: lineEnd });
  else if (!isLast && lines[last + 1] === undefined)
    edits.push({ span: { start: line.next, end: line.next }, newText: lineEnd });
}

/** Behind a byte order mark, which stays. */
function firstOffset(text: string, line: Line): number {
  return line.start === 0 && text.charCodeAt(0) === 0xfeff ? 1 : line.start;
}

/** Lines that mean what they are, blank ones between them included. */
const verbatim: ReadonlySet<LineKind> = new Set([
  'body',
  'bodyFile',
  'script',
  'blockComment',
  'example',
  'curl',
  'unreachable',
  'foreign',
]);

interface BlankPlace {
  readonly lines: readonly Line[];
  readonly index: number;
  readonly last: number;
  readonly near: Neighbours;
  readonly isLast: boolean;
}

/** `empty`: kept without its blanks. */
function wantedBlank(place: BlankPlace): 'keep' | 'remove' | 'empty' {
  const { lines, index, last, isLast } = place;
  if (index > last) return !isLast && last >= 0 && index === last + 1 ? 'empty' : 'remove';
  if (isInsideVerbatim(place)) return 'keep';
  const above = lines[index - 1];
  if (above === undefined || above.kind === 'separator' || above.kind === 'blank') return 'remove';
  return 'empty';
}

/** The nearest line above and below each line that is not blank. */
interface Neighbours {
  readonly above: readonly (Line | undefined)[];
  readonly below: readonly (Line | undefined)[];
}

function neighbours(lines: readonly Line[]): Neighbours {
  const above: (Line | undefined)[] = [];
  const below: (Line | undefined)[] = [];
  let nearest: Line | undefined;
  for (const [index, line] of lines.entries()) {
    above[index] = nearest;
    if (line.kind !== 'blank') nearest = line;
  }
  nearest = undefined;
  for (let index = lines.length - 1; index >= 0; index--) {
    below[index] = nearest;
    if (lines[index]?.kind !== 'blank') nearest = lines[index];
  }
  return { above, below };
}

/** True between two lines that are taken as they are; also for the blank lines a body begins with, but for the one that separates it. */
function isInsideVerbatim({ lines, index, near }: BlankPlace): boolean {
  const above = near.above[index];
  const below = near.below[index];
  if (below === undefined || above === undefined || !verbatim.has(below.kind)) return false;
  if (verbatim.has(above.kind)) return true;
  const isBody = below.kind === 'body' || below.kind === 'bodyFile';
  return isBody && lines[index - 1]?.kind === 'blank';
}

/** A body stands apart from the fields, and what follows it from the body. */
function needsBlank(above: Line, line: Line): boolean {
  const isBody = (each: Line) => each.kind === 'body' || each.kind === 'bodyFile';
  if (isBody(line)) return !isBody(above) && above.kind !== 'blank';
  return isBody(above) && line.kind !== 'blank';
}
