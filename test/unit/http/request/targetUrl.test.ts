import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import type { SendRequest } from '../../../../src/http/sendRequest';
import { pathValueProblem, targetUrl } from '../../../../src/http/request/targetUrl';

type Input = Pick<SendRequest, 'url' | 'query' | 'pathParameters'>;

function check(input: Input, expected: string, ...warnings: readonly string[]): void {
  const target = targetUrl(input);
  assert.equal(target.kind === 'url' ? target.url : target.problem, expected);
  assert.deepEqual(target.kind === 'url' ? target.notes.map((note) => note.warning) : [], warnings);
}

describe('targetUrl', () => {
  const typed: readonly [claim: string, url: string, expected: string, ...warnings: string[]][] = [
    ['keeps ~ raw in a path', 'https://h.test/a/~/b', 'https://h.test/a/~/b'],
    ['writes ~ as %7E in a query', 'https://h.test/a?q=~', 'https://h.test/a?q=%7E'],
    ['does not encode twice', 'https://h.test/a%20b?x=%7E', 'https://h.test/a%20b?x=%7E'],
    [
      'encodes spaces and what is not ASCII',
      'https://h.test/a b/é?y=a b&z=☃',
      'https://h.test/a%20b/%C3%A9?y=a%20b&z=%E2%98%83',
    ],
    [
      'keeps a typed + and reserved characters',
      'https://h.test/a;b=c?d=e+f&g=/?:@',
      'https://h.test/a;b=c?d=e+f&g=/?:@',
    ],
    ['encodes what RFC 1738 calls unsafe', 'https://h.test/a|b^c?x=[1]', 'https://h.test/a%7Cb%5Ec?x=%5B1%5D'],
    ['does not take a backslash for a slash', 'https://h.test/a\\b', 'https://h.test/a%5Cb'],
    ['turns a stray % into %25', 'https://h.test/x?d=100%', 'https://h.test/x?d=100%25', 'url-stray-percent'],
    ['keeps an empty query as it was typed', 'https://h.test/x?', 'https://h.test/x?'],
    ['keeps an empty query before a fragment', 'https://h.test/x?#f', 'https://h.test/x?'],
    ['leaves the fragment out', 'https://h.test/x?a=1#frag', 'https://h.test/x?a=1'],
    ['leaves the default port out', 'https://h.test:443/x', 'https://h.test/x'],
    ['gives an empty path its slash', 'http://h.test?a=1', 'http://h.test/?a=1'],
    ['takes user info out', 'https://u:p@h.test/x', 'https://h.test/x', 'url-userinfo'],
    ['reads a scheme in any case', 'HTTPS://H.test/X', 'https://h.test/X'],
    ['takes surrounding spaces away', ' https://h.test/x ', 'https://h.test/x'],
    ['reads an IPv6 host', 'http://[::1]:8080/x', 'http://[::1]:8080/x'],
    [
      'fills in accounts and extensions',
      'https://h.test/account/{accountId}/extension/{extensionId}',
      'https://h.test/account/~/extension/~',
    ],
    ['reads an internationalized host', 'https://bücher.test/x', 'https://xn--bcher-kva.test/x'],
    ['refuses another scheme', 'ftp://h.test/x', 'scheme-not-http'],
    ['refuses javascript:', 'javascript:alert(1)', 'scheme-not-http'],
    ['refuses a host without scheme', 'h.test/x', 'invalid-url'],
    ['takes a host with a port for no scheme', 'localhost:8080/x', 'invalid-url'],
    ['takes a host with a port alone for no scheme', 'localhost:8080', 'invalid-url'],
    ['takes a host with a port and a query for no scheme', 'localhost:8080?x', 'invalid-url'],
    ['takes a port that does not end for a scheme', 'tel:8080x', 'scheme-not-http'],
    ['takes digits later on for no port', 'tel:x8080/', 'scheme-not-http'],
    ['refuses http without slashes', 'http:h.test', 'invalid-url'],
    ['refuses https without slashes, in any case', 'HTTPS:h.test', 'invalid-url'],
    ['refuses a scheme that only begins like http', 'httpx://h.test', 'scheme-not-http'],
    ['refuses a scheme that only ends like http', 'xhttp://h.test', 'scheme-not-http'],
    ['refuses an empty URL', '', 'invalid-url'],
    ['refuses a colon without a scheme', ' 1:x', 'invalid-url'],
    ['refuses a scheme that begins with a digit', '1a:x', 'invalid-url'],
    ['refuses a fragment alone', '#f', 'invalid-url'],
    ['refuses a query alone', '?q', 'invalid-url'],
    ['takes a user without password out', 'https://u@h.test/x', 'https://h.test/x', 'url-userinfo'],
    ['takes a password without user out', 'https://:p@h.test/x', 'https://h.test/x', 'url-userinfo'],
    ['turns a stray % of the query into %25 too', 'https://h.test/%?%', 'https://h.test/%25?%25', 'url-stray-percent'],
    ['refuses a path alone', '/x', 'invalid-url'],
    ['refuses no host', 'https:///x', 'invalid-url'],
    ['refuses a broken host', 'http://[', 'invalid-url'],
    ['refuses a line break', 'https://h.test/x\r\nHost: evil', 'invalid-url'],
    ['refuses a tab, which URL parsers would drop', 'https://h.test/x\ty', 'invalid-url'],
    ['refuses an unresolved variable', 'https://h.test/{{id}}', 'unresolved-variable'],
    ['refuses an unresolved variable for a host', '{{h}}', 'unresolved-variable'],
    ['refuses an unresolved variable in a query', 'https://h.test/x?a={{some id}}', 'unresolved-variable'],
    ['refuses a parameter without value', 'https://h.test/x/{id}', 'empty-path-parameter'],
  ];
  for (const [claim, url, expected, ...warnings] of typed) it(claim, () => check({ url }, expected, ...warnings));

  const path: readonly [claim: string, value: string | readonly string[], expected: string][] = [
    ['joins several ids with raw commas', ['1', '2', '3'], 'https://h.test/x/1,2,3/y'],
    ['encodes a slash in a path value', 'a/b c', 'https://h.test/x/a%2Fb%20c/y'],
    ['encodes a % in a path value', '%2e%2e', 'https://h.test/x/%252e%252e/y'],
    ['keeps ~ in a path value', '~', 'https://h.test/x/~/y'],
    ['refuses an empty path value', '', 'empty-path-parameter'],
    ['refuses an empty id among others', ['1', ''], 'empty-path-parameter'],
    ['refuses no ids', [], 'empty-path-parameter'],
    ['refuses a dot', '.', 'path-dot-segment'],
    ['refuses two dots', '..', 'path-dot-segment'],
  ];
  for (const [claim, id, expected] of path) {
    it(claim, () => check({ url: 'https://h.test/x/{id}/y', pathParameters: { id } }, expected));
  }

  const query: readonly [claim: string, parameters: NonNullable<Input['query']>, expected: string][] = [
    ['repeats a parameter for several values', [{ name: 'a', value: ['1', '2'] }], '?x=0&a=1&a=2'],
    [
      'joins values by commas only where declared',
      [{ name: 'a', value: ['1', '2,3'], explode: false }],
      '?x=0&a=1,2%2C3',
    ],
    ['gives a parameter without value its name alone', [{ name: 'flag', value: null }], '?x=0&flag'],
    ['keeps an empty value', [{ name: 'a', value: '' }], '?x=0&a='],
    ['leaves a parameter without values out', [{ name: 'a', value: [] }], '?x=0'],
    ['writes + as %2B and a space as %20', [{ name: 'p', value: '+1 650' }], '?x=0&p=%2B1%20650'],
    ['encodes line breaks', [{ name: 'q', value: 'a\r\nb' }], '?x=0&q=a%0D%0Ab'],
    ['keeps - _ . ! * ( ) and encodes ~ and quotes', [{ name: 'q', value: "-_.!*()~'" }], '?x=0&q=-_.!*()%7E%27'],
  ];
  for (const [claim, parameters, expected] of query) {
    it(claim, () => check({ url: 'https://h.test/x?x=0', query: parameters }, `https://h.test/x${expected}`));
  }

  it('gives a fragment with its #, encoded, and none where there is none', () => {
    const fragment = (url: string) => {
      const target = targetUrl({ url });
      return target.kind === 'url' ? target.fragment : undefined;
    };
    assert.deepEqual(['https://h.test/#a b#c', 'https://h.test/#', 'https://h.test/'].map(fragment), [
      '#a%20b%23c',
      '',
      '',
    ]);
  });

  it('gives user info that cannot be decoded as it stands', () => {
    const target = targetUrl({ url: 'https://u%FF:p@h.test/' });
    assert.equal(target.kind === 'url' ? target.userInfo : undefined, 'u%FF:p');
  });

  it('knows path values by their own names only', () => {
    check({ url: 'https://h.test/{toString}', pathParameters: {} }, 'empty-path-parameter');
    check({ url: 'https://h.test/{extensionId}', pathParameters: { extensionId: '5' } }, 'https://h.test/5');
  });

  it('gives user info decoded, for a Basic field', () => {
    const target = targetUrl({ url: 'https://u%40x:p%3A1@h.test/' });
    assert.equal(target.kind === 'url' ? target.userInfo : undefined, 'u@x:p:1');
  });

  it('carries any query value so that the server reads the same text', () =>
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme', minLength: 1 }), (value, name) => {
        const target = targetUrl({ url: 'https://h.test/', query: [{ name, value }] });
        assert.ok(target.kind === 'url');
        assert.deepEqual([...new URL(target.url).searchParams], [[name, value]]);
      }),
    ));

  it('keeps any path value within its segment', () =>
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (id) => {
        const target = targetUrl({ url: 'https://h.test/x/{id}/y', pathParameters: { id } });
        if (target.kind === 'problem') assert.ok(pathValueProblem(id) !== undefined);
        else assert.deepEqual(new URL(target.url).pathname.split('/').length, 4);
      }),
    ));

  it('builds from a built URL the same again', () =>
    fc.assert(
      fc.property(fc.webUrl({ withQueryParameters: true }), (url) => {
        const once = targetUrl({ url });
        assert.ok(once.kind === 'url');
        check({ url: once.url }, once.url);
      }),
    ));
});
