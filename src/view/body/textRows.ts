import { SEGMENT, TextIndexer } from './indexText';
import type { OctetSource } from './octetSource';
import { visible } from './row';
import type { Row } from './row';
import { FIRST_STRETCH, NEXT_STRETCH } from './rowPager';
import type { RevealedRow, RowPager } from './rowPager';

const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;

/** A UTF-8 character has at most three octets after its first. */
const CHARACTER_REST = 3;

const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

/** A body as lines of text, as it was sent. The octets are UTF-8 without byte order mark; what is not is shown as U+FFFD. */
export class TextRows implements RowPager {
  readonly #source: OctetSource;
  readonly #indexer = new TextIndexer();
  #indexed = 0;
  #advancing: Promise<void> | undefined;

  constructor(source: OctetSource) {
    this.#source = source;
  }

  get isComplete(): boolean {
    return this.#indexed >= this.#source.size;
  }

  /** The last row of an unfinished index is held back, since its end has not been seen. */
  get total(): number {
    return Math.max(0, this.#indexer.rowCount - (this.isComplete ? 0 : 1));
  }

  advance(): Promise<void> {
    this.#advancing ??= this.#advance().finally(() => {
      this.#advancing = undefined;
    });
    return this.#advancing;
  }

  async #advance(): Promise<void> {
    if (this.isComplete) return;
    const start = this.#indexed;
    const octets = await this.#source.read(start, start + (start === 0 ? FIRST_STRETCH : NEXT_STRETCH));
    this.#indexer.push(octets);
    this.#indexed = octets.length === 0 ? this.#source.size : start + octets.length;
  }

  async rows(from: number, count: number): Promise<readonly Row[]> {
    const found: Row[] = [];
    const { checkpoints } = this.#indexer;
    const end = Math.min(from + count, this.total);
    for (let place = checkpoints.before(from); place < checkpoints.count; place += 1) {
      if (checkpoints.row(place) >= end) break;
      for (const { row } of await this.#readStretch(place)) if (row.row >= from && row.row < end) found.push(row);
    }
    return found;
  }

  async reveal(offset: number): Promise<RevealedRow | undefined> {
    const read = await this.#readStretch(this.#indexer.checkpoints.beforeOffset(offset));
    const found = read.findLast(({ start }) => start <= offset);
    if (found === undefined || found.row.row >= this.total) return undefined;
    return { row: found.row.row, place: found.row.row, start: found.start };
  }

  async offsetAt(place: number): Promise<number> {
    const read = await this.#readStretch(this.#indexer.checkpoints.before(place));
    return read.find(({ row }) => row.row === place)?.start ?? 0;
  }

  /** The rows between one checkpoint and the next, each with its first octet, read with the rest of a character that the boundary may cut. */
  async #readStretch(place: number): Promise<readonly { readonly row: Row; readonly start: number }[]> {
    const { checkpoints, rowCount } = this.#indexer;
    const isLast = place === checkpoints.count - 1;
    const start = checkpoints.offset(place);
    const length = (isLast ? this.#indexed : checkpoints.offset(place + 1)) - start;
    const octets = await this.#source.read(start, start + length + CHARACTER_REST);
    const after = isLast ? rowCount : checkpoints.row(place + 1);
    const found: { readonly row: Row; readonly start: number }[] = [];
    let line = checkpoints.first(place);
    let isContinued = checkpoints.second(place) === 1;
    let at = 0;
    for (let row = checkpoints.row(place); row < after; row += 1) {
      const feed = octets.indexOf(LINE_FEED, at);
      const lineEnd = feed === -1 || feed > length ? length : feed;
      const end = Math.min(lineEnd, at + SEGMENT);
      const text = segmentText(octets, { start: at, end, isContinued, goesOn: end < lineEnd });
      const label = isContinued ? '' : String(line);
      found.push({ row: { row, label, depth: 0, fold: 'none', pieces: [['text', text]] }, start: start + at });
      isContinued = end < lineEnd;
      if (!isContinued) line += 1;
      at = isContinued ? end : end + 1;
    }
    return found;
  }
}

interface Segment {
  readonly start: number;
  readonly end: number;
  readonly isContinued: boolean;
  readonly goesOn: boolean;
}

/** The characters that begin in a segment, the last one whole. */
function segmentText(octets: Uint8Array, segment: Segment): string {
  const start = segment.isContinued ? skipRest(octets, segment.start) : segment.start;
  let end = skipRest(octets, segment.end);
  if (!segment.goesOn && octets[segment.end - 1] === CARRIAGE_RETURN) end = segment.end - 1;
  return visible(decoder.decode(octets.subarray(start, Math.max(start, end))));
}

/** The place of the next first octet of a character, at most three further on. */
function skipRest(octets: Uint8Array, from: number): number {
  let at = from;
  while (at < from + CHARACTER_REST && ((octets[at] ?? 0) & 0xc0) === 0x80) at += 1;
  return at;
}
