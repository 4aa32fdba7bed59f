import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { convert } from '../../../../src/language/convert/convert';
import { dialectNames, type Dialect } from '../../../../src/language/convert/dialect';
import { requestsOf } from '../../../../src/language/names/references';
import { parse } from '../../../../src/language/parse';
import { sketchRequest } from '../sketch';

const folder = join(__dirname, '../../../fixtures/language/dialects');
const fixtures = readdirSync(folder)
  .filter((name) => name !== 'expected.json')
  .map((name) => ({ name, text: readFileSync(join(folder, name), 'utf8') }));

const dialects = fc.constantFrom(...(Object.keys(dialectNames) as Dialect[]));

/** Lines from which files of every client are made. */
const lines = [
  ...['', '', '', '###', '### Title', '### LOGIN', '  ### indented', '# a remark', '// another', '# @name login'],
  ...['# @name get-token', '# @ref LOGIN', '# @ref get-token', '# @loop for 3', '# @kulala-expect-status-code 201'],
  ...['# @timeout 5', '# @injectVariables', '# @env-json-key TOKEN a.b', '@id = 1', '@id = 2', '@global.x = {{id}}'],
  ...['GET https://a.test/{{id}}', 'POST https://a.test/{{login.response.body.$.id}}', 'PUT {{base}}/{{getToken.a}}'],
  ...['Content-Type: application/json', 'Content-Type: text/plain', 'Accept: {{t}}', 'Authorization: {{$aadToken}}'],
  ...['{"a": "{{$randomInt}}",', '}', 'plain text', '< ./file.json', "{{$datetime 'dd-MM-yyyy'}}", '?? status == 200'],
  ...[
    '> {% client.global.set("t", response.body.t) %}',
    '> {% client.assert(response.status === 200) %}',
    '> {%',
    '%}',
  ],
  ...['< {% request.variables.set("id", "3") %}', '{{', '}}', 'exports.t = response.parsedBody.t;', '>> ./out.json'],
  ...['import ./b.http', 'run #LOGIN', '<> old.json', 'HTTP/1.1 200 OK', "curl https://a.test -d 'x'", '...spread'],
];
const files = fc
  .tuple(fc.array(fc.constantFrom(...lines), { maxLength: 30 }), fc.constantFrom('\n', '\r\n'))
  .map(([some, end]) => some.join(end));
const options = { numRuns: 300 };

describe('convert, on any text', () => {
  it('gives back what is converted already', () =>
    fc.assert(
      fc.property(files, dialects, (text, dialect) => {
        const once = convert(text, dialect).text;
        assert.equal(convert(once, dialect).text, once);
      }),
      options,
    ));

  it('keeps every request, in order, with its method, its fields and what is in its body but for comments', () =>
    fc.assert(
      fc.property(files, dialects, (text, dialect) => {
        assert.deepEqual(sent(convert(text, dialect).text), sent(text));
      }),
      options,
    ));

  it('loses no line but the scripts that it says in other words', () =>
    fc.assert(
      fc.property(files, dialects, (text, dialect) => {
        const after = words(convert(text, dialect).text);
        for (const word of words(text)) assert.ok(after.has(word), `${word} is lost`);
      }),
      options,
    ));
});

describe('convert, on files of each client', () => {
  for (const { name, text } of fixtures) {
    it(`${name} sends what it sent, and converting it again changes nothing`, () => {
      const once = convert(text);
      assert.deepEqual(sent(once.text), sent(text));
      assert.equal(convert(once.text, once.dialect).text, once.text);
    });
  }
});

/** What leaves, with every reference as `{{}}`: how they are written is what conversion changes. */
function sent(text: string): readonly (readonly string[])[] {
  return requestsOf(parse(text)).map((request) =>
    sketchRequest(request)
      .filter((line) => !/^(?:@|\?\?|>>|script )/.test(line))
      .map((line) =>
        line
          .replace(/«[^»]*»/g, '{{}}')
          .replaceAll('Bearer {{}}', '{{}}')
          .replaceAll('[<@', '[<'),
      )
      .map((line) => (line.startsWith('body ') ? ownBody(line) : line))
      .filter((line) => line !== 'body '),
  );
}

/** Without comments, and without what stands below them and is read as more than text once they are gone. */
function ownBody(line: string): string {
  const kept = line
    .slice('body '.length)
    .split(/(?:\\r)?\\n/)
    .filter((each) => !/^\s*(?:#|\/\/|@|\?\?|>>)/.test(each) && each !== '');
  return `body ${kept.join('\\n')}`;
}

/** Words that say something: those of scripts, of references and of directives may be written otherwise. */
function words(text: string): ReadonlySet<string> {
  const kept = text
    .replace(/^[<>] \{%.*%\}$/gm, '')
    .replace(/\{\{[^{}]*\}\}/g, '')
    .replace(/^# @env.*$/gm, '');
  return new Set(
    kept.match(/[A-Za-z]{4,}/g)?.filter((word) => !/^(?:global|token|exports|response|parsedBody)$/i.test(word)),
  );
}
