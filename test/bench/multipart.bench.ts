import { randomBytes } from 'node:crypto';
import { MultipartSplitter, splitMultipart, type MultipartSplit } from '../../src/http/multipart/splitMultipart';

/** Milliseconds, best of `runs`, of cutting `octets` into `parts`. */
export interface MultipartMeasure {
  readonly name: string;
  readonly octets: number;
  readonly parts: number;
  readonly milliseconds: number;
  readonly gigabytesPerSecond: number;
}

const chunkSize = 65_536;
const limits = { maxParts: 20_000 };

/** Measures the splitter of 207 bodies: 100 MB in one part, 10,000 parts, and contents made to be slow. */
export function measureMultipart(runs = 5): readonly MultipartMeasure[] {
  return ['Boundary_20_32057915_1351669531796', 'B1'].flatMap((boundary) =>
    Object.entries(contents(boundary)).flatMap(([name, octets]) => [
      measure(`${name}, whole, ${boundary}`, octets, runs, () => splitMultipart(octets, boundary, limits)),
      measure(`${name}, 64 KiB chunks, ${boundary}`, octets, runs, () => splitInChunks(octets, boundary)),
    ]),
  );
}

function contents(boundary: string): Readonly<Record<string, Uint8Array>> {
  const open = `--${boundary}\r\nContent-Type: application/json\r\n\r\n`;
  const onePart = (body: Uint8Array) =>
    Buffer.concat([Buffer.from(open), body, Buffer.from(`\r\n--${boundary}--\r\n`)]);
  const repeated = (line: string) => onePart(Buffer.from(line.repeat(Math.floor(20_000_000 / line.length))));
  const json = `${open}${JSON.stringify({ id: 1, text: 'x'.repeat(480) })}\r\n`;
  return {
    '100 MB random in one part': onePart(randomBytes(100_000_000)),
    '10,000 parts': Buffer.from(`${json.repeat(10_000)}--${boundary}--\r\n`),
    '20 MB of LF': repeated('\n'),
    '20 MB of near-delimiters': repeated(`\r\n--${boundary}X`),
  };
}

function splitInChunks(octets: Uint8Array, boundary: string): MultipartSplit {
  const splitter = new MultipartSplitter(boundary, limits);
  for (let at = 0; at < octets.length; at += chunkSize) splitter.push(octets.subarray(at, at + chunkSize));
  return splitter.end();
}

function measure(name: string, octets: Uint8Array, runs: number, split: () => MultipartSplit): MultipartMeasure {
  let best = Infinity;
  let parts = 0;
  for (let run = 0; run < runs; run++) {
    const start = performance.now();
    parts = split().parts.length;
    best = Math.min(best, performance.now() - start);
  }
  return { name, octets: octets.length, parts, milliseconds: best, gigabytesPerSecond: octets.length / best / 1e6 };
}

if (require.main === module) process.stdout.write(`${JSON.stringify(measureMultipart(), null, 2)}\n`);
