import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { lineIndex } from '../../../src/base/lines';
import { codeLenses } from '../../../src/language/codeLenses';
import { completions, type Completion } from '../../../src/language/completion';
import { foldingRanges } from '../../../src/language/folding';
import { applyEdits, format } from '../../../src/language/format';
import { hover } from '../../../src/language/hover';
import { documentLinks } from '../../../src/language/links';
import { definitions, findReferences, nameFromOutside, rename, type Location } from '../../../src/language/navigation';
import { requestsInNeed } from '../../../src/language/needs';
import { parse } from '../../../src/language/parse';
import { requestAt } from '../../../src/language/requestAt';
import { selectionSpans } from '../../../src/language/selection';
import { semanticTokens } from '../../../src/language/semanticTokens';
import { symbols } from '../../../src/language/symbols';
import { atCursor, context, fixtureCases } from './cursor';

describe('completions', () => {
  for (const { claim, text: marked, expected } of fixtureCases('completion.txt')) {
    it(claim, () => {
      const { text, offset, document } = atCursor(marked);
      const offered = completions(document, offset, context);
      if (expected.length === 0) assert.deepEqual(offered, []);
      const shown = offered.map((each) => describeCompletion(text, each));
      for (const line of expected) {
        const isWanted = !line.startsWith('!');
        const wanted = isWanted ? line : line.slice(1);
        const isShown = shown.some((forms) => forms.includes(wanted));
        assert.equal(isShown, isWanted, `${line}, among ${shown.map((forms) => forms.at(-1)).join(', ')}`);
      }
    });
  }

  it('offers the nearest variables first', () => {
    const { offset, document } = atCursor('@base = 1\nGET {{│');
    const labels = completions(document, offset, context).map((each) => each.label);
    assert.deepEqual(labels.slice(0, 4), ['base', 'sharedId', 'host', 'apiSecret']);
  });

  it('replaces nothing behind the offset, also between the two units of a line end', () => {
    const text = 'b c\r\n   \n';
    for (const { replaces } of completions(parse(text), 4, context))
      assert.ok(replaces.start <= 4 && 4 <= replaces.end);
  });

  it('offers fields the request has already last', () => {
    const { offset, document } = atCursor('GET https://a\nAccept: b\n│');
    assert.equal(completions(document, offset, context).at(-1)?.label, 'Accept');
  });
});

/** The ways an expected line may name a completion, from short to long; `⎵` is a blank at the end. */
function describeCompletion(text: string, each: Completion): readonly string[] {
  const short = `${each.kind} ${each.label}`;
  const inserted = each.insertText.replace(/ $/, '⎵');
  const replaced = text.slice(each.replaces.start, each.replaces.end);
  return [short, `${short} (${each.detail})`, `${short} → ${inserted} [${replaced}]`];
}

describe('hover', () => {
  for (const { claim, text: marked, expected } of fixtureCases('hover.txt')) {
    it(claim, () => {
      const { text, offset, document } = atCursor(marked);
      const told = hover(document, offset, context);
      const word = told && text.slice(told.span.start, told.span.end);
      const shown = told && [told.value === undefined ? word : `${word} = ${told.value}`, ...told.lines];
      assert.deepEqual(shown ?? [], expected);
    });
  }
});

describe('definitions, references and rename', () => {
  for (const { claim, text: marked, expected } of fixtureCases('navigation.txt')) {
    it(claim, () => {
      const { text, offset, document } = atCursor(marked);
      const place = ({ path, span }: Location) => {
        const { line, character } = lineIndex(text).position(span.start);
        return path ?? `${line + 1}:${character + 1} ${text.slice(span.start, span.end)}`;
      };
      const edits = rename(document, offset, { newName: 'fresh', context });
      assert.deepEqual(
        [
          ...definitions(document, offset, context).map((each) => `definition ${place(each)}`),
          ...findReferences(document, offset, context).map((each) => `reference ${place(each)}`),
          ...(typeof edits === 'string' ? ['refused'] : edits.map((each) => `rename ${place(each)}`)),
        ],
        expected,
      );
    });
  }

  it('refuses a name that is taken or cannot be one', () => {
    const { offset, document } = atCursor('@a│ = 1\n@b = 2');
    assert.equal(rename(document, offset, { newName: 'b', context }), 'The name "b" is already taken.');
    assert.equal(rename(document, offset, { newName: 'b c', context }), 'A name is made of letters, digits and _.');
  });
});

