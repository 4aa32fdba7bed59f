import type { Match, Matcher } from './matcher';

/** Octets of white space that may stand between two pieces. */
const MAX_SPACE = 1024;

/** Pieces that follow each other with nothing but white space between them. Without regard to case, ASCII letters alone are equal. */
export function literalMatcher(pieces: readonly Uint8Array[], isCaseSensitive: boolean): Matcher {
  return new LiteralMatcher(pieces, isCaseSensitive);
}

class LiteralMatcher implements Matcher {
  readonly reach: number;
  readonly stretch = 1_048_576;
  readonly #first: Uint8Array;
  readonly #rest: readonly Uint8Array[];
  /** Each octet as it is compared. */
  readonly #folded: Uint8Array;
  /** How far the end of the first piece may move on when this octet stands under it (Horspool). */
  readonly #skip: Uint32Array;

  constructor(pieces: readonly Uint8Array[], isCaseSensitive: boolean) {
    const folded = Uint8Array.from({ length: 256 }, (_, octet) =>
      !isCaseSensitive && octet >= 0x41 && octet <= 0x5a ? octet + 0x20 : octet,
    );
    const [first = new Uint8Array(0), ...rest] = pieces.map((piece) => piece.map((octet) => folded[octet] ?? octet));
    this.#folded = folded;
    this.#first = first;
    this.#rest = rest;
    this.reach = pieces.reduce((sum, { length }) => sum + length + MAX_SPACE, 0);
    this.#skip = new Uint32Array(256).fill(first.length);
    const skips = Array.from({ length: 256 }, (_, octet) => first.lastIndexOf(folded[octet] ?? 0, first.length - 2));
    skips.forEach((place, octet) => {
      if (first.length > 1 && place >= 0) this.#skip[octet] = first.length - 1 - place;
    });
  }

  find(octets: Uint8Array, from: number, until: number): readonly Match[] {
    const found: Match[] = [];
    for (let at = this.#next(octets, from); at >= 0 && at < until;) {
      const end = this.#end(octets, at + this.#first.length);
      if (end !== undefined) found.push({ start: at, end });
      at = this.#next(octets, end ?? at + 1);
    }
    return found;
  }

  /** Where the first piece stands next; -1 when nowhere. */
  #next(octets: Uint8Array, from: number): number {
    const first = this.#first;
    const folded = this.#folded;
    const skip = this.#skip;
    const last = first.length - 1;
    if (last < 0) return -1;
    const end = octets.length;
    for (let at = from + last; at < end;) {
      let left = last;
      while (left >= 0 && folded[octets[at - last + left] ?? 0] === first[left]) left -= 1;
      if (left < 0) return at - last;
      at += skip[octets[at] ?? 0] ?? 1;
    }
    return -1;
  }

  /** Where the pieces after the first end, when they stand at this place. */
  #end(octets: Uint8Array, from: number): number | undefined {
    let at = from;
    for (const piece of this.#rest) {
      const most = at + MAX_SPACE;
      while (at < most && isSpace(octets[at])) at += 1;
      if (!piece.every((octet, place) => this.#folded[octets[at + place] ?? 0] === octet)) return undefined;
      at += piece.length;
    }
    return at <= octets.length ? at : undefined;
  }
}

function isSpace(octet: number | undefined): boolean {
  return octet === 0x20 || octet === 0x0a || octet === 0x0d || octet === 0x09;
}
