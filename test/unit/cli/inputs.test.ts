import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { largestRequestFile, readInputs } from '../../../src/cli/inputs';

describe('a file', () => {
  let folder: string;
  const text = 'GET https://a/é\n###\nGET https://b\n';
  const littleEnd = Buffer.from(`\uFEFF${text}`, 'utf16le');

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'rcreq-inputs-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  /** Reads one file of these octets; its text, or the sentence on why there is none. */
  async function read(octets: string | Buffer): Promise<string | undefined> {
    const file = join(folder, 'a.http');
    writeFileSync(file, octets);
    const { inputs, faults } = await readInputs([file], () => Promise.resolve(''));
    return inputs[0]?.text ?? faults[0];
  }

  it('is read in UTF-8, with a byte order mark or without', async () => {
    assert.equal(await read(text), text);
    assert.equal(await read(`\uFEFF${text}`), text);
  });
  it('is read in UTF-16 with a byte order mark, of either order', async () => {
    assert.equal(await read(littleEnd), text);
    assert.equal(await read(Buffer.from(littleEnd).swap16()), text);
    assert.equal(await read(Buffer.concat([littleEnd, Buffer.from([0x41])])), text);
  });
  it('has lines when all end in a carriage return', async () => {
    assert.equal(await read(text.replaceAll('\n', '\r')), text);
    assert.equal(await read('a\rb\r\nc\r\r\nd'), 'a\nb\r\nc\r\r\nd');
  });
  it('may be empty', async () => assert.equal(await read(''), ''));
  it('with a zero octet is no text', async () =>
    assert.match((await read('GET https://a\0')) ?? '', /is no text file, so it holds no requests\.$/));

  it('that is too large for a request file is not read, and the sentence says how large it may be', async () => {
    const file = join(folder, 'a.http');
    writeFileSync(file, 'GET https://a\n');
    truncateSync(file, largestRequestFile + 1);
    const { inputs, faults } = await readInputs([file, '-'], () => Promise.resolve('GET https://b'));
    assert.deepEqual(
      inputs.map(({ label }) => label),
      ['-'],
    );
    assert.match(faults[0] ?? '', /has 51 MB, and no more than 50 MB are read\. Split it/);
  });
});
