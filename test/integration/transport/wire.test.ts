import assert from 'node:assert/strict';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import http from 'node:http';
import type { Socket } from 'node:net';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Reply } from '../../../src/http/ports';
import { contentReader, releaseContent } from '../../../src/transport/contents';
import { LoopbackServers, onRequest } from '../../support/loopbackServer';
import { bodyOf, lines, message, TransportSetup, type RequestText } from '../../support/transportSetup';

const ok = 'HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n';

describe('an exchange on the wire', () => {
  let servers: LoopbackServers;
  let setup: TransportSetup;

  beforeEach(() => {
    servers = new LoopbackServers();
    setup = new TransportSetup();
  });

  afterEach(async () => {
    await setup.close();
    await servers.close();
  });

  /** Sends a request to a server that answers `answer`, and gives what the server read until then. */
  const exchange = async (
    target: string,
    text: RequestText,
    answer = ok,
  ): Promise<{ seen: string; reply: Reply; port: number }> => {
    let seen = '';
    const port = await servers.raw((socket) => {
      socket.on('data', (chunk) => (seen += chunk.toString('latin1')));
      onRequest(socket, () => setTimeout(() => socket.write(answer, 'latin1'), 20));
    });
    const reply = await setup.send(message(`http://127.0.0.1:${port}${target}`, text));
    return { seen, reply, port };
  };

  describe('sends', () => {
    const check = async (target: string, text: RequestText, expected: readonly string[], body = ''): Promise<void> => {
      const { seen, reply, port } = await exchange(target, text);
      const wanted = expected.map((line) => line.replace('HOST', `127.0.0.1:${port}`));
      assert.equal(seen, `${wanted.join('\r\n')}\r\n\r\n${body}`);
      assert.deepEqual(lines(reply.sent.fields), wanted.slice(1));
    };

    const rows: Readonly<Record<string, [string, RequestText, readonly string[], string?]>> = {
      'nothing that was not typed, but Host': ['/', {}, ['GET / HTTP/1.1', 'Host: HOST']],
      'fields in their order, case and number': [
        '/',
        { fields: ['b: 1', 'A: 2', 'B: 3', 'b: 1', 'accept:', 'X-Empty:'] },
        ['GET / HTTP/1.1', 'Host: HOST', 'b: 1', 'A: 2', 'B: 3', 'b: 1', 'accept: ', 'X-Empty: '],
      ],
      'the Host that was typed, where it was typed': [
        '/',
        { fields: ['a: 1', 'hOST: b.test'] },
        ['GET / HTTP/1.1', 'a: 1', 'hOST: b.test'],
      ],
      'repeated Cookie lines apart': [
        '/',
        { fields: ['Cookie: a=1', 'Cookie: b=2'] },
        ['GET / HTTP/1.1', 'Host: HOST', 'Cookie: a=1', 'Cookie: b=2'],
      ],
      'names that objects have': [
        '/',
        { fields: ['__proto__: 1', 'constructor: 2', 'Set: 3', '1: 4'] },
        ['GET / HTTP/1.1', 'Host: HOST', '__proto__: 1', 'constructor: 2', 'Set: 3', '1: 4'],
      ],
      'inner and unusual characters of a value': [
        '/',
        { fields: ['a: x  y\tz "\\,;='] },
        ['GET / HTTP/1.1', 'Host: HOST', 'a: x  y\tz "\\,;='],
      ],
      'the Connection that was typed': [
        '/',
        { fields: ['Connection: close'] },
        ['GET / HTTP/1.1', 'Host: HOST', 'Connection: close'],
      ],
      'the path as it is written': [
        "/a'b|c/../{d}/%7e/%2F//?q=[1]&x='\"`&y=a+b%20c&&=",
        {},
        ["GET /a'b|c/../{d}/%7e/%2F//?q=[1]&x='\"`&y=a+b%20c&&= HTTP/1.1", 'Host: HOST'],
      ],
      'a slash for an empty path': ['', {}, ['GET / HTTP/1.1', 'Host: HOST']],
      'a slash before a query without path': ['?a=1', {}, ['GET /?a=1 HTTP/1.1', 'Host: HOST']],
      'no fragment': ['/a#b?c', {}, ['GET /a HTTP/1.1', 'Host: HOST']],
      'a method of its own in its case': [
        '/',
        { method: 'VERSION-CONTROL' },
        ['VERSION-CONTROL / HTTP/1.1', 'Host: HOST'],
      ],
      'content with GET': ['/', { body: 'abc' }, ['GET / HTTP/1.1', 'Host: HOST', 'Content-Length: 3'], 'abc'],
      'content with DELETE': [
        '/',
        { method: 'DELETE', body: 'abc' },
        ['DELETE / HTTP/1.1', 'Host: HOST', 'Content-Length: 3'],
        'abc',
      ],
      'no type of content of its own': [
        '/',
        { method: 'POST', body: '{"a":1}' },
        ['POST / HTTP/1.1', 'Host: HOST', 'Content-Length: 7'],
        '{"a":1}',
      ],
      'the octets of content as they are': [
        '/',
        { method: 'PUT', body: Buffer.from([0, 255, 13, 10, 128]) },
        ['PUT / HTTP/1.1', 'Host: HOST', 'Content-Length: 5'],
        '\0\xff\r\n\x80',
      ],
      'a length of zero for a POST without content': [
        '/',
        { method: 'POST' },
        ['POST / HTTP/1.1', 'Host: HOST', 'Content-Length: 0'],
      ],
      'no length for a DELETE without content': ['/', { method: 'DELETE' }, ['DELETE / HTTP/1.1', 'Host: HOST']],
      'a length of zero for content of nothing': [
        '/',
        { body: '' },
        ['GET / HTTP/1.1', 'Host: HOST', 'Content-Length: 0'],
      ],
      'the length that was typed, once': [
        '/',
        { method: 'POST', body: 'abc', fields: ['content-length: 3'] },
        ['POST / HTTP/1.1', 'Host: HOST', 'content-length: 3'],
        'abc',
      ],
      'a length that lies': [
        '/',
        { method: 'POST', body: 'abcdef', fields: ['Content-Length: 3'] },
        ['POST / HTTP/1.1', 'Host: HOST', 'Content-Length: 3'],
        'abcdef',
      ],
      'chunks when they were asked for': [
        '/',
        { method: 'POST', body: 'abc', fields: ['Transfer-Encoding: chunked'] },
        ['POST / HTTP/1.1', 'Host: HOST', 'Transfer-Encoding: chunked'],
        '3\r\nabc\r\n0\r\n\r\n',
      ],
    };
    for (const [title, row] of Object.entries(rows)) it(title, () => check(...row));

    it('values beyond ASCII as UTF-8', async () => {
      const { seen } = await exchange('/', { fields: ['A: Zoë 東'] });
      assert.ok(Buffer.from(seen, 'latin1').toString('utf8').includes('A: Zoë 東\r\n'));
    });

    it('content from a file, all of it', async () => {
      mkdirSync(setup.directory, { recursive: true });
      const path = join(setup.directory, 'body');
      writeFileSync(path, 'x'.repeat(1_000_000));
      const size = await lengthAtServer({ method: 'POST', body: { kind: 'file', path, size: 1_000_000 } });
      assert.equal(size, 1_000_000);
    });

    it('content from a spooled answer', async () => {
      const port = await servers.listen(http.createServer((_, response) => response.end('y'.repeat(800_000))));
      const reply = await setup.send(message(`http://127.0.0.1:${port}/`));
      assert.equal(reply.response?.content.kind, 'file');
      assert.ok(reply.response);
      assert.equal(await lengthAtServer({ method: 'PUT', body: reply.response.content }), 800_000);
    });

    it('nothing at all when the file of its content is gone', async () => {
      const path = join(setup.directory, 'gone');
      const port = await servers.listen(http.createServer());
      const reply = await setup.send(
        message(`http://127.0.0.1:${port}/`, { method: 'POST', body: { kind: 'file', path, size: 3 } }),
      );
      assert.deepEqual(failureWords(reply), ['protocol', 'ENOENT', 'connect', 'content-unreadable']);
      assert.equal(servers.accepted, 0);
    });

    it('no more when the file of its content becomes shorter', async () => {
      const path = join(setup.directory, 'short');
      writeFileSync(path, 'abc');
      const port = await servers.listen(http.createServer());
      const reply = await setup.send(
        message(`http://127.0.0.1:${port}/`, { method: 'POST', body: { kind: 'file', path, size: 30 } }),
      );
      assert.deepEqual(failureWords(reply)?.slice(0, 2), ['protocol', 'EOF']);
      rmSync(path);
    });

    for (const [title, url, fields] of [
      ['a line break in a value', '/', ['A: 1\r\nB: 2']],
      ['a name that is no token', '/', ['A b: 1']],
      ['a space in the path', '/a b', []],
      ['a line break in the path', '/a\r\nB: 1', []],
    ] as const) {
      it(`nothing at all with ${title}`, async () => {
        const port = await servers.listen(http.createServer());
        const reply = await setup.send(message(`http://127.0.0.1:${port}${url}`, { fields }));
        assert.deepEqual(failureWords(reply)?.slice(2), ['connect', 'request-invalid']);
        assert.ok(await servers.areIdle());
      });
    }

    for (const url of [
      'http://',
      'http://:80/',
      'http://a.test:99999/',
      'http://[::zz]/',
      'ftp://a.test/',
      'http://a{b}.test/',
    ]) {
      it(`nothing to ${url}`, async () => {
        assert.equal(failureWords(await setup.send(message(url)))?.[2], 'connect');
      });
    }

    const lengthAtServer = async (text: RequestText): Promise<number> => {
      let size = 0;
      const port = await servers.listen(
        http.createServer((request, response) => {
          request.on('data', (chunk: Buffer) => (size += chunk.length));
          request.on('end', () => response.end());
        }),
      );
      const reply = await setup.send(message(`http://127.0.0.1:${port}/`, text));
      assert.equal(reply.kind, 'response');
      return size;
    };
  });

  describe('waits with content for', () => {
    const serve = async (answer: (socket: Socket) => void): Promise<{ seen: () => string; reply: Reply }> => {
      let seen = '';
      const port = await servers.raw((socket) => {
        socket.on('data', (chunk) => (seen += chunk.toString('latin1')));
        onRequest(socket, () => answer(socket));
      });
      const reply = await setup.send(
        message(`http://127.0.0.1:${port}/`, { method: 'POST', body: 'content', fields: ['Expect: 100-continue'] }),
      );
      return { seen: () => seen, reply };
    };

    it('a 100 that it asked for', async () => {
      const { seen, reply } = await serve((socket) => {
        socket.once('data', () => socket.write(ok));
        setTimeout(() => socket.write('HTTP/1.1 100 Continue\r\n\r\n'), 30);
      });
      assert.equal(reply.kind, 'response');
      assert.match(seen(), /\r\n\r\ncontent$/);
    });

    it('no answer that refuses it', async () => {
      const { seen, reply } = await serve((socket) =>
        socket.write('HTTP/1.1 417 Expectation Failed\r\nContent-Length: 0\r\n\r\n'),
      );
      assert.equal(reply.response?.status, 417);
      assert.doesNotMatch(seen(), /content$/);
      assert.ok(await servers.areIdle());
    });
  });

  describe('gives', () => {
    const check = async (
      answer: string,
      expected: Partial<Record<'status' | 'reason' | 'version' | 'body', unknown>> & {
        fields?: readonly string[];
        trailers?: readonly string[];
      },
      text: RequestText = {},
    ) => {
      const { reply } = await exchange('/', text, answer);
      assert.ok(reply.kind === 'response', JSON.stringify(reply));
      const { status, reason, httpVersion: version, fields, trailers } = reply.response;
      const actual = { status, reason, version, body: bodyOf(reply), fields: lines(fields), trailers: lines(trailers) };
      assert.deepEqual({ ...actual, ...expected }, actual);
    };

    it('fields in their order, case and number', () =>
      check('HTTP/1.1 200 OK\r\nb: 1\r\nSet-Cookie: a=1\r\nB:2\r\nset-cookie: b=2\r\nContent-Length: 0\r\n\r\n', {
        fields: ['b: 1', 'Set-Cookie: a=1', 'B: 2', 'set-cookie: b=2', 'Content-Length: 0'],
      }));
    it('fields that Node keeps one of', () =>
      check('HTTP/1.1 200 OK\r\nETag: "1"\r\nETag: "2"\r\nContent-Length: 0\r\n\r\n', {
        fields: ['ETag: "1"', 'ETag: "2"', 'Content-Length: 0'],
      }));
    it('three thousand fields', async () => {
      const many = Array.from({ length: 3000 }, (_, index) => `X-${index}: ${index}`);
      await check(`HTTP/1.1 200 OK\r\n${many.join('\r\n')}\r\nContent-Length: 0\r\n\r\n`, {
        fields: [...many, 'Content-Length: 0'],
      });
    });
    it('values in UTF-8 and in Latin-1', () =>
      check('HTTP/1.1 200 OK\r\nA: Zo\xc3\xab\r\nB: Zo\xeb\r\nContent-Length: 0\r\n\r\n', {
        fields: ['A: Zoë', 'B: Zoë', 'Content-Length: 0'],
      }));
    it('a reason phrase of its own', () =>
      check('HTTP/1.1 299 Sort of fine\r\nContent-Length: 0\r\n\r\n', { status: 299, reason: 'Sort of fine' }));
    it('no reason phrase where there is none', () =>
      check('HTTP/1.1 200\r\nContent-Length: 0\r\n\r\n', { reason: '' }));
    it('an answer in HTTP/1.0', () =>
      check('HTTP/1.0 200 OK\r\nContent-Length: 2\r\n\r\nab', { version: '1.0', body: 'ab' }));
    it('chunks and their trailers', () =>
      check(
        'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nTrailer: X-A\r\n\r\n3;ext=1\r\nabc\r\n2\r\nde\r\n0\r\nX-A: 1\r\nx-b: 2\r\nX-A: 3\r\n\r\n',
        {
          body: 'abcde',
          trailers: ['X-A: 1', 'x-b: 2', 'X-A: 3'],
        },
      ));
    it('the answer after informational ones', () =>
      check(`HTTP/1.1 102 Processing\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n${ok}`, { status: 200 }));
    it('a 3xx itself', () =>
      check('HTTP/1.1 302 Found\r\nLocation: /b\r\nContent-Length: 2\r\n\r\nab', { status: 302, body: 'ab' }));
    it('a 5xx as an answer', () =>
      check('HTTP/1.1 503 Busy\r\nContent-Length: 2\r\n\r\nab', { status: 503, body: 'ab' }));
    it('JSON as its octets', () =>
      check('HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 19\r\n\r\n9007199254740993.10', {
        body: '9007199254740993.10',
      }));
    it('a byte order mark as octets', () =>
      check('HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\n\xef\xbb\xbfa', { body: '\xef\xbb\xbfa' }));
    it('no content for HEAD, whatever its length says', () =>
      check(
        'HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 500\r\n\r\n',
        { body: '' },
        { method: 'HEAD' },
      ));
    for (const status of [204, 304]) {
      it(`no content for ${status}`, () =>
        check(`HTTP/1.1 ${status} X\r\nContent-Length: 500\r\n\r\n`, { status, body: '' }));
    }
    it('decoded content with its true fields and sizes', async () => {
      const octets = gzipSync('plain '.repeat(100));
      const head = `HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: ${octets.length}\r\n\r\n`;
      const { reply } = await exchange('/', {}, head + octets.toString('latin1'));
      assert.ok(reply.kind === 'response');
      const { decoded, wireSize, content, fields } = reply.response;
      assert.deepEqual(
        { decoded, wireSize, size: content.size },
        { decoded: ['gzip'], wireSize: octets.length, size: 600 },
      );
      assert.deepEqual(lines(fields), ['Content-Encoding: gzip', `Content-Length: ${octets.length}`]);
    });
    it('a large answer in a file that can be read in ranges and let go', async () => {
      const body = Buffer.from(Array.from({ length: 900_000 }, (_, index) => index % 251));
      const port = await servers.listen(http.createServer((_, response) => response.end(body)));
      const reply = await setup.send(message(`http://127.0.0.1:${port}/`));
      const content = reply.response?.content;
      assert.ok(content?.kind === 'file');
      const range = async (start: number, end: number) => Buffer.from(await contentReader.read(content, start, end));
      assert.ok((await range(500_000, 500_300)).equals(body.subarray(500_000, 500_300)));
      assert.ok((await range(899_990, 10_000_000)).equals(body.subarray(899_990)));
      assert.equal((await range(900_000, 900_001)).length, 0);
      await releaseContent(content);
      await assert.rejects(range(0, 1), { code: 'ENOENT' });
    });
  });
});

function failureWords(reply: Reply): readonly unknown[] | undefined {
  if (reply.kind === 'response') return undefined;
  const { kind, code, phase, reason } = reply.failure;
  return [kind, code, phase, reason];
}
