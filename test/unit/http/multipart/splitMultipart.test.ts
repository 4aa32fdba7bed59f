import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { MultipartSplitter, splitMultipart, type MultipartSplit } from '../../../../src/http/multipart/splitMultipart';

interface Shape {
  readonly claim: string;
  readonly boundary?: string;
  /** One character per octet. */
  readonly content: string;
  /** Fields as `name: value`, then the body. */
  readonly parts: readonly (readonly [fields: readonly string[], body: string])[];
  readonly warnings?: readonly string[];
}

const octetsOf = (text: string) => Uint8Array.from(Buffer.from(text, 'latin1'));

function splitInChunks(octets: Uint8Array, boundary: string, sizes: Iterable<number>): MultipartSplit {
  const splitter = new MultipartSplitter(boundary, { maxParts: 1000 });
  let at = 0;
  for (const size of sizes) {
    if (at >= octets.length) break;
    splitter.push(octets.slice(at, at + size));
    at += size;
  }
  splitter.push(octets.slice(at));
  return splitter.end();
}

function* always(size: number): Generator<number> {
  for (;;) yield size;
}

function check({ boundary = 'B', content, parts, warnings = [] }: Shape): void {
  const octets = octetsOf(content);
  for (const size of [octets.length || 1, 1, 7]) {
    const split = splitInChunks(octets, boundary, always(size));
    const seen = split.parts.map(({ fields, start, end }) => [
      fields.map(({ name, value }) => `${name}: ${value}`),
      Buffer.from(octets.subarray(start, end)).toString('latin1'),
    ]);
    assert.deepEqual(seen, parts, `in chunks of ${size}`);
    assert.deepEqual(split.warnings, warnings, `in chunks of ${size}`);
  }
}

const noHeaderEnd = ['part-without-header-end'];

