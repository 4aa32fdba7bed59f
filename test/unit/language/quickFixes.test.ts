import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { emptyContext } from '../../../src/language/context';
import { diagnose } from '../../../src/language/diagnose';
import { applyEdits } from '../../../src/language/format';
import { parse } from '../../../src/language/parse';
import { quickFixes, type QuickFix } from '../../../src/language/quickFixes';

const context = { ...emptyContext, variables: [] };

function fixesOf(text: string, code: string): readonly QuickFix[] {
  const document = parse(text);
  const diagnostic = diagnose(document, context).find((each) => each.code === code);
  assert.ok(diagnostic, `${code} is not reported`);
  return quickFixes(document, diagnostic, context);
}

const json = 'POST https://a\nContent-Type: application/json\n\n';
const parts = 'POST https://a\nContent-Type: multipart/mixed; boundary=b\n\n--b\n\nc';

/** A code, a text that has the complaint, and the text after the first fix. */
const cases: readonly (readonly [code: string, text: string, fixed: string])[] = [
  ['unknown-method', 'GETT https://a', 'GET https://a'],
  ['unknown-directive', '# @nam b\nGET https://a', '# @name b\nGET https://a'],
  ['unknown-dynamic-value', 'GET https://a/{{$guidd}}', 'GET https://a/{{$guid}}'],
  ['unknown-variable', '@host = b\nGET https://a/{{hots}}', '@host = b\nGET https://a/{{host}}'],
  ['unknown-variable', 'GET https://a/{{id}}', '@id = \nGET https://a/{{id}}'],
  ['unknown-variable', 'GET https://a/{{process.env.B}}', 'GET https://a/{{$processEnv B}}'],
  [
    'unknown-request',
    '# @ref b\nGET https://a\n### b\nGET https://b',
    '# @ref b\nGET https://a\n### b\n# @name b\nGET https://b',
  ],
  ['name-characters', '# @name b c\nGET https://a', '# @name b_c\nGET https://a'],
  ['url-space', 'GET https://a/b c', 'GET https://a/b%20c'],
  ['url-fragment', 'GET https://a/b#c', 'GET https://a/b'],
  ['plain-http', 'GET http://platform.ringcentral.com/a', 'GET https://platform.ringcentral.com/a'],
  ['missing-content-type', 'POST https://a\n\n{}', 'POST https://a\nContent-Type: application/json\n\n{}'],
  [
    'missing-content-type',
    'POST https://a\r\nB: c\r\n\r\n<d/>',
    'POST https://a\r\nB: c\r\nContent-Type: application/xml\r\n\r\n<d/>',
  ],
  ['multipart-unclosed', parts, `${parts}\n--b--`],
  ['json-syntax', `${json}{"b": 1,\n}`, `${json}{"b": 1\n}`],
  ['field-syntax', 'GET https://a\nAccept b', 'GET https://a\nAccept: b'],
  ['missing-separator', 'GET https://a\n\n# c\nGET https://b', 'GET https://a\n\n###\n# c\nGET https://b'],
  ['indented-separator', 'GET https://a\n  ### b', 'GET https://a\n### b'],
  ['missing-blank-line', 'POST https://a\nContent-Type: application/json\n{}', `${json}{}`],
  ['unreachable-text', 'b\n###\nGET https://a', '# b\n###\nGET https://a'],
  ['unreachable-text', 'b c\nd\n\nGET https://a', '# b c\n# d\n\nGET https://a'],
  [
    'script-not-run',
    'GET https://a\n\n> {% client.assert(response.status === 200) %}',
    'GET https://a\n\n?? status == 200',
  ],
  ['literal-secret', '@apiKey = k3y-0123456789\n', '@apiKey = {{$secret API_KEY}}\n'],
  [
    'literal-secret',
    'GET https://a\nAuthorization: Bearer abcdef123456',
    'GET https://a\nAuthorization: Bearer {{$secret AUTHORIZATION}}',
  ],
  ['literal-secret', `${json}{"password": "hunter22"}`, `${json}{"password": "{{$secret PASSWORD}}"}`],
];

describe('quick fixes', () => {
  for (const [code, text, fixed] of cases) {
    it(`end ${code} in ${JSON.stringify(text)}`, () => {
      const [fix] = fixesOf(text, code);
      assert.ok(fix, 'nothing is offered');
      assert.equal(applyEdits(text, fix.edits), fixed);
      const codes = diagnose(parse(fixed), context).map((each) => each.code);
      const isRemark = code === 'unknown-request' || fixed.includes('@id');
      if (!isRemark) assert.ok(!codes.includes(code), `${code} is still reported`);
    });
  }

  it('hand the secret over that they take out of the file', () => {
    const [fix] = fixesOf('GET https://a\nAuthorization: Bearer abcdef123456', 'literal-secret');
    assert.deepEqual(fix?.secret, { name: 'AUTHORIZATION', value: 'abcdef123456' });
  });

  it('keep a script that does more than check', () => {
    const text = 'GET https://a\n\n> {% client.assert(response.status === 200); client.log(1) %}';
    const [fix] = fixesOf(text, 'script-not-run');
    assert.equal(applyEdits(text, fix?.edits ?? []), text.replace('> {%', '?? status == 200\n> {%'));
  });

  it('offer nothing for a complaint that only a person can end', () =>
    assert.deepEqual(fixesOf('GET https://a\n\nb', 'body-on-get'), []));
});