describe('symbols', () => {
  it('names requests by title, else name, else method and URL, and lists variables and examples', () => {
    const text =
      '@a = {{b}}\n### One\nGET https://a\n###\n# @name two\nPOST https://b\n###\nPUT {{c}}\n### Shape\nHTTP/1.1 200 OK';
    const listed = symbols(parse(text)).map(({ kind, name, detail }) => `${kind} ${name} | ${detail}`);
    assert.deepEqual(listed, [
      'variable @a | {{b}}',
      'request One | GET https://a',
      'request two | POST https://b',
      'request PUT {{c}} | PUT {{c}}',
      'example Shape | ',
    ]);
  });

  it('selects inside what it spans', () => {
    for (const { span, selectionSpan } of symbols(parse('### One\n# @name a\nGET https://a\n@b = 1\n\nc\n\n@d = 1'))) {
      assert.ok(span.start <= selectionSpan.start && selectionSpan.end <= span.end);
    }
  });
});

describe('nameFromOutside', () => {
  for (const [claim, marked, name] of [
    ['a variable that no file defines', 'GET {{ho│st}}', 'host'],
    ['no variable of the file', '@host = a\nGET {{ho│st}}', undefined],
    ['no dynamic value', 'GET {{$gu│id}}', undefined],
    ['no text', 'GET ho│st', undefined],
  ] as const) {
    it(`is ${claim}`, () => {
      const { offset, document } = atCursor(marked);
      assert.equal(nameFromOutside(document, offset, context), name);
    });
  }
});

describe('codeLenses and requestAt', () => {
  it('puts one lens on each request line', () => {
    const text = '### a\n# b\nGET https://a\n###\n@c = d\n###\nGET https://b';
    const places = codeLenses(parse(text)).map(({ span }) => text.slice(span.start, span.end));
    assert.deepEqual(places, ['GET https://a', 'GET https://b']);
  });

  const found: readonly (readonly [claim: string, marked: string, url: string | undefined])[] = [
    ['on the separator', '│### a\nGET /a', '/a'],
    ['in a comment above', '### a\n# b│\nGET /a', '/a'],
    ['in the body', 'GET /a\n\nb│\n###\nGET /c', '/a'],
    ['right before the next separator', 'GET /a\n\n│###\nGET /c', '/c'],
    ['at the end of the text', 'GET /a\n###\nGET /c\n\n│', '/c'],
    ['in a block without request', 'GET /a\n###\n@b│ = 1', undefined],
  ];
  for (const [claim, marked, url] of found) {
    it(`finds the request ${claim}`, () => {
      const { text, offset, document } = atCursor(marked);
      const request = requestAt(document, offset);
      assert.equal(request && text.slice(request.url.span.start, request.url.span.end), url);
    });
  }
});

describe('requestsInNeed', () => {
  const cases: readonly (readonly [claim: string, text: string, ...needy: string[]])[] = [
    ['none that uses no answer', '@a = 1\nGET /{{a}}/{{$guid}}\n\nb.response.c'],
    ['one with # @ref or // @forceRef', '# @ref a\nGET /b\n###\n// @forceRef a\nGET /c\n###\nGET /d', '/b', '/c'],
    ['one that uses an answer', 'GET /b\nC: {{ login.response.headers.D }}\n###\nGET /e', '/b'],
    [
      'one that uses it by variables, wherever they stand',
      '@a = x{{b}}\n###\nGET /c\n\n{{%a}}\n###\nGET /d\n\n@b = {{login.response.body.$.id}}',
      '/c',
    ],
    ['one whose variables go in a circle', '@a = {{b}}{{login.response.status}}\n@b = {{a}}\nGET /{{b}}', '/{{b}}'],
  ];
  for (const [claim, text, ...needy] of cases) {
    it(`finds ${claim}`, () =>
      assert.deepEqual(
        [...requestsInNeed(parse(text))].map(({ url }) => text.slice(url.span.start, url.span.end)),
        needy,
      ));
  }
});

