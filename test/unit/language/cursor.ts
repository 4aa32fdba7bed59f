import { readFileSync } from 'node:fs';
import path from 'node:path';
import { answerPaths } from '../../../src/language/names/answerPaths';
import type { KnownVariable, LanguageContext } from '../../../src/language/context';
import type { RequestDocument } from '../../../src/language/document';
import { parse } from '../../../src/language/parse';

/** Marks the cursor in a fixture. */
const cursor = '│';

/** A text with its cursor taken out. */
export interface TextAtCursor {
  readonly text: string;
  readonly offset: number;
  readonly document: RequestDocument;
}

/** Takes the one `│` out of a text. */
export function atCursor(marked: string): TextAtCursor {
  const offset = marked.indexOf(cursor);
  if (offset < 0 || marked.includes(cursor, offset + 1)) throw new Error('A fixture has one cursor.');
  const text = marked.replace(cursor, '');
  return { text, offset, document: parse(text) };
}

/** Cases of a file under test/fixtures/language: blocks `=== claim`, the text, `---`, the expected lines. */
export function fixtureCases(
  name: string,
): readonly { readonly claim: string; readonly text: string; readonly expected: readonly string[] }[] {
  const file = path.join(__dirname, '../../fixtures/language', name);
  return readFileSync(file, 'utf8')
    .split(/^=== /m)
    .slice(1)
    .map((block) => {
      const [claim = '', ...lines] = block.split('\n');
      const split = lines.indexOf('---');
      const expected = lines.slice(split + 1).filter((line) => line !== '');
      return { claim, text: lines.slice(0, split).join('\n'), expected };
    });
}

const host: KnownVariable = {
  name: 'host',
  value: 'https://api.test',
  source: 'http-client.env.json (dev)',
  isSecret: false,
};
const key: KnownVariable = {
  name: 'apiSecret',
  value: undefined,
  source: 'http-client.private.env.json (dev)',
  isSecret: true,
};

/** What the fixtures' host knows: two variables, one imported file, two profiles, one URL, one answer. */
export const context: LanguageContext = {
  variables: [host, key],
  imports: [
    { path: './shared.rcreq', document: parse('@sharedId = 7\n# @name signIn\nPOST https://a\n\n{{sharedId}}') },
  ],
  environments: ['dev', 'prod'],
  profiles: ['sandbox', 'live'],
  urls: [{ url: 'https://known.test/list', count: 1 }],
  answers: new Map([
    [
      'list',
      { paths: answerPaths({ records: [{ id: 7, 'a-b': null }], next: 'c' }), fields: ['Content-Type', 'ETag'] },
    ],
  ]),
};
