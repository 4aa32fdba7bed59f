import { DecodedText } from './decodedText';
import { firstMatch, MAX_MATCH } from './firstMatch';
import { LazyStates } from './lazyStates';
import { literalMatcher } from './literal';
import { machineOf } from './machine';
import type { Machine } from './machine';
import { parsePattern } from './pattern';

/** What a person looks for in a body. */
export interface FindQuery {
  readonly text: string;
  readonly isCaseSensitive: boolean;
  readonly isRegExp: boolean;
}

/** Octets `[start, end)` that match. */
export interface Match {
  readonly start: number;
  readonly end: number;
}

/** Finds matches in a stretch of UTF-8 octets. The work is linear in the stretch. */
export interface Matcher {
  /** Octets that one match may have at most. */
  readonly reach: number;
  /** Octets that are looked through in a few milliseconds. */
  readonly stretch: number;
  /** Matches that begin at or after `from` and before `until`, in order and apart from each other. `before` is the octet before the stretch, undefined at the start of the body. */
  find(octets: Uint8Array, from: number, until: number, before?: number): readonly Match[];
}

/** How a query is read: in the octets of the hex form, in JSON, or in any text. */
export type FindIn = 'hex' | 'json' | 'text';

/** The matcher of a query that is not empty, or one sentence on why it cannot be searched for. */
export function matcherOf({ text, isCaseSensitive, isRegExp }: FindQuery, where: FindIn): Matcher | string {
  if (where === 'hex') {
    const octets = hexDigits(text);
    if (octets !== undefined) return literalMatcher([octets], true);
  }
  const isFolded = !isCaseSensitive && /[^\0-\x7f]/u.test(text);
  if (!isRegExp && !isFolded) return literalMatcher(piecesOf(text, where), isCaseSensitive);
  const source = isRegExp ? text : text.replace(/[\\^$.*+?()[\]{}|]/gu, '\\$&');
  return patternMatcher(where === 'json' ? source.replace(/": */gu, '":\\s*') : source, isCaseSensitive);
}

/** Pairs of hexadecimal digits, with spaces between them or not. */
function hexDigits(text: string): Uint8Array | undefined {
  const digits = text.replace(/^0x|\s+/giu, '');
  if (!/^(?:[0-9a-f]{2})+$/iu.test(digits)) return undefined;
  return Uint8Array.from(digits.match(/../gu) ?? [], (pair) => Number.parseInt(pair, 16));
}

/** The pieces of a literal between which there may be space: JSON is shown with a space after each colon, whatever was sent. */
function piecesOf(text: string, where: FindIn): readonly Uint8Array[] {
  const pieces = where === 'json' ? text.split(/(?<=":) */u).filter((piece) => piece !== '') : [text];
  return pieces.map((piece) => new TextEncoder().encode(piece));
}

function patternMatcher(source: string, isCaseSensitive: boolean): Matcher | string {
  const pattern = parsePattern(source, isCaseSensitive);
  if ('fault' in pattern) return `${pattern.fault.replace(/\.$/u, '')} (at character ${pattern.at + 1}).`;
  const machine = machineOf(pattern);
  return machine === undefined ? 'This expression is too large to search for.' : new PatternMatcher(machine);
}

/** Steps times octets that are done in a few milliseconds. */
const WORK = 1_048_576;

class PatternMatcher implements Matcher {
  readonly reach = MAX_MATCH * 3;
  readonly stretch: number;
  readonly #machine: Machine;
  readonly #states: LazyStates;

  constructor(machine: Machine) {
    this.#machine = machine;
    this.#states = new LazyStates(machine);
    this.stretch = Math.max(4096, Math.min(131_072, Math.floor((4 * WORK) / machine.steps.length)));
  }

  find(octets: Uint8Array, from: number, until: number, before?: number): readonly Match[] {
    const decoded = new DecodedText(octets.subarray(from));
    const { text } = decoded;
    const prior = from > 0 ? octets[from - 1] : before;
    const found: Match[] = [];
    let at = 0;
    while (at < text.length) {
      const origin = this.#machine.isNullable ? at : this.#states.origin(text, at, prior);
      const match = origin === undefined ? undefined : firstMatch(this.#machine, text, origin, prior);
      if (match === undefined) break;
      const start = from + decoded.octetOf(match.start);
      if (start >= until) break;
      found.push({ start, end: from + decoded.octetOf(match.end) });
      at = match.end;
    }
    return found;
  }
}
