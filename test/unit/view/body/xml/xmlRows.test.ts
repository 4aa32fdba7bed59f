import assert from 'node:assert/strict';
import fc from 'fast-check';
import { octetsSource } from '../../../../../src/view/body/octetSource';
import type { Row } from '../../../../../src/view/body/row';
import type { TreeRows } from '../../../../../src/view/body/treeRows';
import { indexXml, XmlIndexer } from '../../../../../src/view/body/xml/indexXml';
import { xmlRows } from '../../../../../src/view/body/xml/xmlRows';

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);
const textOf = (row: Row): string => ' '.repeat(row.depth) + row.pieces.map(([, piece]) => piece).join('');

async function indexed(text: string): Promise<TreeRows> {
  const pager = xmlRows(octetsSource(utf8(text)));
  while (!pager.isComplete) await pager.advance();
  return pager;
}

async function check(text: string, expected: readonly string[]): Promise<void> {
  const pager = await indexed(text);
  assert.equal(pager.fault, undefined);
  assert.deepEqual((await pager.rows(0, 1000)).map(textOf), expected);
}

function faulty(text: string, offset: number, expected: RegExp): void {
  const { fault } = indexXml(utf8(text));
  assert.equal(fault?.offset, offset, text);
  assert.match(fault.expected, expected);
}

/** Any small document as text, with elements, texts, comments and sections. */
const { node } = fc.letrec<{ node: string }>((tie) => ({
  node: fc.oneof(
    { maxDepth: 5 },
    fc.constantFrom(
      'text',
      ' ',
      '&amp;',
      '<!-- a > b -->',
      '<![CDATA[<x>]]>',
      '<?pi ?>',
      '<e/>',
      '<e a="1>2" b=\'"\'/>',
    ),
    fc
      .tuple(fc.constantFrom('a', 'b:c', 'é'), fc.array(tie('node'), { maxLength: 4 }))
      .map(([name, inner]) => `<${name} k="v">${inner.join('')}</${name}>`),
  ),
}));
const documents = node.map((inner) => `<?xml version="1.0"?><root>${inner}</root>`);

