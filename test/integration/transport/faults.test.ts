import assert from 'node:assert/strict';
import type { Socket } from 'node:net';
import { setImmediate } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { gzipSync } from 'node:zlib';
import type { Failure } from '../../../src/http/failure';
import type { ExchangeOptions, Reply } from '../../../src/http/ports';
import { LoopbackServers, onRequest, unusedPort } from '../../support/loopbackServer';
import { bodyOf, message, TransportSetup, type RequestText } from '../../support/transportSetup';

/** What a server does to one connection once the head of the request has come; the return value is not looked at. */
type Serve = (socket: Socket, text: string) => unknown;

interface Fault {
  readonly serve: Serve;
  /** Called at once for each connection, in place of `serve`. */
  readonly accept?: (socket: Socket) => unknown;
  readonly request?: RequestText;
  readonly options?: Partial<ExchangeOptions>;
  /** `kind code phase reason`, as far as given; for an answer its status. */
  readonly expected: string;
  /** The content that came of an answer. */
  readonly body?: string;
}

const ok = 'HTTP/1.1 200 OK\r\n';
const chunked = `${ok}Transfer-Encoding: chunked\r\n\r\n`;
const quick: Partial<ExchangeOptions> = { totalTimeout: 150 };
const nothing = (): void => undefined;

const write =
  (text: string | Uint8Array): Serve =>
  (socket) =>
    socket.write(text, 'latin1' as BufferEncoding);
const end =
  (text: string | Uint8Array): Serve =>
  (socket) =>
    socket.end(text, 'latin1' as BufferEncoding);
const reset =
  (text: string): Serve =>
  (socket) =>
    socket.write(text, () => setTimeout(() => socket.resetAndDestroy(), 20));

/** Writes `text` over and over, for as long as anyone reads. */
const endless =
  (head: string, text: string): Serve =>
  (socket) => {
    socket.write(head, 'latin1');
    const more = (): void => {
      while (!socket.destroyed && socket.write(text, 'latin1'));
    };
    socket.on('drain', more);
    more();
  };

/** Writes `text` octet by octet, one every few milliseconds. */
const dripped =
  (head: string, text: string): Serve =>
  (socket) => {
    socket.write(head);
    const timer = setInterval(() => socket.write(text), 5);
    socket.once('close', () => clearInterval(timer));
  };

const coded = (coding: string, octets: Uint8Array): Buffer =>
  Buffer.concat([Buffer.from(`${ok}Content-Encoding: ${coding}\r\nContent-Length: ${octets.length}\r\n\r\n`), octets]);

const large = { method: 'POST', body: Buffer.alloc(20_000_000, 65) };

