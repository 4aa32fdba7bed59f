import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { defaultPolicy } from '../../../../src/http/policy';
import { retryAfter } from '../../../../src/http/retry/retryAfter';

const now = Date.UTC(1994, 10, 6, 8, 49, 0);

function check(values: readonly string[], expected: Partial<ReturnType<typeof retryAfter>>, date?: string): void {
  const fields = values.map((value) => ({ name: 'retry-after', value }));
  const answered = date === undefined ? [] : [{ name: 'Date', value: date }];
  const read = retryAfter([...fields, ...answered], now, defaultPolicy);
  assert.deepEqual(
    Object.fromEntries(Object.keys(expected).map((name) => [name, read[name as keyof typeof read]])),
    expected,
  );
}

describe('retryAfter', () => {
  const cases: readonly [claim: string, values: readonly string[], expected: Partial<ReturnType<typeof retryAfter>>][] =
    [
      ['reads seconds', ['120'], { delay: 120_000, isInvalid: false, isTooLong: false }],
      ['reads an IMF-fixdate', ['Sun, 06 Nov 1994 08:49:37 GMT'], { delay: 37_000 }],
      ['reads an RFC 850 date', ['Sunday, 06-Nov-94 08:49:37 GMT'], { delay: 37_000 }],
      ['reads an asctime date as UTC', ['Sun Nov  6 08:49:37 1994'], { delay: 37_000 }],
      ['is never below the floor', ['0'], { delay: 1000 }],
      ['takes a past date for the floor', ['Sun, 06 Nov 1994 08:00:00 GMT'], { delay: 1000 }],
      ['takes the later of several', ['2', '5'], { delay: 5000, isMultiple: true }],
      ['says that it is too long', ['301'], { delay: 301_000, isTooLong: true }],
      ['does not overflow', ['99999999999999999999'], { delay: Number.MAX_SAFE_INTEGER, isTooLong: true }],
      ['says that it is missing', [], { delay: undefined, isMissing: true, isInvalid: false }],
      ...[
        '-5',
        '1.5',
        '0x10',
        '1e3',
        '30s',
        'soon',
        '',
        '+5',
        '١',
        '1 2',
        'Sun, 06 Nov 1994 25:49:37 GMT',
        'Sun, 31 Feb 1994 08:49:37 GMT',
      ].map(
        (value) =>
          [
            `takes ${JSON.stringify(value)} for malformed`,
            [value],
            { delay: undefined, isInvalid: true, isMissing: false },
          ] as const,
      ),
    ].map(
      ([claim, values, expected]) =>
        [claim, values, expected] as [string, string[], Partial<ReturnType<typeof retryAfter>>],
    );
  for (const [claim, values, expected] of cases) it(claim, () => check(values, expected));

  it('counts a date from the Date of the answer, not from the clock', () =>
    check(['Sun, 06 Nov 1994 10:49:10 GMT'], { delay: 10_000 }, 'Sun, 06 Nov 1994 10:49:00 GMT'));

  it('reads the Date of the answer and itself in spite of blanks', () =>
    check([' Sun, 06 Nov 1994 10:49:10 GMT '], { delay: 10_000 }, ' Sun, 06 Nov 1994 10:49:00 GMT '));

  it('is not too long when it is just as long as is allowed', () =>
    check(['300'], { delay: 300_000, isTooLong: false }));

  it('counts a date from the clock when the Date of the answer is none', () =>
    check(['Sun, 06 Nov 1994 08:49:10 GMT'], { delay: 10_000 }, 'yesterday'));

  it('gives no delay below the floor and none that a timer could not bear', () =>
    fc.assert(
      fc.property(
        fc.array(fc.oneof(fc.string(), fc.nat().map(String), fc.bigInt().map(String)), { maxLength: 4 }),
        (values) => {
          const { delay } = retryAfter(
            values.map((value) => ({ name: 'Retry-After', value })),
            now,
            defaultPolicy,
          );
          assert.ok(delay === undefined || (Number.isSafeInteger(delay) && delay >= 1000));
        },
      ),
    ));
});
