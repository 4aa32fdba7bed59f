import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { lineIndex } from '../../../src/base/lines';

function check(text: string, offset: number, line: number, character: number): void {
  const index = lineIndex(text);
  assert.deepEqual(index.position(offset), { line, character });
  assert.equal(index.offset({ line, character }), offset);
}

describe('lineIndex', () => {
  it('has one line for the empty text', () => {
    assert.equal(lineIndex('').lineCount, 1);
    check('', 0, 0, 0);
  });

  it('ends lines at LF, CRLF and a lone CR', () => {
    const text = 'a\nbc\r\nd\re';
    check(text, 1, 0, 1);
    check(text, 3, 1, 1);
    check(text, 6, 2, 0);
    check(text, 8, 3, 0);
    assert.equal(lineIndex(text).lineCount, 4);
  });

  it('gives a line without its line end', () => {
    const index = lineIndex('ab\r\nc\n');
    assert.deepEqual(
      [index.line(0), index.line(1), index.line(2), index.line(9)],
      [
        { start: 0, end: 2 },
        { start: 4, end: 5 },
        { start: 6, end: 6 },
        { start: 6, end: 6 },
      ],
    );
  });

  it('moves places outside the text to its nearest end', () => {
    const index = lineIndex('ab\ncd');
    assert.deepEqual(index.position(99), { line: 1, character: 2 });
    assert.deepEqual(index.position(-1), { line: 0, character: 0 });
    assert.equal(index.offset({ line: 0, character: 99 }), 2);
    assert.equal(index.offset({ line: 9, character: 0 }), 5);
    assert.equal(index.offset({ line: -1, character: 3 }), 0);
  });

  it('finds back every offset that is not inside a line end', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('a', '\n', '\r', '\r\n', '😀') }), fc.nat(40), (text, at) => {
        const index = lineIndex(text);
        const offset = Math.min(at, text.length);
        const isInsideLineEnd = text.slice(offset - 1, offset + 1) === '\r\n';
        if (!isInsideLineEnd) assert.equal(index.offset(index.position(offset)), offset);
      }),
    );
  });
});
