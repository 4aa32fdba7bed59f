/** Which containers are folded, and so which row stands at which place on the screen. A folded container shows its opening row only. */
export class Folds {
  readonly #closeByOpen = new Map<number, number>();
  /** Folds that lie in no other, in order: opening rows, closing rows, and rows hidden before each. */
  #opens: readonly number[] = [];
  #closes: readonly number[] = [];
  #hiddenBefore: readonly number[] = [];
  #hidden = 0;

  /** Rows hidden by all folds. */
  get hidden(): number {
    return this.#hidden;
  }

  has(open: number): boolean {
    return this.#closeByOpen.has(open);
  }

  /** The closing row of a folded opening row; undefined when it is not folded. */
  closeOf(open: number): number | undefined {
    return this.#closeByOpen.get(open);
  }

  add(open: number, close: number): void {
    this.#closeByOpen.set(open, close);
    this.#arrange();
  }

  delete(open: number): void {
    this.#closeByOpen.delete(open);
    this.#arrange();
  }

  /** The row at a place among those that are not hidden. */
  rowAt(place: number): number {
    let low = 0;
    let high = this.#opens.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      const placeOfOpen = (this.#opens[middle] ?? 0) - (this.#hiddenBefore[middle] ?? 0);
      if (placeOfOpen < place) low = middle + 1;
      else high = middle;
    }
    if (low === 0) return place;
    const last = low - 1;
    return place + (this.#hiddenBefore[last] ?? 0) + (this.#closes[last] ?? 0) - (this.#opens[last] ?? 0);
  }

  /** The row that follows a visible row. */
  after(row: number): number {
    return (this.#closeByOpen.get(row) ?? row) + 1;
  }

  #arrange(): void {
    const outermost: [number, number][] = [];
    let end = -1;
    for (const [open, close] of [...this.#closeByOpen].sort(([a], [b]) => a - b)) {
      if (open <= end) continue;
      outermost.push([open, close]);
      end = close;
    }
    let hidden = 0;
    this.#hiddenBefore = outermost.map(([open, close]) => {
      const before = hidden;
      hidden += close - open;
      return before;
    });
    this.#hidden = hidden;
    this.#opens = outermost.map(([open]) => open);
    this.#closes = outermost.map(([, close]) => close);
  }
}
