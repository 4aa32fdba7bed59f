/** Rows of any height as they are drawn. `offsets` are where each begins, in pixels, and at last where all end; `rowHeight` is the least height of a row. */
export interface PaintedRows {
  readonly first: number;
  readonly offsets: readonly number[];
  readonly rowHeight: number;
}

/** The top after moving by so many pixels. Rows above the drawn ones are taken to be of the least height. */
export function movedBy({ first, offsets, rowHeight }: PaintedRows, top: number, pixels: number): number {
  const [, firstHeight = rowHeight] = offsets;
  const at = (top - first) * firstHeight + pixels;
  if (at < 0) return first + at / rowHeight;
  const place = offsets.findLastIndex((offset) => offset <= at);
  const start = offsets[place] ?? 0;
  const height = (offsets[place + 1] ?? start + rowHeight) - start;
  return first + place + (at - start) / height;
}

/**
 * The top at which the last row ends at the bottom, once the last row is drawn; undefined before. It is not exact while more rows would have to be drawn above the first
 * one to tell.
 */
export function endTop(
  { first, offsets, rowHeight }: PaintedRows,
  height: number,
  total: number,
): { readonly top: number; readonly isExact: boolean } | undefined {
  if (first + offsets.length - 1 < total) return undefined;
  const start = (offsets.at(-1) ?? 0) - height;
  if (start < 0) return { top: Math.max(0, first + start / rowHeight), isExact: first === 0 };
  const place = offsets.findLastIndex((offset) => offset <= start);
  const from = offsets[place] ?? 0;
  const rowSize = (offsets[place + 1] ?? from + rowHeight) - from;
  return { top: first + place + (start - from) / rowSize, isExact: true };
}

/** The last row that is wholly in view, `height` pixels high from `top` on. */
export function lastWhole({ first, offsets }: PaintedRows, top: number, height: number): number {
  const out = (top - first) * ((offsets[1] ?? 0) - (offsets[0] ?? 0));
  const beyond = offsets.findIndex((offset) => offset - out > height);
  return first + Math.max(0, (beyond === -1 ? offsets.length : beyond) - 2);
}

/** Where each row in sight begins, in pixels from the first, and at last where they end. */
export function offsetsOf(rows: readonly HTMLElement[]): readonly number[] {
  const heights = rows.filter(({ hidden }) => !hidden).map((row) => row.offsetHeight);
  return heights.reduce<number[]>((sums, height) => [...sums, (sums.at(-1) ?? 0) + height], [0]);
}
