import type { LinkKind } from '../links';

/** How a stretch of a row is coloured. `note` is ours, everything else is the body's own text. */
export type PieceKind = 'key' | 'string' | 'number' | 'literal' | 'punctuation' | 'text' | 'note' | 'octets';

/** A stretch of a row's text; a pair, because thousands cross to the panel. */
export type Piece = readonly [kind: PieceKind, text: string];

/** One row of a body, ready to be shown. */
export interface Row {
  /** Names the row whatever is folded: zero-based in its form. */
  readonly row: number;
  /** What stands in the margin: a line number, an offset, or nothing for the rest of a long line. */
  readonly label: string;
  /** Levels of nesting above it; 0 at the top and in forms without nesting. */
  readonly depth: number;
  readonly fold: 'none' | 'open' | 'folded';
  readonly pieces: readonly Piece[];
  /** What a search has found in the text of all pieces together; absent for nothing. */
  readonly marks?: readonly Mark[];
  /** Whether some of the row was left out that can be shown. */
  readonly isCut?: boolean;
  /** A string that may be a link, as it stands there. It is not sent to the panel: `link` is. */
  readonly href?: string;
  /** Where a link leads that can be followed. */
  readonly link?: LinkKind;
}

/** Code units `[start, end)` of a row's text. */
export type Mark = readonly [start: number, end: number];

const CONTROL = /(?!\t)\p{Cc}/gu;
const UNSEEN = /[\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff]/gu;

/** The text with every control and direction character made visible, so that no body can reorder or hide what is shown; tabs stay. */
export function visible(text: string): string {
  return inOrder(text).replace(CONTROL, (character) => {
    const code = character.codePointAt(0) ?? 0;
    if (code < 0x20) return String.fromCodePoint(0x2400 + code);
    return code === 0x7f ? '\u2421' : codePoint(character);
  });
}

/** The text with every character made visible that would reorder what stands around it, or that is not seen itself. */
export function inOrder(text: string): string {
  return text.replace(UNSEEN, codePoint);
}

function codePoint(character: string): string {
  return `\u27e8U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}\u27e9`;
}
