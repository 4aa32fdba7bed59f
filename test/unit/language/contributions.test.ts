import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, it } from 'mocha';
import { diagnose } from '../../../src/language/diagnose';
import { parse } from '../../../src/language/parse';
import { context } from './cursor';

function readMedia(name: string): unknown {
  return JSON.parse(readFileSync(path.join(__dirname, '../../../media', name), 'utf8'));
}

/** A snippet as it stands when every placeholder is left as it is. */
function expand(body: readonly string[]): string {
  return body
    .join('\n')
    .replace(/\$\{\d+\|([^,|]*)[^}]*\}/g, '$1')
    .replace(/\$\{\d+:((?:\\.|[^}\\])*)\}/g, '$1')
    .replace(/(?<!\\)\$\d+/g, '')
    .replace(/\\([$}\\])/g, '$1');
}

describe('snippets', () => {
  const snippets = readMedia('snippets.json') as Readonly<Record<string, { readonly body: readonly string[] }>>;
  for (const [name, { body }] of Object.entries(snippets)) {
    it(`"${name}" makes text without a complaint`, () => {
      const text = name === 'Assertions' ? `GET https://a.test\n\n${expand(body)}` : expand(body);
      assert.deepEqual(diagnose(parse(text), context), []);
    });
  }
});

describe('the language configuration', () => {
  const configuration = readMedia('language-configuration.json') as {
    readonly wordPattern: string;
    readonly indentationRules: Readonly<Record<string, string>>;
  };

  it('takes names, dynamic values, fields and numbers as words', () => {
    const words = '{{login}} {{$guid}} X-Api-Key: 9007199254740993'.match(new RegExp(configuration.wordPattern, 'g'));
    assert.deepEqual(words, ['login', '$guid', 'X-Api-Key', '9007199254740993']);
  });

  const indents: readonly (readonly [line: string, increases: boolean])[] = [
    ['{', true],
    ['  "a": [', true],
    ['{ "a": 1 }', false],
    ['GET {{host}}/a', false],
    ['}', false],
  ];
  for (const [line, increases] of indents) {
    it(`${increases ? 'indents' : 'does not indent'} after ${line}`, () => {
      assert.equal(new RegExp(configuration.indentationRules['increaseIndentPattern'] ?? '').test(line), increases);
    });
  }
});
