import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect } from 'node:net';
import { brotliDecompressSync, gunzipSync, inflateRawSync, inflateSync } from 'node:zlib';
import { describe, it } from 'mocha';
import { splitMultiStatus } from '../../../src/http/multipart/multiStatus';
import { startSandbox } from '../../../src/sandbox';
import { errorOf, fieldsOf, jsonOf, mailbox, withSandbox, type Client } from './client';

const statusesOf = async (client: Client, target: string, count: number) => {
  const statuses: number[] = [];
  for (let index = 0; index < count; index++) statuses.push((await client.ask('GET', target)).status);
  return statuses;
};

describe('/sandbox/status', () => {
  it('answers any status, with the fields that belong to it', () =>
    withSandbox(async (client) => {
      for (const status of [200, 202, 204, 206, 304, 404, 418, 500, 599, 799]) {
        assert.equal((await client.ask('POST', `/sandbox/status/${status}`)).status, status);
      }
      assert.deepEqual(fieldsOf(await client.ask('GET', '/sandbox/status/405'), 'Allow'), ['GET, HEAD']);
      assert.equal(fieldsOf(await client.ask('GET', '/sandbox/status/401'), 'WWW-Authenticate').length, 1);
      assert.deepEqual((await client.ask('GET', '/sandbox/status/103')).status, 200);
      for (const code of ['0', 'abc', '20', '1000', '']) {
        assert.ok([400, 404].includes((await client.ask('GET', `/sandbox/status/${code}`)).status));
      }
    }));

  it('answers 200 after the given number of times, and then begins anew', () =>
    withSandbox(async (client) => {
      assert.deepEqual(await statusesOf(client, '/sandbox/status/503?times=2', 6), [503, 503, 200, 503, 503, 200]);
      assert.deepEqual(await statusesOf(client, '/sandbox/status/503', 3), [503, 503, 503]);
    }));

  it('gives Retry-After in seconds, as a date, or as anything', () =>
    withSandbox(async (client) => {
      const retryAfter = async (text: string) =>
        fieldsOf(await client.ask('GET', `/sandbox/status/429?retryAfter=${text}`), 'Retry-After')[0];
      assert.equal(await retryAfter('7'), '7');
      assert.equal(await retryAfter('-5'), '-5');
      assert.equal(await retryAfter('date:5'), 'Sun, 22 Nov 2026 12:00:05 GMT');
      assert.deepEqual(fieldsOf(await client.ask('GET', '/sandbox/status/429'), 'Retry-After'), []);
    }));
});

describe('/sandbox/redirect', () => {
  const locations = async (client: Client, query: string) =>
    fieldsOf(await client.ask('GET', `/sandbox/redirect/302?${query}`), 'Location');

  it('gives every kind of Location', () =>
    withSandbox(async (client) => {
      const to = '/sandbox/echo';
      const host = client.baseUrl.slice('http://'.length);
      assert.deepEqual(await locations(client, ''), [to]);
      assert.deepEqual(await locations(client, 'to=http://other.test/x'), ['http://other.test/x']);
      assert.deepEqual(await locations(client, 'location=none'), []);
      assert.deepEqual(await locations(client, 'location=empty'), ['']);
      assert.deepEqual(await locations(client, 'location=relative'), ['../echo']);
      assert.deepEqual(await locations(client, 'location=absolute'), [`${client.baseUrl}${to}`]);
      assert.deepEqual(await locations(client, 'location=userinfo'), [`http://user:secret@${host}${to}`]);
      assert.equal((await locations(client, 'location=two')).length, 2);
      assert.equal(URL.canParse((await locations(client, 'location=invalid'))[0] ?? '', client.baseUrl), false);
      assert.deepEqual(await locations(client, 'location=loop'), ['/sandbox/redirect/302?location=loop']);
    }));

  it('leads through the given number of hops', () =>
    withSandbox(async (client) => {
      let target = '/sandbox/redirect/307?hops=3&to=/sandbox/html';
      for (let hop = 0; hop < 3; hop++) {
        const reply = await client.ask('GET', target);
        assert.equal(reply.status, 307);
        target = fieldsOf(reply, 'Location')[0] ?? '';
      }
      assert.equal(target, '/sandbox/html');
    }));
});