const shapes: readonly Shape[] = [
  {
    claim: 'cuts two plain parts',
    content: '--B\r\nA: 1\r\n\r\none\r\n--B\r\nA: 2\r\n\r\ntwo\r\n--B--\r\n',
    parts: [
      [['A: 1'], 'one'],
      [['A: 2'], 'two'],
    ],
  },
  { claim: 'keeps an empty body', content: '--B\r\nA: 1\r\n\r\n\r\n--B--', parts: [[['A: 1'], '']] },
  {
    claim: 'keeps blank lines at both ends of a body',
    content: '--B\r\n\r\n\r\n\r\nx\r\n\r\n\r\n--B--\r\n',
    parts: [[[], '\r\n\r\nx\r\n\r\n']],
  },
  {
    claim: 'takes odd characters in a boundary literally',
    boundary: "'()+_,-./:=? .*$^|",
    content: "--'()+_,-./:=? .*$^|\r\n\r\nx\r\n--'()+_,-./:=? .*$^|--",
    parts: [[[], 'x']],
  },
  {
    claim: 'leaves a delimiter in the middle of a line alone',
    content: '--B\r\n\r\na --B\r\nb\r --B--\r\n--B--',
    parts: [[[], 'a --B\r\nb\r --B--']],
  },
  {
    claim: 'ignores preamble and epilogue, even a whole multipart in the epilogue',
    content: 'before\r\n--Bx\r\n--B\r\n\r\nx\r\n--B--\r\nafter\r\n--B\r\n\r\ny\r\n--B--\r\n',
    parts: [[[], 'x']],
  },
  { claim: 'reads a part without fields', content: '--B\r\n\r\nx\r\n--B--', parts: [[[], 'x']] },
  {
    claim: 'keeps the fields when the blank line of the header is that of the delimiter',
    content: '--B\r\nA: 1\r\n\r\n--B\r\nA: 2\r\n--B--',
    parts: [
      [['A: 1'], ''],
      [['A: 2'], ''],
    ],
    warnings: noHeaderEnd,
  },
  {
    claim: 'shows a nested multipart as one part',
    content: '--B\r\nA: 1\r\n\r\n--inner\r\n\r\nx\r\n--inner--\r\n--B--',
    parts: [[['A: 1'], '--inner\r\n\r\nx\r\n--inner--']],
  },
  {
    claim: 'is not misled by an inner boundary that begins like the outer',
    content: '--B\r\n\r\n--B1\r\n\r\nx\r\n--B1--\r\n--B--',
    parts: [[[], '--B1\r\n\r\nx\r\n--B1--']],
  },
  {
    claim: 'reads bare LF throughout',
    content: '--B\nA: 1\n\none\ntwo\n--B\n\n\n--B--\n',
    parts: [
      [['A: 1'], 'one\ntwo'],
      [[], ''],
    ],
  },
  {
    claim: 'reads LF headers in a CRLF body',
    content: '--B\r\nA: 1\nC: 2\n\nx\r\n--B\nA: 2\r\n\r\ny\n--B--\r\n',
    parts: [
      [['A: 1', 'C: 2'], 'x'],
      [['A: 2'], 'y'],
    ],
  },
  {
    claim: 'tolerates padding after delimiters',
    content: '--B \t\r\n\r\nx\r\n--B\t\t \n\r\ny\r\n--B-- \t \r\n',
    parts: [
      [[], 'x'],
      [[], 'y'],
    ],
  },
  {
    claim: 'keeps the last part when the close delimiter is missing',
    content: '--B\r\n\r\nx\r\n--B\r\n\r\ny\r\n',
    parts: [
      [[], 'x'],
      [[], 'y\r\n'],
    ],
    warnings: ['unterminated-multipart'],
  },
  {
    claim: 'opens no part at a delimiter that ends the content',
    content: '--B\r\n\r\nx\r\n--B',
    parts: [[[], 'x']],
    warnings: ['unterminated-multipart'],
  },
  {
    claim: 'leaves lines alone that only begin or end like a delimiter',
    content:
      '--B\r\n\r\n--BX\r\n--B -\r\n--B-\r\n--B---\r\n--B--x\r\n--B\rx\r\n-B\r\n --B\r\n--B \r \r\n--b\r\nend\r\n--B--',
    parts: [[[], '--BX\r\n--B -\r\n--B-\r\n--B---\r\n--B--x\r\n--B\rx\r\n-B\r\n --B\r\n--B \r \r\n--b\r\nend']],
  },
  {
    claim: 'leaves such lines alone when they end in a bare LF',
    content: '--B\n\n--BX\n--B -\n--B-\n--B---\n--B--x\n--B X\n--B--\rx\n-\n--\n\n--B--',
    parts: [[[], '--BX\n--B -\n--B-\n--B---\n--B--x\n--B X\n--B--\rx\n-\n--\n']],
  },
  {
    claim: 'keeps binary octets with prefixes of the delimiter',
    boundary: 'BOUNDARY',
    content: '--BOUNDARY\r\n\r\n\0\xff\r\n\n\r\r\n--BOUN\r\n--BOUNDAR\r\n-\xfe\r\n--BOUNDARY--',
    parts: [[[], '\0\xff\r\n\n\r\r\n--BOUN\r\n--BOUNDAR\r\n-\xfe']],
  },
  {
    claim: 'gives only one CR to the delimiter',
    content: '--B\r\n\r\nx\r\r\n--B--',
    parts: [[[], 'x\r']],
  },
  {
    claim: 'joins folded fields and keeps repeated ones in order',
    content: '--B\r\nA: 1\r\n  2\r\n\t3\r\nb : 4\r\nA:5\r\n\r\nx\r\n--B--',
    parts: [[['A: 1 2 3', 'b: 4', 'A: 5'], 'x']],
  },
  {
    claim: 'takes a part whose first line is no field as all body',
    content: '--B\r\n{"a":\r\n\r\n1}\r\n--B--',
    parts: [[[], '{"a":\r\n\r\n1}']],
    warnings: noHeaderEnd,
  },
  {
    claim: 'counts an empty part between two delimiter lines',
    content: '--B\r\n--B\r\n\r\n--B--',
    parts: [
      [[], ''],
      [[], ''],
    ],
    warnings: noHeaderEnd,
  },
  {
    claim: 'skips a line inside a header that is no field',
    content: '--B\r\nA: 1\r\nno field\r\nA(: 2\r\n(A: 3\r\nB: 4\r\n\r\nx\r\n--B--',
    parts: [[['A: 1', 'B: 4'], 'x']],
  },
  {
    claim: 'reads field names that begin like a delimiter',
    content: '--B\r\n-a: 1\r\n--b: 2\r\n\r\nx\r\n--B--',
    parts: [[['-a: 1', '--b: 2'], 'x']],
  },
  {
    claim: 'reads a header that the content cuts off',
    content: '--B\r\nA: 1\r\nB: 2',
    parts: [[['A: 1', 'B: 2'], '']],
    warnings: ['part-without-header-end', 'unterminated-multipart'],
  },
  {
    claim: 'reads a header that a delimiter cuts off',
    content: '--B\r\nA: 1\r\n--B--',
    parts: [[['A: 1'], '']],
    warnings: noHeaderEnd,
  },
  {
    claim: 'adds nothing to a field for a folded line of blanks',
    content: '--B\r\nA: 1\r\n \t\r\n\r\nx\r\n--B--',
    parts: [[['A: 1'], 'x']],
  },
  {
    claim: 'reads a first line that begins with a blank as a field',
    content: '--B\r\n A: 1\r\n\r\nx\r\n--B--',
    parts: [[['A: 1'], 'x']],
  },
  {
    claim: 'keeps a 64-bit id as its octets',
    content: '--B\r\nContent-Type: application/json\r\n\r\n{"id":9007199254740993}\r\n--B--',
    parts: [[['Content-Type: application/json'], '{"id":9007199254740993}']],
  },
  { claim: 'finds no part without a delimiter', content: 'foobarbaz', parts: [] },
  { claim: 'finds no part in a lone close delimiter', content: '--B--\r\n', parts: [] },
  { claim: 'finds no part in nothing', content: '', parts: [] },
  {
    claim: 'reads UTF-8 in a field',
    content: Buffer.from('--B\r\nA: Zoë\r\n\r\nx\r\n--B--', 'utf8').toString('latin1'),
    parts: [[['A: Zoë'], 'x']],
  },
  {
    claim: 'replaces octets in a field that are no UTF-8',
    content: '--B\r\nA: a\x80b\r\n\r\nx\r\n--B--',
    parts: [[['A: a\ufffdb'], 'x']],
  },
  {
    claim: 'cuts a folded field at 8 KiB',
    content: `--B\r\nA: ${'v'.repeat(8000)}\r\n ${'w'.repeat(8000)}\r\n\r\nx\r\n--B--`,
    parts: [[[`A: ${'v'.repeat(8000)} ${'w'.repeat(191)}`], 'x']],
  },
  {
    claim: 'keeps 32 fields of a part',
    content: `--B\r\n${'A: 1\r\n'.repeat(40)}\r\nx\r\n--B--`,
    parts: [[Array<string>(32).fill('A: 1'), 'x']],
  },
  {
    claim: 'cuts a field at 8 KiB and still finds the body',
    content: `--B\r\nA:${'v'.repeat(100_000)}\r\n\r\nx\r\n--B--`,
    parts: [[[`A: ${'v'.repeat(8190)}`], 'x']],
  },
];

