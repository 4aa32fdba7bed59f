import assert from 'node:assert/strict';
import { parse } from '../../../../src/language/parse';
import { requestSource } from '../../../../src/workbench/history/requestSource';

/** The source of the last request of a text. */
function sourceOf(text: string): string {
  const document = parse(text);
  const request = document.blocks.flatMap((block) => block.request ?? []).at(-1);
  assert.ok(request);
  return requestSource(document, request);
}

describe('how a request was written', () => {
  const cases: readonly (readonly [claim: string, text: string, source: string])[] = [
    ['is its block', '### a\nGET http://a.test/\n\n### b\nGET http://b.test/\n', '### b\nGET http://b.test/\n'],
    ['begins with a separator also where the file has none', '\n\nGET http://a.test/', '###\nGET http://a.test/\n'],
    [
      'brings the variables that it names, and those that these name, in the order of the file',
      '@host = {{scheme}}://a.test\n@scheme = http\n@other = 1\n\n### a\nGET {{host}}/{{%id}}\n\n###\n@id = 7\n\n### b\nGET {{host}}/{{id}}',
      '@host = {{scheme}}://a.test\n@scheme = http\n@id = 7\n\n### b\nGET {{host}}/{{id}}\n',
    ],
    [
      'brings no variable twice that stands in its own block',
      '### a\n@id = 7\nGET http://a.test/{{id}}',
      '### a\n@id = 7\nGET http://a.test/{{id}}\n',
    ],
    [
      'masks typed credentials and keeps what refers to one',
      '@password = hunter2\n### a\nGET http://a.test/{{password}}\nAuthorization: Bearer abc.def\nX-Api-Key: 123\nCookie: a={{token}}\nAccept: a',
      '@password = ***\n\n### a\nGET http://a.test/{{password}}\nAuthorization: Bearer ***\nX-Api-Key: ***\nCookie: a={{token}}\nAccept: a\n',
    ],
    [
      'ends a circle of variables',
      '@a = {{b}}\n@b = {{a}}\n###\nGET http://a.test/{{a}}',
      '@a = {{b}}\n@b = {{a}}\n\n###\nGET http://a.test/{{a}}\n',
    ],
  ];
  for (const [claim, text, source] of cases) it(claim, () => assert.equal(sourceOf(text), source));

  it('can be sent as it is: the same request comes of it', () => {
    const source = sourceOf(
      '@h = http://a.test\n### one\n# @name one\nPOST {{h}}/x\nA: b\n\n{"a":1}\n\n?? status == 200\n',
    );
    assert.equal(sourceOf(source), source);
  });
});
