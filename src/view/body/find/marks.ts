import { OCTETS_A_ROW } from '../hexRows';
import type { Mark, Row } from '../row';
import { DecodedText } from './decodedText';
import type { Matcher } from './matcher';

/** A row with what matches in its text; our own notes do not count. */
export function markedText(row: Row, matcher: Matcher): Row {
  const marks: Mark[] = [];
  let base = 0;
  let text = '';
  const mark = (): void => {
    const octets = new TextEncoder().encode(text);
    const decoded = new DecodedText(octets);
    const units = unitsOf(decoded);
    for (const { start, end } of matcher.find(octets, 0, octets.length))
      marks.push([base + units(start), base + units(end)]);
    base += text.length;
    text = '';
  };
  for (const [kind, piece] of row.pieces) {
    if (kind !== 'note') {
      text += piece;
      continue;
    }
    mark();
    base += piece.length;
  }
  mark();
  return marks.length === 0 ? row : { ...row, marks };
}

/** The unit that begins at an octet; asked for in order. */
function unitsOf(decoded: DecodedText): (octet: number) => number {
  let unit = 0;
  return (octet) => {
    while (unit < decoded.text.length && decoded.octetOf(unit) < octet) unit += 1;
    return unit;
  };
}

/** Columns of a row of the hex form in which the digits of its octets stand. */
const column = (place: number): number => place * 3 + (place < 8 ? 0 : 1);

/** Rows of the hex form with the digits of what matches; `octets` are those from `base` on that the rows show, and what lies near them. */
export function markedHex(rows: readonly Row[], octets: Uint8Array, base: number, matcher: Matcher): readonly Row[] {
  const matches = matcher.find(octets, 0, octets.length);
  return rows.map((row) => {
    const first = row.row * OCTETS_A_ROW - base;
    const marks = matches
      .filter(({ start, end }) => start < first + OCTETS_A_ROW && end > first)
      .map(({ start, end }): Mark => {
        const last = Math.min(OCTETS_A_ROW, end - first) - 1;
        return [column(Math.max(0, start - first)), column(last) + 2];
      });
    return marks.length === 0 ? row : { ...row, marks };
  });
}
