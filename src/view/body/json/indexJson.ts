import { Checkpoints, OCTETS_APART, ROWS_APART } from '../checkpoints';
import type { TreeFault, TreeIndexer } from '../treeGrammar';

/** Deeper nesting is not indexed; the body is then shown as text. */
export const MAX_DEPTH = 1_000_000;

const VALUE = 0;
const ELEMENT_OR_END = 1;
const KEY = 2;
const KEY_OR_END = 3;
const COLON = 4;
const AFTER = 5;
const END = 6;
const STRING = 7;
const ESCAPE = 8;
const HEX = 9;
const LITERAL = 10;
const MINUS = 11;
const ZERO = 12;
const INTEGER = 13;
const POINT = 14;
const FRACTION = 15;
const EXPONENT = 16;
const EXPONENT_SIGN = 17;
const EXPONENT_DIGITS = 18;

const EXPECTED: readonly string[] = [
  'a value',
  'a value or `]`',
  'a member name in double quotes',
  'a member name in double quotes or `}`',
  'a colon',
  'a comma or the closing bracket',
  'the end of the body',
  'the closing double quote',
  'one of `"\\/bfnrtu` after the backslash',
  'four hexadecimal digits after `\\u`',
  '`true`, `false` or `null`',
  'a digit after the minus sign',
  'the end of the number',
  'the end of the number',
  'a digit after the decimal point',
  'the end of the number',
  'a digit or a sign after the exponent mark',
  'a digit after the sign of the exponent',
  'the end of the number',
];

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const OPEN_OBJECT = 0x7b;
const OPEN_ARRAY = 0x5b;
const CLOSE_OBJECT = 0x7d;
const CLOSE_ARRAY = 0x5d;
const COMMA = 0x2c;

/** 1 where a string cannot simply go on: the quote, the backslash, and controls. */
const ENDS_RUN = new Uint8Array(256).fill(1, 0, 0x20);
ENDS_RUN[QUOTE] = 1;
ENDS_RUN[BACKSLASH] = 1;
const IS_SPACE = new Uint8Array(256);
for (const octet of [0x20, 0x09, 0x0a, 0x0d]) IS_SPACE[octet] = 1;
const WORDS = ['true', 'false', 'null'].map((word) => new TextEncoder().encode(word));
const ESCAPES = new Set(new TextEncoder().encode('"\\/bfnrt'));

/**
 * Finds the rows of a JSON text in one pass over its octets, in chunks of any size, without building values: a row for every scalar, for every
 * opening and closing bracket, and one for an empty container. Checks the grammar of RFC 8259 as it goes. A checkpoint's `first` is the depth of its row,
 * `second` the least depth of the rows up to the next checkpoint.
 */
export class JsonIndexer implements TreeIndexer {
  readonly checkpoints = new Checkpoints();
  #rowCount = 0;
  #fault: TreeFault | undefined;
  #state = VALUE;
  #depth = 0;
  /** One octet a level: 1 for an object, 0 for an array. */
  #objects = new Uint8Array(256);
  #isKey = false;
  #hexLeft = 0;
  #word: Uint8Array = new Uint8Array(0);
  #wordAt = 0;
  #base = 0;
  #octets: Uint8Array = new Uint8Array(0);
  #lastRow = 0;
  #lastOffset = 0;
  #least = 0;

  /** Rows found so far. */
  get rowCount(): number {
    return this.#rowCount;
  }

  /** Undefined as long as the text is JSON. */
  get fault(): TreeFault | undefined {
    return this.#fault;
  }

