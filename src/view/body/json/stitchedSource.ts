import type { OctetSource } from '../octetSource';

/** A stretch of another source, or octets of one's own. */
export type Stitch = Uint8Array | { readonly start: number; readonly end: number };

/** Octets that are never held: stretches of a source, and short ones of one's own between them, one after another. */
export class StitchedSource implements OctetSource {
  readonly size: number;
  readonly #whole: OctetSource;
  readonly #count: number;
  readonly #stitch: (place: number) => Stitch;
  /** Where each stitch begins, and at last where all end. */
  readonly #starts: Float64Array;

  /** `lengthOf` and `stitch` are asked by place, the second as often as it is read. */
  constructor(
    whole: OctetSource,
    count: number,
    lengthOf: (place: number) => number,
    stitch: (place: number) => Stitch,
  ) {
    this.#whole = whole;
    this.#count = count;
    this.#stitch = stitch;
    this.#starts = new Float64Array(count + 1);
    for (let place = 0; place < count; place += 1)
      this.#starts[place + 1] = (this.#starts[place] ?? 0) + lengthOf(place);
    this.size = this.#starts[count] ?? 0;
  }

  async read(start: number, end: number): Promise<Uint8Array> {
    const last = Math.min(end, this.size);
    const octets = new Uint8Array(Math.max(0, last - start));
    for (let place = this.#placeOf(start); place < this.#count; place += 1) {
      const base = this.#starts[place] ?? 0;
      if (base >= last) break;
      const from = Math.max(0, start - base);
      const to = Math.min((this.#starts[place + 1] ?? 0) - base, last - base);
      const stitch = this.#stitch(place);
      const piece =
        stitch instanceof Uint8Array
          ? stitch.subarray(from, to)
          : await this.#whole.read(stitch.start + from, stitch.start + to);
      octets.set(piece, base + from - start);
    }
    return octets;
  }

  /** The stitch that holds an offset. */
  #placeOf(offset: number): number {
    let low = 0;
    let high = this.#count - 1;
    while (low < high) {
      const middle = (low + high + 1) >>> 1;
      if ((this.#starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return Math.max(0, low);
  }
}
