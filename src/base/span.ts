/** A half-open range of UTF-16 code units in one text: `GET` in `GET /a` is `{ start: 0, end: 3 }`. Never negative, `start <= end`. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** A place as editors count: both zero-based, `character` in UTF-16 code units (LSP 3.17 "Position"). */
export interface Position {
  readonly line: number;
  readonly character: number;
}
