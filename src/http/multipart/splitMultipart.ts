import type { Field } from '../message';
import { Delimiter, delimiterKind, nextTail, type Progress } from './delimiter';
import { PartHead } from './partHead';

/** One body part: its fields and where its body lies in the content, octet for octet (`end` exclusive). */
export interface BodyPart {
  readonly fields: readonly Field[];
  readonly start: number;
  readonly end: number;
}

/** A multipart body cut up. `isOverflowing`: there were more than `maxParts`; reading stopped there. `warnings` as the conformance table names them, each once. */
export interface MultipartSplit {
  readonly parts: readonly BodyPart[];
  readonly warnings: readonly string[];
  readonly isOverflowing: boolean;
}

/** Cuts one whole multipart body (RFC 2046 §5.1; see MultipartSplitter). */
export function splitMultipart(octets: Uint8Array, boundary: string, limits: { maxParts: number }): MultipartSplit {
  const splitter = new MultipartSplitter(boundary, limits);
  splitter.push(octets);
  return splitter.end();
}

const none: Progress = { kind: 'none' };

/**
 * Cuts a multipart body that comes in chunks of any size into ranges of the whole; every chunking gives the same parts, and no
 * octet of a body is copied or changed. Lenient as rule MP says: preamble, epilogue, padding, bare LF beside CRLF, parts without
 * header end, a missing close delimiter. Nested multiparts stay one part. Never throws; linear in the octets.
 */
export class MultipartSplitter {
  readonly #delimiter: Delimiter;
  readonly #maxParts: number;
  readonly #parts: BodyPart[] = [];
  readonly #warnings = new Set<string>();
  /** The content begins like a line: its first octets may be a delimiter without a line before. */
  #progress: Progress = { kind: 'prefix', length: 1 };
  /** Where the content before the delimiter that is being read would end: its line end belongs to the delimiter. */
  #contentEnd = 0;
  #part: { readonly start: number; readonly head: PartHead } | undefined;
  #state: 'reading' | 'closed' | 'overflowing' = 'reading';
  /** Offset of the current chunk in the content, and the octet before it. */
  #base = 0;
  #previous = 0;

  constructor(boundary: string, limits: { readonly maxParts: number }) {
    this.#delimiter = new Delimiter(boundary);
    this.#maxParts = limits.maxParts;
  }

  push(chunk: Uint8Array): void {
    let at = 0;
    while (at < chunk.length && this.#state === 'reading') {
      at = this.#progress.kind === 'none' ? this.#seek(chunk, at) : this.#advance(chunk, at, this.#progress);
    }
    this.#base += chunk.length;
    this.#previous = chunk.at(-1) ?? this.#previous;
  }

  /** Ends the content. Call once, after the last chunk. */
  end(): MultipartSplit {
    const kind = this.#progress.kind === 'tail' ? delimiterKind(this.#progress.tail) : undefined;
    this.#finish(kind);
    return {
      parts: this.#parts,
      warnings: [...this.#warnings],
      isOverflowing: this.#state === 'overflowing',
    };
  }

  /** A delimiter without close that ends the content ends its part and opens none: it may be a close delimiter cut short. */
  #finish(kind: 'open' | 'close' | undefined): void {
    const wasInside = this.#part !== undefined;
    if (kind === undefined) {
      this.#part?.head.flush();
      this.#contentEnd = this.#base;
    }
    this.#endPart();
    if (kind === 'open' || (kind === undefined && wasInside)) this.#warnings.add('unterminated-multipart');
  }

  /** Goes on to the next `LF--boundary` of the chunk, or to its end. Returns the index to go on from. */
  #seek(chunk: Uint8Array, at: number): number {
    const whole = this.#delimiter.search(chunk, at);
    const found = whole >= 0 ? whole : this.#delimiter.searchTail(chunk, at);
    const length = this.#delimiter.octets.length;
    const next = whole >= 0 ? whole + length : chunk.length;
    if (found >= 0) {
      const before = found > 0 ? chunk[found - 1] : this.#previous;
      this.#contentEnd = this.#base + found - (before === 0x0d ? 1 : 0);
      this.#progress = whole >= 0 ? { kind: 'tail', tail: 'open' } : { kind: 'prefix', length: next - found };
    }
    this.#feed(chunk, at, next);
    return next;
  }

  /** Takes one octet of a line that may be a delimiter. An octet that ends the hope is not consumed: `#seek` goes on from it. */
  #advance(chunk: Uint8Array, at: number, progress: Exclude<Progress, { kind: 'none' }>): number {
    const octet = chunk[at] ?? 0;
    if (progress.kind === 'tail' && octet === 0x0a) {
      this.#progress = none;
      const kind = delimiterKind(progress.tail);
      if (kind !== undefined) this.#delimit(kind, this.#base + at + 1);
      return at;
    }
    this.#progress = this.#after(progress, octet);
    if (this.#progress.kind === 'none') return at;
    this.#feed(chunk, at, at + 1);
    return at + 1;
  }

  #after(progress: Exclude<Progress, { kind: 'none' }>, octet: number): Progress {
    if (progress.kind === 'tail') {
      const tail = nextTail(progress.tail, octet);
      return tail === undefined ? none : { kind: 'tail', tail };
    }
    if (this.#delimiter.octets[progress.length] !== octet) return none;
    const length = progress.length + 1;
    return length === this.#delimiter.octets.length ? { kind: 'tail', tail: 'open' } : { kind: 'prefix', length };
  }

  #delimit(kind: 'open' | 'close', next: number): void {
    this.#endPart();
    if (kind === 'close') this.#state = 'closed';
    else if (this.#parts.length >= this.#maxParts) this.#state = 'overflowing';
    else this.#part = { start: next, head: new PartHead() };
  }

  #endPart(): void {
    if (this.#part === undefined) return;
    const { start, head } = this.#part;
    this.#part = undefined;
    // The delimiter may claim the blank line of the header as its own line end; then the header has not ended.
    const end = this.#contentEnd;
    const bodyStart = head.isAbsent ? start : head.bodyStart;
    if (head.isAbsent || bodyStart === undefined || bodyStart > end) this.#warnings.add('part-without-header-end');
    this.#parts.push({ fields: head.fields, start: Math.min(bodyStart ?? end, end), end });
  }

  #feed(chunk: Uint8Array, from: number, to: number): void {
    if (this.#part?.head.isReading !== true) return;
    this.#part.head.feed(chunk, { from: Math.max(from, this.#part.start - this.#base), to, base: this.#base });
  }
}
