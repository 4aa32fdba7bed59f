import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { parse } from '../../../../src/language/parse';
import { sketch } from '../sketch';

/** Where a second request stands, the text up to it, what the first is, and a further complaint. */
const cases: readonly (readonly [place: string, before: string, first: readonly string[], code?: string])[] = [
  ['right below a request line', 'GET http://a\n', ['GET http://a']],
  ['below fields', 'GET http://a\nC: d\n', ['GET http://a', 'C: d']],
  ['below a blank line', 'GET http://a\n\n', ['GET http://a']],
  ['below one in small letters', 'get http://a\n\n', ['GET http://a']],
  ['below one without a method', 'http://a\n\n', ['GET http://a']],
  ['below a body', 'POST http://a\n\nc\n\n', ['POST http://a', 'body c']],
  ['below a file', 'POST http://a\n\n< ./c\n\n', ['POST http://a', 'body [< ./c]']],
  ['below an assertion', 'GET http://a\n\n?? status == 1\n\n', ['GET http://a', '?? status == 1']],
  ['below an indented ###', 'GET http://a\n ###\n ', ['GET http://a'], 'indented-separator'],
];

describe('a request without ### above it', () => {
  for (const [place, before, first, code] of cases) {
    it(`is one of its own ${place}`, () => {
      const document = parse(`${before}GET http://b`);
      assert.deepEqual(sketch(document), [first, ['GET http://b']]);
      const codes = document.diagnostics.map((diagnostic) => diagnostic.code);
      assert.deepEqual(codes, [...(code === undefined ? [] : [code]), 'missing-separator']);
    });
  }

  it('may be in small letters below fields', () =>
    assert.deepEqual(sketch(parse('GET http://a\nB: c\nget http://b')), [['GET http://a', 'B: c'], ['GET http://b']]));

  it('may leave its method out below one without a body', () =>
    assert.deepEqual(sketch(parse('GET http://a\n\nhttp://b')), [['GET http://a'], ['GET http://b']]));

  it('takes the comments, directives and variables above it along', () => {
    const { blocks } = parse('GET http://a\n\n# c\n@d = 1\n# @name e\nGET http://b');
    assert.deepEqual(
      blocks.map(({ request, variables }) => [request?.name, variables.length]),
      [
        [undefined, 0],
        ['e', 1],
      ],
    );
  });
});