describe('answers that take their time or break off', () => {
  it('drips, waits and sends events', () =>
    withSandbox(async (client) => {
      assert.equal((await client.ask('GET', '/sandbox/drip?bytes=3&ms=1')).octets.toString(), '...');
      assert.equal(jsonOf(await client.ask('GET', '/sandbox/slow?ms=1'))['waited'], 1);
      const events = await client.ask('GET', '/sandbox/events?n=2&ms=1');
      assert.equal(events.octets.toString().match(/^data: /gm)?.length, 2);
    }));

  it('streams large JSON that is whole', () =>
    withSandbox(async (client) => {
      const { octets } = await client.ask('GET', '/sandbox/large?mb=2');
      assert.ok(Math.abs(octets.length - 2_000_000) < 200);
      assert.ok((JSON.parse(octets.toString()) as unknown[]).length > 10_000);
      assert.equal((await client.ask('GET', '/sandbox/large?mb=0')).octets.toString(), '[]\n');
    }));

  it('ends before Content-Length', () =>
    withSandbox(async (client) => {
      const reply = await client.ask('GET', '/sandbox/truncate?bytes=10');
      assert.deepEqual([reply.octets.length, reply.broken], [10, 'ECONNRESET']);
    }));

  it('resets the connection before the head or in the body', () =>
    withSandbox(async (client) => {
      await assert.rejects(client.ask('GET', '/sandbox/reset-connection'), { code: 'ECONNRESET' });
      assert.equal((await client.ask('GET', '/sandbox/reset-connection?phase=body')).broken, 'ECONNRESET');
    }));

  it('breaks a chunked content by its size or by ending', () =>
    withSandbox(async (client) => {
      await assert.rejects(client.ask('GET', '/sandbox/chunked-error'), { code: 'HPE_INVALID_CHUNK_SIZE' });
      assert.equal((await client.ask('GET', '/sandbox/chunked-error?kind=abort')).broken, 'ECONNRESET');
    }));
});

