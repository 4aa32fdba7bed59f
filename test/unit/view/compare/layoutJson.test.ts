import assert from 'node:assert/strict';
import fc from 'fast-check';
import { layoutJson } from '../../../../src/view/compare/layoutJson';

const sorted = (text: string): string | undefined => layoutJson(text, { isSorted: true });

/** The same value with the members of every object in another order. */
function shuffled(value: unknown, order: (names: string[]) => string[]): unknown {
  if (Array.isArray(value)) return value.map((each) => shuffled(each, order));
  if (typeof value !== 'object' || value === null) return value;
  const names = order(Object.keys(value));
  return Object.fromEntries(names.map((name) => [name, shuffled((value as Record<string, unknown>)[name], order)]));
}

describe('JSON laid out for comparing', () => {
  it('is the same whatever the order of members and the white space', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.nat(4), fc.func(fc.integer()), (value, indent, rank) => {
        const other = shuffled(value, (names) => [...names].sort((a, b) => rank(a) - rank(b)));
        assert.equal(sorted(JSON.stringify(other, null, indent)), sorted(JSON.stringify(value)));
      }),
    );
  });

  it('says what the text says, and stays as it is when laid out again', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.boolean(), (value, isSorted) => {
        const text = JSON.stringify(value);
        const laidOut = layoutJson(text, { isSorted }) ?? '';
        assert.deepEqual(JSON.parse(laidOut), JSON.parse(text));
        assert.equal(layoutJson(laidOut, { isSorted }), laidOut);
      }),
    );
  });

  it('is what JSON.stringify makes of it when it is not sorted', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        assert.equal(
          layoutJson(JSON.stringify(value), { isSorted: false }),
          JSON.stringify(JSON.parse(JSON.stringify(value)), null, 2),
        );
      }),
    );
  });

  it('keeps every number as it was sent', () => {
    const numbers = '[9007199254740993,1.50e+02,-0,0.1000000000000000055511151231257827,1E400]';
    assert.equal(sorted(numbers)?.replace(/\s/g, ''), numbers);
  });

  const cases: readonly (readonly [claim: string, text: string, laidOut: string | undefined])[] = [
    ['writes an escape that nothing needs as its letter', String.raw`"\u0061\/\n"`, String.raw`"a/\n"`],
    [
      'keeps both of two members of one name, in their order',
      '{"b":1,"a":2,"a":1}',
      '{\n  "a": 2,\n  "a": 1,\n  "b": 1\n}',
    ],
    ['leaves empty ones on their line', '{ "a": { } , "b": [ ] }', '{\n  "a": {},\n  "b": []\n}'],
    ['does without a byte order mark', '\uFEFF[1]', '[\n  1\n]'],
    ['is undefined for what is no JSON', '{"a":1,}', undefined],
    ['is undefined for nothing', '', undefined],
    ['is undefined for what is nested beyond all sense', '['.repeat(20_000) + ']'.repeat(20_000), undefined],
    ['knows brackets, commas and quotes in strings', String.raw`["],\"{"]`, '[\n  "],\\"{"\n]'],
  ];
  for (const [claim, text, laidOut] of cases) it(claim, () => assert.equal(sorted(text), laidOut));

  it('leaves out what it is told to, with the paths that JSONPath gives', () => {
    const asked: string[] = [];
    const leavesOut = (path: readonly (string | number)[]): boolean => {
      asked.push(path.join('.'));
      return path.at(-1) === 'id' || path.at(-1) === 1;
    };
    assert.equal(
      layoutJson('{"id":1,"list":[{"id":2},3]}', { isSorted: true, leavesOut }),
      '{\n  "list": [\n    {}\n  ]\n}',
    );
    assert.deepEqual(asked, ['id', 'list.0.id', 'list.0', 'list.1', 'list']);
  });
});
