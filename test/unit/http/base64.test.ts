import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { base64, base64Url } from '../../../src/http/base64';

describe('base64', () => {
  it('agrees with Node on any text', () =>
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        assert.equal(base64(text), Buffer.from(text, 'utf8').toString('base64'));
      }),
    ));

  it('needs no escape in a URL where it is made for one', () =>
    fc.assert(
      fc.property(fc.uint8Array(), (octets) => {
        assert.equal(base64Url(octets), Buffer.from(octets).toString('base64url'));
      }),
      { examples: [[Uint8Array.of(0xfb, 0xff, 0xbf, 0xfe)]] },
    ));
});
