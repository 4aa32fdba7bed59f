import type { Row } from './row';

/** The rows of one form of a body, read by page, while the index may still be growing. */
export interface RowPager {
  /** Rows that can be read now, folded ones not counted. */
  readonly total: number;
  readonly isComplete: boolean;
  /** Indexes the next stretch; does nothing when complete. Calls at the same time share one stretch. */
  advance(): Promise<void>;
  /** At most `count` rows from a zero-based place among the rows that are not folded away; fewer at the end. */
  rows(from: number, count: number): Promise<readonly Row[]>;
  /** The row that holds an octet, after unfolding what hides it; undefined when it is not indexed yet. */
  reveal(offset: number): Promise<RevealedRow | undefined>;
  /** The first octet of the row at a place. */
  offsetAt(place: number): Promise<number>;
  /** Folds or unfolds the row with this name; false when it has nothing to fold, or its end is not indexed yet. */
  fold?(row: number, isFolded: boolean): Promise<boolean>;
  /** Folds every container with so many others around it and unfolds all else, after indexing the rest; undefined unfolds all. False when it cannot. */
  foldAll?(depth: number | undefined, pause: () => Promise<void>): Promise<boolean>;
  /** The place of the row that opens the container of the row with this name; undefined where that lies in none. */
  parent?(row: number): Promise<number | undefined>;
  /** Shows more of a row that was cut; false when it was not, or no more of it is shown. */
  showMore?(row: number): Promise<boolean>;
  /** The row with this name, whatever is folded; for forms whose names are not places. */
  row?(name: number): Promise<Row | undefined>;
  /** What the row with this name links to, as it stands there; undefined for nothing. */
  href?(row: number): Promise<string | undefined>;
}

/** A row by its name and by its place among those that are not folded away; `start` is its first octet. */
export interface RevealedRow {
  readonly row: number;
  readonly place: number;
  readonly start: number;
}

/** Octets indexed by the first `advance`, small enough to be done before a first paint, and by each further one. */
export const FIRST_STRETCH = 262_144;
export const NEXT_STRETCH = 1_048_576;
