const LF = 0x0a;
const CR = 0x0d;
const DASH = 0x2d;

/** How much of a delimiter line has been read: octets of `LF--boundary`, then what may follow it on its line. */
export type Progress =
  | { readonly kind: 'none' }
  | { readonly kind: 'prefix'; readonly length: number }
  | { readonly kind: 'tail'; readonly tail: Tail };

/** After the whole `LF--boundary`. `dash` is half of the closing `--` and so the only one that cannot end the line. */
export type Tail = 'open' | 'dash' | 'close' | 'openBlank' | 'closeBlank' | 'openCr' | 'closeCr';

/**
 * Finds the delimiter lines of one boundary. A delimiter fills its whole line: `--boundary`, optional `--`, blanks, line end;
 * anything else, such as `--boundary2`, is content. RFC 2046 §5.1.2 would also let a mere prefix match; no server relies on it.
 */
export class Delimiter {
  /** `LF--boundary`: the LF of the line before is part of every delimiter. */
  readonly octets: Uint8Array;
  readonly #shift: Uint32Array;

  /** Field values reach us one character per octet, hence no encoding beyond the low eight bits. */
  constructor(boundary: string) {
    this.octets = Uint8Array.from([LF, DASH, DASH, ...Array.from(boundary, (char) => char.charCodeAt(0) & 0xff)]);
    const length = this.octets.length;
    this.#shift = new Uint32Array(256).fill(length);
    for (let i = 0; i < length - 1; i++) this.#shift[this.octets[i] ?? 0] = length - 1 - i;
  }

  /**
   * Index of the next `LF--boundary` at or after `from`, or -1. Horspool's skips, but the candidate is compared from its LF on: as
   * the octets hold one LF only, the comparisons of all candidates cannot overlap and the whole stays linear on hostile content.
   */
  search(chunk: Uint8Array, from: number): number {
    const shift = this.#shift;
    const last = this.octets.length - 1;
    for (let end = from + last; end < chunk.length; end += shift[chunk[end] ?? 0] ?? 1) {
      if (chunk[end - last] === LF && this.prefixAt(chunk, end - last) === last + 1) return end - last;
    }
    return -1;
  }

  /** Where a delimiter that goes on in the next chunk begins, at or after `from`; -1 when none does. */
  searchTail(chunk: Uint8Array, from: number): number {
    const start = Math.max(from, chunk.length - this.octets.length);
    const at = start + chunk.subarray(start).lastIndexOf(LF);
    return at >= start && at + this.prefixAt(chunk, at) === chunk.length ? at : -1;
  }

  /** How many octets from `at` on agree with `LF--boundary`. */
  prefixAt(chunk: Uint8Array, at: number): number {
    const octets = this.octets;
    let length = 0;
    while (length < octets.length && at + length < chunk.length && chunk[at + length] === octets[length]) length++;
    return length;
  }
}

/** The next tail after one more octet (no LF); undefined when the line is no delimiter after all. */
export function nextTail(tail: Tail, octet: number): Tail | undefined {
  const isBlank = octet === 0x20 || octet === 0x09;
  switch (tail) {
    case 'open':
      if (octet === DASH) return 'dash';
      return isBlank ? 'openBlank' : octet === CR ? 'openCr' : undefined;
    case 'dash':
      return octet === DASH ? 'close' : undefined;
    case 'openBlank':
      return isBlank ? 'openBlank' : octet === CR ? 'openCr' : undefined;
    case 'close':
    case 'closeBlank':
      return isBlank ? 'closeBlank' : octet === CR ? 'closeCr' : undefined;
    case 'openCr':
    case 'closeCr':
      return undefined;
  }
}

/** What a line with this tail is when it ends here. */
export function delimiterKind(tail: Tail): 'open' | 'close' | undefined {
  if (tail === 'dash') return undefined;
  return tail.startsWith('close') ? 'close' : 'open';
}
