import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { diagnose } from '../../../src/language/diagnose';
import { foldingRanges } from '../../../src/language/folding';
import { applyEdits, format } from '../../../src/language/format';
import { parse } from '../../../src/language/parse';
import { semanticTokens } from '../../../src/language/semanticTokens';
import { symbols } from '../../../src/language/symbols';
import { context } from './cursor';

/** Units of text that string and pattern operations look at while `work` runs: a count, so that a busy machine changes nothing. */
function unitsRead(work: () => void): number {
  let units = 0;
  const restore = [
    count(
      String.prototype,
      'indexOf',
      (text, [, from], at) => (typeof at === 'number' && at >= 0 ? at : text.length) - Number(from ?? 0),
    ),
    count(String.prototype, 'includes', (text) => text.length),
    count(String.prototype, 'lastIndexOf', (text) => text.length),
    count(String.prototype, 'replace', (text) => text.length),
    count(String.prototype, 'split', (text) => text.length),
    count(String.prototype, 'slice', () => 1),
    count(String.prototype, 'startsWith', () => 1),
    count(String.prototype, 'charAt', () => 1),
    count(String.prototype, 'charCodeAt', () => 1),
    count(String.prototype, 'trim', () => 1),
    count(String.prototype, 'toLowerCase', (text) => text.length),
    count(RegExp.prototype, 'exec', (_, [text]) => 1 + Number(Boolean(text))),
    count(Array.prototype, 'slice', (_, __, copy) => (Array.isArray(copy) ? copy.length : 0)),
    count(Array.prototype, 'find', (list) => list.length),
    count(Array.prototype, 'filter', (list) => list.length),
    count(Array.prototype, 'some', (list) => list.length),
  ];
  try {
    work();
  } finally {
    for (const each of restore) each();
  }
  return units;

  function count(
    owner: object,
    name: string,
    cost: (self: { readonly length: number }, args: readonly unknown[], result: unknown) => number,
  ): () => void {
    const original = Object.getOwnPropertyDescriptor(owner, name);
    assert.ok(original);
    const call = original.value as (...args: unknown[]) => unknown;
    const counted = function (this: { readonly length: number }, ...args: unknown[]): unknown {
      const result = call.apply(this, args);
      units += Math.max(1, cost(this, args, result));
      return result;
    };
    Object.defineProperty(owner, name, { ...original, value: counted });
    return () => Object.defineProperty(owner, name, original);
  }
}

function everything(text: string): void {
  const document = parse(text);
  diagnose(document, context);
  symbols(document);
  foldingRanges(document);
  semanticTokens(document, context);
  applyEdits(text, format(document));
}

const request =
  '### a\n# @name b\nPOST {{host}}/c\nContent-Type: application/json\n\n{"d": "{{e}}"}\n\n?? status == 200\n';
const json = 'POST https://a\nContent-Type: application/json\n\n';
const form = 'POST https://a\nContent-Type: application/x-www-form-urlencoded\n\n';

/** What repeats, and what stands before it. */
const noises: readonly (readonly [claim: string, unit: string, before?: string])[] = [
  ['requests', request],
  ['separators', '###\n'],
  ['request lines', 'GET https://a\n'],
  ['one long line', 'x'],
  ['a long URL', 'a/', 'GET https://'],
  ['opening braces', '{{', 'GET https://'],
  ['closing braces', '}}', 'GET https://a/{{'],
  ['references', '{{a}}', 'GET https://a/'],
  ['opening braces on lines', '{{\n'],
  ['opening braces in a body', '{{ \n', json],
  ['scripts without end', '< {%\n'],
  ['scripts', '> {% %}\n', 'GET https://a\n\n'],
  ['blank lines', '\n', 'GET https://a\n\nb\n'],
  ['blank lines between lines of a body', 'a\n\n', 'POST https://a\n\n'],
  ['blanks', ' ', 'GET https://a '],
  ['carriage returns', '\r', 'GET https://a'],
  ['NULs', '\0', 'POST https://a\n\n'],
  ['lone surrogates', '\ud800', 'GET https://a/'],
  ['variables', '@a = {{a}}\n'],
  ['variables that multiply', '@a = {{b}}{{b}}{{b}}\n@b = {{c}}{{c}}{{c}}\n@c = {{d}}{{d}}{{d}}\n'],
  ['fields', 'A: b\n', 'GET https://a\n'],
  ['colons', 'a:', 'GET https://a\nB'],
  ['folded fields', '  a\n', 'GET https://a\nB: c\n'],
  ['form lines', '&a=b\n', form],
  ['JSON brackets', '[', json],
  ['JSON values', '"a":1,', `${json}{`],
  ['backslashes in a command', '\\ ', 'curl https://a '],
  ['options of a command', "-H 'a: {{b}}' ", 'curl https://a '],
  ['assertions', '?? body $.a[?(@.b == 1)] == c\n', 'GET https://a\n\n'],
  ['beginnings of tokens', 'eyJ-', 'POST https://a\n\n'],
  ['directives', '# @nam b\n', ''],
  ['comments without end', '/*\n'],
  ['comments', '/*\n*/\n', 'GET https://a\n\n'],
  ['comments in bodies', '{}\n/*\n', json],
  ['requests of other protocols', 'GRPC a.B/c\n{}\n'],
  ['variables that stand for fields', '{{a}}\n', 'GET https://a\n'],
  ['files with a delimiter', '< ./a --b\n', 'POST https://a\nContent-Type: multipart/mixed; boundary=b\n\n'],
  ['options without a backslash', "-H 'a: b'\n", 'curl https://a\n'],
];

describe('the work of reading, diagnosing and formatting', () => {
  for (const [claim, unit, before = ''] of noises) {
    it(`grows with the text and no faster: ${claim}`, () => {
      const small = Math.ceil(4000 / unit.length);
      const one = unitsRead(() => everything(before + unit.repeat(small)));
      const four = unitsRead(() => everything(before + unit.repeat(4 * small)));
      assert.ok(four <= 5 * one + 2000, `${one} units became ${four} for four times the text`);
    });
  }
});
