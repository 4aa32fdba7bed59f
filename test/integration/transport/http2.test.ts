import assert from 'node:assert/strict';
import http from 'node:http';
import http2, { type ServerHttp2Stream } from 'node:http2';
import https from 'node:https';
import { gzipSync } from 'node:zlib';
import type { ExchangeOptions, Reply } from '../../../src/http/ports';
import { certificates, keys } from '../../support/certificates';
import { LoopbackServers, onRequest } from '../../support/loopbackServer';
import { bodyOf, lines, message, TransportSetup, type RequestText } from '../../support/transportSetup';

type Serve = (stream: ServerHttp2Stream, raw: readonly string[], body: string) => unknown;

describe('an exchange over HTTP/2', () => {
  let servers: LoopbackServers;
  let setup: TransportSetup;

  beforeEach(() => {
    servers = new LoopbackServers();
    setup = new TransportSetup({ tls: [{ host: '*', ca: certificates.authority }] });
  });

  afterEach(async () => {
    await setup.close();
    assert.ok(await servers.areIdle(), `${servers.open} sockets open`);
    await servers.close();
  });

  const listen = async (isSecure: boolean, serve: Serve, host = '127.0.0.2'): Promise<string> => {
    const server = isSecure
      ? http2.createSecureServer({ key: keys.server, cert: certificates.server })
      : http2.createServer();
    const answer = (stream: ServerHttp2Stream, _headers: unknown, _flags: number, raw: readonly string[]): void => {
      stream.on('error', () => undefined);
      let body = '';
      stream.on('data', (chunk: Buffer) => (body += chunk.toString('latin1')));
      stream.on('end', () => serve(stream, raw, body));
    };
    server.on('stream', answer);
    const port = await servers.listen(server, host);
    return `${isSecure ? 'https' : 'http'}://${host}:${port}`;
  };
  const send = (url: string, text: RequestText = {}, options: Partial<ExchangeOptions> = {}): Promise<Reply> =>
    setup.send(message(url, { ...text, httpVersion: '2' }), options);

  for (const isSecure of [true, false]) {
    describe(isSecure ? 'agreed on by ALPN' : 'by prior knowledge', () => {
      it('sends fields in lower case, without those of a connection, and says so', async () => {
        let seen: readonly string[] = [];
        const origin = await listen(isSecure, (stream, raw) => {
          seen = raw;
          stream.respond({ ':status': 200 }, { endStream: true });
        });
        const fields = [
          'X-B: 1',
          'Connection: close',
          'a: 2',
          'TE: gzip',
          'x-b: 3',
          'Keep-Alive: timeout=1',
          'Authorization: x',
        ];
        const reply = await send(`${origin}/a'b|c?x=%7e#f`, { fields });
        const authority = origin.replace(/^.*\/\//, '');
        const wanted = ['x-b: 1', 'x-b: 3', 'a: 2', 'authorization: x'];
        assert.deepEqual(lines(reply.sent.fields), wanted);
        const pairs = seen.flatMap((_, index) => (index % 2 === 0 ? [`${seen[index]}: ${seen[index + 1]}`] : []));
        const pseudo = [
          ':method: GET',
          `:scheme: ${isSecure ? 'https' : 'http'}`,
          `:authority: ${authority}`,
          ":path: /a'b|c?x=%7e",
        ];
        assert.deepEqual([...pairs].sort(), [...pseudo, ...wanted].sort());
      });

      it('sends content, and gets content, fields and trailers as they are', async () => {
        const origin = await listen(isSecure, (stream, _raw, body) => {
          stream.respond({ ':status': 201, 'set-cookie': ['a=1', 'b=2'], 'x-a': '1' }, { waitForTrailers: true });
          stream.on('wantTrailers', () => stream.sendTrailers({ 'x-end': '1' }));
          stream.end(`got ${body}`);
        });
        const reply = await send(`${origin}/`, { method: 'POST', body: 'content' });
        assert.ok(reply.kind === 'response', JSON.stringify(reply));
        const { status, reason, httpVersion, fields, trailers } = reply.response;
        assert.deepEqual([status, reason, httpVersion, bodyOf(reply)], [201, '', '2', 'got content']);
        assert.deepEqual(
          lines(fields).filter((line) => !line.startsWith('date')),
          ['set-cookie: a=1', 'set-cookie: b=2', 'x-a: 1'],
        );
        assert.deepEqual(lines(trailers), ['x-end: 1']);
      });

      it('keeps its connection for the next exchange', async () => {
        const origin = await listen(isSecure, (stream) => {
          stream.respond({ ':status': 200 });
          stream.end('ok');
        });
        const [first, second] = [await send(origin), await send(origin)];
        assert.deepEqual([first.connection?.reused, second.connection?.reused], [false, true]);
        assert.deepEqual(
          [first.connection?.remoteAddress, first.connection?.tlsVersion],
          ['127.0.0.2', isSecure ? 'TLSv1.3' : undefined],
        );
        assert.ok(first.timings.connect >= 0 && second.timings.connect === -1 && second.timings.wait >= 0);
        assert.equal(servers.accepted, 1);
      });

      it('ends at once when it is cancelled, and leaves others alone', async () => {
        const origin = await listen(isSecure, (stream, raw) => {
          if (raw.includes('/slow')) return;
          stream.respond({ ':status': 200 });
          setTimeout(() => stream.end('ok'), 50);
        });
        await send(origin);
        const controller = new AbortController();
        const slow = setup.send(message(`${origin}/slow`, { httpVersion: '2' }), {}, controller.signal);
        const other = send(origin);
        setTimeout(() => controller.abort(), 10);
        const reply = await slow;
        assert.deepEqual(reply.kind === 'failure' && [reply.failure.kind, reply.failure.phase], [
          'cancelled',
          'response',
        ]);
        assert.equal(bodyOf(await other), 'ok');
      });
    });
  }

  describe('with a server that', () => {
    const limits = { wireBytes: 1000, decodedBytes: 1000, contentCodings: 5 };
    const rows: Readonly<Record<string, [Serve, string, (string | undefined)?, Partial<ExchangeOptions>?]>> = {
      'never answers': [() => undefined, 'timeout ETIMEDOUT response', undefined, { totalTimeout: 150 }],
      'resets the stream instead of an answer': [
        (stream) => stream.close(http2.constants.NGHTTP2_INTERNAL_ERROR),
        'protocol ERR_HTTP2_STREAM_ERROR response',
      ],
      'refuses the stream': [
        (stream) => stream.close(http2.constants.NGHTTP2_REFUSED_STREAM),
        'protocol ERR_HTTP2_STREAM_ERROR response',
      ],
      'cancels the stream': [
        (stream) => stream.close(http2.constants.NGHTTP2_CANCEL),
        'reset ERR_HTTP2_STREAM_CANCEL response',
      ],
      'resets the stream in the middle of its content': [
        (stream) => {
          stream.respond({ ':status': 200 });
          stream.write('abc', () => setTimeout(() => stream.destroy(new Error('broken')), 20));
        },
        'protocol ERR_HTTP2_STREAM_ERROR response',
        'abc',
      ],
      'gives too great a length': [
        (stream) => {
          stream.respond({ ':status': 200, 'content-length': '10' });
          stream.end('abc');
        },
        'protocol ERR_HTTP2_STREAM_ERROR response',
        'abc',
      ],
      'closes the connection in the middle of its content': [
        (stream) => {
          stream.respond({ ':status': 200 });
          stream.write('abc', () => setTimeout(() => stream.session?.destroy(), 20));
        },
        'protocol|reset ECONNRESET|ERR_HTTP2_STREAM_ERROR|ERR_HTTP2_STREAM_CANCEL response',
        'abc',
      ],
      'closes the connection instead of an answer': [
        (stream) => stream.session?.destroy(),
        'protocol|reset ERR_HTTP2_STREAM_ERROR|ERR_HTTP2_STREAM_CANCEL|ECONNRESET response',
      ],
      'sends a body without end': [
        (stream) => {
          stream.respond({ ':status': 200 });
          const timer = setInterval(() => stream.write('A'.repeat(16_384)), 1);
          stream.once('close', () => clearInterval(timer));
        },
        'tooLarge WIRE_SIZE response',
        'A'.repeat(1000),
        { limits },
      ],
      'sends a bomb': [
        (stream) => {
          stream.respond({ ':status': 200, 'content-encoding': 'gzip' });
          stream.end(gzipSync(Buffer.alloc(100_000, 65)));
        },
        'tooLarge DECODED_SIZE response',
        'A'.repeat(1000),
        { limits },
      ],
    };
    for (const isSecure of [true, false]) {
      for (const [title, [serve, expected, body, options]] of Object.entries(rows)) {
        it(`${title}${isSecure ? ', over TLS' : ''}: ${expected}`, async () => {
          const reply = await send(await listen(isSecure, serve), {}, options);
          assert.ok(reply.kind === 'failure', bodyOf(reply));
          const { kind, code, phase, message: text } = reply.failure;
          for (const [index, word] of [kind, code, phase].entries())
            assert.ok(expected.split(' ')[index]?.split('|').includes(word), `${kind} ${code} ${phase}`);
          assert.match(text, /127\.0\.0\.2.*\.$/);
          if (body !== undefined) assert.equal(bodyOf(reply), body);
        });
      }
    }

    const check = async (
      url: string,
      expected: readonly unknown[],
      options: Partial<ExchangeOptions> = {},
    ): Promise<void> => {
      const reply = await send(url, {}, options);
      assert.ok(reply.kind === 'failure', bodyOf(reply));
      const { kind, code, phase, message: text } = reply.failure;
      assert.deepEqual([kind, code, phase].slice(0, expected.length), expected);
      assert.match(text, /127\.0\.0\.2.*\.$/);
    };

    it('speaks only HTTP/1.1 over TLS', async () => {
      const port = await servers.listen(
        https.createServer({ key: keys.server, cert: certificates.server }),
        '127.0.0.2',
      );
      await check(`https://127.0.0.2:${port}/`, ['protocol', 'ERR_SSL_TLSV1_ALERT_NO_APPLICATION_PROTOCOL', 'tls']);
    });
    it('speaks only HTTP/1.1', async () => {
      const port = await servers.listen(http.createServer(), '127.0.0.2');
      await check(`http://127.0.0.2:${port}/`, ['protocol', 'HTTP2_UNKNOWN']);
    });
    it('falls silent before its preface', async () => {
      const port = await servers.raw((socket) => onRequest(socket, () => undefined), '127.0.0.2');
      await check(`http://127.0.0.2:${port}/`, ['timeout', 'ETIMEDOUT'], { connectTimeout: 150 });
    });
    it('is not there', () => check('http://127.0.0.2:1/', ['connect', 'ECONNREFUSED', 'connect']));
    it('is not trusted', async () => {
      const server = http2.createSecureServer({ key: keys.server, cert: certificates.selfSigned });
      const port = await servers.listen(server, '127.0.0.2');
      await check(`https://127.0.0.2:${port}/`, ['tls', 'DEPTH_ZERO_SELF_SIGNED_CERT', 'tls']);
    });
  });
});
