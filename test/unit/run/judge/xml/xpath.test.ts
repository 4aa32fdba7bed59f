import assert from 'node:assert/strict';
import { findInXml } from '../../../../../src/run/judge/xml/xpath';

const books = `<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE books [ <!ENTITY x "y"> ]>
<!-- <book id="0"/> -->
<books xmlns="urn:books" xmlns:s="urn:stock">
  <book id="a1" s:left='3'>
    <title lang="en">War &amp; Peace &#x2014; &#8364;1</title>
    <price>12.50</price>
  </book>
  <book id="b2">
    <title>Faust</title>
    <price>7</price>
    <s:shelf><![CDATA[<A>]]> 4</s:shelf>
  </book>
  <empty/>
</books>
`;

/** Each path with what it finds first and how many there are; undefined for nothing. */
const cases: readonly (readonly [path: string, text?: string, count?: number])[] = [
  ['/books/book/title', 'War & Peace — €1', 2],
  ['//title', 'War & Peace — €1', 2],
  ['//book[2]/title', 'Faust'],
  ['//book[last()]/title', 'Faust'],
  ['//book[position() = 1]/price', '12.50'],
  ["//book[@id='b2']/title", 'Faust'],
  ['//book[title="Faust"]/@id', 'b2'],
  ['//book[price > 10]/@id', 'a1'],
  ['//book[price <= 7 and title]/@id', 'b2'],
  ['//book[not(@s:left)]/@id', 'b2'],
  ['//book[contains(title, "Pea") or @id="b2"]/@id', 'a1', 2],
  ["//book[starts-with(title, 'Fau')]/price", '7'],
  ['//s:shelf', '<A> 4'],
  ['//s:*', '<A> 4'],
  ["//*[local-name()='shelf']", '<A> 4'],
  ['//title/@lang', 'en'],
  ['//title[@lang]/..//price', '12.50'],
  ['//title/text()', 'War & Peace — €1', 2],
  ['/books/*', '\n    <title lang="en">War &amp; Peace &#x2014; &#8364;1</title>\n    <price>12.50</price>\n  ', 3],
  ['/books/child::empty', ''],
  ['count(//book)', '2'],
  ['string(//book[2]/title)', 'Faust'],
  ['concat(//book[1]/@id, "-", //book[2]/@id)', 'a1-b2'],
  ['normalize-space(//book[2]/s:shelf)', '<A> 4'],
  ['//price | //title', '12.50', 4],
  ['//book[.//s:shelf]/@id', 'b2'],
  ['//nothing'],
  ['/book'],
];

describe('an XPath', () => {
  for (const [path, text, count = 1] of cases) {
    it(`${path} finds ${text === undefined ? 'nothing' : JSON.stringify(text)}`, () => {
      const expected = text === undefined ? { kind: 'nothing' } : { kind: 'found', text, count };
      assert.deepEqual(findInXml(books, path), expected);
    });
  }

  for (const path of [
    '//',
    '//book[',
    '//book[@id=]',
    'a b',
    '//a]',
    '',
    '//a[1',
    'f(',
    '//ancestor::a',
    `${'('.repeat(5000)}1`,
  ]) {
    it(`is none when it is ${JSON.stringify(path.slice(0, 20))}`, () =>
      assert.deepEqual(findInXml(books, path), { kind: 'invalidPath' }));
  }

  for (const text of ['', 'a', '{"a":1}', '<a>', '<a></b>', '<a/><b/>', '<a/>x', '<a b=c/>', '<a', '<!-- a -->']) {
    it(`finds no XML in ${JSON.stringify(text)}`, () => assert.deepEqual(findInXml(text, '//a'), { kind: 'notXml' }));
  }

  it('goes through a hundred thousand elements in each other', () => {
    const text = `${'<a>'.repeat(100_000)}deep${'</a>'.repeat(100_000)}`;
    assert.deepEqual(findInXml(text, '//a//a[text()]'), { kind: 'found', text: 'deep', count: 1 });
  });

  for (const part of ['<!--', '<?', '<![CDATA[', '<!DOCTYPE [', '<a b', '<a>', '</a>', '&#', '<a b="']) {
    it(`gives up on two million letters of ${part} at once`, () =>
      assert.deepEqual(findInXml(part.repeat(2_000_000 / part.length), '//a'), { kind: 'notXml' }));
  }
});