  /** Takes the next octets; false once the text is known not to be JSON. */
  push(octets: Uint8Array): boolean {
    this.#octets = octets;
    let at = 0;
    while (at < octets.length && this.#fault === undefined) at = this.#step(at);
    this.#base += octets.length;
    this.#octets = new Uint8Array(0);
    return this.#fault === undefined;
  }

  /** Says that no more octets come; false when the text is not JSON, or not all of it. */
  finish(): boolean {
    if (this.#fault === undefined && ENDS_NUMBER.includes(this.#state)) this.#endValue(0);
    if (this.#fault === undefined && this.#state !== END) this.#fail(0);
    return this.#fault === undefined;
  }

  #step(at: number): number {
    if (this.#state >= STRING) return this.#inside(at);
    const octets = this.#octets;
    while (at < octets.length && IS_SPACE[octets[at] ?? 0] === 1) at += 1;
    if (at === octets.length) return at;
    const octet = octets[at] ?? 0;
    switch (this.#state) {
      case AFTER:
        return this.#after(octet, at);
      case KEY:
      case KEY_OR_END:
        if (octet === QUOTE) return this.#startKey(at);
        return this.#state === KEY_OR_END && octet === CLOSE_OBJECT ? this.#close(at) : this.#fail(at);
      case COLON:
        if (octet !== 0x3a) return this.#fail(at);
        this.#state = VALUE;
        return at + 1;
      case END:
        return this.#fail(at);
      default:
        if (octet === CLOSE_ARRAY && this.#state === ELEMENT_OR_END) return this.#close(at);
        return this.#startValue(octet, at);
    }
  }

  /** Goes on inside a token that the last chunk or step began. */
  #inside(at: number): number {
    switch (this.#state) {
      case STRING:
        return this.#string(at);
      case ESCAPE:
        return this.#escape(at);
      case HEX:
        return this.#hex(at);
      case LITERAL:
        return this.#literal(at);
      default:
        return this.#number(at);
    }
  }

  #startKey(at: number): number {
    this.#row(at, this.#depth);
    this.#isKey = true;
    this.#state = STRING;
    return this.#string(at + 1);
  }

  #startValue(octet: number, at: number): number {
    const isElement = this.#depth === 0 || this.#objects[this.#depth - 1] === 0;
    if (isElement) this.#row(at, this.#depth);
    if (octet === QUOTE) {
      this.#isKey = false;
      this.#state = STRING;
      return this.#string(at + 1);
    }
    if (octet === OPEN_OBJECT || octet === OPEN_ARRAY) return this.#open(octet === OPEN_OBJECT, at);
    if (octet === 0x2d || isDigit(octet)) {
      this.#state = octet === 0x2d ? MINUS : octet === 0x30 ? ZERO : INTEGER;
      return this.#number(at + 1);
    }
    const word = WORDS.find((candidate) => candidate[0] === octet);
    if (word === undefined) return this.#fail(at);
    this.#word = word;
    this.#wordAt = 1;
    this.#state = LITERAL;
    return this.#literal(at + 1);
  }

  #open(isObject: boolean, at: number): number {
    if (this.#depth === MAX_DEPTH) return this.#fail(at, `at most ${MAX_DEPTH} levels of nesting`);
    if (this.#depth === this.#objects.length) {
      const wider = new Uint8Array(this.#depth * 2);
      wider.set(this.#objects);
      this.#objects = wider;
    }
    this.#objects[this.#depth] = isObject ? 1 : 0;
    this.#depth += 1;
    this.#state = isObject ? KEY_OR_END : ELEMENT_OR_END;
    return at + 1;
  }

  /** A closing bracket: a row of its own unless the container is empty. */
  #close(at: number): number {
    const isEmpty = this.#state !== AFTER;
    this.#depth -= 1;
    if (!isEmpty) this.#row(at, this.#depth);
    this.#state = this.#depth === 0 ? END : AFTER;
    return at + 1;
  }

  #after(octet: number, at: number): number {
    const isObject = this.#objects[this.#depth - 1] === 1;
    if (octet === COMMA) {
      this.#state = isObject ? KEY : VALUE;
      return at + 1;
    }
    if (octet === (isObject ? CLOSE_OBJECT : CLOSE_ARRAY)) return this.#close(at);
    return this.#fail(at);
  }

  #endValue(at: number): number {
    this.#state = this.#isKey ? COLON : this.#depth === 0 ? END : AFTER;
    this.#isKey = false;
    return at;
  }

