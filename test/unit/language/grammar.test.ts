import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { before, describe, it } from 'mocha';
import { createOnigScanner, createOnigString, loadWASM } from 'vscode-oniguruma';
import { INITIAL, parseRawGrammar, Registry, type IGrammar, type IToken } from 'vscode-textmate';

const media = path.join(__dirname, '../../../media/rcreq.tmLanguage.json');

/** Stands for the grammars of other languages, which the editor brings: strings and braces are enough to see who colours. */
function standIn(scope: string, suffix: string): string {
  const patterns = [
    { name: `string.quoted.double.${suffix}`, begin: '"', end: '"' },
    { name: `meta.structure.${suffix}`, begin: '\\{', end: '\\}', patterns: [{ include: '$self' }] },
    { name: `entity.name.${suffix}`, match: '\\w+' },
  ];
  return JSON.stringify({ scopeName: scope, patterns });
}

const others: ReadonlyMap<string, string> = new Map([
  ['source.json', 'json'],
  ['text.xml', 'xml'],
  ['source.graphql', 'graphql'],
]);

async function loadGrammar(): Promise<IGrammar> {
  const wasm = readFileSync(require.resolve('vscode-oniguruma/release/onig.wasm'));
  await loadWASM(wasm.buffer.slice(wasm.byteOffset, wasm.byteOffset + wasm.byteLength));
  const registry = new Registry({
    onigLib: Promise.resolve({ createOnigScanner, createOnigString }),
    loadGrammar: (scope) => {
      const suffix = others.get(scope);
      if (suffix !== undefined) return Promise.resolve(parseRawGrammar(standIn(scope, suffix), 'other.json'));
      return Promise.resolve(scope === 'source.rcreq' ? parseRawGrammar(readFileSync(media, 'utf8'), media) : null);
    },
  });
  const grammar = await registry.loadGrammar('source.rcreq');
  assert.ok(grammar);
  return grammar;
}

interface PlacedToken extends IToken {
  readonly text: string;
}

function tokenize(grammar: IGrammar, text: string): readonly (readonly PlacedToken[])[] {
  let stack = INITIAL;
  return text.split('\n').map((line) => {
    const result = grammar.tokenizeLine(line, stack);
    stack = result.ruleStack;
    return result.tokens.map((token) => ({ ...token, text: line.slice(token.startIndex, token.endIndex) }));
  });
}

/** Each expectation: line (from 1), a word of it, and a scope it has; `!` before the scope: it has it not. */
type Expectation = readonly [line: number, word: string, scope: string];

