import type { OctetSource } from './octetSource';
import type { Row } from './row';
import type { RevealedRow, RowPager } from './rowPager';

/** Octets that one row of the hex form shows. */
export const OCTETS_A_ROW = 16;
const HEX = Array.from({ length: 256 }, (_, octet) => octet.toString(16).padStart(2, '0'));

/** A body as octets, sixteen a row: the offset, their values, and the printable ASCII characters among them. */
export class HexRows implements RowPager {
  readonly #source: OctetSource;
  readonly isComplete = true;
  readonly total: number;

  constructor(source: OctetSource) {
    this.#source = source;
    this.total = Math.ceil(source.size / OCTETS_A_ROW);
  }

  advance(): Promise<void> {
    return Promise.resolve();
  }

  async rows(from: number, count: number): Promise<readonly Row[]> {
    const start = from * OCTETS_A_ROW;
    const octets = await this.#source.read(start, start + count * OCTETS_A_ROW);
    const rows = Math.ceil(octets.length / OCTETS_A_ROW);
    return Array.from({ length: rows }, (_, place) =>
      hexRow(from + place, octets.subarray(place * OCTETS_A_ROW, (place + 1) * OCTETS_A_ROW)),
    );
  }

  reveal(offset: number): Promise<RevealedRow | undefined> {
    const row = Math.floor(offset / OCTETS_A_ROW);
    return Promise.resolve(row < this.total ? { row, place: row, start: row * OCTETS_A_ROW } : undefined);
  }

  offsetAt(place: number): Promise<number> {
    return Promise.resolve(place * OCTETS_A_ROW);
  }
}

function hexRow(row: number, octets: Uint8Array): Row {
  const values = Array.from(octets, (octet) => HEX[octet] ?? '');
  const left = values.slice(0, 8).join(' ');
  const right = values.slice(8).join(' ');
  const characters = Array.from(octets, (octet) => (octet >= 0x20 && octet < 0x7f ? String.fromCharCode(octet) : '.'));
  return {
    row,
    label: (row * OCTETS_A_ROW).toString(16).padStart(8, '0'),
    depth: 0,
    fold: 'none',
    pieces: [
      ['octets', `${left.padEnd(23)}  ${right.padEnd(23)}`],
      ['text', `  ${characters.join('')}`],
    ],
  };
}
