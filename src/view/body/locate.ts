import type { OctetSource } from './octetSource';
import { NEXT_STRETCH } from './rowPager';

const LINE_FEED = 0x0a;

/** Octets before a place that are decoded to count its column. */
const MAX_COLUMN_OCTETS = 65_536;

/** The one-based line of an offset, and its one-based column in characters; the column is undefined far inside a very long line. */
export interface TextPlace {
  readonly line: number;
  readonly column: number | undefined;
}

/** Finds line and column of an offset in UTF-8 text by reading all before it. */
export async function locate(source: OctetSource, offset: number): Promise<TextPlace> {
  let line = 1;
  let lineStart = 0;
  for (let start = 0; start < offset; start += NEXT_STRETCH) {
    const octets = await source.read(start, Math.min(start + NEXT_STRETCH, offset));
    for (let feed = octets.indexOf(LINE_FEED); feed !== -1; feed = octets.indexOf(LINE_FEED, feed + 1)) {
      line += 1;
      lineStart = start + feed + 1;
    }
  }
  if (offset - lineStart > MAX_COLUMN_OCTETS) return { line, column: undefined };
  const before = new TextDecoder().decode(await source.read(lineStart, offset));
  return { line, column: Array.from(before).length + 1 };
}