  #string(at: number): number {
    const octets = this.#octets;
    const { length } = octets;
    while (at < length && ENDS_RUN[octets[at] ?? 0] === 0) at += 1;
    if (at === length) return at;
    const octet = octets[at];
    if (octet === QUOTE) return this.#endValue(at + 1);
    if (octet !== BACKSLASH) return this.#fail(at, 'an escape instead of a control character');
    this.#state = ESCAPE;
    return at + 1;
  }

  #escape(at: number): number {
    const octet = this.#octets[at] ?? 0;
    if (octet === 0x75) {
      this.#state = HEX;
      this.#hexLeft = 4;
      return at + 1;
    }
    if (!ESCAPES.has(octet)) return this.#fail(at);
    this.#state = STRING;
    return at + 1;
  }

  #hex(at: number): number {
    const octet = this.#octets[at] ?? 0;
    const lower = octet | 0x20;
    if (!isDigit(octet) && (lower < 0x61 || lower > 0x66)) return this.#fail(at);
    this.#hexLeft -= 1;
    if (this.#hexLeft === 0) this.#state = STRING;
    return at + 1;
  }

  #literal(at: number): number {
    const octets = this.#octets;
    while (at < octets.length && this.#wordAt < this.#word.length) {
      if (octets[at] !== this.#word[this.#wordAt]) return this.#fail(at);
      this.#wordAt += 1;
      at += 1;
    }
    return this.#wordAt === this.#word.length ? this.#endValue(at) : at;
  }

  #number(at: number): number {
    const octets = this.#octets;
    while (at < octets.length) {
      const octet = octets[at] ?? 0;
      const next = isDigit(octet) ? this.#afterDigit(octet) : this.#afterMark(octet);
      if (next === undefined) return ENDS_NUMBER.includes(this.#state) ? this.#endValue(at) : this.#fail(at);
      this.#state = next;
      at += 1;
    }
    return at;
  }

  /** The state after a digit; undefined where none may stand: after a leading zero. */
  #afterDigit(octet: number): number | undefined {
    switch (this.#state) {
      case MINUS:
        return octet === 0x30 ? ZERO : INTEGER;
      case ZERO:
        return undefined;
      case INTEGER:
        return INTEGER;
      case POINT:
      case FRACTION:
        return FRACTION;
      default:
        return EXPONENT_DIGITS;
    }
  }

  /** The state after an octet of a number that is no digit; undefined when the number cannot go on with it. */
  #afterMark(octet: number): number | undefined {
    const state = this.#state;
    if (octet === 0x2e) return state === ZERO || state === INTEGER ? POINT : undefined;
    if ((octet | 0x20) === 0x65)
      return state === ZERO || state === INTEGER || state === FRACTION ? EXPONENT : undefined;
    return (octet === 0x2b || octet === 0x2d) && state === EXPONENT ? EXPONENT_SIGN : undefined;
  }

  #row(at: number, depth: number): void {
    const row = this.#rowCount;
    this.#rowCount = row + 1;
    const offset = this.#base + at;
    if (row === 0 || row - this.#lastRow >= ROWS_APART || offset - this.#lastOffset >= OCTETS_APART) {
      this.checkpoints.add(row, offset, depth, depth);
      this.#lastRow = row;
      this.#lastOffset = offset;
      this.#least = depth;
    } else if (depth < this.#least) {
      this.#least = depth;
      this.checkpoints.setLastSecond(depth);
    }
  }

  #expected(): string {
    if (this.#state === AFTER) return this.#objects[this.#depth - 1] === 1 ? 'a comma or `}`' : 'a comma or `]`';
    return EXPECTED[this.#state] ?? '';
  }

  #fail(at: number, expected = this.#expected()): number {
    this.#fault = { offset: this.#base + at, expected };
    return at;
  }
}

/** States in which a number may end. */
const ENDS_NUMBER: readonly number[] = [ZERO, INTEGER, FRACTION, EXPONENT_DIGITS];

function isDigit(octet: number): boolean {
  return octet >= 0x30 && octet <= 0x39;
}

/** The index of a whole JSON text in memory. Ends early, with a `fault`, when it is not JSON. */
export function indexJson(octets: Uint8Array): JsonIndexer {
  const indexer = new JsonIndexer();
  if (indexer.push(octets)) indexer.finish();
  return indexer;
}
