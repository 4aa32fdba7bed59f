/** The splitter of 207 bodies beside Dicer, the parser under most of Node's form parsers; and whether it grows in proportion. */
import { Dicer } from '@fastify/busboy';
import { randomBytes } from 'node:crypto';
import { MultipartSplitter, splitMultipart } from '../../src/http/multipart/splitMultipart';
import { fastest, printRows, type BenchRow } from './rows';

const boundary = 'Boundary_20_32057915_1351669531796';
const chunkSize = 65_536;
const limits = { maxParts: 200_000 };
const open = `--${boundary}\r\nContent-Type: application/json\r\n\r\n`;

function onePart(body: Uint8Array): Buffer {
  return Buffer.concat([Buffer.from(open), body, Buffer.from(`\r\n--${boundary}--\r\n`)]);
}

function parts(count: number): Buffer {
  const part = `${open}${JSON.stringify({ id: 1, text: 'x'.repeat(480) })}\r\n`;
  return Buffer.from(`${part.repeat(count)}--${boundary}--\r\n`);
}

function repeated(line: string): Buffer {
  return onePart(Buffer.from(line.repeat(Math.floor(20_000_000 / line.length))));
}

function splitWhole(octets: Uint8Array): number {
  return splitMultipart(octets, boundary, limits).parts.length;
}

function splitInChunks(octets: Uint8Array): number {
  const splitter = new MultipartSplitter(boundary, limits);
  for (let at = 0; at < octets.length; at += chunkSize) splitter.push(octets.subarray(at, at + chunkSize));
  return splitter.end().parts.length;
}

/** Dicer takes chunks and gives streams, which are read to their ends, nothing kept. */
function dice(octets: Uint8Array): Promise<number> {
  return new Promise((resolve, reject) => {
    let count = 0;
    const dicer = new Dicer({ boundary, maxHeaderPairs: 32 });
    dicer.on('part', (part) => {
      count += 1;
      part.on('data', () => undefined);
      part.on('error', reject);
    });
    dicer.on('error', reject);
    dicer.on('finish', () => resolve(count));
    for (let at = 0; at < octets.length; at += chunkSize) dicer.write(octets.subarray(at, at + chunkSize));
    dicer.end();
  });
}

/** Both in the same chunks; a body that Dicer cuts otherwise has no reference, and one made to be slow no target. Gigabytes a second. */
async function besideDicer(what: string, octets: Uint8Array, isHostile = false): Promise<BenchRow> {
  const rate = (milliseconds: number): number => octets.length / milliseconds / 1e6;
  const value = rate(await fastest(5, () => splitInChunks(octets)));
  const row = { what: `splitter: ${what}, in 64 KiB chunks`, value, unit: 'GB/s' };
  const isRight = (await dice(octets)) === splitInChunks(octets);
  if (!isRight) return row;
  const reference = { what: 'Dicer', value: rate(await fastest(3, () => dice(octets))) };
  if (isHostile) return { ...row, reference };
  return { ...row, reference, target: '≥ 2 × Dicer', isMet: value >= 2 * reference.value };
}

/** Milliseconds for ten times as many parts, beside ten times the milliseconds: at most half as much again. */
async function growth(count: number): Promise<BenchRow> {
  const [few, many] = [parts(count), parts(10 * count)];
  const value = await fastest(7, () => splitWhole(many));
  const reference = { what: `10 × ${count} parts`, value: 10 * (await fastest(7, () => splitWhole(few))) };
  const target = '≤ 1.5 × (linear)';
  return {
    what: `splitter: ${10 * count} parts`,
    value,
    unit: 'ms',
    reference,
    target,
    isMet: value <= 1.5 * reference.value,
  };
}

async function main(): Promise<void> {
  const large = onePart(randomBytes(100_000_000));
  const many = parts(10_000);
  const whole = large.length / (await fastest(5, () => splitWhole(large))) / 1e6;
  const tenThousand = await fastest(9, () => splitWhole(many));
  printRows([
    { what: 'splitter: 100 MB in one part, whole', value: whole, unit: 'GB/s', target: '≥ 3 GB/s', isMet: whole >= 3 },
    {
      what: 'splitter: 10,000 parts, whole',
      value: tenThousand,
      unit: 'ms',
      target: '≤ 100 ms',
      isMet: tenThousand <= 100,
    },
    await besideDicer('100 MB in one part', large),
    await besideDicer('10,000 parts', many),
    await besideDicer('20 MB of LF', repeated('\n'), true),
    await besideDicer('20 MB of near-delimiters', repeated(`\r\n--${boundary.slice(0, -1)}X`), true),
    await growth(10_000),
  ]);
}

void main();
