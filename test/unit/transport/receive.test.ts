import assert from 'node:assert/strict';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import * as zlib from 'node:zlib';
import fc from 'fast-check';
import type { Content, Field } from '../../../src/http/message';
import { receiveBody, type ReceiveOptions, type ReceivedBody } from '../../../src/transport/receive';
import { Spool } from '../../../src/transport/spool';

const text = 'A plain sentence, said over and over. '.repeat(400);
const plain = Buffer.from(text);
const limits = { wireBytes: 1_000_000, decodedBytes: 2_000_000, contentCodings: 5 };

interface Case {
  readonly body: Uint8Array;
  readonly encoding?: readonly string[];
  readonly fields?: readonly Field[];
  readonly status?: number;
  readonly chunkSize?: number;
  readonly keep?: 'all' | 'discard';
  readonly limits?: Partial<typeof limits>;
  readonly spoolLimit?: number;
}

interface Source {
  readonly chunks: AsyncIterable<Uint8Array>;
  readonly taken: () => number;
  readonly isClosed: () => boolean;
}

describe('receiveBody', () => {
  let directory: string;
  let spools: Spool[];

  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'rcreq-receive-'));
    spools = [];
  });

  afterEach(async () => {
    for (const spool of spools) await spool.dispose();
    rmSync(directory, { recursive: true, force: true });
  });

  it('removes what a spool of a process that is no more has left behind, and nothing else', async () => {
    const abandoned = join(directory, 'rcreq-999999999-x');
    const [alive, other] = [join(directory, `rcreq-${process.pid}-x`), join(directory, 'other-1-x')];
    for (const folder of [abandoned, alive, other]) mkdirSync(folder);
    spools.push(new Spool({ directory, limit: 10 }));
    while (existsSync(abandoned)) await new Promise((resolve) => setImmediate(resolve));
    assert.deepEqual([existsSync(alive), existsSync(other)], [true, true]);
  });

  const receive = (from: Case, chunks: AsyncIterable<Uint8Array>): Promise<ReceivedBody> => {
    const spool = new Spool({ directory, limit: from.spoolLimit ?? 10_000_000 });
    spools.push(spool);
    const fields = [
      ...(from.fields ?? []),
      ...(from.encoding ?? []).map((value) => ({ name: 'Content-Encoding', value })),
    ];
    const options: ReceiveOptions = {
      limits: { ...limits, ...from.limits },
      keep: from.keep ?? 'all',
      spool,
      from: 'a.test',
    };
    return receiveBody({ status: from.status ?? 200, fields }, chunks, options);
  };

  const check = async (from: Case, expected: { octets: Uint8Array; decoded?: readonly string[]; reason?: string }) => {
    const source = chunked(from.body, from.chunkSize ?? 1000);
    const received = await receive(from, source.chunks);
    assert.deepEqual(
      { octets: sample(octets(received.content)), decoded: received.decoded, reason: reasonOf(received) },
      { octets: sample(expected.octets), decoded: expected.decoded ?? [], reason: expected.reason },
    );
    assert.equal(received.content.size, expected.octets.length);
    return { received, source };
  };

  describe('takes codings off', () => {
    const gzip = zlib.gzipSync(plain);
    const br = zlib.brotliCompressSync(plain);
    const rows: readonly [string, Case, { octets: Uint8Array; decoded: readonly string[] }][] = [
      ['gzip', { body: gzip, encoding: ['gzip'] }, { octets: plain, decoded: ['gzip'] }],
      ['x-gzip in capitals', { body: gzip, encoding: ['X-GZip'] }, { octets: plain, decoded: ['x-gzip'] }],
      [
        'two gzip members',
        { body: Buffer.concat([gzip, gzip]), encoding: ['gzip'] },
        { octets: Buffer.concat([plain, plain]), decoded: ['gzip'] },
      ],
      [
        'zlib deflate',
        { body: zlib.deflateSync(plain), encoding: ['deflate'] },
        { octets: plain, decoded: ['deflate'] },
      ],
      [
        'raw deflate',
        { body: zlib.deflateRawSync(plain), encoding: ['deflate'] },
        { octets: plain, decoded: ['deflate'] },
      ],
      ['br', { body: br, encoding: ['br'] }, { octets: plain, decoded: ['br'] }],
      [
        'a list, the last one first',
        { body: zlib.brotliCompressSync(gzip), encoding: ['gzip, br'] },
        { octets: plain, decoded: ['br', 'gzip'] },
      ],
      [
        'a list over two lines',
        { body: zlib.brotliCompressSync(gzip), encoding: ['gzip', 'br'] },
        { octets: plain, decoded: ['br', 'gzip'] },
      ],
      ['identity among others', { body: gzip, encoding: ['identity, gzip,'] }, { octets: plain, decoded: ['gzip'] }],
      ['none when unknown', { body: gzip, encoding: ['snappy'] }, { octets: gzip, decoded: [] }],
      ['down to the first unknown one', { body: br, encoding: ['snappy, br'] }, { octets: plain, decoded: ['br'] }],
      ['none beyond an unknown one', { body: gzip, encoding: ['gzip, snappy'] }, { octets: gzip, decoded: [] }],
      ['none of a partial answer', { body: gzip, encoding: ['gzip'], status: 206 }, { octets: gzip, decoded: [] }],
      ['none of nothing', { body: Buffer.alloc(0), encoding: ['gzip'] }, { octets: Buffer.alloc(0), decoded: [] }],
      [
        'none of nothing, however often named',
        { body: Buffer.alloc(0), encoding: ['gzip, gzip, gzip, gzip, gzip, gzip'] },
        { octets: Buffer.alloc(0), decoded: [] },
      ],
      [
        'of nothing at all inside',
        { body: zlib.gzipSync(Buffer.alloc(0)), encoding: ['gzip'] },
        { octets: Buffer.alloc(0), decoded: ['gzip'] },
      ],
    ];
    for (const [title, from, expected] of rows) {
      for (const chunkSize of [1, 7, 1_000_000]) {
        it(`${title}, in chunks of ${chunkSize}`, async () => {
          await check({ ...from, chunkSize }, expected);
        });
      }
    }

    it('zstd where Node has it, and leaves it on where not', async () => {
      const compress = (zlib as { zstdCompressSync?: (octets: Uint8Array) => Buffer }).zstdCompressSync;
      const body = compress?.(plain) ?? Buffer.from('not touched');
      await check({ body, encoding: ['zstd'] }, { octets: compress ? plain : body, decoded: compress ? ['zstd'] : [] });
    });

    it('any stack of them, however it is cut', async () => {
      const coders: Record<string, (octets: Uint8Array) => Buffer> = {
        gzip: zlib.gzipSync,
        deflate: zlib.deflateSync,
        br: (octets) => zlib.brotliCompressSync(octets, { params: { [zlib.constants.BROTLI_PARAM_QUALITY]: 1 } }),
      };
      const stack = fc.array(fc.constantFrom('gzip', 'deflate', 'br'), { maxLength: 5 });
      const property = fc.asyncProperty(
        fc.uint8Array({ maxLength: 3000 }),
        stack,
        fc.integer({ min: 1, max: 700 }),
        async (octets, codings, chunkSize) => {
          const body = codings.reduce<Buffer>((coded, coding) => coders[coding]?.(coded) ?? coded, Buffer.from(octets));
          await check(
            { body, encoding: [codings.join(',')], chunkSize },
            { octets, decoded: body.length === 0 ? [] : [...codings].reverse() },
          );
        },
      );
      await fc.assert(property, { numRuns: 60 });
    });
  });

  describe('stops at a limit', () => {
    it('of octets on the wire, keeping those before it', async () => {
      const { source } = await check(
        { body: plain, limits: { wireBytes: 1500 } },
        { octets: plain.subarray(0, 1500), reason: 'body-too-large' },
      );
      assert.equal(source.taken(), 2000);
      assert.ok(source.isClosed());
    });

    it('not when the body is exactly as large as it may be', async () => {
      await check({ body: plain, limits: { wireBytes: plain.length } }, { octets: plain });
    });

    it('of decoded octets, which may be reached exactly', async () => {
      await check(
        { body: zlib.gzipSync(plain), encoding: ['gzip'], limits: { decodedBytes: plain.length } },
        { octets: plain, decoded: ['gzip'] },
      );
    });

    for (const [coding, body] of [
      ['gzip', zlib.gzipSync(Buffer.alloc(50_000_000))],
      ['deflate', zlib.deflateRawSync(Buffer.alloc(50_000_000))],
      ['br', zlib.brotliCompressSync(Buffer.alloc(50_000_000))],
    ] as const) {
      it(`of decoded octets for a bomb in ${coding}, without unpacking the rest`, async () => {
        const before = process.memoryUsage().arrayBuffers;
        const from: Case = { body, encoding: [coding], chunkSize: 100, limits: { decodedBytes: 100_000 } };
        await check(from, { octets: Buffer.alloc(100_000), decoded: [coding], reason: 'decoded-body-too-large' });
        assert.ok(process.memoryUsage().arrayBuffers - before < 10_000_000);
      });
    }

    it('of decoded octets for the inner coding of a stack', async () => {
      const body = zlib.gzipSync(zlib.gzipSync(Buffer.alloc(50_000_000)));
      const { received } = await check(
        { body, encoding: ['gzip, gzip'], limits: { decodedBytes: 20_000 } },
        { octets: Buffer.alloc(20_000), decoded: ['gzip', 'gzip'], reason: 'decoded-body-too-large' },
      );
      assert.equal(received.wireSize, body.length);
    });

    it('of codings, before anything is decoded', async () => {
      const encoding = ['gzip, gzip, gzip, gzip, gzip, gzip'];
      await check(
        { body: Buffer.from('x'), encoding },
        { octets: Buffer.from('x'), reason: 'too-many-content-codings' },
      );
    });
  });

  describe('names what is broken', () => {
    const broken = { decoded: ['gzip'], reason: 'content-coding-broken' };
    const noise = Buffer.from(Array.from({ length: 90_000 }, (_, index) => (index * index * 2_654_435_761) % 251));
    const cut = zlib.gzipSync(noise, { level: 0 }).subarray(0, -1000);

    it('text under a gzip label, shown as it came', async () => {
      await check({ body: plain, encoding: ['gzip'] }, { octets: plain, reason: 'content-coding-broken' });
    });

    it('gzip that ends too early, shown as far as it goes', async () => {
      const source = chunked(cut, 1000);
      const received = await receive({ body: cut, encoding: ['gzip'] }, source.chunks);
      assert.equal(reasonOf(received), broken.reason);
      assert.deepEqual(received.decoded, broken.decoded);
      const shown = octets(received.content);
      assert.ok(shown.length > 80_000 && Buffer.from(shown).equals(noise.subarray(0, shown.length)));
    });

    it('chunks that fail, with the error and what came before it', async () => {
      const error = new Error('reset');
      const received = await receive({ body: plain }, failing(plain.subarray(0, 10), error));
      assert.deepEqual(received.end, { kind: 'interrupted', error });
      assert.equal(received.content.size, 10);
    });

    it('chunks that fail inside a coding as what they are, not as a broken coding', async () => {
      const error = new Error('reset');
      const received = await receive({ body: plain, encoding: ['gzip'] }, failing(cut, error));
      assert.deepEqual(received.end, { kind: 'interrupted', error });
      assert.ok(received.content.size > 80_000);
    });
  });

  describe('discards', () => {
    it('nothing of a short body, and leaves it coded', async () => {
      const body = zlib.gzipSync(plain);
      await check({ body, encoding: ['gzip'], keep: 'discard' }, { octets: body });
    });

    it('all but 64 KiB, and asks for no more', async () => {
      const { source, received } = await check(
        { body: Buffer.alloc(200_000), keep: 'discard' },
        { octets: Buffer.alloc(65_536) },
      );
      assert.equal(source.taken(), 66_000);
      assert.ok(source.isClosed());
      assert.equal(received.wireSize, 66_000);
    });

    it('whatever the limits say', async () => {
      await check(
        { body: plain, keep: 'discard', limits: { wireBytes: 10, contentCodings: 0 }, encoding: ['gzip'] },
        { octets: plain },
      );
    });
  });

  describe('spools', () => {
    const files = (): string[] =>
      readdirSync(directory, { recursive: true, encoding: 'utf8' })
        .map((name) => join(directory, name))
        .filter((name) => statSync(name).isFile());

    it('a body above the limit into a file that only its owner may read', async () => {
      const { received } = await check({ body: plain, spoolLimit: 5000 }, { octets: plain });
      assert.equal(received.content.kind, 'file');
      assert.deepEqual(
        files().map((name) => statSync(name).mode & 0o777),
        [0o600],
      );
    });

    it('a body at the limit into memory', async () => {
      const { received } = await check({ body: plain, spoolLimit: plain.length }, { octets: plain });
      assert.equal(received.content.kind, 'memory');
      assert.deepEqual(files(), []);
    });

    it('a decoded body that grows above the limit', async () => {
      const { received } = await check(
        { body: zlib.gzipSync(plain), encoding: ['gzip'], spoolLimit: 5000 },
        { octets: plain, decoded: ['gzip'] },
      );
      assert.equal(received.content.kind, 'file');
    });

    it('files that are gone after dispose', async () => {
      await check({ body: plain, spoolLimit: 0 }, { octets: plain });
      await spools[0]?.dispose();
      assert.deepEqual(readdirSync(directory), []);
    });

    it('a body of 40 MB with memory that stays flat', async () => {
      const chunk = Buffer.alloc(65_536, 7);
      let peak = 0;
      const source = (async function* () {
        for (let index = 0; index < 640; index++) {
          if (index % 40 === 0) peak = Math.max(peak, memoryHeld());
          yield Buffer.from(chunk);
          await new Promise(setImmediate);
        }
      })();
      const before = process.memoryUsage().arrayBuffers;
      const received = await receive(
        { body: chunk, spoolLimit: 1_000_000, limits: { wireBytes: 100_000_000 } },
        source,
      );
      assert.equal(received.content.size, 640 * 65_536);
      assert.ok(peak - before < 5_000_000, `${peak - before} octets`);
    });

    it('nothing where it cannot write, and says so', async () => {
      const spool = new Spool({ directory: '/dev/null/nowhere', limit: 10 });
      const options: ReceiveOptions = { limits, keep: 'all', spool, from: 'a.test' };
      const received = await receiveBody({ status: 200, fields: [] }, chunked(plain, 1000).chunks, options);
      assert.equal(reasonOf(received), 'spool-failed');
      assert.equal(received.content.size, 0);
      await spool.dispose();
    });
  });

  describe('believes no Content-Length', () => {
    for (const [title, value] of [
      ['too short', '10'],
      ['too long', '100000'],
      ['absurd', '999999999999999'],
      ['no number', 'ten'],
    ] as const) {
      it(`that is ${title}`, async () => {
        const fields = [{ name: 'Content-Length', value }];
        await check({ body: plain, fields }, { octets: plain });
        await check({ body: plain, fields, spoolLimit: 12_000 }, { octets: plain });
      });
    }
  });

  it('gives octets in an array of their own', async () => {
    const { received } = await check({ body: plain }, { octets: plain });
    assert.ok(received.content.kind === 'memory' && received.content.octets.buffer.byteLength === plain.length);
  });
});

