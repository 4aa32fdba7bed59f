import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { allowed, deprecated, sunset } from '../../../../src/http/verdict/lifecycle';
import { fields } from '../sendHarness';

const now = Date.UTC(2026, 10, 22);

describe('deprecated', () => {
  const cases: readonly [value: string | undefined, expected: string | true | undefined][] = [
    [undefined, undefined],
    ['', undefined],
    ['   ', undefined],
    ['?0', undefined],
    [' False ', undefined],
    ['?1', true],
    ['true', true],
    ['not ?0', true],
    ['?0 or so', true],
    [' @1688169599 ', '2023-06-30T23:59:59Z'],
    ['@-1', '1969-12-31T23:59:59Z'],
    ['x@1', true],
    ['@1x', true],
    ['@1234567890123', true],
    [' Sun, 06 Nov 1994 08:49:37 GMT ', '1994-11-06T08:49:37Z'],
  ];
  for (const [value, expected] of cases) {
    it(`is ${expected ?? 'not said'} for ${value ?? 'no field'}`, () => {
      assert.equal(deprecated(value === undefined ? [] : [{ name: 'deprecation', value }], now), expected);
    });
  }
});

describe('sunset', () => {
  it('is a date, blanks around it or not', () => {
    assert.equal(sunset([{ name: 'Sunset', value: ' Sun, 06 Nov 1994 08:49:37 GMT ' }], now), '1994-11-06T08:49:37Z');
    assert.equal(sunset(fields('Sunset: tomorrow'), now), undefined);
    assert.equal(sunset([], now), undefined);
  });
});

describe('allowed', () => {
  it('lists methods in their order, without gaps', () => {
    assert.deepEqual(allowed(fields('Allow: PUT , GET,,HEAD')), ['PUT', 'GET', 'HEAD']);
    assert.deepEqual(allowed(fields('Allow:')), []);
    assert.equal(allowed([]), undefined);
  });
});