describe('splitMultipart', () => {
  for (const shape of shapes) it(shape.claim, () => check(shape));

  it('reads a long header line no further than a field may be long', () => {
    const { parts } = splitMultipart(octetsOf(`--B\nA:${'v'.repeat(500_000)}\n\nx\n--B--`), 'B', { maxParts: 1 });
    assert.deepEqual(
      parts.map(({ fields, end, start }) => [fields[0]?.value.length, end - start]),
      [[8190, 1]],
    );
  });

  it('stops at the first part beyond the limit', () => {
    const split = splitMultipart(octetsOf('--B\n\nx\n'.repeat(5000)), 'B', { maxParts: 1000 });
    assert.equal(split.isOverflowing, true);
    assert.equal(split.parts.length, 1000);
    assert.deepEqual(split.warnings, []);
  });

  it('allows exactly as many parts as the limit', () => {
    const split = splitMultipart(octetsOf(`${'--B\n\nx\n'.repeat(1000)}--B--`), 'B', { maxParts: 1000 });
    assert.deepEqual([split.isOverflowing, split.parts.length], [false, 1000]);
  });
});

describe('MultipartSplitter', () => {
  const piece = fc.constantFrom(
    '\r\n',
    '\n',
    '\r',
    '--',
    '--B',
    '--B--',
    '-',
    'B',
    ' ',
    '\t',
    'A: 1',
    ':',
    'x',
    '\0',
    '\xff',
  );
  const content = fc.array(piece, { maxLength: 60 }).map((pieces) => octetsOf(pieces.join('')));
  const sizes = fc.array(fc.integer({ min: 0, max: 9 }), { maxLength: 200 });

  it('gives the same parts for every chunking, and never throws', () => {
    fc.assert(
      fc.property(content, sizes, (octets, chunks) => {
        assert.deepEqual(splitInChunks(octets, 'B', chunks), splitMultipart(octets, 'B', { maxParts: 1000 }));
      }),
      { numRuns: 2000 },
    );
  });

  it('gives the same parts for every two cuts of content that is full of beginnings of delimiters', () => {
    const octets = octetsOf('--B\n\na\nX-B\nX--B\n-\n--\n-B\r\n\n--B-\n--B--\n--B');
    const whole = splitMultipart(octets, 'B', { maxParts: 1000 });
    for (let first = 0; first <= octets.length; first += 1) {
      for (let second = 0; first + second <= octets.length; second += 1) {
        assert.deepEqual(splitInChunks(octets, 'B', [first, second]), whole, `cut after ${first} and ${second} more`);
      }
    }
  });

  it('gives back what was joined with a boundary that no line has', () => {
    const body = fc.array(piece, { maxLength: 20 }).map((pieces) => pieces.join(''));
    fc.assert(
      fc.property(fc.array(body, { minLength: 1, maxLength: 8 }), fc.constantFrom('\r\n', '\n'), (bodies, eol) => {
        const joined = bodies.map((text) => `--=_X${eol}${eol}${text}${eol}`).join('') + '--=_X--';
        const octets = octetsOf(joined);
        const { parts, warnings } = splitMultipart(octets, '=_X', { maxParts: 1000 });
        const seen = parts.map(({ start, end }) => Buffer.from(octets.subarray(start, end)).toString('latin1'));
        // With a bare LF, a CR that ends the body cannot be told from one of the line end.
        assert.deepEqual(seen, eol === '\n' ? bodies.map((text) => text.replace(/\r$/, '')) : bodies);
        assert.deepEqual(warnings, []);
      }),
      { numRuns: 500 },
    );
  });

  it('keeps the ranges in order and apart', () => {
    fc.assert(
      fc.property(content, (octets) => {
        let before = 0;
        for (const { start, end } of splitMultipart(octets, 'B', { maxParts: 1000 }).parts) {
          assert.ok(before <= start && start <= end && end <= octets.length);
          before = end;
        }
      }),
    );
  });
});
