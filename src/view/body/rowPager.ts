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
  /** Folds or unfolds the row with this name; false when it has nothing to fold, or its end is not indexed yet. */
  fold(row: number, isFolded: boolean): Promise<boolean>;
}

/** Octets indexed by the first `advance`, small enough to be done before a first paint, and by each further one. */
export const FIRST_STRETCH = 262_144;
export const NEXT_STRETCH = 1_048_576;