describe('xmlRows', () => {
  it('finds the row that opens the element of another, however far above', async () => {
    const items = Array.from({ length: 5000 }, (_, id) => `<item><id>${id}</id></item>`).join('');
    const pager = await indexed(`<feed><head/><list>${items}</list><last>1</last></feed>`);
    const last = pager.total - 2;
    assert.deepEqual((await pager.rows(last, 2)).map(textOf), [' <last>1</last>', '</feed>']);
    const parents: (number | undefined)[] = [];
    for (const row of [0, 1, 3, 4, last - 2, last - 3, last]) parents.push(await pager.parent(row));
    assert.deepEqual(parents, [undefined, 0, 2, 3, 2, last - 4, 0]);
  });

  it('tells the first attributes of a row apart and leaves the rest in one piece, so that a row stays small', async () => {
    const attributes = Array.from({ length: 300 }, (_, place) => `a${place}="${place}"`).join(' ');
    const pager = await indexed(`<a>\n<b ${attributes.slice(0, 1900)}"/></a>`);
    const [, row] = await pager.rows(0, 3);
    assert.ok(row !== undefined);
    assert.equal(textOf(row), ` <b ${attributes.slice(0, 1900)}"/>`);
    assert.ok(row.pieces.length <= 120, String(row.pieces.length));
  });

  it('indents elements, and keeps one with a short text in one row', async () => {
    await check('<?xml version="1.0"?>\n<a x="1"><b>text</b><c/><d><e>1</e>tail</d><f></f></a>', [
      '<?xml version="1.0"?>',
      '<a x="1">',
      ' <b>text</b>',
      ' <c/>',
      ' <d>',
      '  <e>1</e>',
      '  tail',
      ' </d>',
      ' <f></f>',
      '</a>',
    ]);
  });

  it('shows comments, sections, instructions and document types as they are, and expands no entity', async () => {
    const bomb = '<!DOCTYPE a [<!ENTITY x "]>"><!ENTITY y "&x;&x;">]>';
    await check(`${bomb}<a><!-- <b> --><![CDATA[</a>]]><?go > ?>&y;</a>`, [
      bomb,
      '<a>',
      ' <!-- <b> -->',
      ' <![CDATA[</a>]]>',
      ' <?go > ?>',
      ' &y;',
      '</a>',
    ]);
  });

  it('says where a text stops being XML and what belongs there', () => {
    faulty('', 0, /an element/u);
    faulty('<a><b></a>', 6, /name of the element that is open/u);
    faulty('<a>', 3, /end of an element/u);
    faulty('<a x=1/>', 5, /quoted value/u);
    faulty('<a x/>', 4, /`=`/u);
    faulty('<a "x"/>', 3, /attribute or `>`/u);
    faulty('<a/><b/>', 4, /end of the body/u);
    faulty('text', 0, /a tag/u);
    faulty('<a/>text', 4, /a tag/u);
    faulty('<!-- a', 6, /`-->`/u);
    faulty('<!x>', 2, /DOCTYPE/u);
    faulty('<a', 2, /the end of a tag/u);
    faulty('< a/>', 1, /name of a tag/u);
  });

  it('finds and reads the same rows wherever the octets are cut into chunks', async () => {
    await fc.assert(
      fc.asyncProperty(documents, fc.integer({ min: 1, max: 9 }), async (text, size) => {
        const whole = indexXml(utf8(text));
        const pieces = new XmlIndexer();
        const octets = utf8(text);
        for (let at = 0; at < octets.length; at += size) pieces.push(octets.subarray(at, at + size));
        pieces.finish();
        assert.deepEqual([pieces.rowCount, pieces.fault], [whole.rowCount, whole.fault]);
        assert.equal(whole.fault, undefined);
        const pager = await indexed(text);
        const rows = await pager.rows(0, 10_000);
        assert.equal(rows.length, whole.rowCount);
        assert.equal(
          rows
            .map((row) => textOf(row).trim())
            .join('')
            .replace(/\s/gu, ''),
          text.replace(/\s/gu, ''),
        );
      }),
      { numRuns: 300 },
    );
  });

  it('folds an element to one row with both its tags, and all of a level', async () => {
    const pager = await indexed('<a><b><c>1</c><c>2</c></b><b><c>3</c></b></a>');
    assert.equal(await pager.fold(1, true), true);
    assert.deepEqual((await pager.rows(0, 3)).map(textOf), ['<a>', ' <b> … 2 lines … </b>', ' <b>']);
    assert.equal(await pager.foldAll(1, () => Promise.resolve()), true);
    assert.deepEqual((await pager.rows(0, 9)).map(textOf), [
      '<a>',
      ' <b> … 2 lines … </b>',
      ' <b> … 1 line … </b>',
      '</a>',
    ]);
  });

  it('reads any row of many thousands, and goes 20,000 levels deep', async () => {
    const many = await indexed(`<a>${'<b><c>1</c></b>'.repeat(20_000)}</a>`);
    assert.deepEqual((await many.rows(3 * 19_999 + 1, 4)).map(textOf), [' <b>', '  <c>1</c>', ' </b>', '</a>']);
    const deep = await indexed('<a>'.repeat(20_000) + '</a>'.repeat(20_000));
    assert.deepEqual([deep.fault, deep.total], [undefined, 39_999]);
  });

  it('cuts a text of megabytes and says by how much', async () => {
    const pager = await indexed(`<a><b>${'x'.repeat(3_000_000)}</b><c/></a>`);
    const rows = (await pager.rows(0, 10)).map(textOf);
    assert.match(rows[2] ?? '', /^ {2}x+ … 2,998,000 more octets in Raw$/u);
    assert.deepEqual(rows.slice(3), [' </b>', ' <c/>', '</a>']);
  });

  it('gives the link of an element that holds nothing else', async () => {
    const pager = await indexed('<a><uri>https://api.example.test/x?a=1&amp;b=2</uri></a>');
    assert.equal((await pager.rows(1, 1))[0]?.href, 'https://api.example.test/x?a=1&b=2');
  });
});
