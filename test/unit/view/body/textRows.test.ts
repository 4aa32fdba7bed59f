import assert from 'node:assert/strict';
import fc from 'fast-check';
import { indexText, SEGMENT, TextIndexer } from '../../../../src/view/body/indexText';
import { octetsSource } from '../../../../src/view/body/octetSource';
import { TextRows } from '../../../../src/view/body/textRows';

async function rowsOf(text: string): Promise<readonly (readonly [label: string, text: string])[]> {
  const pager = new TextRows(octetsSource(new TextEncoder().encode(text)));
  while (!pager.isComplete) await pager.advance();
  const rows = await pager.rows(0, pager.total);
  return rows.map(({ label, pieces }) => [label, pieces.map(([, piece]) => piece).join('')]);
}

describe('TextRows', () => {
  it('numbers lines and drops their ends, LF and CRLF alike', async () => {
    assert.deepEqual(await rowsOf('a\r\n\nb\n'), [
      ['1', 'a'],
      ['2', ''],
      ['3', 'b'],
    ]);
    assert.deepEqual(await rowsOf(''), []);
  });

  it('goes on with a long line in rows without number, and loses no character of it', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.string({ unit: fc.constantFrom('a', 'é', '漢', '🙂'), maxLength: 3000, size: 'max' }),
        async (line) => {
          const rows = await rowsOf(`${line}\nend`);
          assert.equal(
            rows
              .slice(0, -1)
              .map(([, text]) => text)
              .join(''),
            line,
          );
          assert.deepEqual(rows.at(-1), ['2', 'end']);
          assert.ok(rows.slice(1, -1).every(([label]) => label === ''));
        },
      ),
      { numRuns: 50 },
    );
  });

  it('reads any row of many thousands', async () => {
    const text = Array.from({ length: 20_000 }, (_, line) => `line ${line + 1}`).join('\n');
    const pager = new TextRows(octetsSource(new TextEncoder().encode(text)));
    while (!pager.isComplete) await pager.advance();
    const [row] = await pager.rows(17_654, 1);
    assert.deepEqual(row?.pieces, [['text', 'line 17655']]);
    assert.equal(row.label, '17655');
  });

  it('finds the same rows wherever the octets are cut into chunks', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('a', '\n', '\r'), maxLength: 200 }),
        fc.integer({ min: 1, max: 9 }),
        (text, size) => {
          const source = new TextEncoder().encode(text.replaceAll('a', 'a'.repeat(SEGMENT / 2)));
          const pieces = new TextIndexer();
          for (let at = 0; at < source.length; at += size * 100) pieces.push(source.subarray(at, at + size * 100));
          assert.equal(pieces.rowCount, indexText(source).rowCount);
        },
      ),
    );
  });
});
