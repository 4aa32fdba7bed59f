import assert from 'node:assert/strict';
import { targetOf, type Target } from '../../../src/transport/target';

const plain = { isSecure: false, host: 'a.test', port: 80, authority: 'a.test', path: '/' };

describe('targetOf', () => {
  const rows: Readonly<Record<string, [string, Partial<Target>]>> = {
    'takes the default port of http': ['http://a.test', {}],
    'takes the default port of https': ['https://a.test', { isSecure: true, port: 443 }],
    'leaves a default port out of the authority': ['http://a.test:80/', {}],
    'keeps another port in the authority': ['http://a.test:443/', { port: 443, authority: 'a.test:443' }],
    'takes an empty port for the default': ['http://a.test:/', {}],
    'reads the scheme in any case': ['HTTP://a.test/', {}],
    'takes brackets off an IPv6 host, not off its authority': [
      'http://[::1]:81/',
      { host: '::1', port: 81, authority: '[::1]:81' },
    ],
    'leaves user info out': ['http://u:p@a.test/', {}],
    'finds the host behind an @ in user info': ['http://u@v:p@a.test/', {}],
    'does not take an @ in the path for user info': ['http://a.test/@b:1', { path: '/@b:1' }],
    'does not take an @ in the query for user info': ['http://a.test?@b', { path: '/?@b' }],
    'leaves the fragment out': ['http://a.test/a#b', { path: '/a' }],
    'changes nothing in the path': ['http://a.test/A%7e/../\'|{}"\\?é', { path: '/A%7e/../\'|{}"\\?é' }],
    'turns a name beyond ASCII into its ASCII form': [
      'http://bücher.test/',
      { host: 'xn--bcher-kva.test', authority: 'xn--bcher-kva.test' },
    ],
  };
  for (const [title, [url, expected]] of Object.entries(rows)) {
    it(title, () => assert.deepEqual(targetOf(url), { ...plain, ...expected }));
  }

  for (const url of [
    '',
    'a.test',
    'ftp://a.test/',
    'http:/a.test',
    'http://',
    'http:///a',
    'http://:80/',
    'http://a.test:0/',
    'http://a.test:65536/',
    'http://a.test:1x/',
    'http://[::1',
    'http://[a]/',
    'http://[::1]x/',
  ]) {
    it(`finds no target in "${url}"`, () => assert.equal(targetOf(url), undefined));
  }
});
