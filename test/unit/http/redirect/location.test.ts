import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { resolveLocation } from '../../../../src/http/redirect/location';

const base = 'https://a.test/d/x?q=1#old';

describe('resolveLocation', () => {
  const targets: readonly [value: string, url: string, fragment: string | undefined, hadUserInfo: boolean][] = [
    ['/y', 'https://a.test/y', undefined, false],
    [' y \t', 'https://a.test/d/y', undefined, false],
    ['?r=2', 'https://a.test/d/x?r=2', undefined, false],
    ['//b.test', 'https://b.test/', undefined, false],
    ['/y#new', 'https://a.test/y', '#new', false],
    ['/y#', 'https://a.test/y', '', false],
    ['https://u@b.test/', 'https://b.test/', undefined, true],
    ['https://u:p@b.test/', 'https://b.test/', undefined, true],
    ['https://:p@b.test/', 'https://b.test/', undefined, true],
    ['/\u00c3\u00a9', 'https://a.test/%C3%A9', undefined, false],
  ];
  for (const [value, url, fragment, hadUserInfo] of targets) {
    it(`leads by ${JSON.stringify(value)} to ${url}`, () => {
      const location = resolveLocation([value], base);
      assert.ok(location.kind === 'target');
      assert.deepEqual([location.url.href, location.fragment, location.hadUserInfo], [url, fragment, hadUserInfo]);
    });
  }

  it('leads to an internationalized host however many URLs were read before', () => {
    const hosts = ['https://b\u00c3\u00bccher.test/', 'https://b\u00fccher.test/'];
    for (let count = 0; count < 20_000; count += 1) resolveLocation([`/y${count % 7}`], base);
    for (const value of hosts) {
      const location = resolveLocation([value], base);
      assert.equal(location.kind === 'target' && location.url.href, 'https://xn--bcher-kva.test/');
    }
  });

  const others: readonly [claim: string, values: readonly string[], kind: string][] = [
    ['without a field', [], 'missing'],
    ['with an empty one', [''], 'missing'],
    ['with a blank one', ['  '], 'missing'],
    ['with a blank that URL parsers keep', ['\u00a0'], 'missing'],
    ['with several, even alike', ['/y', '/y'], 'ambiguous'],
    ['with what is no URL', ['https://['], 'invalid'],
    ['with a line break, which URL parsers would drop', ['/y\r\nX-Injected: 1'], 'invalid'],
    ['with a zero character', ['/y\u0000'], 'invalid'],
    ['with another scheme', ['javascript:alert(1)'], 'notHttp'],
  ];
  for (const [claim, values, kind] of others) {
    it(`is ${kind} ${claim}`, () => assert.equal(resolveLocation(values, base).kind, kind));
  }
});
