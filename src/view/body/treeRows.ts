import { OCTETS_APART } from './checkpoints';
import { Folds } from './folds';
import type { OctetSource } from './octetSource';
import type { Row } from './row';
import { FIRST_STRETCH, NEXT_STRETCH } from './rowPager';
import type { RevealedRow, RowPager } from './rowPager';
import type { TreeFault, TreeGrammar, TreeRow } from './treeGrammar';
import { groupDigits } from '../wording/quantity';

/** Octets read for one stretch between checkpoints; a row that goes on beyond them is shown cut. */
const READ_AT_ONCE = 2 * OCTETS_APART;

/** Octets of one token that are shown at first, and at most. */
const SHOWN = 2000;
const MOST_SHOWN = 100_000;

interface NumberedRow extends TreeRow {
  readonly row: number;
}

/** A nested text as rows: indented, foldable, every token as it was sent. The octets are UTF-8 without byte order mark. */
export class TreeRows implements RowPager {
  readonly #source: OctetSource;
  readonly #grammar: TreeGrammar;
  readonly #folds = new Folds();
  /** Rows of which more is shown than at first. */
  readonly #shown = new Map<number, number>();
  #indexed = 0;
  #advancing: Promise<void> | undefined;
  #isComplete = false;

  constructor(source: OctetSource, grammar: TreeGrammar) {
    this.#source = source;
    this.#grammar = grammar;
  }

  /** Where the text stops being what it should be; undefined as far as it is known to be right. */
  get fault(): TreeFault | undefined {
    return this.#grammar.indexer.fault;
  }

  get isComplete(): boolean {
    return this.#isComplete;
  }

  /** The last row of an unfinished index is held back, since its end has not been seen. */
  get total(): number {
    return Math.max(0, this.#known - this.#folds.hidden);
  }

  get #known(): number {
    return this.#grammar.indexer.rowCount - (this.#isComplete ? 0 : 1);
  }