const faults: Readonly<Record<string, Fault>> = {
  'closes as soon as it accepts': { accept: (socket) => socket.end(), serve: nothing, expected: 'reset ECONNRESET' },
  'resets as soon as it accepts': {
    accept: (socket) => socket.resetAndDestroy(),
    serve: nothing,
    expected: 'reset|connect ECONNRESET',
  },
  'closes without an answer': { serve: (socket) => socket.end(), expected: 'reset ECONNRESET response' },
  'resets without an answer': { serve: (socket) => socket.resetAndDestroy(), expected: 'reset ECONNRESET response' },
  'never answers': { serve: nothing, options: quick, expected: 'timeout ETIMEDOUT response' },
  'never answers, and closes its side late': {
    serve: (socket) => setTimeout(() => socket.end(), 100),
    expected: 'reset ECONNRESET response',
  },

  'sends a status line of noise': {
    serve: end('HELLO THERE\r\n\r\n'),
    expected: 'protocol HPE_INVALID_CONSTANT response http-invalid',
  },
  'sends binary noise': {
    serve: end(Buffer.from([0, 255, 1, 254, 10, 13])),
    expected: 'protocol HPE_INVALID_CONSTANT',
  },
  'speaks TLS on a plain port': {
    serve: end(Buffer.from([0x15, 3, 3, 0, 2, 2, 70])),
    expected: 'protocol HPE_INVALID_CONSTANT response tls-expected',
  },
  'speaks another version of HTTP': { serve: end('HTTP/7.3 200 OK\r\n\r\n'), expected: 'protocol HPE_INVALID_VERSION' },
  'sends a status with a letter': { serve: end('HTTP/1.1 2x0 OK\r\n\r\n'), expected: 'protocol HPE_INVALID_STATUS' },
  'sends a status of four digits': { serve: end('HTTP/1.1 2000 OK\r\n\r\n'), expected: 'protocol HPE_INVALID_STATUS' },
  'sends half a status line and closes': {
    serve: end('HTTP/1.1 20'),
    expected: 'protocol ECONNRESET response answer-truncated',
  },
  'sends half a status line and falls silent': {
    serve: write('HTTP/1.1 20'),
    options: quick,
    expected: 'timeout ETIMEDOUT response',
  },
  'drips an endless reason phrase': {
    serve: endless('HTTP/1.1 200 ', 'O'.repeat(1000)),
    expected: 'protocol HPE_HEADER_OVERFLOW response header-too-large',
  },

  'sends a field without a colon': { serve: end(`${ok}Broken\r\n\r\n`), expected: 'protocol HPE_INVALID_HEADER_TOKEN' },
  'sends a field name with a blank': {
    serve: end(`${ok}A field: 1\r\n\r\n`),
    expected: 'protocol HPE_INVALID_HEADER_TOKEN',
  },
  'sends NUL in a field value': { serve: end(`${ok}A: 1\0 2\r\n\r\n`), expected: 'protocol HPE_INVALID_HEADER_TOKEN' },
  'sends fields without end': {
    serve: endless(ok, 'X-Field: value\r\n'),
    expected: 'protocol HPE_HEADER_OVERFLOW response header-too-large',
  },
  'sends one field without end': {
    serve: endless(`${ok}X-Field: `, 'a'.repeat(1000)),
    expected: 'protocol HPE_HEADER_OVERFLOW response header-too-large',
  },
  'drips fields without end': {
    serve: dripped(ok, 'X-Field: value\r\n'),
    options: quick,
    expected: 'timeout ETIMEDOUT response',
  },
  'closes in the middle of its fields': {
    serve: end(`${ok}Content-Type: text/plain\r\nX-`),
    expected: 'protocol ECONNRESET response answer-truncated',
  },
  'gives two lengths': {
    serve: end(`${ok}Content-Length: 3\r\nContent-Length: 5\r\n\r\nabc`),
    expected: 'protocol HPE_UNEXPECTED_CONTENT_LENGTH',
  },
  'gives a length and chunks': {
    serve: end(`${ok}Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`),
    expected: 'protocol HPE_INVALID_TRANSFER_ENCODING',
  },
  'gives a negative length': {
    serve: end(`${ok}Content-Length: -3\r\n\r\nabc`),
    expected: 'protocol HPE_INVALID_CONTENT_LENGTH',
  },
  'gives a length beyond 64 bits': {
    serve: end(`${ok}Content-Length: 99999999999999999999\r\n\r\nabc`),
    expected: 'protocol HPE_INVALID_CONTENT_LENGTH',
  },

  'gives too great a length and closes': {
    serve: end(`${ok}Content-Length: 10\r\n\r\nabc`),
    expected: 'protocol ECONNRESET response answer-truncated',
    body: 'abc',
  },
  'gives too great a length and falls silent': {
    serve: write(`${ok}Content-Length: 10\r\n\r\nabc`),
    options: quick,
    expected: 'timeout ETIMEDOUT response',
    body: 'abc',
  },
  'gives too small a length': { serve: end(`${ok}Content-Length: 3\r\n\r\nabcdef`), expected: '200', body: 'abc' },
  'gives an absurd length and closes': {
    serve: end(`${ok}Content-Length: 9999999999999\r\n\r\nabc`),
    expected: 'protocol ECONNRESET response answer-truncated',
    body: 'abc',
  },
  'resets in the middle of its content': {
    serve: reset(`${ok}Content-Length: 10\r\n\r\nabc`),
    expected: 'reset ECONNRESET response',
    body: 'abc',
  },
  'resets content whose end is the close': {
    serve: reset(`${ok}\r\nabc`),
    expected: 'reset ECONNRESET response',
    body: 'abc',
  },

  'sends a chunk size of letters': {
    serve: end(`${chunked}xyz\r\nabc\r\n`),
    expected: 'protocol HPE_INVALID_CHUNK_SIZE',
    body: '',
  },
  'sends a chunk size beyond 64 bits': {
    serve: end(`${chunked}fffffffffffffffff\r\nabc`),
    expected: 'protocol HPE_INVALID_CHUNK_SIZE',
    body: '',
  },
  'sends a negative chunk size': {
    serve: end(`${chunked}-3\r\nabc\r\n`),
    expected: 'protocol HPE_INVALID_CHUNK_SIZE',
    body: '',
  },
  'sends a chunk longer than its size': {
    serve: end(`${chunked}3\r\nabcdef\r\n0\r\n\r\n`),
    expected: 'protocol HPE_STRICT',
    body: 'abc',
  },
  'closes in the middle of a chunk': {
    serve: end(`${chunked}5\r\nabc`),
    expected: 'protocol ECONNRESET response answer-truncated',
    body: 'abc',
  },
  'closes before the last chunk': {
    serve: end(`${chunked}3\r\nabc\r\n`),
    expected: 'protocol ECONNRESET response answer-truncated',
    body: 'abc',
  },
  'closes in the middle of its trailers': {
    serve: end(`${chunked}3\r\nabc\r\n0\r\nX-Trailer: 1`),
    expected: 'protocol ECONNRESET response answer-truncated',
    body: 'abc',
  },
  'sends trailers without end': {
    serve: endless(`${chunked}3\r\nabc\r\n0\r\n`, 'X-Trailer: 1\r\n'),
    expected: 'protocol HPE_HEADER_OVERFLOW',
    body: 'abc',
  },
  'sends a chunk extension without end': {
    serve: endless(`${chunked}3;`, 'a'.repeat(1000)),
    expected: 'protocol HPE_CHUNK_EXTENSIONS_OVERFLOW',
    body: '',
  },
  'sends a body without end': {
    serve: endless(`${ok}\r\n`, 'A'.repeat(65_536)),
    options: { limits: { wireBytes: 1000, decodedBytes: 1000, contentCodings: 5 } },
    expected: 'tooLarge WIRE_SIZE response body-too-large',
    body: 'A'.repeat(1000),
  },
  'sends chunks without end': {
    serve: endless(chunked, '1\r\nA\r\n'),
    options: { limits: { wireBytes: 10, decodedBytes: 1000, contentCodings: 5 } },
    expected: 'tooLarge WIRE_SIZE response body-too-large',
    body: 'A'.repeat(10),
  },
  'drips a body without end': {
    serve: dripped(`${ok}\r\n`, 'A'),
    options: quick,
    expected: 'timeout ETIMEDOUT response',
  },
  'sends a redirect with a body without end': {
    serve: endless('HTTP/1.1 302 Found\r\nLocation: /\r\n\r\n', 'A'.repeat(65_536)),
    options: { keep: () => 'discard' },
    expected: '302',
    body: 'A'.repeat(65_536),
  },

  'cuts its gzip off': {
    serve: end(coded('gzip', gzipSync('abc'.repeat(1000)).subarray(0, 20))),
    expected: 'protocol Z_BUF_ERROR response content-coding-broken',
  },
  'calls plain text gzip': {
    serve: end(coded('gzip', Buffer.from('plain'))),
    expected: 'protocol Z_DATA_ERROR response content-coding-broken',
    body: 'plain',
  },
  'sends a bomb': {
    serve: end(coded('gzip', gzipSync(Buffer.alloc(10_000_000)))),
    expected: 'tooLarge DECODED_SIZE response decoded-body-too-large',
  },
  'codes its content six times': {
    serve: end(coded('gzip, gzip, gzip, gzip, gzip, gzip', Buffer.from('x'))),
    expected: 'tooLarge CONTENT_CODINGS response too-many-content-codings',
  },

  'sends informational answers without end': {
    serve: endless('', 'HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n'),
    expected: 'protocol INFORMATIONAL response too-many-informational',
  },
  'sends an informational answer and closes': {
    serve: end('HTTP/1.1 102 Processing\r\n\r\n'),
    expected: 'reset ECONNRESET response',
  },
  'changes protocols without being asked': {
    serve: write('HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: Upgrade\r\n\r\nnoise'),
    expected: '101',
    body: '',
  },

  'answers before the body is sent, and reads on': {
    request: large,
    serve: (socket) => {
      socket.resume();
      socket.write('HTTP/1.1 413 Too Large\r\nContent-Length: 2\r\n\r\nno');
    },
    expected: '413',
    body: 'no',
  },
  'answers before the body is sent, and reads no more': {
    request: large,
    serve: (socket) => {
      socket.pause();
      socket.write('HTTP/1.1 413 Too Large\r\nContent-Length: 2\r\n\r\nno');
    },
    expected: '413',
    body: 'no',
  },
  'stops reading in the middle of the body': {
    request: large,
    serve: (socket) => socket.pause(),
    options: quick,
    expected: 'timeout ETIMEDOUT send',
  },
  'resets in the middle of the body': {
    request: large,
    serve: (socket) => setTimeout(() => socket.resetAndDestroy(), 20),
    expected: 'reset',
  },
  'closes in the middle of the body': {
    request: large,
    serve: (socket) => {
      socket.pause();
      setTimeout(() => socket.destroy(), 20);
    },
    expected: 'reset',
  },
};