describe('contents of every kind', () => {
  it('echoes what arrived, repeated fields and binary content included', () =>
    withSandbox(async (client) => {
      const body = Buffer.from([0, 255, 13, 10]);
      const echo = jsonOf(await client.ask('PUT', '/sandbox/echo?a=1&a=2', { body, fields: { 'X-Case': 'Kept' } }));
      assert.equal(echo['method'], 'PUT');
      assert.deepEqual(echo['query'], [
        ['a', '1'],
        ['a', '2'],
      ]);
      assert.ok(JSON.stringify(echo['fields']).includes('["X-Case","Kept"]'));
      assert.equal(echo['bodyBase64'], body.toString('base64'));
    }));

  it('codes the content as asked, several times too', () =>
    withSandbox(async (client) => {
      const decoders = {
        gzip: gunzipSync,
        deflate: inflateSync,
        'deflate-raw': inflateRawSync,
        br: brotliDecompressSync,
      };
      for (const [coding, decode] of Object.entries(decoders)) {
        const reply = await client.ask('GET', `/sandbox/gzip?coding=${coding}`);
        assert.match(decode(reply.octets).toString(), /decoded/);
        assert.deepEqual(fieldsOf(reply, 'Content-Encoding'), [coding.replace('-raw', '')]);
      }
      const twice = await client.ask('GET', '/sandbox/gzip?coding=gzip,br');
      assert.match(gunzipSync(brotliDecompressSync(twice.octets)).toString(), /decoded/);
      assert.equal((await client.ask('GET', '/sandbox/gzip?coding=zip')).status, 400);
    }));

  it('sends a bomb that is small on the wire', () =>
    withSandbox(async (client) => {
      const reply = await client.ask('GET', '/sandbox/bomb?mb=20');
      assert.ok(reply.octets.length < 200_000);
      assert.equal(gunzipSync(reply.octets).length, 20_000_000);
    }));

  it('sets each cookie by itself and tells those that came', () =>
    withSandbox(async (client) => {
      const reply = await client.ask('GET', '/sandbox/cookies?a=1&b=2&attributes=HttpOnly', {
        fields: { Cookie: 'c=3' },
      });
      assert.deepEqual(fieldsOf(reply, 'Set-Cookie'), ['a=1; HttpOnly', 'b=2; HttpOnly']);
      assert.deepEqual(jsonOf(reply)['received'], ['c=3']);
    }));

  it('sends the fields it is asked for, repeated and in order', () =>
    withSandbox(async (client) => {
      const reply = await client.ask('GET', '/sandbox/fields?X-A=1&X-A=2&Sunset=soon');
      assert.deepEqual([fieldsOf(reply, 'X-A'), fieldsOf(reply, 'Sunset')], [['1', '2'], ['soon']]);
      assert.equal((await client.ask('GET', '/sandbox/fields?bad%20name=1')).status, 500);
    }));

  it('writes legacy charsets that decode to the greeting', () =>
    withSandbox(async (client) => {
      for (const [name, text] of [
        ['shift_jis', 'こんにちは、世界'],
        ['koi8-r', 'Привет, мир'],
        ['utf-16be', 'Zoë ☃ 你好'],
        ['big5', '你好，世界'],
        ['iso-8859-1', 'Zoë, a naïve café'],
      ] as const) {
        const reply = await client.ask('GET', `/sandbox/charset/${name}`);
        assert.equal(new TextDecoder(name).decode(reply.octets), text, name);
        assert.deepEqual(fieldsOf(reply, 'Content-Type'), [`text/plain;charset=${name}`]);
      }
      assert.equal((await client.ask('GET', '/sandbox/charset/klingon')).status, 400);
    }));

  it('sends html, images and xml under their types', () =>
    withSandbox(async (client) => {
      for (const [target, type] of [
        ['/sandbox/html', 'text/html;charset=UTF-8'],
        ['/sandbox/image', 'image/png'],
        ['/sandbox/image?type=svg', 'image/svg+xml'],
        ['/sandbox/xml', 'application/xml'],
      ] as const) {
        assert.deepEqual(fieldsOf(await client.ask('GET', target), 'Content-Type'), [type]);
      }
    }));

  it('answers 304 to the validators it gave', () =>
    withSandbox(async (client) => {
      const etag = fieldsOf(await client.ask('GET', '/sandbox/cached'), 'ETag')[0] ?? '';
      const fields = { 'If-None-Match': etag };
      assert.equal((await client.ask('GET', '/sandbox/cached', { fields })).status, 304);
      assert.equal((await client.ask('GET', '/sandbox/cached?version=2', { fields })).status, 200);
    }));

  it('makes a 207 whole or broken in each way', () =>
    withSandbox(async (client) => {
      const split = async (query: string) => {
        const reply = await client.ask('GET', `/sandbox/parts?${query}`);
        return splitMultiStatus(reply.octets, fieldsOf(reply, 'Content-Type')[0], { maxParts: 1000 });
      };
      for (const form of ['multipart', 'vendor', 'json']) {
        const whole = await split(`n=4&failed=1&form=${form}`);
        assert.ok(whole.kind === 'parts');
        assert.deepEqual(
          whole.parts.map(({ status }) => status),
          [200, 200, 200, 404],
        );
      }
      for (const [broken, reason] of [
        ['count', 'multistatus-count'],
        ['status-part', 'multistatus-status-part'],
        ['boundary', 'multistatus-no-boundary'],
        ['empty', 'multistatus-empty'],
      ] as const) {
        const result = await split(`broken=${broken}`);
        assert.equal(result.kind === 'error' && result.reason, reason);
      }
      assert.deepEqual((await split('broken=close')).warnings, ['unterminated-multipart']);
    }));
});

