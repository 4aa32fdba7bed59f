import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import {
  encodePathPart,
  encodeQueryPart,
  encodeTypedPath,
  encodeTypedQuery,
  hasStrayPercent,
} from '../../../../src/http/request/percent';

const ascii = Array.from({ length: 95 }, (_, at) => String.fromCharCode(32 + at)).join('');
/** The characters of `text` that stay as they are. */
const kept = (encode: (text: string) => string) =>
  Array.from(ascii)
    .filter((char) => encode(char) === char)
    .join('');
const alphanumerics = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const sorted = (text: string) => Array.from(text).sort().join('');

describe('percent encoding', () => {
  const cases: readonly [claim: string, encode: (text: string) => string, marks: string][] = [
    ['a query part', encodeQueryPart, '-_.!*()'],
    ['a path part', encodePathPart, '-_.!*(),~'],
    ['a typed path', encodeTypedPath, "!$&'()*+,-./:;=@_~"],
    ['a typed query', encodeTypedQuery, "!$&'()*+,-./:;=?@_"],
  ];
  for (const [claim, encode, marks] of cases) {
    it(`keeps of ${claim} what it should`, () => assert.equal(sorted(kept(encode)), sorted(alphanumerics + marks)));
    it(`writes ${claim} in octets of UTF-8, in capitals`, () =>
      assert.equal(encode('a é😀'), 'a%20%C3%A9%F0%9F%98%80'));
  }

  const strays: readonly [text: string, encoded: string, isStray: boolean][] = [
    ['%41', '%41', false],
    ['%aF', '%aF', false],
    ['%', '%25', true],
    ['%4', '%254', true],
    ['%4g', '%254g', true],
    ['%g4', '%25g4', true],
    ['%%41%', '%25%41%25', true],
  ];
  for (const [text, encoded, isStray] of strays) {
    it(`writes a typed ${text} as ${encoded}`, () => {
      assert.deepEqual(
        [encodeTypedPath(text), encodeTypedQuery(text), hasStrayPercent(text)],
        [encoded, encoded, isStray],
      );
    });
  }
});
