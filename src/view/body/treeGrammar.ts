import type { Checkpoints } from './checkpoints';
import type { FoldPairs } from './folds';
import type { OctetSource } from './octetSource';
import type { Piece } from './row';

/** Where a text stops being what it should be, and what would have been right there, such as "a comma or `}`". */
export interface TreeFault {
  readonly offset: number;
  readonly expected: string;
}

/** A row as it stands in the octets. */
export interface TreeRow {
  readonly kind: 'open' | 'close' | 'leaf';
  readonly depth: number;
  readonly pieces: readonly Piece[];
  /** Its first octet, counted from where reading began. */
  readonly start: number;
  /** Whether some of it was left out. */
  readonly isCut: boolean;
  /** A string that may be a link, when the row is nothing else. */
  readonly href: string | undefined;
}

/** Finds the rows of a nested text in one pass over its octets, in chunks of any size. A checkpoint's `first` is the depth of its row, `second` the least depth up to the next. */
export interface TreeIndexer {
  readonly checkpoints: Checkpoints;
  readonly rowCount: number;
  /** Undefined as long as the text is right. */
  readonly fault: TreeFault | undefined;
  /** Takes the next octets; false once the text is known to be wrong. */
  push(octets: Uint8Array): boolean;
  /** Says that no more octets come; false when the text is wrong, or not whole. */
  finish(): boolean;
}

/** Reads rows one after another; undefined at the end. */
export interface TreeReader {
  next(): TreeRow | undefined;
}

/** What a reader needs to know of the octets that it is given. They may end inside the last row; `missing` is how many octets of it were left out. */
export interface ReadingPlace {
  readonly depth: number;
  readonly missing: number;
  /** Octets of one token that are shown, by the place of its row among those that are read. */
  readonly shown: (place: number) => number;
}

/** How a language of nested things becomes rows. */
export interface TreeGrammar {
  readonly indexer: TreeIndexer;
  reader(octets: Uint8Array, place: ReadingPlace): TreeReader;
  /** What stands behind the opening row of a fold for the closing one. */
  closing(open: TreeRow): readonly Piece[];
  /** What separates a row from the one after it in the same container; undefined for nothing. */
  readonly separator: Piece | undefined;
  /** The containers with so many others around them, of a whole text that is right. */
  containers(source: OctetSource, depth: number, pause: () => Promise<void>): Promise<FoldPairs>;
}