const cases: readonly (readonly [claim: string, text: string, ...expected: Expectation[]])[] = [
  [
    'colours separators, comments, directives and variables',
    '### Log in\n# plain\n// plain\n# @name login\n@host = http://{{a}}',
    [1, '###', 'punctuation.definition.heading.rcreq'],
    [1, 'Log in', 'entity.name.section.rcreq'],
    [2, '#', 'comment.line.rcreq'],
    [3, '//', 'comment.line.rcreq'],
    [4, 'name', 'keyword.other.directive.rcreq'],
    [4, 'login', 'string.unquoted.directive.rcreq'],
    [5, 'host', 'variable.other.definition.rcreq'],
    [5, 'a', 'variable.other.readwrite.rcreq'],
  ],
  [
    'colours a comment of several lines, and the request below it',
    '/*\nGET http://old\n*/\nGET http://a',
    [2, 'GET http://old', 'comment.block.rcreq'],
    [4, 'GET', 'keyword.control.method.rcreq'],
  ],
  [
    'colours a variable that stands for fields',
    'GET http://a\n{{json}}\nB: c',
    [2, 'json', 'variable.other.readwrite.rcreq'],
    [3, 'B', 'entity.name.tag.field.rcreq'],
  ],
  [
    'colours the request line and what continues it',
    'VERSION-CONTROL https://a/~/b?c={{$guid}} HTTP/1.1\n    &d=e\n    HTTP/2\nAccept: {{%f}}',
    [1, 'VERSION-CONTROL', 'keyword.control.method.rcreq'],
    [1, '~', 'constant.language.current.rcreq'],
    [1, 'c', 'variable.parameter.query.rcreq'],
    [1, '$guid', 'support.function.dynamic.rcreq'],
    [1, 'HTTP/1.1', 'constant.language.http-version.rcreq'],
    [2, 'd', 'variable.parameter.query.rcreq'],
    [3, 'HTTP/2', 'constant.language.http-version.rcreq'],
    [4, 'Accept', 'entity.name.tag.field.rcreq'],
    [4, '%', 'keyword.operator.encode.rcreq'],
  ],
  [
    'takes small letters, unknown methods and bare URLs for requests, and prose for text',
    'get https://a\n###\nGETT /a\n###\nlocalhost:80/a\n###\nsome words here',
    [1, 'get', 'keyword.control.method.rcreq'],
    [3, 'GETT', 'keyword.control.method.rcreq'],
    [5, 'localhost:80/a', 'string.unquoted.url.rcreq'],
    [7, 'some words here', '!meta.request.rcreq'],
  ],
  [
    'embeds JSON, with references inside strings, up to the assertions',
    'POST https://a\nA: b\n\n{\n  "c": "{{d}}", {{e.response.status}}\n# f\n?? status == 200\n### g',
    [4, '{', 'meta.embedded.json.rcreq'],
    [5, 'c', 'string.quoted.double.json'],
    [5, 'd', 'variable.other.readwrite.rcreq'],
    [5, '.response.status', 'variable.other.property.rcreq'],
    [6, 'f', '!comment.line.rcreq'],
    [7, 'status', 'support.type.subject.rcreq'],
    [7, '==', 'keyword.operator.comparison.rcreq'],
    [7, '200', 'constant.numeric.rcreq'],
    [8, 'g', 'entity.name.section.rcreq'],
  ],
  [
    'embeds XML',
    'POST https://a\n\n<a>\n###',
    [3, 'a', 'entity.name.xml'],
    [4, '###', 'punctuation.definition.heading.rcreq'],
  ],
  [
    'embeds GraphQL, by its words and by the method, with JSON variables',
    'POST https://a\n\nquery { b }\n###\nGRAPHQL https://a\n\n{ c }\n\n{ "d": 1 }',
    [3, 'query', 'meta.embedded.graphql.rcreq'],
    [7, 'c', 'entity.name.graphql'],
    [9, 'd', 'string.quoted.double.json'],
  ],
  [
    'colours a form',
    'POST https://a\n\na=b\n&c={{d}}',
    [3, 'a', 'variable.parameter.form.rcreq'],
    [4, 'c', 'variable.parameter.form.rcreq'],
    [4, 'd', 'variable.other.readwrite.rcreq'],
  ],
  [
    'colours the parts of a multipart body, each as its type',
    'POST https://a\nB: c\n\n--{{d}}\nContent-Type: application/json\n\n{ "e": 1 }\n--{{d}}\nF: g\n\n< ./h\n--{{d}}--\n\n?? status == 200\n### i',
    [4, 'd', 'variable.other.readwrite.rcreq'],
    [5, 'Content-Type', 'entity.name.tag.field.rcreq'],
    [7, 'e', 'string.quoted.double.json'],
    [8, '--', 'punctuation.definition.boundary.rcreq'],
    [9, 'F', 'entity.name.tag.field.rcreq'],
    [11, './h', 'string.unquoted.path.rcreq'],
    [12, '--{{d}}--', 'punctuation.definition.boundary.rcreq'],
    [14, 'status', 'support.type.subject.rcreq'],
    [15, 'i', 'entity.name.section.rcreq'],
  ],
  [
    'embeds XML and references in parts',
    'POST https://a\n\n--b\n\n<c>{{d}}</c>\n--b--',
    [5, 'c', 'entity.name.xml'],
    [5, 'd', 'variable.other.readwrite.rcreq'],
  ],
  [
    'colours JSON right below a request line, and a request right below JSON',
    'PUT https://a/b\n{\n  "c": 1\n}\nGET https://a/_search HTTP/1.1\n{ "d": 1 }',
    [3, 'c', 'string.quoted.double.json'],
    [5, 'GET', 'keyword.control.method.rcreq'],
    [5, 'HTTP/1.1', 'constant.language.http-version.rcreq'],
    [6, 'd', 'string.quoted.double.json'],
  ],
  [
    'colours a request below another one without ###',
    'GET https://a\n\nGET {{b}}/c',
    [3, 'GET', 'keyword.control.method.rcreq'],
    [3, 'b', 'variable.other.readwrite.rcreq'],
  ],
  [
    'embeds the JSON and the XML of example answers',
    'GET https://a\n\nHTTP/1.1 200 OK\nContent-Type: application/xml\n\n<b/>\n###\nHTTP/1.1 404 Not Found\n\n{ "c": 1 }',
    [4, 'Content-Type', 'entity.name.tag.field.rcreq'],
    [6, 'b', 'entity.name.xml'],
    [10, 'c', 'string.quoted.double.json'],
  ],
  [
    'ends a script, a command and a body at what follows them',
    'curl https://a \\\n  -d \'{"b": 1}\'\n\n?? status == 200\n> {%\n  c\n%}\n?? size == 1',
    [4, 'status', 'support.type.subject.rcreq'],
    [6, '  c', 'comment.block.script.rcreq'],
    [8, 'size', 'support.type.subject.rcreq'],
  ],
  ['does not colour # in a body as a comment', 'POST https://a\n\n# b', [3, '# b', '!comment.line.rcreq']],
  [
    'colours files, saving and scripts',
    'POST https://a\n\n<@ ./b\n>>! c\n> {%\n  d\n%}\n?? body $.e not exists',
    [3, './b', 'string.unquoted.path.rcreq'],
    [4, '>>!', 'keyword.operator.save.rcreq'],
    [6, '  d', 'comment.block.script.rcreq'],
    [8, 'not', 'keyword.operator.logical.rcreq'],
  ],
  [
    'ends a script without end at the next block',
    'GET https://a\n\n> {%\n### b\nGET https://c',
    [4, 'b', 'entity.name.section.rcreq'],
    [5, 'GET', 'keyword.control.method.rcreq'],
  ],
  [
    'ends an unclosed body at the next block',
    'POST https://a\n\n{ "b": "c\n### d',
    [4, 'd', 'entity.name.section.rcreq'],
  ],
  [
    'colours an example answer',
    'HTTP/1.1 200 OK\nA: b\n\n{"c": 1}',
    [1, '200', 'constant.numeric.status.rcreq'],
    [4, 'c', 'string.quoted.double.json'],
  ],
  [
    'colours a command line',
    "curl https://a -H 'b: {{c}}' \\\n  --data x",
    [1, 'curl', 'keyword.control.method.rcreq'],
    [1, 'c', 'variable.other.readwrite.rcreq'],
    [2, '--data', 'entity.other.attribute-name.option.rcreq'],
  ],
];

