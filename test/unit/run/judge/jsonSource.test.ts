import assert from 'node:assert/strict';
import fc from 'fast-check';
import { findInJson } from '../../../../src/run/judge/jsonSource';

function check(json: string, path: string, text: string, count = 1) {
  const found = findInJson(json, path);
  assert.equal(found.kind, 'found');
  assert.deepEqual({ text: found.first.text, count: found.count }, { text, count });
}

describe('findInJson', () => {
  it('keeps every digit of a number', () => {
    check('{"id": 9007199254740993}', '$.id', '9007199254740993');
    check('[1, -12.3400e+10, 3]', '$[1]', '-12.3400e+10');
  });
  it('gives a string without quotes and escapes', () => check('{"a":"x\\"\\u00e9\\\\"}', '$.a', 'x"é\\'));
  it('gives objects and arrays as they are written', () => check('{"a": { "b" : [ ] }}', '$.a', '{ "b" : [ ] }'));
  it('finds members whose names need escapes', () => check(`{"a'b\\n\\\\":{"é":1}}`, `$["a'b\\n\\\\"]["é"]`, '1'));
  it('takes the last of two members of one name', () => check('{"a":1,"a":2}', '$.a', '2'));
  it('counts all matches and gives the first', () => check('{"r":[{"id":1},{"id":2}]}', '$.r[*].id', '1', 2));
  it('understands filters', () => check('[{"n":"a","v":1},{"n":"b","v":2}]', '$[?@.n=="b"].v', '2'));
  it('is not confused by brackets and quotes inside strings', () =>
    check('{"a":"}]\\"{[","b":{"c":"]"},"d":7}', '$.d', '7'));
  it('passes a byte order mark', () => check('\uFEFF{"a":1}', '$.a', '1'));

  it('tells an empty result, a text that is no JSON and a malformed path apart', () => {
    assert.equal(findInJson('{}', '$.a').kind, 'nothing');
    assert.equal(findInJson('<a/>', '$.a').kind, 'notJson');
    assert.equal(findInJson('{}', '$.[').kind, 'invalidPath');
    assert.equal(findInJson('{"a":1}', '$.__proto__').kind, 'nothing');
  });

  it('finds every value of any document at its own path', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 3 }), fc.nat({ max: 2 }), (value, indent) => {
        const json = JSON.stringify(value, undefined, indent);
        for (const [path, member] of pathsOf(JSON.parse(json) as unknown, '$')) {
          const found = findInJson(json, path);
          assert.equal(found.kind, 'found');
          assert.deepEqual(JSON.parse(found.first.source), member);
        }
      }),
      { numRuns: 200 },
    );
  });
});

function pathsOf(value: unknown, path: string): readonly (readonly [string, unknown])[] {
  const own = [path, value] as const;
  if (value === null || typeof value !== 'object') return [own];
  const members = Array.isArray(value)
    ? value.flatMap((member, index) => pathsOf(member, `${path}[${index}]`))
    : Object.entries(value).flatMap(([key, member]) => pathsOf(member, `${path}[${JSON.stringify(key)}]`));
  return [own, ...members];
}
