import assert from 'node:assert/strict';
import fc from 'fast-check';
import { jsonRows } from '../../../../../src/view/body/json/jsonRows';
import type { OctetSource } from '../../../../../src/view/body/octetSource';
import type { TreeRows } from '../../../../../src/view/body/treeRows';
import { visible } from '../../../../../src/view/body/row';
import type { Row } from '../../../../../src/view/body/row';

/** A source that gives copies, as reading from a file does, and counts the octets it gave. */
class CountingSource implements OctetSource {
  readonly #octets: Uint8Array;
  given = 0;

  constructor(text: string) {
    this.#octets = new TextEncoder().encode(text);
  }

  get size(): number {
    return this.#octets.length;
  }

  read(start: number, end: number): Promise<Uint8Array> {
    const stretch = this.#octets.slice(start, end);
    this.given += stretch.length;
    return Promise.resolve(stretch);
  }
}

async function indexed(text: string): Promise<{ pager: TreeRows; source: CountingSource }> {
  const source = new CountingSource(text);
  const pager = jsonRows(source);
  while (!pager.isComplete) await pager.advance();
  source.given = 0;
  return { pager, source };
}

const text = (row: Row): string => ' '.repeat(row.depth) + row.pieces.map(([, piece]) => piece).join('');

async function lines(pager: TreeRows, from = 0, count = 1000): Promise<readonly string[]> {
  return (await pager.rows(from, count)).map(text);
}

describe('JsonRows', () => {
  it('prints line for line what JSON.stringify would', async () => {
    await fc.assert(
      fc.asyncProperty(fc.jsonValue(), async (value) => {
        const { pager } = await indexed(JSON.stringify(value));
        const printed = await lines(pager, 0, pager.total);
        assert.deepEqual(printed, JSON.stringify(value, undefined, 1).split('\n').map(visible));
      }),
      { numRuns: 200 },
    );
  });

  it('shows every number, escape and key as it was sent', async () => {
    const { pager } = await indexed('{"id":9007199254740993,"e":1.50E+02,"t":"\\u00e9\\/","":-0}');
    assert.deepEqual(await lines(pager), [
      '{',
      ' "id": 9007199254740993,',
      ' "e": 1.50E+02,',
      ' "t": "\\u00e9\\/",',
      ' "": -0',
      '}',
    ]);
  });

  it('gives any page without reading much more than it shows', async () => {
    const { pager, source } = await indexed(JSON.stringify(Array.from({ length: 50_000 }, (_, id) => ({ id }))));
    assert.deepEqual(await lines(pager, 3 * 49_999 + 1, 4), [' {', '  "id": 49999', ' }', ']']);
    assert.ok(source.given < 5000, String(source.given));
  });

  it('hides what is folded and counts it, also in nested folds', async () => {
    const { pager } = await indexed('{"a":[1,[2,3],4],"b":{"c":5}}');
    assert.equal(await pager.fold(3, true), true);
    assert.deepEqual(await lines(pager, 1, 4), [' "a": [', '  1,', '  [ … 2 lines … ],', '  4']);
    assert.equal(await pager.fold(1, true), true);
    assert.deepEqual(await lines(pager), ['{', ' "a": [ … 6 lines … ],', ' "b": {', '  "c": 5', ' }', '}']);
    assert.equal(pager.total, 6);
    assert.equal(await pager.fold(1, false), true);
    assert.equal(pager.total, 10);
  });

  it('finds the row that opens the container of another, by its place, without reading all between', async () => {
    const inner = Array.from({ length: 50_000 }, (_, id) => ({ id }));
    const { pager, source } = await indexed(JSON.stringify({ first: { a: [] }, inner, last: 1 }));
    const last = 4 + 3 * 50_000 + 2;
    assert.deepEqual(await lines(pager, last, 1), [' "last": 1']);
    const parents: (number | undefined)[] = [];
    for (const row of [0, 1, 2, 3, last - 1, last - 2, last - 3, last]) parents.push(await pager.parent(row));
    assert.deepEqual(parents, [undefined, 0, 1, 0, 0, 4, last - 4, 0]);
    assert.ok(source.given < 500_000, String(source.given));
    await pager.fold(1, true);
    assert.equal(await pager.parent(last - 2), 2);
  });

  it('folds nothing where there is nothing to fold', async () => {
    const { pager } = await indexed('{"a":1,"b":{}}');
    assert.deepEqual(
      [await pager.fold(1, true), await pager.fold(2, true), await pager.fold(3, true)],
      [false, false, false],
    );
  });

  it('finds the end of a fold that spans most of a large body without reading it all', async () => {
    const inner = Array.from({ length: 100_000 }, (_, id) => ({ id }));
    const { pager, source } = await indexed(JSON.stringify({ inner, last: 1 }));
    await pager.fold(1, true);
    assert.deepEqual(await lines(pager), ['{', ' "inner": [ … 300,000 lines … ],', ' "last": 1', '}']);
    assert.ok(source.given < 20_000, String(source.given));
  });

  it('cuts a string of megabytes and says by how much, reading little of it', async () => {
    const { pager, source } = await indexed(`{"long":"${'x'.repeat(3_000_000)}","next":1}`);
    const rows = await lines(pager);
    assert.match(rows[1] ?? '', /^ "long": "x+ … 2,998,00\d more octets in Raw,$/u);
    assert.deepEqual(rows.slice(2), [' "next": 1', '}']);
    assert.ok(source.given < 200_000, String(source.given));
  });

  it('holds back the last row until its end has been seen', async () => {
    const source = new CountingSource(`[${'1,'.repeat(200_000)}123]`);
    const pager = jsonRows(source);
    await pager.advance();
    assert.equal(pager.isComplete, false);
    const [last] = await pager.rows(pager.total - 1, 5);
    assert.equal(last === undefined ? '' : text(last), ' 1,');
  });

  it('makes direction marks and controls visible', async () => {
    const { pager } = await indexed('["a\u202eb\u200bc\u007f"]');
    assert.deepEqual((await lines(pager))[1], ' "a⟨U+202E⟩b⟨U+200B⟩c␡"');
  });
});
