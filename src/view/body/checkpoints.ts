/** At most this many rows, and about this many octets, lie between two checkpoints; one row may be longer. */
export const ROWS_APART = 64;
export const OCTETS_APART = 32_768;

const FIRST_CAPACITY = 64;

/**
 * Places in a body from where rows can be read again, in order. A whole index is these few octets for every 64 rows, so
 * that its memory does not depend on how short the rows are. Four numbers a place: the row's number, its offset in octets, and two that
 * the form chooses (`first`, `second`).
 */
export class Checkpoints {
  #count = 0;
  #rows = new Uint32Array(FIRST_CAPACITY);
  #offsets = new Float64Array(FIRST_CAPACITY);
  #first = new Uint32Array(FIRST_CAPACITY);
  #second = new Uint32Array(FIRST_CAPACITY);

  get count(): number {
    return this.#count;
  }

  add(row: number, offset: number, first: number, second: number): void {
    if (this.#count === this.#rows.length) this.#grow();
    this.#rows[this.#count] = row;
    this.#offsets[this.#count] = offset;
    this.#first[this.#count] = first;
    this.#second[this.#count] = second;
    this.#count += 1;
  }

  /** Replaces the second number of the last place. */
  setLastSecond(second: number): void {
    this.#second[this.#count - 1] = second;
  }

  row(place: number): number {
    return this.#rows[place] ?? 0;
  }

  offset(place: number): number {
    return this.#offsets[place] ?? 0;
  }

  first(place: number): number {
    return this.#first[place] ?? 0;
  }

  second(place: number): number {
    return this.#second[place] ?? 0;
  }

  /** The last place at or before a row; 0 when there is none. */
  before(row: number): number {
    let low = 0;
    let high = this.#count - 1;
    while (low < high) {
      const middle = (low + high + 1) >>> 1;
      if (this.row(middle) <= row) low = middle;
      else high = middle - 1;
    }
    return Math.max(0, low);
  }

  /** The last place at or before an offset; 0 when there is none. */
  beforeOffset(offset: number): number {
    let low = 0;
    let high = this.#count - 1;
    while (low < high) {
      const middle = (low + high + 1) >>> 1;
      if (this.offset(middle) <= offset) low = middle;
      else high = middle - 1;
    }
    return Math.max(0, low);
  }

  #grow(): void {
    const capacity = this.#rows.length * 2;
    const wider = <T extends Uint32Array | Float64Array>(from: T, to: T): T => {
      to.set(from);
      return to;
    };
    this.#rows = wider(this.#rows, new Uint32Array(capacity));
    this.#offsets = wider(this.#offsets, new Float64Array(capacity));
    this.#first = wider(this.#first, new Uint32Array(capacity));
    this.#second = wider(this.#second, new Uint32Array(capacity));
  }
}
