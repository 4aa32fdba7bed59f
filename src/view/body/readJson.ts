import { groupDigits } from '../wording/quantity';
import { visible } from './row';
import type { Piece, PieceKind } from './row';

/** A row as it stands in the octets, without the comma that may follow it. */
export interface JsonRow {
  readonly kind: 'open' | 'close' | 'leaf';
  readonly depth: number;
  readonly pieces: readonly Piece[];
}

/** Octets of one token that are shown; what is longer is cut, and says so. */
const SHOWN = 2000;

const QUOTE = 0x22;
const OPEN_OBJECT = 0x7b;
const OPEN_ARRAY = 0x5b;
const BACKSLASH = 0x5c;
const COLON = 0x3a;
const COMMA = 0x2c;

const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

/**
 * Reads rows one after another from octets that are known to be JSON, starting at a row of a known depth. The octets may
 * end inside the last row; `missing` is how many octets of it were left out.
 */
export class JsonReader {
  readonly #octets: Uint8Array;
  readonly #missing: number;
  #at = 0;
  #depth: number;

  constructor(octets: Uint8Array, depth: number, missing: number) {
    this.#octets = octets;
    this.#depth = isClosing(octets[0]) ? depth + 1 : depth;
    this.#missing = missing;
  }

  /** The next row; undefined at the end of the octets. */
  next(): JsonRow | undefined {
    while (isSpace(this.#octets[this.#at]) || this.#octets[this.#at] === COMMA) this.#at += 1;
    const octet = this.#octets[this.#at];
    if (octet === undefined) return undefined;
    if (isClosing(octet)) return this.#close(octet);
    if (octet !== QUOTE) return this.#value([]);
    const first = this.#string();
    this.#skipSpace();
    if (this.#octets[this.#at] !== COLON) return this.#leaf(first.as('string'));
    this.#at += 1;
    this.#skipSpace();
    return this.#value([...first.as('key'), ['punctuation', ': ']]);
  }

  #value(before: readonly Piece[]): JsonRow {
    const octet = this.#octets[this.#at];
    if (octet === QUOTE) return this.#leaf([...before, ...this.#string().as('string')]);
    if (octet === OPEN_OBJECT || octet === OPEN_ARRAY) return this.#open(octet, before);
    const start = this.#at;
    while (this.#at < this.#octets.length && !endsScalar(this.#octets[this.#at])) this.#at += 1;
    const isWord = octet === 0x74 || octet === 0x66 || octet === 0x6e;
    return this.#leaf([...before, ...this.#token(start).as(isWord ? 'literal' : 'number')]);
  }

  #open(octet: number, before: readonly Piece[]): JsonRow {
    const depth = this.#depth;
    const closing = octet + 2;
    this.#at += 1;
    this.#skipSpace();
    if (this.#octets[this.#at] === closing) {
      this.#at += 1;
      return this.#leaf([...before, ['punctuation', String.fromCharCode(octet, closing)]]);
    }
    this.#depth += 1;
    return { kind: 'open', depth, pieces: [...before, ['punctuation', String.fromCharCode(octet)]] };
  }

  #close(octet: number): JsonRow {
    this.#at += 1;
    this.#depth -= 1;
    return { kind: 'close', depth: this.#depth, pieces: [['punctuation', String.fromCharCode(octet)]] };
  }

  #leaf(pieces: readonly Piece[]): JsonRow {
    return { kind: 'leaf', depth: this.#depth, pieces };
  }

  #string(): Token {
    const start = this.#at;
    const octets = this.#octets;
    let at = start + 1;
    while (at < octets.length && octets[at] !== QUOTE) at += octets[at] === BACKSLASH ? 2 : 1;
    this.#at = Math.min(at + 1, octets.length);
    return this.#token(start);
  }

  /** The token from `start` to where reading stands: its text, cut when it is long. */
  #token(start: number): Token {
    const end = this.#at;
    const left = Math.max(0, end - start - SHOWN) + (end === this.#octets.length ? this.#missing : 0);
    const text = decoder.decode(this.#octets.subarray(start, Math.min(end, start + SHOWN)));
    if (left === 0) return { as: (kind) => [[kind, visible(text)]] };
    const note = ` … ${groupDigits(left)} more octets in Raw`;
    return {
      as: (kind) => [
        [kind, visible(text.replace(/\ufffd+$/u, ''))],
        ['note', note],
      ],
    };
  }

  #skipSpace(): void {
    while (isSpace(this.#octets[this.#at])) this.#at += 1;
  }
}

interface Token {
  as(kind: PieceKind): readonly Piece[];
}

function isSpace(octet: number | undefined): boolean {
  return octet === 0x20 || octet === 0x0a || octet === 0x0d || octet === 0x09;
}

function isClosing(octet: number | undefined): boolean {
  return octet === 0x7d || octet === 0x5d;
}

function endsScalar(octet: number | undefined): boolean {
  return octet === COMMA || isClosing(octet) || isSpace(octet);
}