  advance(): Promise<void> {
    this.#advancing ??= this.#advance().finally(() => {
      this.#advancing = undefined;
    });
    return this.#advancing;
  }

  async #advance(): Promise<void> {
    if (this.#isComplete) return;
    const { indexer } = this.#grammar;
    const start = this.#indexed;
    const octets = await this.#source.read(start, start + (start === 0 ? FIRST_STRETCH : NEXT_STRETCH));
    this.#indexed = start + octets.length;
    const isRight = indexer.push(octets);
    if (isRight && octets.length > 0 && this.#indexed < this.#source.size) return;
    if (isRight) indexer.finish();
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

  async foldAll(depth: number | undefined, pause: () => Promise<void>): Promise<boolean> {
    while (!this.#isComplete) {
      await this.advance();
      await pause();
    }
    if (this.fault !== undefined) return false;
    const pairs =
      depth === undefined ? { opens: [], closes: [] } : await this.#grammar.containers(this.#source, depth, pause);
    this.#folds.replace(pairs);
    return true;
  }

  /** Stretches whose rows are all at least as deep are passed over unread. */
  async parent(row: number): Promise<number | undefined> {
    const { checkpoints } = this.#grammar.indexer;
    const [{ depth } = { depth: 0 }] = await this.#read(row, 1);
    const own = checkpoints.before(row);
    for (let place = own; place >= 0; place -= 1) {
      if (place < own && checkpoints.second(place) >= depth) continue;
      const open = (await this.#readStretch(place)).findLast((above) => above.row < row && above.depth < depth);
      if (open !== undefined) return this.#folds.placeOf(open.row);
    }
    return undefined;
  }

  async reveal(offset: number): Promise<RevealedRow | undefined> {
    const { checkpoints } = this.#grammar.indexer;
    const place = checkpoints.beforeOffset(offset);
    const base = checkpoints.offset(place);
    const row = (await this.#readStretch(place)).findLast(({ start }) => base + start <= offset);
    if (row === undefined || row.row >= this.#known) return undefined;
    this.#folds.reveal(row.row);
    return { row: row.row, place: this.#folds.placeOf(row.row), start: base + row.start };
  }

  async offsetAt(place: number): Promise<number> {
    const { checkpoints } = this.#grammar.indexer;
    const [row] = await this.#read(this.#folds.rowAt(place), 1);
    return row === undefined ? 0 : checkpoints.offset(checkpoints.before(row.row)) + row.start;
  }

  async showMore(row: number): Promise<boolean> {
    const [found] = await this.#read(row, 1);
    const shown = this.#shown.get(row) ?? SHOWN;
    if (found?.isCut !== true || shown >= MOST_SHOWN) return false;
    this.#shown.set(row, Math.min(MOST_SHOWN, shown * 10));
    return true;
  }

  async row(name: number): Promise<Row | undefined> {
    const [found] = await this.#read(name, 1);
    return found === undefined ? undefined : this.#present(found, undefined);
  }

  async href(row: number): Promise<string | undefined> {
    const [found] = await this.#read(row, 1);
    return found?.href;
  }

  #present(row: NumberedRow, next: NumberedRow | undefined): Row {
    const close = this.#folds.closeOf(row.row);
    const pieces = [...row.pieces];
    if (close !== undefined) {
      const hidden = close - row.row - 1;
      pieces.push(['note', ` … ${hidden === 1 ? '1 line' : `${groupDigits(hidden)} lines`} … `]);
      pieces.push(...this.#grammar.closing(row));
    }
    const { separator } = this.#grammar;
    const isFollowed = next !== undefined && next.kind !== 'close' && (row.kind !== 'open' || close !== undefined);
    if (isFollowed && separator !== undefined) pieces.push(separator);
    const fold = row.kind === 'open' ? (close === undefined ? 'open' : 'folded') : 'none';
    const isCut = row.isCut && (this.#shown.get(row.row) ?? SHOWN) < MOST_SHOWN;
    return {
      row: row.row,
      label: String(row.row + 1),
      depth: row.depth,
      fold,
      pieces,
      ...(isCut ? { isCut } : {}),
      ...(row.href === undefined ? {} : { href: row.href }),
    };
  }

  async #visibleRows(from: number, count: number): Promise<readonly NumberedRow[]> {
    const found: NumberedRow[] = [];
    let row = this.#folds.rowAt(from);
    while (found.length < count && row < this.#grammar.indexer.rowCount) {
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
    const { checkpoints, rowCount } = this.#grammar.indexer;
    const end = Math.min(row + count, rowCount);
    for (let place = checkpoints.before(row); place < checkpoints.count && found.length < count; place += 1) {
      if (checkpoints.row(place) >= end) break;
      for (const read of await this.#readStretch(place)) if (read.row >= row && read.row < end) found.push(read);
    }
    return found;
  }

  /** The rows between one checkpoint and the next. */
  async #readStretch(place: number): Promise<readonly NumberedRow[]> {
    const { checkpoints, rowCount } = this.#grammar.indexer;
    const isLast = place === checkpoints.count - 1;
    const start = checkpoints.offset(place);
    const end = isLast ? this.#indexed : checkpoints.offset(place + 1);
    const first = checkpoints.row(place);
    const after = isLast ? rowCount : checkpoints.row(place + 1);
    const most = this.#shown.size === 0 ? 0 : this.#mostShown(first, after);
    const octets = await this.#source.read(start, Math.min(end, start + READ_AT_ONCE + most));
    const reader = this.#grammar.reader(octets, {
      depth: checkpoints.first(place),
      missing: end - start - octets.length,
      shown: (at) => this.#shown.get(first + at) ?? SHOWN,
    });
    const found: NumberedRow[] = [];
    for (let row = first; row < after; row += 1) {
      const read = reader.next();
      if (read === undefined) break;
      found.push({ ...read, row });
    }
    return found;
  }

  #mostShown(first: number, after: number): number {
    let most = 0;
    for (let row = first; row < after; row += 1) most = Math.max(most, this.#shown.get(row) ?? 0);
    return most;
  }

  /** The row that closes an opening row: the next one that is no deeper. Stretches whose rows are all deeper are passed over unread. */
  async #closeOf(open: number, depth: number): Promise<number | undefined> {
    const { checkpoints } = this.#grammar.indexer;
    const own = checkpoints.before(open);
    for (let place = own; place < checkpoints.count; place += 1) {
      if (place > own && checkpoints.second(place) > depth) continue;
      const close = (await this.#readStretch(place)).find((row) => row.row > open && row.depth <= depth);
      if (close !== undefined) return close.row < this.#known ? close.row : undefined;
    }
    return undefined;
  }
}
