import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { completions } from '../../../../src/language/completion';
import { atCursor, context } from '../cursor';

/** Each offer as `label (count) [what it replaces]`, in order. */
const cases: readonly (readonly [claim: string, marked: string, ...offers: string[]])[] = [
  [
    'the bases of the file and the workspace after a method, then whole ones, the most used first',
    'GET https://one.test/a\n###\nGET │',
    'https://known.test (4) []',
    'https://api.test (4) []',
    '{{host}} (2) []',
    'https://one.test (1) []',
    'https://api.test/v2/doors (4) []',
    'https://known.test/people/{{id}}/cards?a=b (3) []',
    '{{host}}/v2/rooms (2) []',
    'https://one.test/a (1) []',
    'https://known.test/list (1) []',
  ],
  [
    'only what begins as typed',
    'GET https://one.test/a\n###\nGET https://o│',
    'https://one.test (1) [https://o]',
    'https://one.test/a (1) [https://o]',
  ],
  [
    'the next step of the path behind a base',
    'GET https://known.test/list\n###\nGET https://known.test│',
    'https://known.test/people (3) [https://known.test]',
    'https://known.test/list (2) [https://known.test]',
    'https://known.test/people/{{id}}/cards?a=b (3) [https://known.test]',
  ],
  [
    'a reference as one step',
    'GET https://known.test/people/│',
    'https://known.test/people/{{id}} (3) [https://known.test/people/]',
    'https://known.test/people/{{id}}/cards?a=b (3) [https://known.test/people/]',
  ],
  [
    'the query of a path as its last step',
    'GET https://known.test/people/{{id}}/cards│',
    'https://known.test/people/{{id}}/cards?a=b (3) [https://known.test/people/{{id}}/cards]',
  ],
  [
    'a step in place of the step around the cursor, and a whole URL in place of all of it',
    'GET https://known.test/pe│ter/1',
    'https://known.test/people (3) [https://known.test/peter]',
    'https://known.test/people/{{id}}/cards?a=b (3) [https://known.test/peter/1]',
  ],
  [
    'the paths used with the value of a variable behind its name',
    'GET {{host}}/v2/│',
    '{{host}}/v2/doors (4) [{{host}}/v2/]',
    '{{host}}/v2/rooms (2) [{{host}}/v2/]',
  ],
  [
    'the paths of a variable of the file by its value',
    '@base = https://api.test/v2/\nGET {{base}}│',
    '{{base}}/doors (4) [{{base}}]',
  ],
];

describe('completion of URLs offers', () => {
  const workspace = {
    ...context,
    urls: [
      { url: 'https://known.test/list', count: 1 },
      { url: 'https://known.test/people/{{id}}/cards?a=b', count: 3 },
      { url: '{{host}}/v2/rooms', count: 2 },
      { url: 'https://api.test/v2/doors', count: 4 },
    ],
  };
  const hosts = {
    ...workspace,
    variables: [{ name: 'host', value: 'https://api.test', source: 'dev', isSecret: false }],
  };

  for (const [claim, marked, ...offers] of cases) {
    it(claim, () => {
      const { text, offset, document } = atCursor(marked);
      const found = completions(document, offset, hosts).filter(({ kind }) => kind === 'url');
      const shown = found.map(({ label, insertText, detail, replaces: { start, end } }) => {
        assert.equal(insertText, label);
        return `${label} (${detail === '' ? 1 : Number.parseInt(detail)}) [${text.slice(start, end)}]`;
      });
      assert.deepEqual(shown, offers);
    });
  }
});
