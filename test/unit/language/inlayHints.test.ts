import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { inlayHints } from '../../../src/language/inlayHints';
import { parse } from '../../../src/language/parse';
import { context } from './cursor';

/** Each hint as `the text before it │ the hint`. */
const cases: readonly (readonly [claim: string, text: string, ...hints: string[]])[] = [
  ['the resolved URL', '@id = 7\nGET {{host}}/a/{{id}}', 'GET {{host}}/a/{{id}} │ https://api.test/a/7'],
  ['a value by way of others', '@a = {{b}}\n@b = {{host}}/x\nGET {{a}}', 'GET {{a}} │ https://api.test/x'],
  [
    'secrets as dots',
    '@token = abcdef\nGET {{host}}/{{token}}/{{apiSecret}}/{{$secret X}}',
    'GET {{host}}/{{token}}/{{apiSecret}}/{{$secret X}} │ https://api.test/••••/••••/••••',
  ],
  [
    'a secret in another value as dots',
    '@password = abcdef\n@a = x{{password}}\nGET {{host}}/{{a}}',
    'GET {{host}}/{{a}} │ https://api.test/x••••',
  ],
  ['percent-encoded values encoded', '@a = b c\nGET https://a/{{%a}}', 'GET https://a/{{%a}} │ https://a/b%20c'],
  [
    'the whole of a URL of several lines, behind its last',
    '@a = 1\nGET https://b\n  ?c={{a}}\nD: e',
    'GET https://b\n  ?c={{a}} │ https://b?c=1',
  ],
  ['nothing for a URL without references', 'GET https://a'],
  ['nothing when a name has no value', 'GET {{host}}/{{nobody}}'],
  ['nothing when a value is made as it is sent', 'GET {{host}}/{{$guid}}'],
  ['nothing when a value is asked for', '@id = 7\n# @prompt id\nGET {{host}}/{{id}}'],
  [
    'nothing when another request has to be sent',
    '# @name a\nGET https://a\n###\nGET {{host}}/{{a.response.body.$.id}}',
  ],
  ['nothing for a circle', '@a = {{b}}\n@b = {{a}}\nGET {{a}}'],
];

describe('inlay hints show', () => {
  for (const [claim, text, ...hints] of cases) {
    it(claim, () => {
      const found = inlayHints(parse(text), context, { start: 0, end: text.length });
      const shown = found.map((hint) => `${text.slice(text.indexOf('GET'), hint.offset)} │ ${hint.text}`);
      assert.deepEqual(shown, hints);
    });
  }

  it('the lines of a range alone, and read no other block', () => {
    const block = '###\nGET {{host}}/a\n\nx\n\n';
    const text = block.repeat(1000);
    const document = parse(text);
    const read: number[] = [];
    const watched = {
      ...{ text, diagnostics: [] },
      blocks: document.blocks.map((each, index) => ({
        ...{
          span: each.span,
          separator: undefined,
          title: undefined,
          directives: [],
          variables: [],
          example: undefined,
        },
        get request() {
          read.push(index);
          return each.request;
        },
      })),
    };
    const start = 500 * block.length + 6;
    const found = inlayHints(watched, { ...context, imports: [] }, { start, end: start + block.length });
    assert.deepEqual(
      found.map(({ offset }) => Math.floor(offset / block.length)),
      [500, 501],
    );
    assert.deepEqual(read.slice(0, 1), [500]);
  });
});