describe('the TextMate grammar', () => {
  let grammar: IGrammar;
  before(async () => {
    grammar = await loadGrammar();
  });

  for (const [claim, text, ...expected] of cases) {
    it(claim, () => {
      const lines = tokenize(grammar, text);
      for (const [line, word, scope] of expected) {
        const tokens = lines[line - 1] ?? [];
        const found = tokens.filter((token) => token.text === word).flatMap((token) => token.scopes);
        const shown = tokens.map((token) => `${token.text} [${token.scopes.slice(1).join(' ')}]`).join('\n');
        if (scope.startsWith('!')) assert.ok(!tokens.some((token) => token.scopes.includes(scope.slice(1))), shown);
        else assert.ok(found.includes(scope), `${line}: "${word}" is no ${scope} in\n${shown}`);
      }
    });
  }

  for (const before of ['', 'GET https://a/', 'GET https://a\n', 'GET https://a\nB: ', 'POST https://a\n\n', '@a = ']) {
    it(`reads a line of 5 MB in one go behind ${JSON.stringify(before)}`, () => {
      const lines = tokenize(grammar, `${before}${'x'.repeat(5_000_000)}\n###\nGET https://a`);
      assert.equal(lines.at(-1)?.[0]?.text, 'GET');
    });
  }

  it('names the embedded languages as package.json maps them', () => {
    const { contributes } = JSON.parse(readFileSync(path.join(__dirname, '../../../package.json'), 'utf8')) as {
      contributes: { grammars: readonly { scopeName: string; embeddedLanguages: Readonly<Record<string, string>> }[] };
    };
    const written = readFileSync(media, 'utf8');
    for (const scope of Object.keys(contributes.grammars[0]?.embeddedLanguages ?? {}))
      assert.ok(written.includes(scope), scope);
  });
});
