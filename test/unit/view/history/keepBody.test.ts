import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Part } from '../../../../src/http/outcome';
import { keepBody } from '../../../../src/view/history/keepBody';
import { memoryReader } from '../../../support/fakeTransport';
import { textContent } from '../../../support/runRecords';

const secret = 'sesame-1234';
const mask = (text: string): string => text.replaceAll(secret, '***');

interface Body {
  readonly octets: Uint8Array;
  readonly contentType?: string;
  readonly parts?: readonly Part[];
}

function keep({ octets, contentType = '', parts }: Body, limit = 1_000_000) {
  const content = { kind: 'memory', octets, size: octets.length } as const;
  return keepBody({ content, contentType, parts }, memoryReader, { limit, mask });
}

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);
const text = (octets: Uint8Array): string => new TextDecoder().decode(octets);

function rangePart(index: number, start: number, end: number): Part {
  return {
    ...{ index, status: 200, category: 'success', outcome: 'completed', resourceId: undefined, error: undefined },
    fields: [{ name: 'Content-Type', value: 'text/plain' }],
    body: { kind: 'range', start, end },
  };
}

describe('the body that the history keeps', () => {
  it('is the very one that came when it holds no secret', async () => {
    const octets = utf8('{"a":1}');
    const kept = await keep({ octets });
    assert.equal(kept.octets.buffer, octets.buffer);
    assert.equal(kept.keptBody, undefined);
  });

  it('says that it was masked, and how long it was', async () => {
    const kept = await keep({ octets: utf8(`{"echo":"${secret}"}`) });
    assert.equal(text(kept.octets), '{"echo":"***"}');
    assert.deepEqual(kept.keptBody, { size: 22, isCut: false, isMasked: true });
  });

  it('is cut at the limit, not within a character', async () => {
    const kept = await keep({ octets: utf8('aé€😀'.repeat(10)) }, 16);
    assert.equal(text(kept.octets), 'aé€😀aé€');
    assert.deepEqual(kept.keptBody, { size: 100, isCut: true, isMasked: false });
  });

  it('shows no half of a secret at the cut, wherever that is', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(40), fc.nat(200), async (before, many) => {
        const octets = utf8('a'.repeat(before) + secret.repeat(many) + 'z'.repeat(100));
        const kept = text((await keep({ octets }, 50)).octets);
        assert.match(kept, /^a*(?:\*\*\*)*\*{0,2}z*$/);
      }),
    );
    const long = await keep({ octets: utf8(secret.repeat(20_000)) }, 150_000);
    assert.match(text(long.octets), /^\**$/);
  });

  it('keeps the parts of a 207 apart when what is before them gets shorter', async () => {
    const whole = `--b ${secret}\n\nfirst ${secret}\n--b\n\nsecond`;
    const first = whole.indexOf('first');
    const second = whole.indexOf('second');
    const parts = [rangePart(1, first, first + 6 + secret.length), rangePart(2, second, whole.length)];
    const kept = await keep({ octets: utf8(whole), contentType: 'multipart/mixed', parts });
    const found = kept.parts?.map(
      ({ body }) => body.kind === 'range' && text(kept.octets.subarray(body.start, body.end)),
    );
    assert.deepEqual(found, ['first ***', 'second']);
  });

  it('leaves a part beyond the cut empty', async () => {
    const kept = await keep({ octets: utf8('0123456789'), parts: [rangePart(1, 2, 4), rangePart(2, 6, 9)] }, 5);
    assert.deepEqual(
      kept.parts?.map(({ body }) => body),
      [
        { kind: 'range', start: 2, end: 4 },
        { kind: 'range', start: 5, end: 5 },
      ],
    );
  });

  it('masks UTF-16 and says by a byte order mark that it is UTF-8 now', async () => {
    const octets = new Uint8Array(Buffer.from(`\uFEFFü ${secret}`, 'utf16le'));
    const kept = await keep({ octets, contentType: 'text/plain; charset=utf-16le' });
    assert.deepEqual([...kept.octets.subarray(0, 3)], [0xef, 0xbb, 0xbf]);
    assert.equal(text(kept.octets), 'ü ***');
  });

  it('masks a secret among octets that are no text, and changes no other octet', async () => {
    const octets = new Uint8Array([0, 0xff, ...utf8(secret), 0x80, 0]);
    const kept = await keep({ octets, contentType: 'image/png' });
    assert.deepEqual([...kept.octets], [0, 0xff, 0x2a, 0x2a, 0x2a, 0x80, 0]);
  });

  it('is none where none came', async () => {
    const kept = await keepBody({ content: undefined, contentType: '', parts: undefined }, memoryReader, {
      limit: 10,
      mask,
    });
    assert.equal(kept.octets.length, 0);
    assert.equal(textContent('').size, 0);
  });
});
