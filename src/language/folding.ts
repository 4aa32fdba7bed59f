import type { Span } from '../base/span';
import type { RequestDocument } from './document';
import type { Line, LineKind } from './parse/line';
import { scanBlock } from './parse/scan';

/** A stretch that can be folded to its first line. It ends with its last line that is not blank. */
export interface FoldingRange {
  readonly span: Span;
  readonly kind: 'region' | 'comment' | 'fields' | 'body' | 'script' | 'example';
}

/** Blocks, bodies, runs of comments and of fields, scripts and example answers of more than one line. */
export function foldingRanges(document: RequestDocument): readonly FoldingRange[] {
  const ranges: FoldingRange[] = [];
  for (const block of document.blocks) {
    const lines = scanBlock(document.text, block.span.start, block.span.end);
    if (block.separator !== undefined) addRange(ranges, lines, 'region');
    for (const run of runs(lines)) addRange(ranges, run.lines, run.fold);
  }
  return ranges;
}

interface Run {
  readonly fold: FoldingRange['kind'];
  readonly lines: Line[];
}

/** Lines next to each other that fold as one; blank lines end all runs but those of bodies, scripts and answers. */
function runs(lines: readonly Line[]): readonly Run[] {
  const found: Run[] = [];
  let run: Run | undefined;
  for (const line of lines) {
    const fold = folds.get(line.kind);
    const isInside = line.kind === 'blank' && run !== undefined && holdsBlanks.has(run.fold);
    if (isInside || run?.fold === fold) run?.lines.push(line);
    else if (fold !== undefined) found.push((run = { fold, lines: [line] }));
    else run = undefined;
  }
  return found;
}

const folds: ReadonlyMap<LineKind, FoldingRange['kind']> = new Map([
  ['comment', 'comment'],
  ['blockComment', 'comment'],
  ['directive', 'comment'],
  ['field', 'fields'],
  ['fieldContinuation', 'fields'],
  ['body', 'body'],
  ['bodyFile', 'body'],
  ['script', 'script'],
  ['example', 'example'],
  ['curl', 'body'],
]);

const holdsBlanks: ReadonlySet<FoldingRange['kind']> = new Set(['body', 'script', 'example']);

function addRange(ranges: FoldingRange[], lines: readonly Line[], kind: FoldingRange['kind']): void {
  const first = lines[0];
  const last = lines.findLast((line) => line.kind !== 'blank');
  if (first === undefined || last === undefined || first === last) return;
  ranges.push({ span: { start: first.start, end: last.end }, kind });
}