describe('foldingRanges', () => {
  it('folds blocks, comments, fields, bodies and scripts of more than one line', () => {
    const text = '### One\n# a\n# b\nPOST /a\nC: d\nE: f\n\n{\n\n}\n\n> {%\n%}\n\n### Two\nGET /b\n';
    const lines = lineIndex(text);
    const ranges = foldingRanges(parse(text)).map(
      ({ kind, span }) => `${kind} ${lines.position(span.start).line}-${lines.position(span.end).line}`,
    );
    assert.deepEqual(ranges, ['region 0-12', 'comment 1-2', 'fields 4-5', 'body 7-9', 'script 11-12', 'region 14-15']);
  });
});

describe('documentLinks', () => {
  it('names files of bodies, imports and answers', () => {
    const text = '# @import ./a.rcreq\nPOST /b\n\n<@ ./{{c}}.json\n\n>>! out.json';
    const links = documentLinks(parse(text)).map(
      ({ kind, path, span }) => `${kind} ${path} ${text.slice(span.start, span.end) === path}`,
    );
    assert.deepEqual(links, ['import ./a.rcreq true', 'body ./{{c}}.json true', 'save out.json true']);
  });
});

describe('semanticTokens', () => {
  it('tells defined names from unknown ones and from those of the environment', () => {
    const text =
      '@a = {{host}}\n# @name one\nGET {{a}}/{{b}}/{{$guid}}/{{$gid}}/{{one.response.status}}/{{two.response.status}}';
    const tokens = semanticTokens(parse(text), context).map(
      ({ span, type, modifiers }) => `${text.slice(span.start, span.end)} ${[type, ...modifiers].join('.')}`,
    );
    assert.deepEqual(tokens, [
      'a variable.declaration',
      'host variable.readonly',
      'a variable',
      'b variable.unresolved',
      '$guid function',
      '$gid function.unresolved',
      'one class',
      'two class.unresolved',
    ]);
  });
});

describe('selectionSpans', () => {
  it('grows from the word to the text, each around the one before', () => {
    const { text, offset, document } = atCursor('### a\nPOST /b\n\nc {{d│d}}\ne\n###\nGET /f');
    const spans = selectionSpans(document, offset).map(({ start, end }) => text.slice(start, end));
    assert.deepEqual(spans, [
      'dd',
      '{{dd}}',
      'c {{dd}}',
      'c {{dd}}\ne',
      'POST /b\n\nc {{dd}}\ne',
      '### a\nPOST /b\n\nc {{dd}}\ne\n',
      text,
    ]);
  });
});

describe('format', () => {
  const cases: readonly (readonly [claim: string, from: string, to: string])[] = [
    [
      'lays out request lines, fields and directives',
      '###Title\n#@name  a\n@b=1\nget   https://a   HTTP/1.1 \n  ?c=d\nE:f\n',
      '### Title\n# @name a\n@b = 1\nGET https://a HTTP/1.1\n    ?c=d\nE: f\n',
    ],
    [
      'keeps one blank line between blocks, and none at the ends',
      '\n\nGET /a\n\n\n\n###\n\n\nGET /b\n\n\n',
      'GET /a\n\n###\nGET /b\n',
    ],
    ['adds a blank line before a block', 'GET /a\n###\nGET /b\n', 'GET /a\n\n###\nGET /b\n'],
    ['adds a line end to the last line', 'GET /a', 'GET /a\n'],
    [
      'keeps every unit of a body',
      'POST /a\n\n\n  {"b" :1}  \n\n  c\n\n\n?? status==200\n',
      'POST /a\n\n\n  {"b" :1}  \n\n  c\n\n?? status==200\n',
    ],
    ['sets a body apart', 'POST /a\n{}\n?? status == 200\n', 'POST /a\n\n{}\n\n?? status == 200\n'],
    ['keeps CRLF', 'GET /a  \r\n###\r\nGET /b\r\n', 'GET /a\r\n\r\n###\r\nGET /b\r\n'],
    ['keeps an indented ### apart', 'GET /a\n   ### b\n', 'GET /a\n ### b\n'],
    [
      'leaves scripts and answers alone',
      'GET /a\n\n> {%\n   x\n\n\n%}\n\nHTTP/1.1 200 OK\n\n\n  y\n',
      'GET /a\n\n> {%\n   x\n\n\n%}\n\nHTTP/1.1 200 OK\n\n\n  y\n',
    ],
  ];
  for (const [claim, from, to] of cases) {
    it(claim, () => assert.equal(applyEdits(from, format(parse(from))), to));
  }
});
