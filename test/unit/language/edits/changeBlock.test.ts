import assert from 'node:assert/strict';
import type { Block, RequestDocument } from '../../../../src/language/document';
import { duplicateBlock, retitle } from '../../../../src/language/edits/changeBlock';
import { applyEdits, type TextEdit } from '../../../../src/language/format';
import { parse } from '../../../../src/language/parse';

/** Changes the request at an index of the file. */
function check(
  text: string,
  change: (document: RequestDocument, block: Block) => readonly TextEdit[],
  expected: string,
  index = 0,
): void {
  const document = parse(text);
  const block = document.blocks.filter(({ request }) => request !== undefined)[index];
  assert.ok(block);
  assert.equal(applyEdits(text, change(document, block)), expected);
}

describe('a title', () => {
  const named = (title: string) => (document: RequestDocument, block: Block) => retitle(document, block, title);

  it('takes the place of the old one and leaves the signs', () =>
    check('#### Old  \r\nGET a\r\n', named('New'), '#### New  \r\nGET a\r\n'));

  it('comes into a line that had none', () => check('###\nGET a\n', named('New'), '### New\nGET a\n'));

  it('goes away when it is empty', () => check('### Old\nGET a\n', named('  '), '###\nGET a\n'));

  it('brings a line for a first request without one, above its directives and below the variables', () =>
    check('@h = 1\r\n# @name x\r\nGET a\r\n', named('New'), '@h = 1\r\n### New\r\n# @name x\r\nGET a\r\n'));

  it('stays on one line, whatever is pasted', () =>
    check('### Old\nGET a\n', named('One\nGET http://evil'), '### One GET http://evil\nGET a\n'));
});

describe('a copy of a request', () => {
  it('stands below it under another title and name', () =>
    check(
      '# about\n### A\n# @name login\nGET a\n\n### B\n# @name login2\nGET b\n',
      duplicateBlock,
      '# about\n### A\n# @name login\nGET a\n\n# about\n### A copy\n# @name login3\nGET a\n\n### B\n# @name login2\nGET b\n',
    ));

  it('of the last one ends the file as before', () =>
    check('### A\nGET a\n\n### B\nGET b', duplicateBlock, '### A\nGET a\n\n### B\nGET b\n\n### B copy\nGET b', 1));

  it('gets a line of its own where the request has none', () =>
    check('GET a\n', duplicateBlock, 'GET a\n\n###\nGET a\n'));
});
