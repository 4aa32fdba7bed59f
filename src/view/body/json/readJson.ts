import { groupDigits } from '../../wording/quantity';
import { visible } from '../row';
import type { Piece, PieceKind } from '../row';
import type { ReadingPlace, TreeReader, TreeRow } from '../treeGrammar';

const QUOTE = 0x22;
const OPEN_OBJECT = 0x7b;
const OPEN_ARRAY = 0x5b;
const BACKSLASH = 0x5c;
const COLON = 0x3a;
const COMMA = 0x2c;

const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

/** Reads rows one after another from octets that are known to be JSON, starting at a row of a known depth. */
export class JsonReader implements TreeReader {
  readonly #octets: Uint8Array;
  readonly #missing: number;
  readonly #shownAt: (place: number) => number;
  #at = 0;
  #depth: number;
  #place = 0;
  #start = 0;
  #shown = 0;
  #isCut = false;

  constructor(octets: Uint8Array, { depth, missing, shown }: ReadingPlace) {
    this.#octets = octets;
    this.#depth = isClosing(octets[0]) ? depth + 1 : depth;
    this.#missing = missing;
    this.#shownAt = shown;
  }

  /** The next row; undefined at the end of the octets. */
  next(): TreeRow | undefined {
    while (isSpace(this.#octets[this.#at]) || this.#octets[this.#at] === COMMA) this.#at += 1;
    const octet = this.#octets[this.#at];
    if (octet === undefined) return undefined;
    this.#start = this.#at;
    this.#shown = this.#shownAt(this.#place);
    this.#isCut = false;
    this.#place += 1;
    if (isClosing(octet)) return this.#close(octet);
    if (octet !== QUOTE) return this.#value([], '');
    const first = this.#string();
    this.#skipSpace();
    if (this.#octets[this.#at] !== COLON) return this.#leaf(first.as('string'), hrefOf('', first.text));
    this.#at += 1;
    this.#skipSpace();
    return this.#value([...first.as('key'), ['punctuation', ': ']], first.text);
  }

  #value(before: readonly Piece[], name: string): TreeRow {
    const octet = this.#octets[this.#at];
    if (octet === QUOTE) {
      const token = this.#string();
      return this.#leaf([...before, ...token.as('string')], hrefOf(name, token.text));
    }
    if (octet === OPEN_OBJECT || octet === OPEN_ARRAY) return this.#open(octet, before);
    const start = this.#at;
    while (this.#at < this.#octets.length && !endsScalar(this.#octets[this.#at])) this.#at += 1;
    const isWord = octet === 0x74 || octet === 0x66 || octet === 0x6e;
    return this.#leaf([...before, ...this.#token(start).as(isWord ? 'literal' : 'number')]);
  }

  #open(octet: number, before: readonly Piece[]): TreeRow {
    const depth = this.#depth;
    const closing = octet + 2;
    this.#at += 1;
    this.#skipSpace();
    if (this.#octets[this.#at] === closing) {
      this.#at += 1;
      return this.#leaf([...before, ['punctuation', String.fromCharCode(octet, closing)]]);
    }
    this.#depth += 1;
    return this.#row('open', depth, [...before, ['punctuation', String.fromCharCode(octet)]]);
  }

  #close(octet: number): TreeRow {
    this.#at += 1;
    this.#depth -= 1;
    return this.#row('close', this.#depth, [['punctuation', String.fromCharCode(octet)]]);
  }

  #leaf(pieces: readonly Piece[], href?: string): TreeRow {
    return { ...this.#row('leaf', this.#depth, pieces), href: this.#isCut ? undefined : href };
  }

  #row(kind: TreeRow['kind'], depth: number, pieces: readonly Piece[]): TreeRow {
    return { kind, depth, pieces, start: this.#start, isCut: this.#isCut, href: undefined };
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
    const shown = this.#shown;
    const left = Math.max(0, end - start - shown) + (end === this.#octets.length ? this.#missing : 0);
    const text = decoder.decode(this.#octets.subarray(start, Math.min(end, start + shown)));
    if (left === 0) return { text, as: (kind) => [[kind, visible(text)]] };
    this.#isCut = true;
    const note = ` … ${groupDigits(left)} more octets in Raw`;
    return {
      text,
      as: (kind) => [
        [kind, visible(text.replace(/\ufffd{1,3}$/u, ''))],
        ['note', note],
      ],
    };
  }

  #skipSpace(): void {
    while (isSpace(this.#octets[this.#at])) this.#at += 1;
  }
}

interface Token {
  /** As it was sent, quotes included. */
  readonly text: string;
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

/** Names of members whose value is a link even without a scheme. */
const LINK_NAME = /^"(?:.*(?:ur[il]|href)|link|next|prev|previous|first|last|self)"$/iu;

/** A string that reads like a link: with a scheme of the web, or a path where the member's name says that it is one. */
function hrefOf(name: string, token: string): string | undefined {
  const isLink = /^"https?:\\?\/\\?\//iu.test(token) || (/^"\\?\/[^\s/]/u.test(token) && LINK_NAME.test(name));
  if (!isLink || /\s/u.test(token)) return undefined;
  try {
    return String(JSON.parse(token));
  } catch {
    return undefined;
  }
}
