import { Checkpoints, OCTETS_APART, ROWS_APART } from '../checkpoints';
import type { TreeFault, TreeIndexer } from '../treeGrammar';

/** Deeper nesting is not indexed; the body is then shown as text. */
const MAX_DEPTH = 1_000_000;

/** Text up to this many octets stands in one row with the tags around it, when there is nothing else between them. */
export const MAX_INLINE = 1000;

const LESS = 0x3c;
const GREATER = 0x3e;
const SLASH = 0x2f;
const BANG = 0x21;
const QUESTION = 0x3f;
const QUOTE = 0x22;
const APOSTROPHE = 0x27;

const TEXT = 0;
const AFTER_LESS = 1;
const START_NAME = 2;
const IN_TAG = 3;
const ATTRIBUTE_NAME = 4;
const AFTER_EQUALS = 5;
const IN_VALUE = 6;
const AFTER_SLASH = 7;
const END_NAME = 8;
const END_SPACE = 9;
const INSTRUCTION = 10;
const BANG_START = 11;
const COMMENT = 12;
const CDATA = 13;
const DOCTYPE = 14;

const EXPECTED: readonly string[] = [
  'the end of an element that is open',
  'the name of a tag',
  'the end of a tag',
  'an attribute or `>`',
  '`=` after the name of an attribute',
  'a quoted value of an attribute',
  'the closing quote of an attribute',
  '`>` after `/`',
  'the name of the element that is open',
  '`>`',
  '`?>`',
  '`<!--`, `<![CDATA[` or `<!DOCTYPE`',
  '`-->`',
  '`]]>`',
  'the end of the document type',
];

const OPENINGS: readonly (readonly [text: string, state: number])[] = [
  ['--', COMMENT],
  ['[CDATA[', CDATA],
  ['DOCTYPE', DOCTYPE],
];

/** What an indexer tells of a row: the row that opens an element, and the one that closes it. */
export type ToldElement = (depth: number, open: number, close: number) => void;

/**
 * Finds the rows of an XML text in one pass over its octets, in chunks of any size: a row for every tag, text, comment and instruction, and one for an element that holds
 * nothing but a short text. Checks that tags match and are whole; entities stay as they are, and a document type is passed over.
 */
export class XmlIndexer implements TreeIndexer {
  readonly checkpoints = new Checkpoints();
  readonly #tell: ToldElement | undefined;
  #rowCount = 0;
  #fault: TreeFault | undefined;
  #state = TEXT;
  #base = 0;
  #depth = 0;
  /** Of each open element: its row, and a hash of its name. */
  #rows = new Uint32Array(64);
  #names = new Uint32Array(64);
  #hash = 0;
  #quote = 0;
  /** Where the markup that is being read began, and where the text before it did. */
  #markStart = 0;
  #textStart = 0;
  #hasText = false;
  /** The last octets, for the ends of comments and such; brackets that are open in a document type. */
  #last = 0;
  #lastButOne = 0;
  #brackets = 0;
  #opening = '';
  /** The last thing was a start tag, so that a text and its end tag may join its row. */
  #isFresh = false;
  #hasRoot = false;
  #lastRow = 0;
  #lastOffset = 0;
  #least = 0;

  constructor(tell?: ToldElement) {
    this.#tell = tell;
  }

  get rowCount(): number {
    return this.#rowCount;
  }

  get fault(): TreeFault | undefined {
    return this.#fault;
  }

