import assert from 'node:assert/strict';
import { proxyFor, type ProxySetting } from '../../../src/transport/proxy';
import { targetOf } from '../../../src/transport/target';

function via(url: string, setting: ProxySetting): string | undefined {
  const target = targetOf(url);
  assert.ok(target);
  const proxy = proxyFor(target, setting);
  return typeof proxy === 'object' ? `${proxy.isSecure ? 'https' : 'http'}://${proxy.host}:${proxy.port}` : proxy;
}

describe('proxyFor', () => {
  const named = (bypass: string): ProxySetting => ({ kind: 'url', url: 'http://p.test:8080', bypass });

  describe('goes past the proxy', () => {
    const rows: Readonly<Record<string, readonly [string, string]>> = {
      'for the very host': ['http://a.test/', 'a.test'],
      'for a host in other case': ['http://A.test/', 'a.TEST'],
      'for a subdomain': ['http://x.a.test/', 'a.test'],
      'for a subdomain after a dot': ['http://x.a.test/', '.a.test'],
      'for the domain itself after a dot': ['http://a.test/', '.a.test'],
      'for a subdomain after a star': ['http://x.a.test/', '*.a.test'],
      'for all': ['http://a.test/', '*'],
      'for one entry of many': ['http://a.test/', 'b.test ,  a.test'],
      'for the host at this port': ['http://a.test:81/', 'a.test:81'],
      'for the default port': ['https://a.test/', 'a.test:443'],
      'for an address': ['http://10.1.2.3/', '10.1.2.3'],
      'for a network': ['http://10.1.2.3/', '10.0.0.0/8'],
      'for an IPv6 address': ['http://[::1]/', '::1'],
      'for an IPv6 address in brackets with a port': ['http://[::1]:81/', '[::1]:81'],
      'for an IPv6 network': ['http://[fd00::1]/', 'fd00::/8'],
    };
    for (const [title, [url, bypass]] of Object.entries(rows))
      it(title, () => assert.equal(via(url, named(bypass)), undefined));
  });

  describe('goes through the proxy', () => {
    const rows: Readonly<Record<string, readonly [string, string]>> = {
      'for a host that only ends alike': ['http://ba.test/', 'a.test'],
      'for the host at another port': ['http://a.test:82/', 'a.test:81'],
      'for an address outside the network': ['http://11.1.2.3/', '10.0.0.0/8'],
      'for an address whose text is within another': ['http://110.1.2.3/', '10.1.2.3'],
      'for an entry that is no network': ['http://10.1.2.3/', '10.0.0.0/99, 10.0.0/8, /, :'],
      'for nothing': ['http://a.test/', ' , '],
    };
    for (const [title, [url, bypass]] of Object.entries(rows))
      it(title, () => assert.equal(via(url, named(bypass)), 'http://p.test:8080'));
  });

  describe('reads the environment', () => {
    const rows: Readonly<Record<string, readonly [string, Record<string, string>, string | undefined]>> = {
      'by the scheme of the target': [
        'https://a.test/',
        { http_proxy: 'http://one.test', https_proxy: 'http://two.test:3' },
        'http://two.test:3',
      ],
      'in lower case first': [
        'http://a.test/',
        { http_proxy: 'http://one.test', HTTP_PROXY: 'http://two.test' },
        'http://one.test:80',
      ],
      'all_proxy last': ['http://a.test/', { all_proxy: 'https://one.test' }, 'https://one.test:443'],
      'an empty variable as none': ['http://a.test/', { http_proxy: '', HTTP_PROXY: '' }, undefined],
      'a host without scheme': ['http://a.test/', { http_proxy: 'one.test:3128' }, 'http://one.test:3128'],
      'another scheme as invalid': ['http://a.test/', { http_proxy: 'socks5://one.test' }, 'invalid'],
    };
    for (const [title, [url, variables, expected]] of Object.entries(rows)) {
      it(title, () => assert.equal(via(url, { kind: 'environment', variables }), expected));
    }
  });

  it('takes user and password from the URL, decoded', () => {
    const target = targetOf('http://a.test/');
    assert.ok(target);
    const proxy = proxyFor(target, { kind: 'url', url: 'http://us%40er:p%3A@p.test', bypass: '' });
    assert.ok(typeof proxy === 'object');
    assert.equal(proxy.authorization, `Basic ${Buffer.from('us@er:p:').toString('base64')}`);
  });
});