describe('the sandbox itself', () => {
  it('lists its routes, each with what it stands for', () =>
    withSandbox(async (client) => {
      const { routes } = jsonOf(await client.ask('GET', '/sandbox')) as {
        routes: { path: string; standsFor: string }[];
      };
      assert.ok(routes.length > 40);
      assert.ok(routes.every(({ standsFor }) => standsFor.endsWith('.') || standsFor.includes('"')));
      for (const path of ['/sandbox/status/:code', '/restapi/oauth/token', '/sandbox/events']) {
        assert.ok(
          routes.some((route) => route.path === path),
          path,
        );
      }
    }));

  it('tells what arrived as it arrived, its own traffic left out', () =>
    withSandbox(async (client) => {
      await client.ask('POST', '/sandbox/echo?x=%7E', { body: 'héllo', fields: { 'x-Case': 'Kept' } });
      await client.ask('GET', '/nope');
      const { requests } = jsonOf(await client.ask('GET', '/sandbox/requests')) as {
        requests: Record<string, unknown>[];
      };
      assert.deepEqual(
        requests.map(({ index, method, url, body, bodySize }) => [index, method, url, body, bodySize]),
        [
          [1, 'POST', '/sandbox/echo?x=%7E', 'héllo', 6],
          [2, 'GET', '/nope', '', 0],
        ],
      );
      assert.ok(JSON.stringify(requests[0]?.['fields']).includes('["x-Case","Kept"]'));
      const echoes = jsonOf(await client.ask('GET', '/sandbox/requests?path=/sandbox/echo'))['requests'];
      assert.equal(Array.isArray(echoes) && echoes.length, 1);
    }));

  it('forgets everything on reset', () =>
    withSandbox(async (client) => {
      const token = await client.logIn();
      await client.ask('DELETE', `${mailbox}/2001`, { token });
      await client.ask('PUT', '/sandbox/settings', { json: { expiresIn: 1 } });
      assert.equal((await client.ask('POST', '/sandbox/reset')).status, 204);
      assert.deepEqual(jsonOf(await client.ask('GET', '/sandbox/requests'))['requests'], []);
      assert.equal(jsonOf(await client.ask('GET', '/sandbox/settings'))['expiresIn'], 3600);
      assert.equal((await client.ask('GET', `${mailbox}/2001`, { token })).status, 401);
      assert.equal((await client.ask('GET', `${mailbox}/2001`, { token: await client.logIn() })).status, 200);
    }));

  it('refuses settings it does not know and keeps those it has', () =>
    withSandbox(async (client) => {
      for (const json of [
        [],
        null,
        { expires: 1 },
        { expiresIn: -1 },
        { expiresIn: '5' },
        { rateLimits: { none: {} } },
        { rateLimits: { light: { limit: 1.5 } } },
        { rateLimits: { light: { x: 1 } } },
      ]) {
        assert.equal((await client.ask('PUT', '/sandbox/settings', { json })).status, 400, JSON.stringify(json));
      }
    }));

  it('gives a planted answer as often as asked, on that path only', () =>
    withSandbox(async (client) => {
      const fault = { path: '/restapi', times: 2, status: 302, fields: [['Location', 'x']], body: 'planted' };
      assert.equal((await client.ask('POST', '/sandbox/faults', { json: fault })).status, 204);
      assert.equal((await client.ask('GET', '/restapi/v1.0')).status, 200);
      assert.deepEqual(await statusesOf(client, '/restapi', 3), [302, 302, 200]);
      for (const json of [
        {},
        { path: 1 },
        { ...fault, status: 99 },
        { ...fault, fields: ['x'] },
        { ...fault, times: 0 },
      ]) {
        assert.equal((await client.ask('POST', '/sandbox/faults', { json })).status, 400, JSON.stringify(json));
      }
    }));
});

