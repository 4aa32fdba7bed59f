import { CharacterSet, DIGITS, DOT, others, SPACES, WORD } from './characterSet';
import type { Ranges } from './characterSet';

/** What a regular expression says, without how it is matched. */
export type Pattern =
  | { readonly kind: 'set'; readonly set: CharacterSet }
  | { readonly kind: 'assertion'; readonly assertion: Assertion }
  | { readonly kind: 'sequence'; readonly items: readonly Pattern[] }
  | { readonly kind: 'choice'; readonly items: readonly Pattern[] }
  | {
      readonly kind: 'repeat';
      readonly item: Pattern;
      readonly least: number;
      /** Undefined: any number. */
      readonly most: number | undefined;
      readonly isLazy: boolean;
    };

export type Assertion = 'start' | 'end' | 'boundary' | 'noBoundary';

/** Why a regular expression cannot be searched for, as one sentence, and the zero-based place in it. */
export interface PatternFault {
  readonly fault: string;
  readonly at: number;
}

/** A regular expression in JavaScript's notation. Back references and look-around are not part of it: without them, matching takes time in proportion to the text. */
export function parsePattern(source: string, isCaseSensitive: boolean): Pattern | PatternFault {
  const parser = new Parser(source, isCaseSensitive);
  try {
    return parser.all();
  } catch (error) {
    if (error instanceof Fault) return { fault: error.message, at: error.at };
    throw error;
  }
}

class Fault extends Error {
  readonly at: number;

  constructor(message: string, at: number) {
    super(message);
    this.at = at;
  }
}

/** Pairs of surrogates: one character beyond U+FFFF. */
const HIGH: Ranges = [[0xd800, 0xdbff]];
const LOW: Ranges = [[0xdc00, 0xdfff]];
const MAX_NESTING = 200;
const CONTROLS: Readonly<Record<string, number>> = { n: 10, r: 13, t: 9, f: 12, v: 11, 0: 0 };
const CLASSES: Readonly<Record<string, Ranges>> = {
  d: DIGITS,
  D: others(DIGITS),
  w: WORD,
  W: others(WORD),
  s: SPACES,
  S: others(SPACES),
};

class Parser {
  readonly #source: string;
  readonly #isCaseSensitive: boolean;
  #at = 0;
  #nesting = 0;

  constructor(source: string, isCaseSensitive: boolean) {
    this.#source = source;
    this.#isCaseSensitive = isCaseSensitive;
  }

  all(): Pattern {
    const pattern = this.#choice();
    if (this.#at < this.#source.length) throw new Fault('There is no open group for this `)`.', this.#at);
    return pattern;
  }

  get #next(): string {
    return this.#source.charAt(this.#at);
  }

  #take(text: string): boolean {
    if (!this.#source.startsWith(text, this.#at)) return false;
    this.#at += text.length;
    return true;
  }

