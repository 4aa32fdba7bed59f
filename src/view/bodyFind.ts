import { BodyFinder } from './body/find/bodyFinder';
import type { Matcher } from './body/find/matcher';
import type { OctetSource } from './body/octetSource';
import type { RowPager } from './body/rowPager';
import type { FoundMatch } from './protocol';

/** One search in one form of a body: what it has found so far, and which match is the current one. */
export class BodyFind {
  readonly matcher: Matcher;
  readonly #finder: BodyFinder;
  readonly #pager: RowPager;
  /** Where the view began when the search did: the first match from there on becomes the current one. */
  readonly #anchor: number;
  #current: number | undefined;

  constructor(source: OctetSource, pager: RowPager, matcher: Matcher, anchor: number) {
    this.matcher = matcher;
    this.#finder = new BodyFinder(source, matcher);
    this.#pager = pager;
    this.#anchor = anchor;
  }

  get count(): number {
    return this.#finder.count;
  }

  get isComplete(): boolean {
    return this.#finder.isComplete;
  }

  get isCapped(): boolean {
    return this.#finder.isCapped;
  }

  get current(): number | undefined {
    return this.#current;
  }

  /** Searches the next stretch; true when that brought the first current match. */
  async advance(): Promise<boolean> {
    await this.#finder.advance();
    if (this.#current !== undefined || this.count === 0) return false;
    const first = this.#finder.indexAt(this.#anchor);
    if (first >= this.count && !this.isComplete) return false;
    this.#current = first % this.count;
    return true;
  }

  /** Goes to the next match or the one before, round the ends. */
  step(by: 1 | -1): void {
    if (this.count > 0) this.#current = ((this.#current ?? (by === 1 ? -1 : 0)) + by + this.count) % this.count;
  }

  /** Where the current match is shown, after unfolding what hides it and indexing up to it. */
  async place(pause: () => Promise<void>): Promise<FoundMatch | undefined> {
    const index = this.#current;
    const match = index === undefined ? undefined : this.#finder.match(index);
    if (index === undefined || match === undefined) return undefined;
    let revealed = await this.#pager.reveal(match.start);
    while (revealed === undefined && !this.#pager.isComplete) {
      await this.#pager.advance();
      await pause();
      revealed = await this.#pager.reveal(match.start);
    }
    if (revealed === undefined) return undefined;
    const { row, place, start } = revealed;
    return { index, row, place, mark: index - this.#finder.indexAt(start) };
  }
}