describe('bad input', () => {
  it('is answered and never ends the sandbox', () =>
    withSandbox(async (client) => {
      const token = await client.logIn();
      for (const target of [
        '//',
        '/%',
        '/%00',
        '/sandbox/status/%zz',
        '/restapi/../x',
        '/sandbox/charset/%0A',
        '/a?b=%',
        `${mailbox}/__proto__`,
      ]) {
        assert.ok((await client.ask('GET', target, { token })).status >= 400, target);
      }
      for (const body of ['', '{', 'null', '[]', '{"readStatus":{}}', '\0'.repeat(10)]) {
        const reply = await client.ask('PUT', `${mailbox}/2001`, {
          token,
          body,
          fields: { 'Content-Type': 'application/json' },
        });
        assert.equal(reply.status, 400, body);
      }
      assert.equal((await client.ask('GET', '/restapi')).status, 200);
    }));

  it('that is no HTTP is answered 400', () =>
    withSandbox(async (client) => {
      const socket = connect(Number(new URL(client.baseUrl).port), '127.0.0.1');
      socket.end('HELO\r\n\r\n');
      const [answer] = (await once(socket, 'data')) as [Buffer];
      assert.match(answer.toString(), /^HTTP\/1\.1 400 /);
      assert.equal((await client.ask('GET', '/restapi')).status, 200);
    }));

  it('that is too large is refused without being read', () =>
    withSandbox(async (client) => {
      const socket = connect(Number(new URL(client.baseUrl).port), '127.0.0.1');
      socket.write('POST /sandbox/echo HTTP/1.1\r\nHost: x\r\nContent-Length: 99999999999\r\n\r\n');
      const [answer] = (await once(socket, 'data')) as [Buffer];
      assert.match(answer.toString(), /^HTTP\/1\.1 413 [\s\S]*Connection: close/i);
      socket.destroy();
    }));

  it('names the Host in links only when it is one', () =>
    withSandbox(async (client) => {
      const uri = async (host: string) =>
        jsonOf(await client.ask('GET', '/restapi', { fields: { Host: host } }))['uri'];
      assert.equal(await uri('localhost:1'), 'http://localhost:1/restapi');
      assert.equal(await uri('a"b/c'), `${client.baseUrl}/restapi`);
    }));

  it('that breaks off in the middle is no harm', () =>
    withSandbox(async (client) => {
      const socket = connect(Number(new URL(client.baseUrl).port), '127.0.0.1');
      socket.write('POST /sandbox/echo HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\nabc');
      await once(socket, 'ready').catch(() => undefined);
      socket.resetAndDestroy();
      assert.deepEqual(errorOf(await client.ask('GET', '/nope')), [404, 'CMN-120']);
    }));
});

describe('startSandbox', () => {
  it('closes at once, with answers still under way', async () => {
    const sandbox = await startSandbox();
    const port = Number(new URL(sandbox.baseUrl).port);
    const sockets = ['slow?ms=600000', 'drip?ms=600000', 'large?mb=4096', 'events?ms=600000'].map((path) => {
      const socket = connect(port, '127.0.0.1');
      socket.on('error', () => undefined);
      socket.write(`GET /sandbox/${path} HTTP/1.1\r\nHost: x\r\n\r\n`);
      return new Promise((resolve) => socket.on('close', resolve));
    });
    await once(
      connect(port, '127.0.0.1').on('error', () => undefined),
      'connect',
    );
    const start = Date.now();
    await sandbox.close();
    assert.ok(Date.now() - start < 20_000);
    await Promise.all(sockets);
  });

  it('rejects when the port is taken', async () => {
    const first = await startSandbox();
    await assert.rejects(startSandbox({ port: Number(new URL(first.baseUrl).port) }), { code: 'EADDRINUSE' });
    await first.close();
  });

  it('listens on IPv6 with brackets in its address', async () => {
    const sandbox = await startSandbox({ host: '::1' }).catch(() => undefined);
    if (sandbox === undefined) return;
    assert.match(sandbox.baseUrl, /^http:\/\/\[::1\]:\d+$/);
    await sandbox.close();
  });
});
