import assert from 'node:assert/strict';
import http from 'node:http';
import https from 'node:https';
import type { ProxySetting } from '../../../src/transport/proxy';
import { certificates, keys } from '../../support/certificates';
import { LoopbackServers, unusedPort } from '../../support/loopbackServer';
import { proxyServer, type ProxyRequest } from '../../support/proxyServer';
import { bodyOf, lines, message, TransportSetup } from '../../support/transportSetup';

const secret = Buffer.from('user:pa:ss@').toString('base64');

describe('an exchange through a proxy', () => {
  let servers: LoopbackServers;
  let setups: TransportSetup[];
  let asked: ProxyRequest[];

  beforeEach(() => {
    servers = new LoopbackServers();
    setups = [];
    asked = [];
  });

  afterEach(async () => {
    for (const setup of setups) await setup.close();
    await servers.close();
  });

  const through = (proxy: ProxySetting): TransportSetup => {
    const setup = new TransportSetup({ proxy, tls: [{ host: '*', ca: certificates.authority }] });
    setups.push(setup);
    return setup;
  };
  const plainServer = (): Promise<number> =>
    servers.listen(
      http.createServer((request, response) => response.end(`${request.url ?? ''} for ${request.headers.host ?? ''}`)),
      '127.0.0.2',
    );
  const secureServer = (): Promise<number> =>
    servers.listen(
      https.createServer({ key: keys.server, cert: certificates.server }, (request, response) =>
        response.end(JSON.stringify(request.rawHeaders)),
      ),
      '127.0.0.2',
    );
  const url = (port: number, user = '', scheme = 'http'): ProxySetting => ({
    kind: 'url',
    url: `${scheme}://${user}127.0.0.1:${port}`,
    bypass: '',
  });

  for (const isSecure of [false, true]) {
    const scheme = isSecure ? 'https' : 'http';

    it(`asks an ${scheme} proxy for a plain target by its whole URL`, async () => {
      const [target, port] = [await plainServer(), await servers.listen(proxyServer(asked, { isSecure }))];
      const reply = await through(url(port, 'user:pa%3Ass%40@', scheme)).send(
        message(`http://127.0.0.2:${target}/a'b?c`),
      );
      assert.equal(bodyOf(reply), `/a'b?c for 127.0.0.2:${target}`);
      assert.deepEqual(asked, [{ line: `GET http://127.0.0.2:${target}/a'b?c`, authorization: `Basic ${secret}` }]);
      assert.deepEqual(lines(reply.sent.fields), [`Host: 127.0.0.2:${target}`, `Proxy-Authorization: Basic ${secret}`]);
    });

    it(`asks an ${scheme} proxy for a tunnel to a secure target, once for two exchanges`, async () => {
      const [target, port] = [await secureServer(), await servers.listen(proxyServer(asked, { isSecure }))];
      const setup = through(url(port, 'user:pa%3Ass%40@', scheme));
      const first = await setup.send(message(`https://127.0.0.2:${target}/`, { fields: ['A: 1'] }));
      const second = await setup.send(message(`https://127.0.0.2:${target}/`));
      assert.equal(bodyOf(first), JSON.stringify(['Host', `127.0.0.2:${target}`, 'A', '1']));
      assert.deepEqual(asked, [{ line: `CONNECT 127.0.0.2:${target}`, authorization: `Basic ${secret}` }]);
      assert.deepEqual([first.connection?.reused, second.connection?.reused], [false, true]);
      assert.equal(first.connection?.tlsVersion, 'TLSv1.3');
      assert.ok(
        first.timings.connect >= 0 && first.timings.tls > 0 && first.timings.dns === -1,
        JSON.stringify(first.timings),
      );
    });
  }

  it('tunnels HTTP/2', async () => {
    const { createSecureServer } = await import('node:http2');
    const target = await servers.listen(
      createSecureServer({ key: keys.server, cert: certificates.server }, (_, response) => response.end('two')),
      '127.0.0.2',
    );
    const port = await servers.listen(proxyServer(asked));
    const reply = await through(url(port)).send(message(`https://127.0.0.2:${target}/`, { httpVersion: '2' }));
    assert.equal(bodyOf(reply), 'two');
    assert.deepEqual(
      asked.map(({ line }) => line),
      [`CONNECT 127.0.0.2:${target}`],
    );
  });

  describe('that the environment names', () => {
    const rows: Readonly<Record<string, [(proxy: string, port: number) => Record<string, string>, boolean]>> = {
      'by http_proxy goes through it': [(proxy) => ({ http_proxy: proxy }), true],
      'by HTTP_PROXY goes through it': [(proxy) => ({ HTTP_PROXY: proxy }), true],
      'by ALL_PROXY goes through it': [(proxy) => ({ ALL_PROXY: proxy }), true],
      'without a scheme goes through it': [(proxy) => ({ http_proxy: proxy.slice(7) }), true],
      'for https only goes past it': [(proxy) => ({ https_proxy: proxy }), false],
      'not goes past it': [() => ({}), false],
      'but for this host goes past it': [(proxy) => ({ http_proxy: proxy, NO_PROXY: 'a.test, 127.0.0.2' }), false],
      'but for this host and port goes past it': [
        (proxy, port) => ({ http_proxy: proxy, no_proxy: `127.0.0.2:${port}` }),
        false,
      ],
      'but for another port goes through it': [(proxy) => ({ http_proxy: proxy, no_proxy: '127.0.0.2:1' }), true],
      'but for this network goes past it': [
        (proxy) => ({ http_proxy: proxy, no_proxy: '10.0.0.0/8 127.0.0.0/8' }),
        false,
      ],
      'but for all goes past it': [(proxy) => ({ http_proxy: proxy, no_proxy: '*' }), false],
    };
    for (const [title, [variables, isThrough]] of Object.entries(rows)) {
      it(title, async () => {
        const [target, port] = [await plainServer(), await servers.listen(proxyServer(asked))];
        const proxy: ProxySetting = { kind: 'environment', variables: variables(`http://127.0.0.1:${port}`, target) };
        const reply = await through(proxy).send(message(`http://127.0.0.2:${target}/`));
        assert.equal(reply.kind, 'response');
        assert.equal(asked.length, isThrough ? 1 : 0);
      });
    }
  });

  describe('names in its failure', () => {
    const check = async (
      proxy: ProxySetting,
      target: string,
      expected: { words: string; text: RegExp },
    ): Promise<void> => {
      const reply = await through(proxy).send(message(target), { connectTimeout: 200 });
      assert.ok(reply.kind === 'failure', bodyOf(reply));
      const { kind, code, phase, message: text } = reply.failure;
      assert.equal([kind, code, phase].join(' '), expected.words);
      assert.match(text, expected.text);
      assert.ok(!text.includes('pa:ss') && !text.includes('pa%3Ass') && !text.includes(secret));
      assert.ok(await servers.areIdle());
    };

    it('the proxy that is not there', async () => {
      const port = await unusedPort();
      for (const scheme of ['http', 'https']) {
        await check(url(port, 'user:pa%3Ass%40@'), `${scheme}://127.0.0.2/`, {
          words: 'connect ECONNREFUSED connect',
          text: new RegExp(`the proxy 127.0.0.1:${port}\\.`),
        });
      }
    });
    it('the proxy that wants a password', async () => {
      const port = await servers.listen(proxyServer(asked, { refusal: 407 }));
      await check(url(port), 'https://127.0.0.2/', {
        words: 'connect PROXY_407 connect',
        text: /proxy .* wants a user name and password/,
      });
    });
    it('the proxy that refuses, and its status', async () => {
      const port = await servers.listen(proxyServer(asked, { refusal: 503 }));
      await check(url(port), 'https://127.0.0.2/', {
        words: 'connect PROXY_503 connect',
        text: /proxy .* refused to connect to 127\.0\.0\.2 \(status 503\)/,
      });
    });
    it('the proxy that never answers', async () => {
      const port = await servers.raw((socket) => socket.resume());
      await check(url(port), 'https://127.0.0.2/', {
        words: 'timeout ETIMEDOUT connect',
        text: new RegExp(`127.0.0.1:${port}`),
      });
    });
    it('the proxy that is not trusted', async () => {
      const port = await servers.listen(
        https.createServer({ key: keys.server, cert: certificates.selfSigned }, () => undefined),
      );
      await check(url(port, '', 'https'), 'https://127.0.0.2/', {
        words: 'tls DEPTH_ZERO_SELF_SIGNED_CERT tls',
        text: /the proxy/,
      });
    });
    it('the target that is not trusted', async () => {
      const target = await servers.listen(
        https.createServer({ key: keys.server, cert: certificates.selfSigned }),
        '127.0.0.2',
      );
      const port = await servers.listen(proxyServer(asked));
      await check(url(port), `https://127.0.0.2:${target}/`, {
        words: 'tls DEPTH_ZERO_SELF_SIGNED_CERT tls',
        text: /^127\.0\.0\.2 identifies/,
      });
    });
    it('a setting that is no URL', () =>
      check({ kind: 'url', url: 'socks5://127.0.0.1:1', bypass: '' }, 'https://127.0.0.2/', {
        words: 'connect ERR_INVALID_URL connect',
        text: /proxy setting/,
      }));
  });

  it('shows a 407 to a plain request as an answer', async () => {
    const port = await servers.listen(proxyServer(asked, { refusal: 407 }));
    const reply = await through(url(port)).send(message('http://127.0.0.2:1/'));
    assert.equal(reply.response?.status, 407);
  });
});
