import { Checkpoints, OCTETS_APART, ROWS_APART } from './checkpoints';

/** Octets of a line that make one row; a longer line goes on in further rows. */
export const SEGMENT = 1024;

const LINE_FEED = 0x0a;

/**
 * Finds the rows of a text in one pass over its octets, in chunks of any size: one for each line, or for each 1,024 octets of a long one.
 * A checkpoint's `first` is the one-based line of its row, `second` 1 when the row goes on within a line.
 */
export class TextIndexer {
  readonly checkpoints = new Checkpoints();
  #rowCount = 0;
  #line = 0;
  #base = 0;
  #segmentStart = 0;
  #isInLine = false;
  #lastRow = 0;
  #lastOffset = 0;

  get rowCount(): number {
    return this.#rowCount;
  }

  push(octets: Uint8Array): void {
    let at = 0;
    while (at < octets.length) {
      if (!this.#isInLine) this.#startLine(this.#base + at);
      const feed = octets.indexOf(LINE_FEED, at);
      const end = feed === -1 ? octets.length : feed;
      this.#cutUpTo(this.#base + end);
      if (feed !== -1) this.#isInLine = false;
      at = end + 1;
    }
    this.#base += octets.length;
  }

  #startLine(offset: number): void {
    this.#line += 1;
    this.#isInLine = true;
    this.#segmentStart = offset;
    this.#row(offset, 0);
  }

  /** Starts a further row of the line wherever one is full and more follows. */
  #cutUpTo(end: number): void {
    while (end - this.#segmentStart > SEGMENT) {
      this.#segmentStart += SEGMENT;
      this.#row(this.#segmentStart, 1);
    }
  }

  #row(offset: number, isContinued: 0 | 1): void {
    const row = this.#rowCount;
    this.#rowCount = row + 1;
    if (row > 0 && row - this.#lastRow < ROWS_APART && offset - this.#lastOffset < OCTETS_APART) return;
    this.checkpoints.add(row, offset, this.#line, isContinued);
    this.#lastRow = row;
    this.#lastOffset = offset;
  }
}

/** The index of a whole text in memory. */
export function indexText(octets: Uint8Array): TextIndexer {
  const indexer = new TextIndexer();
  indexer.push(octets);
  return indexer;
}
