/** Rows from an opening one to the closing one. */
export interface FoldPairs {
  readonly opens: readonly number[];
  readonly closes: readonly number[];
}

/** Which containers are folded, and so which row stands at which place on the screen. A folded container shows its opening row only. */
export class Folds {
  /** Every fold, in the order of their opening rows. */
  #opens: number[] = [];
  #closes: number[] = [];
  /** Folds that lie in no other: opening rows, closing rows, and rows hidden before each. */
  #outerOpens: readonly number[] = [];
  #outerCloses: readonly number[] = [];
  #hiddenBefore: readonly number[] = [];
  #hidden = 0;

  /** Rows hidden by all folds. */
  get hidden(): number {
    return this.#hidden;
  }

  has(open: number): boolean {
    return this.#opens[firstFrom(this.#opens, open)] === open;
  }

  /** The closing row of a folded opening row; undefined when it is not folded. */
  closeOf(open: number): number | undefined {
    const at = firstFrom(this.#opens, open);
    return this.#opens[at] === open ? this.#closes[at] : undefined;
  }

  add(open: number, close: number): void {
    if (this.has(open)) return;
    const at = firstFrom(this.#opens, open);
    this.#opens.splice(at, 0, open);
    this.#closes.splice(at, 0, close);
    this.#arrange();
  }

  delete(open: number): void {
    if (!this.has(open)) return;
    const at = firstFrom(this.#opens, open);
    this.#opens.splice(at, 1);
    this.#closes.splice(at, 1);
    this.#arrange();
  }

  /** Replaces all folds; they are in the order of their opening rows. */
  replace({ opens, closes }: FoldPairs): void {
    this.#opens = [...opens];
    this.#closes = [...closes];
    this.#arrange();
  }

  /** Unfolds whatever hides a row; false when nothing did. */
  reveal(row: number): boolean {
    const kept = this.#opens.map((open, at) => open >= row || (this.#closes[at] ?? 0) < row);
    if (!kept.includes(false)) return false;
    this.#opens = this.#opens.filter((_, at) => kept[at]);
    this.#closes = this.#closes.filter((_, at) => kept[at]);
    this.#arrange();
    return true;
  }

  /** The row at a place among those that are not hidden. */
  rowAt(place: number): number {
    let low = 0;
    let high = this.#outerOpens.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      const placeOfOpen = (this.#outerOpens[middle] ?? 0) - (this.#hiddenBefore[middle] ?? 0);
      if (placeOfOpen < place) low = middle + 1;
      else high = middle;
    }
    return place + this.#hiddenBy(low);
  }

  /** The place of a row that is not hidden among those that are not. */
  placeOf(row: number): number {
    return row - this.#hiddenBy(firstFrom(this.#outerOpens, row));
  }

  /** The row that follows a visible row. */
  after(row: number): number {
    return (this.closeOf(row) ?? row) + 1;
  }

  /** Rows hidden by the first so many of the outer folds. */
  #hiddenBy(count: number): number {
    const last = count - 1;
    if (last < 0) return 0;
    return (this.#hiddenBefore[last] ?? 0) + (this.#outerCloses[last] ?? 0) - (this.#outerOpens[last] ?? 0);
  }

  #arrange(): void {
    const opens: number[] = [];
    const closes: number[] = [];
    const hiddenBefore: number[] = [];
    let end = -1;
    let hidden = 0;
    for (const [at, open] of this.#opens.entries()) {
      if (open <= end) continue;
      end = this.#closes[at] ?? open;
      opens.push(open);
      closes.push(end);
      hiddenBefore.push(hidden);
      hidden += end - open;
    }
    this.#outerOpens = opens;
    this.#outerCloses = closes;
    this.#hiddenBefore = hiddenBefore;
    this.#hidden = hidden;
  }
}

/** The first place in sorted numbers whose number is not less. */
function firstFrom(sorted: readonly number[], number: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((sorted[middle] ?? 0) < number) low = middle + 1;
    else high = middle;
  }
  return low;
}
