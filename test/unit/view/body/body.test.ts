import assert from 'node:assert/strict';
import { openBody } from '../../../../src/view/body/body';
import { octetsSource } from '../../../../src/view/body/octetSource';

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);
const png = Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0]);

async function check(
  octets: Uint8Array,
  type: string,
  expected: { forms?: readonly string[]; charset?: string; note?: RegExp; firstRow?: string },
): Promise<void> {
  const body = await openBody(octetsSource(octets), type);
  if (body.forms.includes('pretty')) await body.pager('pretty').advance();
  if (expected.forms !== undefined) assert.deepEqual(body.forms, expected.forms);
  if (expected.charset !== undefined) assert.equal(body.charset.name, expected.charset);
  if (expected.note === undefined) assert.deepEqual(await body.notes(), []);
  else assert.match((await body.notes()).join(' '), expected.note);
  if (expected.firstRow === undefined) return;
  const pager = body.pager('raw');
  await pager.advance();
  const [row] = await pager.rows(0, 1);
  assert.equal(row?.pieces.map(([, text]) => text).join(''), expected.firstRow);
}

describe('openBody', () => {
  it('knows what a body is by its type, else by its first octets', async () => {
    await check(utf8('{}'), 'application/hal+json; charset=utf-8', { forms: ['pretty', 'raw', 'hex'] });
    await check(utf8('  [1]'), 'text/plain', { forms: ['pretty', 'raw', 'hex'] });
    await check(utf8('<p>'), 'text/html', { forms: ['raw', 'preview', 'hex'] });
    await check(utf8('<svg/>'), 'image/svg+xml', { forms: ['preview', 'pretty', 'raw', 'hex'] });
    await check(png, 'image/png', { forms: ['preview', 'hex'] });
    await check(png, '', { forms: ['preview', 'hex'] });
    await check(utf8('<a/>'), 'application/soap+xml', { forms: ['pretty', 'raw', 'hex'] });
    await check(Uint8Array.of(1, 0, 2), 'application/octet-stream', { forms: ['hex', 'raw'] });
  });

  it('says that an image or page is too large to be drawn', async () => {
    const large = new Uint8Array(17_000_000).fill(0x20);
    const note = /No preview is drawn of more than 16\.0 MB\. Save the body/u;
    await check(large, 'text/html', { forms: ['raw', 'hex'], note });
    large.set(png);
    await check(large, 'image/png', { forms: ['hex'], note });
    await check(large.subarray(0, 16_000_000), 'image/png', { forms: ['preview', 'hex'] });
  });

  it('shows broken JSON as text and says where it breaks', async () => {
    await check(utf8('{"a":1,\n "é" 2}'), 'application/json', {
      forms: ['raw', 'hex'],
      note: /line 2, column 6, a colon was expected/u,
    });
    await check(utf8('{"a":'), 'application/json', {
      forms: ['raw', 'hex'],
      note: /not whole: it ends where a value/u,
    });
  });

  it('shows broken XML as text and says where it breaks', async () => {
    await check(utf8('<a>\n<b></a>'), 'text/xml', {
      forms: ['raw', 'hex'],
      note: /not XML: at line 2, column 4, the name of/u,
    });
    await check(utf8('<a><b/>'), 'text/xml', {
      forms: ['raw', 'hex'],
      note: /XML is not whole: it ends where the end/u,
    });
  });

  it('says when an image is not what its type says', async () => {
    await check(utf8('<script>'), 'image/png', {
      forms: ['raw', 'hex'],
      note: /says image\/png, but the octets are text/u,
    });
    await check(png, 'image/gif', { forms: ['preview', 'hex'], note: /but the octets are image\/png/u });
  });

  it('decodes by byte order mark, Content-Type, the document, then detection', async () => {
    await check(Uint8Array.of(0xff, 0xfe, 0x41, 0), 'text/plain; charset=latin1', {
      charset: 'utf-16le',
      firstRow: 'A',
    });
    await check(Uint8Array.of(0xe9), 'text/plain; charset=ISO-8859-1', { charset: 'windows-1252', firstRow: 'é' });
    await check(Uint8Array.of(0xe9), 'text/plain; charset=nonsense', { charset: 'windows-1252', firstRow: 'é' });
    await check(Uint8Array.of(...utf8('<meta charset="koi8-r">'), 0xc1), 'text/html', {
      charset: 'koi8-r',
      firstRow: '<meta charset="koi8-r">а',
    });
    await check(utf8('é'), 'text/plain', { charset: 'utf-8', firstRow: 'é' });
    await check(Uint8Array.of(0xef, 0xbb, 0xbf, 0x41), 'text/plain', { charset: 'utf-8', firstRow: 'A' });
  });

  it('shows invalid UTF-8 with replacement characters', async () => {
    await check(Uint8Array.of(0x61, 0xff, 0x62), 'text/plain; charset=utf-8', {
      charset: 'utf-8',
      firstRow: 'a\ufffdb',
    });
  });

  it('indexes JSON in UTF-16 like any other', async () => {
    const wide = Uint8Array.of(
      0xff,
      0xfe,
      ...Array.from('{"a":1}', (character) => [character.charCodeAt(0), 0]).flat(),
    );
    await check(wide, 'application/json', {
      forms: ['pretty', 'raw', 'hex'],
      charset: 'utf-16le',
      firstRow: '{"a":1}',
    });
  });
});
