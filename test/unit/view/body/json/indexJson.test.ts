import assert from 'node:assert/strict';
import fc from 'fast-check';
import { indexJson, JsonIndexer, MAX_DEPTH } from '../../../../../src/view/body/json/indexJson';

const octets = (text: string): Uint8Array => new TextEncoder().encode(text);

function check(text: string, expected: { rows: number } | { offset: number; expected: RegExp }): void {
  const index = indexJson(octets(text));
  if ('rows' in expected) {
    assert.equal(index.fault, undefined);
    assert.equal(index.rowCount, expected.rows);
    return;
  }
  assert.equal(index.fault?.offset, expected.offset);
  assert.match(index.fault.expected, expected.expected);
}

/** The rows that an indented print of a value has. */
function printedRows(value: unknown): number {
  return JSON.stringify(value, undefined, 1).split('\n').length;
}

describe('indexJson', () => {
  it('makes a row of every scalar, every bracket and every empty container', () => {
    check('{"a":1,"b":[true,null],"c":{},"d":[]}', { rows: 9 });
    check(' [ ] ', { rows: 1 });
    check('"x"', { rows: 1 });
    check('-0.5e+10', { rows: 1 });
  });

  it('says at which octet a text stops being JSON and what belongs there', () => {
    check('', { offset: 0, expected: /a value/ });
    check('{"a":1', { offset: 6, expected: /comma or/ });
    check('{"a" 1}', { offset: 5, expected: /colon/ });
    check('{a:1}', { offset: 1, expected: /member name/ });
    check('[1,]', { offset: 3, expected: /value/ });
    check('[1}', { offset: 2, expected: /`]`/ });
    check('[01]', { offset: 2, expected: /comma|number/ });
    check('[1.]', { offset: 3, expected: /decimal point/ });
    check('[-]', { offset: 2, expected: /minus/ });
    check('[1e]', { offset: 3, expected: /exponent/ });
    check('[tru]', { offset: 4, expected: /true/ });
    check('["\\x"]', { offset: 3, expected: /escape|backslash/ });
    check('["\\u00\u0010"]', { offset: 6, expected: /hexadecimal/ });
    check('["a\nb"]', { offset: 3, expected: /control/ });
    check('{} {}', { offset: 3, expected: /end of the body/ });
    check('"open', { offset: 5, expected: /quote/ });
  });

  it('takes whatever JSON.parse takes, and refuses what it refuses', () => {
    const text = fc.oneof(
      fc.json(),
      fc.string({ unit: fc.constantFrom(...Array.from('{}[]",:0123.-+eE tfnulrase\\/')) }),
    );
    fc.assert(
      fc.property(text, (source) => {
        let isJson = true;
        try {
          JSON.parse(source);
        } catch {
          isJson = false;
        }
        assert.equal(indexJson(octets(source)).fault === undefined, isJson);
      }),
      { numRuns: 500 },
    );
  });

  it('counts as many rows as an indented print has lines', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        assert.equal(indexJson(octets(JSON.stringify(value))).rowCount, printedRows(value));
      }),
    );
  });

  it('finds the same wherever the octets are cut into chunks', () => {
    fc.assert(
      fc.property(fc.json(), fc.nat(7), (text, size) => {
        const whole = indexJson(octets(text));
        const pieces = new JsonIndexer();
        const source = octets(text);
        for (let at = 0; at < source.length; at += size + 1) pieces.push(source.subarray(at, at + size + 1));
        pieces.finish();
        assert.equal(pieces.rowCount, whole.rowCount);
        assert.deepEqual(pieces.fault, whole.fault);
      }),
    );
  });

  it('indexes 20,000 levels of nesting', () => {
    check('['.repeat(20_000) + ']'.repeat(20_000), { rows: 39_999 });
  });

  it('gives up beyond the greatest depth instead of running out of memory', () => {
    check('['.repeat(MAX_DEPTH + 1), { offset: MAX_DEPTH, expected: /levels of nesting/ });
  });
});
