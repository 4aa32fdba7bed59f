import assert from 'node:assert/strict';
import fc from 'fast-check';
import { dynamicValue } from '../../../../src/run/values/dynamicValue';

const time = Date.UTC(2024, 0, 31, 13, 4, 5, 67);

function evaluate(expression: string, chance = 0.5) {
  return dynamicValue(expression, { random: { next: () => chance }, clock: { time: () => time } });
}

function check(expression: string, expected: string, chance?: number) {
  assert.deepEqual(evaluate(expression, chance), { kind: 'value', text: expected });
}

describe('dynamic values', () => {
  it('gives version 4 UUIDs under all three names', () => {
    for (const name of ['$guid', '$uuid', '$random.uuid']) {
      const value = evaluate(name, 0.99);
      assert.match(
        value?.kind === 'value' ? value.text : '',
        /^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/,
      );
    }
  });

  for (const [expression, chance, expected] of [
    ['$randomInt 1 7', 0, '1'],
    ['$randomInt 1 7', 0.999, '6'],
    ['$randomInt', 0.5, '500'],
    ['$randomInt -5 -3', 0.6, '-4'],
    ['$random.integer(10, 20)', 0.5, '15'],
    ['$random.integer(10,20)', 0.5, '15'],
    ['$random.float(1, 2)', 0.25, '1.25'],
    ['$random.alphabetic(4)', 0, 'aaaa'],
    ['$random.alphanumeric(3)', 0.999, '999'],
    ['$random.hexadecimal(5)', 0.999, 'fffff'],
    ['$random.email', 0, 'aaaaaaaaaa@example.com'],
    ['$random.email()', 0, 'aaaaaaaaaa@example.com'],
  ] as const) {
    it(`reads {{${expression}}} as ${expected} when chance is ${chance}`, () => check(expression, expected, chance));
  }

  for (const [expression, expected] of [
    ['$timestamp', '1706706245'],
    ['$timestamp -1 d', '1706619845'],
    ['$timestamp 500 ms', '1706706245'],
    ['$isoTimestamp', '2024-01-31T13:04:05.067Z'],
    ['$isoTimestamp 1 M', '2024-02-29T13:04:05.067Z'],
    ['$isoTimestamp -1 Q', '2023-10-31T13:04:05.067Z'],
    ['$isoTimestamp 1 y', '2025-01-31T13:04:05.067Z'],
    ['$datetime iso8601', '2024-01-31T13:04:05.067Z'],
    ['$datetime rfc1123', 'Wed, 31 Jan 2024 13:04:05 GMT'],
    ["$datetime 'YYYY-MM-DD HH:mm:ss.SSS Z'", '2024-01-31 13:04:05.067 +00:00'],
    ['$datetime "D/M/YY h:m:s A [at] dddd" 1 w', '7/2/24 1:4:5 PM at Wednesday'],
    ["$datetime 'dd' 1 w", 'We'],
    ["$datetime 'dd-MM-yyyy hh:mm:ss.fff tt zzz, dddd' 1 w", '07-02-2024 01:04:05.067 PM +00:00, Wednesday'],
    ['$datetime YYYY 1 y', '2025'],
  ] as const) {
    it(`reads {{${expression}}} as ${expected}`, () => check(expression, expected));
  }

  for (const expression of [
    '$randomInt 5',
    '$randomInt 7 1',
    '$randomInt a b',
    '$random.integer(1)',
    '$random.alphabetic(0)',
    '$random.alphabetic(1000000)',
    '$timestamp 1',
    '$timestamp 1 fortnight',
    '$timestamp 1.5 d',
    '$timestamp 99999999999 y',
    '$datetime',
    '$datetime iso8601 x d',
  ]) {
    it(`says in a sentence what is wrong with {{${expression}}}`, () => {
      const value = evaluate(expression);
      assert.equal(value?.kind, 'invalid');
      assert.match(value.message, /^It takes .*\.$/);
    });
  }

  it('leaves names that are not its own alone', () => {
    for (const name of ['$processEnv X', '$nope', '$constructor', '$random.constructor', 'name']) {
      assert.equal(evaluate(name), undefined);
    }
  });

  it('never gives an integer outside its range', () => {
    fc.assert(
      fc.property(
        fc.integer(),
        fc.integer({ min: 1, max: 1000 }),
        fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
        (from, span, chance) => {
          const value = evaluate(`$randomInt ${from} ${from + span}`, chance);
          const number = Number(value?.kind === 'value' ? value.text : Number.NaN);
          return Number.isInteger(number) && number >= from && number < from + span;
        },
      ),
    );
  });
});