describe('an exchange with a server that', () => {
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

  for (const [title, fault] of Object.entries(faults)) {
    it(`${title}: ${fault.expected}`, async () => {
      const port = await servers.raw((socket) => accepted(fault, socket));
      const url = `http://127.0.0.1:${port}/path?access_token=verysecret`;
      const { fields = [], ...rest } = fault.request ?? {};
      const request = message(url, { ...rest, fields: [...fields, 'Authorization: Bearer verysecret'] });
      const reply = await setup.send(request, fault.options);
      check(reply, fault.expected);
      if (fault.body !== undefined) assert.equal(bodyOf(reply), fault.body);
      if (reply.kind === 'failure') checkSentence(reply.failure, `127.0.0.1:${port}`);
      assert.ok(await servers.areIdle(), `${servers.open} sockets open`);
    });
  }

  it('is not there: connect ECONNREFUSED', async () => {
    const port = await unusedPort();
    const reply = await setup.send(message(`http://127.0.0.1:${port}/`));
    assert.deepEqual(words(reply, 'a a a'), ['connect', 'ECONNREFUSED', 'connect']);
    assert.ok(reply.kind === 'failure');
    assert.equal(
      reply.failure.message,
      `Nothing is listening at 127.0.0.1:${port}. Start the server, or change the host.`,
    );
  });

  it('has a name that no name service can know: dns', async () => {
    const host = `${'a'.repeat(64)}.test`;
    const reply = await setup.send(message(`http://${host}/`));
    assert.equal(words(reply, 'a')[0], 'dns');
    assert.ok(reply.kind === 'failure');
    checkSentence(reply.failure, host);
  });

  it('goes wrong in any of these ways is let go of, with its request and its answer', async () => {
    const seen = await Promise.all(
      Object.values(faults).map(async (fault) => {
        const port = await servers.raw((socket) => accepted(fault, socket));
        const request = message(`http://127.0.0.1:${port}/`, fault.request);
        return [new WeakRef(request), new WeakRef(await setup.send(request, fault.options))];
      }),
    );
    const alive = () => seen.flat().filter((ref) => ref.deref() !== undefined).length;
    for (let turn = 0; turn < 200 && alive() > 0; turn += 1) {
      await setImmediate();
      collectGarbage();
    }
    assert.equal(alive(), 0);
  });

  it('sends two answers to one request: the second answers nothing', async () => {
    let count = 0;
    const port = await servers.raw((socket) =>
      onRequest(socket, () =>
        socket.write(`${ok}Content-Length: 1\r\n\r\n${(count += 1)}${ok}Content-Length: 4\r\n\r\nevil`),
      ),
    );
    const replies = [
      await setup.send(message(`http://127.0.0.1:${port}/`)),
      await setup.send(message(`http://127.0.0.1:${port}/`)),
    ];
    assert.deepEqual(replies.map(bodyOf), ['1', '2']);
  });
});

function accepted({ accept, serve }: Fault, socket: Socket): void {
  if (accept !== undefined) accept(socket);
  else onRequest(socket, (text) => serve(socket, text));
}

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

/** Each word of `expected` may give alternatives. */
function check(reply: Reply, expected: string): void {
  const actual = words(reply, expected);
  const wanted = expected
    .split(' ')
    .map((word, index) => (word.split('|').includes(actual[index] ?? '') ? actual[index] : word));
  assert.deepEqual(actual, wanted);
}

/** As many words of the reply as were expected. */
function words(reply: Reply, expected: string): readonly (string | undefined)[] {
  if (reply.kind === 'response') return [String(reply.response.status)];
  const { kind, code, phase, reason } = reply.failure;
  return [kind, code, phase, reason].slice(0, expected.split(' ').length);
}

function checkSentence({ message: text }: Failure, where: string): void {
  assert.ok(text.includes(where), `no "${where}" in: ${text}`);
  assert.match(text, /^[A-Z0-9[][^\n]*\.$/);
  assert.ok(!text.includes('verysecret'));
}
