import type { Mark, Row } from '../view/body/row';
import type { FoundMatch } from '../view/protocol';

/** A painted row, with what a search has marked in its text, and which of these is the current match. */
interface MarkedRow {
  readonly element: HTMLElement;
  readonly marks: readonly Mark[];
  readonly current: number | undefined;
}

/** The painted rows that have marks, each with the element at the same place of `elements`. */
export function markedRows(
  elements: readonly HTMLElement[],
  rows: readonly (Row | undefined)[],
  found: FoundMatch | undefined,
): readonly MarkedRow[] {
  return rows.flatMap((row, place) => {
    const target = elements[place];
    if (row?.marks === undefined || target === undefined) return [];
    return [{ element: target, marks: row.marks, current: row.row === found?.row ? found.mark : undefined }];
  });
}

/** Draws the marks of the painted rows as CSS highlights, which need no elements of their own. */
export function drawHighlights(rows: readonly MarkedRow[]): void {
  const others: Range[] = [];
  const current: Range[] = [];
  for (const { element, marks, current: place } of rows) {
    const texts = textNodes(element);
    for (const [index, mark] of marks.entries()) {
      const range = rangeOf(texts, mark);
      if (range !== undefined) (index === place ? current : others).push(range);
    }
  }
  CSS.highlights.set('found', new Highlight(...others));
  CSS.highlights.set('found-current', new Highlight(...current));
}

function textNodes(row: HTMLElement): readonly Text[] {
  const found: Text[] = [];
  const walker = document.createTreeWalker(row, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode())
    if (node instanceof Text) found.push(node);
  return found;
}

/** The stretch of a row's text as a range over its text nodes; undefined when the row is shorter. */
function rangeOf(texts: readonly Text[], [start, end]: Mark): Range | undefined {
  const range = document.createRange();
  let base = 0;
  let isBegun = false;
  for (const text of texts) {
    const { length } = text.data;
    if (!isBegun && start < base + length) {
      range.setStart(text, start - base);
      isBegun = true;
    }
    if (isBegun && end <= base + length) {
      range.setEnd(text, end - base);
      return range;
    }
    base += length;
  }
  return undefined;
}