  push(octets: Uint8Array): boolean {
    let at = 0;
    while (at < octets.length && this.#fault === undefined) at = this.#step(octets, at);
    this.#base += octets.length;
    return this.#fault === undefined;
  }

  finish(): boolean {
    if (this.#fault === undefined && (this.#state !== TEXT || this.#depth > 0 || !this.#hasRoot))
      this.#fail(this.#base, this.#hasRoot || this.#state !== TEXT ? this.#expected() : 'an element');
    return this.#fault === undefined;
  }

  #expected(): string {
    return EXPECTED[this.#state] ?? '';
  }

  #step(octets: Uint8Array, at: number): number {
    if (this.#state === TEXT) return this.#text(octets, at);
    const octet = octets[at] ?? 0;
    if (this.#state === IN_VALUE) {
      const end = octets.indexOf(this.#quote, at);
      if (end !== -1) this.#state = IN_TAG;
      return end === -1 ? octets.length : end + 1;
    }
    if (this.#state >= INSTRUCTION) return this.#declaration(octet, at);
    return this.#tag(octet, at);
  }

  #text(octets: Uint8Array, from: number): number {
    const end = octets.indexOf(LESS, from);
    const last = end === -1 ? octets.length : end;
    let at = from;
    while (!this.#hasText && at < last) {
      if (!isSpace(octets[at] ?? 0)) {
        if (this.#depth === 0 && !this.#isMark(octets, at)) return this.#fail(this.#base + at, 'a tag');
        this.#hasText = true;
        this.#textStart = this.#base + at;
      }
      at += 1;
    }
    if (end === -1) return last;
    this.#markStart = this.#base + end;
    this.#state = AFTER_LESS;
    return end + 1;
  }

  #isMark(octets: Uint8Array, at: number): boolean {
    return this.#base === 0 && at < 3 && octets[0] === 0xef;
  }

  #tag(octet: number, at: number): number {
    switch (this.#state) {
      case AFTER_LESS:
        return this.#begin(octet, at);
      case START_NAME:
        if (isName(octet)) this.#hash = hashed(this.#hash, octet);
        else {
          this.#state = IN_TAG;
          return at;
        }
        return at + 1;
      case IN_TAG:
        return this.#inTag(octet, at);
      case ATTRIBUTE_NAME:
        if (octet === 0x3d) this.#state = AFTER_EQUALS;
        else if (!isName(octet) && !isSpace(octet)) return this.#fail(this.#base + at, this.#expected());
        return at + 1;
      case AFTER_EQUALS:
        if (octet === QUOTE || octet === APOSTROPHE) {
          this.#quote = octet;
          this.#state = IN_VALUE;
        } else if (!isSpace(octet)) return this.#fail(this.#base + at, this.#expected());
        return at + 1;
      case AFTER_SLASH:
        if (octet !== GREATER) return this.#fail(this.#base + at, this.#expected());
        this.#element(true);
        return at + 1;
      case END_NAME:
        if (isName(octet)) {
          this.#hash = hashed(this.#hash, octet);
          return at + 1;
        }
        if (this.#depth === 0 || this.#names[this.#depth - 1] !== this.#hash)
          return this.#fail(this.#markStart, this.#depth === 0 ? 'no end tag' : this.#expected());
        this.#state = END_SPACE;
        return at;
      default:
        if (octet === GREATER) this.#endTag();
        else if (!isSpace(octet)) return this.#fail(this.#base + at, this.#expected());
        return at + 1;
    }
  }

  #begin(octet: number, at: number): number {
    this.#hash = 0;
    if (octet === SLASH) this.#state = END_NAME;
    else if (octet === QUESTION) this.#state = INSTRUCTION;
    else if (octet === BANG) this.#state = BANG_START;
    else if (isName(octet) && !(octet >= 0x2d && octet <= 0x39)) {
      if (this.#depth === 0 && this.#hasRoot) return this.#fail(this.#markStart, 'the end of the body');
      this.#state = START_NAME;
      return at;
    } else return this.#fail(this.#base + at, this.#expected());
    this.#opening = '';
    this.#last = this.#lastButOne = this.#brackets = this.#quote = 0;
    return at + 1;
  }

  #inTag(octet: number, at: number): number {
    if (octet === GREATER) this.#element(false);
    else if (octet === SLASH) this.#state = AFTER_SLASH;
    else if (isName(octet)) this.#state = ATTRIBUTE_NAME;
    else if (!isSpace(octet)) return this.#fail(this.#base + at, this.#expected());
    return at + 1;
  }

  #declaration(octet: number, at: number): number {
    if (this.#state === BANG_START) {
      this.#opening += String.fromCharCode(octet);
      const found = OPENINGS.find(([text]) => text === this.#opening);
      if (found !== undefined) this.#state = found[1];
      else if (!OPENINGS.some(([text]) => text.startsWith(this.#opening)))
        return this.#fail(this.#base + at, this.#expected());
      return at + 1;
    }
    if (this.#isOver(octet)) {
      if (this.#state === CDATA && this.#depth === 0) return this.#fail(this.#markStart, 'a tag');
      this.#flushText();
      this.#row(this.#markStart, this.#depth);
      this.#state = TEXT;
    }
    this.#lastButOne = this.#last;
    this.#last = octet;
    return at + 1;
  }

  /** Whether this octet ends the comment, instruction, section or document type. */
  #isOver(octet: number): boolean {
    if (this.#state === DOCTYPE) {
      if (this.#quote !== 0) this.#quote = octet === this.#quote ? 0 : this.#quote;
      else if (octet === QUOTE || octet === APOSTROPHE) this.#quote = octet;
      else if (octet === 0x5b) this.#brackets += 1;
      else if (octet === 0x5d) this.#brackets -= 1;
      return octet === GREATER && this.#quote === 0 && this.#brackets <= 0;
    }
    if (octet !== GREATER) return false;
    if (this.#state === INSTRUCTION) return this.#last === QUESTION;
    const mark = this.#state === COMMENT ? 0x2d : 0x5d;
    return this.#last === mark && this.#lastButOne === mark;
  }

  /** A start tag, or an element that is empty. */
  #element(isEmpty: boolean): void {
    this.#flushText();
    this.#row(this.#markStart, this.#depth);
    this.#hasRoot = true;
    this.#state = TEXT;
    if (isEmpty) return;
    if (this.#depth === MAX_DEPTH) {
      this.#fail(this.#markStart, `at most ${MAX_DEPTH} levels of nesting`);
      return;
    }
    if (this.#depth === this.#rows.length) {
      this.#rows = wider(this.#rows);
      this.#names = wider(this.#names);
    }
    this.#rows[this.#depth] = this.#rowCount - 1;
    this.#names[this.#depth] = this.#hash;
    this.#depth += 1;
    this.#isFresh = true;
  }

  #endTag(): void {
    const isShort = !this.#hasText || this.#markStart - this.#textStart <= MAX_INLINE;
    const isInline = this.#isFresh && isShort;
    if (!isInline) this.#flushText();
    this.#hasText = false;
    this.#isFresh = false;
    this.#depth -= 1;
    this.#state = TEXT;
    if (isInline) return;
    this.#row(this.#markStart, this.#depth);
    this.#tell?.(this.#depth, this.#rows[this.#depth] ?? 0, this.#rowCount - 1);
  }

  #flushText(): void {
    if (this.#hasText) this.#row(this.#textStart, this.#depth);
    this.#hasText = false;
    this.#isFresh = false;
  }

  #row(offset: number, depth: number): void {
    const row = this.#rowCount;
    this.#rowCount = row + 1;
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

  #fail(offset: number, expected: string): number {
    this.#fault ??= { offset, expected };
    return offset - this.#base;
  }
}

/** The index of a whole XML text in memory. */
export function indexXml(octets: Uint8Array): XmlIndexer {
  const indexer = new XmlIndexer();
  if (indexer.push(octets)) indexer.finish();
  return indexer;
}

function wider(from: Uint32Array): Uint32Array<ArrayBuffer> {
  const to = new Uint32Array(from.length * 2);
  to.set(from);
  return to;
}

export function isSpace(octet: number): boolean {
  return octet === 0x20 || octet === 0x0a || octet === 0x0d || octet === 0x09;
}

/** An octet of a name: ASCII letters, digits and `-.:_`, and any of a character beyond ASCII. */
function isName(octet: number): boolean {
  const lower = octet | 0x20;
  return (
    octet >= 0x80 ||
    (lower >= 0x61 && lower <= 0x7a) ||
    (octet >= 0x30 && octet <= 0x3a) ||
    octet === 0x2d ||
    octet === 0x2e ||
    octet === 0x5f
  );
}

function hashed(hash: number, octet: number): number {
  return (Math.imul(hash ^ octet, 0x01000193) + 0x9e3779b9) >>> 0;
}