function octets(content: Content): Uint8Array {
  return content.kind === 'memory' ? content.octets : readFileSync(content.path);
}

/** Short enough for a readable difference, long enough to be told apart. */
function sample(value: Uint8Array): string {
  return value.length <= 64
    ? Buffer.from(value).toString('latin1')
    : `${value.length}:${Buffer.from(zlib.gzipSync(value)).toString('base64').slice(0, 400)}`;
}

/** Octets outside the heap that something still refers to. */
function memoryHeld(): number {
  setFlagsFromString('--expose-gc');
  (runInNewContext('gc') as () => void)();
  return process.memoryUsage().arrayBuffers;
}

function reasonOf(received: ReceivedBody): string | undefined {
  return received.end.kind === 'refused' ? received.end.failure.reason : undefined;
}

function chunked(body: Uint8Array, size: number): Source {
  let taken = 0;
  let isClosed = false;
  const chunks = (async function* () {
    try {
      for (let start = 0; start < body.length; start += size) {
        await Promise.resolve();
        const chunk = body.slice(start, start + size);
        taken += chunk.length;
        yield chunk;
      }
    } finally {
      isClosed = true;
    }
  })();
  return { chunks, taken: () => taken, isClosed: () => isClosed };
}

async function* failing(body: Uint8Array, error: Error): AsyncGenerator<Uint8Array> {
  yield* chunked(body, 1000).chunks;
  throw error;
}
