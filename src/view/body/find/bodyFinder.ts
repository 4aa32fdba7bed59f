import type { OctetSource } from '../octetSource';
import type { Match, Matcher } from './matcher';

/** Matches that are listed; the search ends there. */
const MAX_MATCHES = 100_000;

/** A search through a whole body, stretch by stretch from its start. */
export class BodyFinder {
  readonly #source: OctetSource;
  readonly #matcher: Matcher;
  readonly #starts: number[] = [];
  readonly #ends: number[] = [];
  #searched = 0;
  #before: number | undefined;

  constructor(source: OctetSource, matcher: Matcher) {
    this.#source = source;
    this.#matcher = matcher;
  }

  get count(): number {
    return this.#starts.length;
  }

  /** Whether there may be more matches than are listed. */
  get isCapped(): boolean {
    return this.count >= MAX_MATCHES;
  }

  get isComplete(): boolean {
    return this.isCapped || this.#searched >= this.#source.size;
  }

  /** Searches the next stretch, in a few milliseconds. */
  async advance(): Promise<void> {
    if (this.isComplete) return;
    const start = this.#searched;
    const { stretch, reach } = this.#matcher;
    const octets = await this.#source.read(start, start + stretch + reach);
    const isLast = start + octets.length >= this.#source.size;
    const until = isLast ? octets.length : boundary(octets, stretch);
    const from = Math.min(Math.max(0, (this.#ends.at(-1) ?? 0) - start), octets.length);
    for (const match of this.#matcher.find(octets, from, until, this.#before)) {
      if (this.isCapped) break;
      this.#starts.push(start + match.start);
      this.#ends.push(start + match.end);
    }
    this.#before = octets[until - 1];
    this.#searched = octets.length === 0 ? this.#source.size : start + until;
  }

  /** A match by its zero-based place. */
  match(index: number): Match | undefined {
    const start = this.#starts[index];
    const end = this.#ends[index];
    return start === undefined || end === undefined ? undefined : { start, end };
  }

  /** The first match that begins at or after an offset; `count` when none does. */
  indexAt(offset: number): number {
    let low = 0;
    let high = this.#starts.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#starts[middle] ?? 0) < offset) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

/** The next place at which a character of UTF-8 begins. */
function boundary(octets: Uint8Array, from: number): number {
  let at = Math.min(from, octets.length);
  while (at < octets.length && at < from + 3 && ((octets[at] ?? 0) & 0xc0) === 0x80) at += 1;
  return at;
}
