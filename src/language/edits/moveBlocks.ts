import type { Block, RequestDocument } from '../document';
import type { TextEdit } from '../format';
import { parse } from '../parse';
import { blockUnits, lineEndOf, type BlockUnit } from './blockUnits';

/**
 * The edits that put blocks before another one of the same file, or at its end; they keep their order among themselves. Blank lines stay where they are, so
 * that moving the blocks back gives the same text. What would flow into the block above is kept apart: a request without `###` line gets one, and comments
 * above a `###` line go below it when a body would swallow them.
 */
export function moveBlocks(
  document: RequestDocument,
  blocks: readonly Block[],
  before: Block | undefined,
): readonly TextEdit[] {
  const units = blockUnits(document);
  const moved = units.filter(({ block }) => blocks.includes(block));
  const others = units.filter((unit) => !moved.includes(unit));
  const target = units.findIndex(({ block }) => block === before);
  const at = target < 0 ? others.length : others.filter((unit) => units.indexOf(unit) < target).length;
  return arranged(document, units, others.toSpliced(at, 0, ...moved));
}

/** The edits that take blocks out. The blank lines after each go with it; how the file ends stays. */
export function removeBlocks(document: RequestDocument, blocks: readonly Block[]): readonly TextEdit[] {
  const { text } = document;
  const units = blockUnits(document);
  const kept = units.filter(({ block }) => !blocks.includes(block));
  const edits: TextEdit[] = [];
  const isOut = (index: number): boolean => units[index] !== undefined && !kept.includes(units[index]);
  for (let first = 0; first < units.length; first++) {
    if (!isOut(first)) continue;
    let end = first;
    while (isOut(end)) end++;
    const [above, below] = [units[first - 1], units[end]];
    const start = units[first]?.span.start ?? 0;
    if (below !== undefined) {
      const typed = text.slice(below.span.start, below.span.end);
      const apart = keptApart(typed, below.block, above?.block, lineEndOf(text));
      edits.push({
        span: { start, end: apart === typed ? below.span.start : below.span.end },
        newText: apart === typed ? '' : apart,
      });
    } else {
      edits.push({
        span: { start: kept.at(-1)?.span.end ?? start, end: units.at(-1)?.span.end ?? start },
        newText: '',
      });
    }
    first = end;
  }
  return edits;
}

/** The text of a block as it moves to another file, always with a `###` line. */
export function blockText(document: RequestDocument, block: Block): string {
  const { text } = document;
  const span = blockUnits(document).find((unit) => unit.block === block)?.span ?? block.span;
  const typed = text.slice(span.start, span.end);
  return block.separator === undefined ? `###${lineEndOf(text)}${typed}` : typed;
}

/** The edits that put texts, as `blockText` gives them, before a block or at the end, with the blank lines that are usual in the file. */
export function insertBlocks(
  document: RequestDocument,
  texts: readonly string[],
  before: Block | undefined,
): readonly TextEdit[] {
  const { text } = document;
  const lineEnd = lineEndOf(text);
  const units = blockUnits(document);
  const gap = usualGap(text, units) ?? lineEnd + lineEnd;
  const target = units.findIndex(({ block }) => block === before);
  const below = units[target];
  let above = (below === undefined ? units.at(-1) : units[target - 1])?.block;
  const pieces = texts.map((each) => {
    const [block] = parse(each).blocks.slice(-1);
    const apart = keptApart(each, block, above, lineEnd);
    above = block;
    return apart;
  });
  if (below !== undefined) {
    const typed = text.slice(below.span.start, below.span.end);
    const apart = keptApart(typed, below.block, above, lineEnd);
    const end = apart === typed ? below.span.start : below.span.end;
    const newText = pieces.map((each) => each + gap).join('') + (apart === typed ? '' : apart);
    return [{ span: { start: below.span.start, end }, newText }];
  }
  const end = units.at(-1)?.span.end ?? text.trimEnd().length;
  const isBlank = text.replace('\uFEFF', '').trim() === '';
  const newText = pieces.map((each, index) => (isBlank && index === 0 ? each : gap + each)).join('');
  return [{ span: { start: end, end }, newText: isBlank ? newText + lineEnd : newText }];
}

/** One replacement of the stretch that changes, and what the block after it then needs; none when nothing does. */
function arranged(
  { text }: RequestDocument,
  units: readonly BlockUnit[],
  order: readonly BlockUnit[],
): readonly TextEdit[] {
  const first = order.findIndex((unit, index) => unit !== units[index]);
  if (first < 0) return [];
  const last = order.findLastIndex((unit, index) => unit !== units[index]);
  const pieces = order.slice(first, last + 2).map((unit, index) => {
    const slot = first + index;
    const typed = text.slice(unit.span.start, unit.span.end);
    const gap =
      slot > last ? '' : text.slice(units[slot]?.span.end, units[slot + 1]?.span.start ?? units[slot]?.span.end);
    return keptApart(typed, unit.block, order[slot - 1]?.block, lineEndOf(text)) + gap;
  });
  const end = units[Math.min(last + 1, units.length - 1)]?.span.end ?? text.length;
  return [{ span: { start: units[first]?.span.start ?? 0, end }, newText: pieces.join('') }];
}

/** A unit's text as it can stand below another block; `above` undefined: at the top. */
function keptApart(typed: string, block: Block | undefined, above: Block | undefined, lineEnd: string): string {
  if (above === undefined) return typed;
  if (block?.separator === undefined) return `###${lineEnd}${typed}`;
  const swallows = above.request?.bodySpan !== undefined || above.example !== undefined;
  const start = typed.startsWith('###') ? 0 : typed.search(/\n###/) + 1;
  if (!swallows || start === 0) return typed;
  const end = typed.indexOf('\n', start);
  const comments = typed.slice(0, start);
  return end < 0
    ? `${typed.slice(start)}${lineEnd}${comments.trimEnd()}`
    : typed.slice(start, end + 1) + comments + typed.slice(end + 1);
}

/** The layout between most blocks of a file; undefined when it has less than two. */
function usualGap(text: string, units: readonly BlockUnit[]): string | undefined {
  const counts = new Map<string, number>();
  for (const [index, { span }] of units.slice(0, -1).entries()) {
    const gap = text.slice(span.end, units[index + 1]?.span.start);
    counts.set(gap, (counts.get(gap) ?? 0) + 1);
  }
  return [...counts].sort(([, one], [, other]) => other - one)[0]?.[0];
}
