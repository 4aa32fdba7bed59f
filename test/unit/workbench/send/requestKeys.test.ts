import assert from 'node:assert/strict';
import { parse } from '../../../../src/language/parse';
import { keyedRequests, requestAt } from '../../../../src/workbench/send/requestKeys';

describe('the key of a request', () => {
  const check = (text: string, keys: readonly string[]): void =>
    assert.deepEqual(
      keyedRequests(parse(text)).map(({ key }) => key),
      keys,
    );

  it('is its name, else its title, else its request line', () => {
    check('### Title\n# @name login\nGET /a\n\n### Title\nGET /b\n\n###\nPOST /c\n', ['login', 'Title', 'POST /c']);
  });

  it('numbers repeated ones in the order of the file', () => {
    check('GET /a\n###\nGET /a\n### T\nGET /b\n### T\nGET /c\n', ['GET /a', 'GET /a #2', 'T', 'T #2']);
  });

  it('stays when blocks are put above it', () => {
    check('### New\nGET /n\n\n### Old\nGET /o\n', ['New', 'Old']);
  });

  it('joins a URL over several lines', () => {
    check('GET /a\n  ?b=c\n  &d=e\n', ['GET /a?b=c&d=e']);
  });
});

describe('the request at an offset', () => {
  const check = (marked: string, key: string | undefined): void => {
    const offset = marked.indexOf('│');
    assert.equal(requestAt(parse(marked.replace('│', '')), offset)?.key, key);
  };

  it('is that of the block, from the ### line to the last blank line', () => {
    check('### A\nGET /a\n│\n### B\nGET /b\n', 'A');
    check('### A\nGET /a\n\n##│# B\nGET /b\n', 'B');
    check('### A\nGET /a\n\n### B\nGET /b\n│', 'B');
  });

  it('is missing in a block of comments', () => {
    check('# only│ words\n\n### A\nGET /a\n', undefined);
  });
});
