/** UTF-16 code units as ranges, both ends included. */
export type Ranges = readonly (readonly [from: number, to: number])[];

export const DIGITS: Ranges = [[0x30, 0x39]];
export const WORD: Ranges = [
  [0x30, 0x39],
  [0x41, 0x5a],
  [0x5f, 0x5f],
  [0x61, 0x7a],
];
export const SPACES: Ranges = [
  [0x09, 0x0d],
  [0x20, 0x20],
  [0xa0, 0xa0],
  [0x1680, 0x1680],
  [0x2000, 0x200a],
  [0x2028, 0x2029],
  [0x202f, 0x202f],
  [0x205f, 0x205f],
  [0x3000, 0x3000],
  [0xfeff, 0xfeff],
];
const LINE_ENDS: Ranges = [
  [0x0a, 0x0a],
  [0x0d, 0x0d],
  [0x2028, 0x2029],
];

/** A set of code units, tested with or without regard to case. */
export class CharacterSet {
  readonly #ranges: Ranges;
  readonly #isCaseSensitive: boolean;

  constructor(ranges: Ranges, isCaseSensitive: boolean) {
    this.#ranges = ranges;
    this.#isCaseSensitive = isCaseSensitive;
  }

  has(unit: number): boolean {
    if (this.#holds(unit)) return true;
    if (this.#isCaseSensitive) return false;
    const character = String.fromCharCode(unit);
    return this.#holds(character.toLowerCase().charCodeAt(0)) || this.#holds(character.toUpperCase().charCodeAt(0));
  }

  #holds(unit: number): boolean {
    return this.#ranges.some(([from, to]) => unit >= from && unit <= to);
  }
}

/** Every unit that is not in the ranges. Halves of surrogate pairs are in neither: a character beyond them is taken as a pair. */
export function others(ranges: Ranges): Ranges {
  const sorted = [...ranges, [0xd800, 0xdfff] as const].sort(([a], [b]) => a - b);
  const found: [number, number][] = [];
  let next = 0;
  for (const [from, to] of sorted) {
    if (from > next) found.push([next, from - 1]);
    next = Math.max(next, to + 1);
  }
  if (next <= 0xffff) found.push([next, 0xffff]);
  return found;
}

/** What a dot stands for: anything but the end of a line. */
export const DOT: Ranges = others(LINE_ENDS);
