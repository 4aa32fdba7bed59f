import { OCTETS_APART } from './checkpoints';
import { Folds } from './folds';
import { JsonIndexer } from './indexJson';
import type { JsonFault } from './indexJson';
import type { OctetSource } from './octetSource';
import { JsonReader } from './readJson';
import type { JsonRow } from './readJson';
import type { Row } from './row';
import { FIRST_STRETCH, NEXT_STRETCH } from './rowPager';
import type { RowPager } from './rowPager';

/** Octets read for one stretch between checkpoints; a row that goes on beyond them is shown cut. */
const READ_AT_ONCE = 2 * OCTETS_APART;

interface NumberedRow extends JsonRow {
  readonly row: number;
}

/** A JSON body as rows: indented, foldable, every token as it was sent. The octets are UTF-8 without byte order mark. */
export class JsonRows implements RowPager {
  readonly #source: OctetSource;
  readonly #indexer = new JsonIndexer();
  readonly #folds = new Folds();
  #indexed = 0;
  #advancing: Promise<void> | undefined;
  #isComplete = false;

  constructor(source: OctetSource) {
    this.#source = source;
  }

  /** Where the text stops being JSON; undefined as far as it is known to be JSON. */
  get fault(): JsonFault | undefined {
    return this.#indexer.fault;
  }

  get isComplete(): boolean {
    return this.#isComplete;
  }

  /** The last row of an unfinished index is held back, since its end has not been seen. */
  get total(): number {
    return Math.max(0, this.#known - this.#folds.hidden);
  }

  get #known(): number {
    return this.#indexer.rowCount - (this.#isComplete ? 0 : 1);
  }

  advance(): Promise<void> {
    this.#advancing ??= this.#advance().finally(() => {
      this.#advancing = undefined;
    });
    return this.#advancing;
  }

  async #advance(): Promise<void> {
    if (this.#isComplete) return;
    const start = this.#indexed;
    const octets = await this.#source.read(start, start + (start === 0 ? FIRST_STRETCH : NEXT_STRETCH));
    this.#indexed = start + octets.length;
    const isJson = this.#indexer.push(octets);
    if (isJson && octets.length > 0 && this.#indexed < this.#source.size) return;
    if (isJson) this.#indexer.finish();
    this.#isComplete = true;
  }

  async rows(from: number, count: number): Promise<readonly Row[]> {
    const numbered = await this.#visibleRows(from, Math.min(count, this.total - from) + 1);
    return numbered.slice(0, count).map((row, place) => this.#present(row, numbered[place + 1]));
  }

  async fold(row: number, isFolded: boolean): Promise<boolean> {
    if (!isFolded) {
      const wasFolded = this.#folds.has(row);
      this.#folds.delete(row);
      return wasFolded;
    }
    const [open] = await this.#read(row, 1);
    if (open?.kind !== 'open') return false;
    const close = await this.#closeOf(row, open.depth);
    if (close === undefined) return false;
    this.#folds.add(row, close);
    return true;
  }

  #present(row: NumberedRow, next: NumberedRow | undefined): Row {
    const close = this.#folds.closeOf(row.row);
    const pieces = [...row.pieces];
    if (close !== undefined) {
      const hidden = close - row.row - 1;
      pieces.push(['note', ` … ${hidden === 1 ? '1 line' : `${hidden} lines`} … `]);
      pieces.push(['punctuation', pieces.some(([, text]) => text === '[') ? ']' : '}']);
    }
    const isFollowed = next !== undefined && next.kind !== 'close' && (row.kind !== 'open' || close !== undefined);
    if (isFollowed) pieces.push(['punctuation', ',']);
    const fold = row.kind === 'open' ? (close === undefined ? 'open' : 'folded') : 'none';
    return { row: row.row, label: String(row.row + 1), depth: row.depth, fold, pieces };
  }

  async #visibleRows(from: number, count: number): Promise<readonly NumberedRow[]> {
    const found: NumberedRow[] = [];
    let row = this.#folds.rowAt(from);
    while (found.length < count && row < this.#indexer.rowCount) {
      let run = 1;
      while (found.length + run < count && !this.#folds.has(row + run - 1)) run += 1;
      const read = await this.#read(row, run);
      if (read.length === 0) break;
      found.push(...read);
      row = this.#folds.after(row + read.length - 1);
    }
    return found;
  }

  /** Consecutive rows, whatever is folded. */
  async #read(row: number, count: number): Promise<readonly NumberedRow[]> {
    const found: NumberedRow[] = [];
    const { checkpoints } = this.#indexer;
    const end = Math.min(row + count, this.#indexer.rowCount);
    for (let place = checkpoints.before(row); place < checkpoints.count && found.length < count; place += 1) {
      if (checkpoints.row(place) >= end) break;
      for (const read of await this.#readStretch(place)) if (read.row >= row && read.row < end) found.push(read);
    }
    return found;
  }

  /** The rows between one checkpoint and the next. */
  async #readStretch(place: number): Promise<readonly NumberedRow[]> {
    const { checkpoints, rowCount } = this.#indexer;
    const isLast = place === checkpoints.count - 1;
    const start = checkpoints.offset(place);
    const end = isLast ? this.#indexed : checkpoints.offset(place + 1);
    const first = checkpoints.row(place);
    const after = isLast ? rowCount : checkpoints.row(place + 1);
    const octets = await this.#source.read(start, Math.min(end, start + READ_AT_ONCE));
    const reader = new JsonReader(octets, checkpoints.first(place), end - start - octets.length);
    const found: NumberedRow[] = [];
    for (let row = first; row < after; row += 1) {
      const read = reader.next();
      if (read === undefined) break;
      found.push({ ...read, row });
    }
    return found;
  }

  /** The row that closes an opening row: the next one that is no deeper. Stretches whose rows are all deeper are passed over unread. */
  async #closeOf(open: number, depth: number): Promise<number | undefined> {
    const { checkpoints } = this.#indexer;
    const own = checkpoints.before(open);
    for (let place = own; place < checkpoints.count; place += 1) {
      if (place > own && checkpoints.second(place) > depth) continue;
      const close = (await this.#readStretch(place)).find((row) => row.row > open && row.depth <= depth);
      if (close !== undefined) return close.row < this.#known ? close.row : undefined;
    }
    return undefined;
  }
}
