import type { Row } from '../view/body/row';

/** Rows are asked for in blocks of this many, so that scrolling on asks rarely. */
const BLOCK = 100;

/** Blocks that are kept; the ones used longest ago are dropped. */
const MAX_BLOCKS = 40;

/** The rows that have come from the host, by their place among those that are not folded away. Rows of another generation belong in another cache. */
export class RowCache {
  readonly generation: number;
  readonly #blocks = new Map<number, (Row | undefined)[]>();
  readonly #asked = new Map<number, number>();

  constructor(generation: number) {
    this.generation = generation;
  }

  /** `total` is the number of rows that were known when these came. */
  put(from: number, rows: readonly Row[], total: number): void {
    for (const [place, row] of rows.entries()) {
      const block = Math.floor((from + place) / BLOCK);
      const kept = this.#blocks.get(block) ?? [];
      kept[(from + place) % BLOCK] = row;
      this.#blocks.delete(block);
      this.#blocks.set(block, kept);
    }
    const blocks = Math.ceil(rows.length / BLOCK) + 1;
    for (let place = 0; place < blocks; place += 1) this.#asked.delete(Math.floor(from / BLOCK) + place);
    while (this.#blocks.size > MAX_BLOCKS) this.#blocks.delete(this.#blocks.keys().next().value ?? 0);
    if (total === 0) this.#asked.clear();
  }

  at(index: number): Row | undefined {
    return this.#blocks.get(Math.floor(index / BLOCK))?.[index % BLOCK];
  }

  /** The blocks to ask for so that a range can be shown, each asked for once until it comes or more rows are known. */
  missing(range: RowRange, total: number): readonly RowRange[] {
    const wanted: RowRange[] = [];
    const end = Math.min(range.from + range.count, total);
    for (let block = Math.floor(range.from / BLOCK); block * BLOCK < end; block += 1) {
      const from = block * BLOCK;
      const last = Math.min(from + BLOCK, total);
      if (this.#isWhole(Math.max(from, range.from), Math.min(last, end)) || this.#asked.get(block) === last) continue;
      this.#asked.set(block, last);
      wanted.push({ from, count: last - from });
    }
    return wanted;
  }

  #isWhole(from: number, end: number): boolean {
    for (let index = from; index < end; index += 1) if (this.at(index) === undefined) return false;
    return true;
  }
}

interface RowRange {
  readonly from: number;
  readonly count: number;
}