  #choice(): Pattern {
    const items = [this.#sequence()];
    while (this.#take('|')) items.push(this.#sequence());
    const [only] = items;
    return items.length === 1 && only !== undefined ? only : { kind: 'choice', items };
  }

  #sequence(): Pattern {
    const items: Pattern[] = [];
    while (this.#at < this.#source.length && this.#next !== '|' && this.#next !== ')')
      items.push(this.#repeated(this.#item()));
    return { kind: 'sequence', items };
  }

  #repeated(item: Pattern): Pattern {
    const start = this.#at;
    const count = /^(?:[*+?]|\{(\d{1,4})(,?)(\d{0,4})\})/u.exec(this.#source.slice(start, start + 12));
    if (count === null) return item;
    const [text, first, comma, last] = count;
    this.#at += text.length;
    const isLazy = this.#take('?');
    if (/^[*+?]/u.test(this.#next)) throw new Fault('There is nothing to repeat here.', this.#at);
    const least = text === '+' ? 1 : Number(first ?? 0);
    const most = text === '?' ? 1 : first === undefined ? undefined : comma === '' ? least : mostOf(last);
    if (most !== undefined && most < least) throw new Fault('These numbers are out of order.', start);
    return { kind: 'repeat', item, least, most, isLazy };
  }

  #item(): Pattern {
    const at = this.#at;
    const character = this.#next;
    if (/[*+?]/u.test(character)) throw new Fault('There is nothing to repeat here.', at);
    this.#at += 1;
    switch (character) {
      case '(':
        return this.#group(at);
      case '[':
        return this.#class(at);
      case '.':
        return this.#wide(DOT);
      case '^':
        return { kind: 'assertion', assertion: 'start' };
      case '$':
        return { kind: 'assertion', assertion: 'end' };
      case '\\':
        return this.#escape(at);
      default:
        return this.#unit(character.charCodeAt(0));
    }
  }

  #group(at: number): Pattern {
    if (/^\?<?[=!]/u.test(this.#source.slice(this.#at, this.#at + 3)))
      throw new Fault('Look-around cannot be searched for.', at);
    if (!this.#take('?:') && this.#take('?<')) {
      const end = this.#source.indexOf('>', this.#at);
      if (end === -1) throw new Fault('The name of this group has no end.', at);
      this.#at = end + 1;
    }
    this.#nesting += 1;
    if (this.#nesting > MAX_NESTING) throw new Fault('The groups are nested too deep.', at);
    const inner = this.#choice();
    this.#nesting -= 1;
    if (!this.#take(')')) throw new Fault('This group has no closing `)`.', at);
    return inner;
  }

  #class(at: number): Pattern {
    const isNegated = this.#take('^');
    const ranges: (readonly [number, number])[] = [];
    while (this.#next !== ']') {
      if (this.#at >= this.#source.length) throw new Fault('This class has no closing `]`.', at);
      const from = this.#member();
      if (this.#next !== '-' || this.#source.charAt(this.#at + 1) === ']' || typeof from !== 'number') {
        ranges.push(...(typeof from === 'number' ? ([[from, from]] as const) : from));
        continue;
      }
      const place = this.#at;
      this.#at += 1;
      const to = this.#member();
      if (typeof to !== 'number' || to < from) throw new Fault('This range is out of order.', place);
      ranges.push([from, to]);
    }
    this.#at += 1;
    return isNegated ? this.#wide(others(ranges)) : this.#set(ranges);
  }

  #member(): number | Ranges {
    const at = this.#at;
    const character = this.#next;
    this.#at += 1;
    if (character !== '\\') return character.charCodeAt(0);
    if (this.#take('b')) return 8;
    const name = this.#next;
    const ranges = CLASSES[name];
    if (ranges === undefined) return this.#escaped(at);
    this.#at += 1;
    return ranges;
  }

  #escape(at: number): Pattern {
    if (this.#take('b')) return { kind: 'assertion', assertion: 'boundary' };
    if (this.#take('B')) return { kind: 'assertion', assertion: 'noBoundary' };
    const name = this.#next;
    if (/[1-9k]/u.test(name)) throw new Fault('Back references cannot be searched for.', at);
    const ranges = CLASSES[name];
    if (ranges === undefined) return this.#unit(this.#escaped(at));
    this.#at += 1;
    return /[DWS]/u.test(name) ? this.#wide(ranges) : this.#set(ranges);
  }

  /** The unit that an escape stands for; reading stands behind the backslash at `at`. */
  #escaped(at: number): number {
    const character = this.#next;
    if (character === '') throw new Fault('Nothing follows this backslash.', at);
    this.#at += 1;
    const length = character === 'x' ? 2 : character === 'u' ? 4 : 0;
    const digits = this.#source.slice(this.#at, this.#at + length);
    if (length > 0 && digits.length === length && /^[0-9a-f]+$/iu.test(digits)) {
      this.#at += length;
      return Number.parseInt(digits, 16);
    }
    if (character === 'p' || character === 'P') throw new Fault('Unicode properties cannot be searched for.', at);
    return CONTROLS[character] ?? character.charCodeAt(0);
  }

  #unit(unit: number): Pattern {
    return this.#set([[unit, unit]]);
  }

  #set(ranges: Ranges): Pattern {
    return { kind: 'set', set: new CharacterSet(ranges, this.#isCaseSensitive) };
  }

  /** A set that holds everything beyond U+FFFF as well. */
  #wide(ranges: Ranges): Pattern {
    const pair: Pattern = { kind: 'sequence', items: [this.#set(HIGH), this.#set(LOW)] };
    return { kind: 'choice', items: [this.#set(ranges), pair] };
  }
}

function mostOf(digits: string | undefined): number | undefined {
  return digits === undefined || digits === '' ? undefined : Number(digits);
}
