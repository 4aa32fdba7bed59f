import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { parseUrl } from '../../../src/base/parseUrl';

describe('parseUrl', () => {
  it('reads what is a URL by itself or against another', () => {
    assert.equal(parseUrl('https://a.test')?.href, 'https://a.test/');
    assert.equal(parseUrl('../y', 'https://a.test/d/x')?.href, 'https://a.test/y');
  });

  it('is undefined for what is none', () => {
    for (const text of ['', 'x', '/x', 'https://[']) assert.equal(parseUrl(text), undefined);
    assert.equal(parseUrl('/x', 'no base'), undefined);
  });

  it('reads internationalized hosts however many URLs were read before', () => {
    for (let count = 0; count < 20_000; count += 1) parseUrl(`/${count % 7}`, 'https://a.test');
    assert.equal(parseUrl('https://bücher.test/', 'https://a.test')?.host, 'xn--bcher-kva.test');
  });
});
