import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { httpDate, isoInstant } from '../../../src/http/httpDate';

const now = Date.UTC(2026, 10, 22);

describe('httpDate', () => {
  const dates: readonly [text: string, instant: string][] = [
    ['Sun, 06 Nov 1994 08:49:37 GMT', '1994-11-06T08:49:37Z'],
    ['Sunday, 06-Nov-94 08:49:37 GMT', '1994-11-06T08:49:37Z'],
    ['Sun Nov  6 08:49:37 1994', '1994-11-06T08:49:37Z'],
    ['Sun Nov 16 08:49:37 1994', '1994-11-16T08:49:37Z'],
    ['Sunday, 06-Nov-76 08:49:37 GMT', '2076-11-06T08:49:37Z'],
    ['Sunday, 06-Nov-77 08:49:37 GMT', '1977-11-06T08:49:37Z'],
    ['Thu, 29 Feb 2024 23:59:59 GMT', '2024-02-29T23:59:59Z'],
    ['Sat, 31 Dec 2016 23:59:60 GMT', '2017-01-01T00:00:00Z'],
    ['Sat, 01 Jan 0000 00:00:00 GMT', '0000-01-01T00:00:00Z'],
    ['Sat, 01 Jan 0099 00:00:00 GMT', '0099-01-01T00:00:00Z'],
    ['Fri, 01 Jan 0100 00:00:00 GMT', '0100-01-01T00:00:00Z'],
  ];
  for (const [text, instant] of dates) {
    it(`reads ${text}`, () => assert.equal(isoInstant(httpDate(text, now) ?? Number.NaN), instant));
  }

  const none = [
    '',
    'x Sun, 06 Nov 1994 08:49:37 GMT',
    'Sun, 06 Nov 1994 08:49:37 GMT x',
    'x Sunday, 06-Nov-94 08:49:37 GMT',
    'Sunday, 06-Nov-94 08:49:37 GMT x',
    'x Sun Nov  6 08:49:37 1994',
    'Sun Nov  6 08:49:37 1994 x',
    'Sun Nov x6 08:49:37 1994',
    'Sun, 06 Nov 1994 08:49:37 UTC',
    'Sun, 06 Xyz 1994 08:49:37 GMT',
    'Sun, 00 Nov 1994 08:49:37 GMT',
    'Sun, 31 Nov 1994 08:49:37 GMT',
    'Sun, 32 Dec 1994 08:49:37 GMT',
    'Sun, 30 Feb 1994 08:49:60 GMT',
    'Sun, 06 Nov 1994 24:49:37 GMT',
    'Sun, 06 Nov 1994 08:60:37 GMT',
    'Sun, 06 Nov 1994 08:49:61 GMT',
  ];
  for (const text of none)
    it(`takes ${JSON.stringify(text)} for none`, () => assert.equal(httpDate(text, now), undefined));

  it('takes a two-digit year more than 50 years ahead for the past', () => {
    assert.equal(httpDate('Friday, 31-Dec-99 23:59:59 GMT', Date.UTC(2026, 0, 1)), Date.UTC(1999, 11, 31, 23, 59, 59));
    assert.equal(httpDate('Sunday, 06-Nov-70 08:49:37 GMT', Date.UTC(2026, 0, 1)), Date.UTC(2070, 10, 6, 8, 49, 37));
  });

  it('reads every second of four millennia as it was written', () =>
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 253_402_300_799 }), (seconds) => {
        assert.equal(httpDate(new Date(seconds * 1000).toUTCString(), 0), seconds * 1000);
      }),
    ));
});

describe('isoInstant', () => {
  it('leaves milliseconds out only when they are zero', () => {
    assert.equal(isoInstant(1), '1970-01-01T00:00:00.001Z');
    assert.equal(isoInstant(1000), '1970-01-01T00:00:01Z');
  });
});
