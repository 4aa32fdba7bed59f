import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { RequestDocument } from '../../../../src/language/document';
import { blockText, insertBlocks, moveBlocks, removeBlocks } from '../../../../src/language/edits/moveBlocks';
import { applyEdits, type TextEdit } from '../../../../src/language/format';
import { parse } from '../../../../src/language/parse';

const requestBlocks = ({ blocks }: RequestDocument) => blocks.filter(({ request }) => request !== undefined);
const after = (document: RequestDocument, edits: readonly TextEdit[]) => applyEdits(document.text, edits);

/** What each request of a text sends, in order. */
function sent(text: string): readonly unknown[] {
  return requestBlocks(parse(text)).map(({ request, title }) => {
    const cut = (span: { start: number; end: number } | undefined) => span && text.slice(span.start, span.end);
    return {
      title,
      name: request?.name,
      line: cut(request?.lineSpan),
      fields: request?.fields.map(({ span }) => cut(span)),
      body: cut(request?.bodySpan),
      directives: request?.directives.map(({ span }) => cut(span)),
    };
  });
}

/** Moves the request at `from` before the one at `to`, or to the end when there is none. */
function moved(text: string, from: readonly number[], to: number): string {
  const document = parse(text);
  const blocks = requestBlocks(document);
  return after(
    document,
    moveBlocks(
      document,
      from.flatMap((index) => blocks[index] ?? []),
      blocks[to],
    ),
  );
}

function check(text: string, from: readonly number[], to: number, expected: string): void {
  assert.equal(moved(text, from, to), expected);
}

const three = '@h = 1\n\n### A\nGET a\n\n\n### B\nPOST b\n\nbody\n\n### C\nGET c';

describe('moving blocks within a file', () => {
  it('leaves the blank lines and the end of the file where they are', () =>
    check(three, [0], 3, '@h = 1\n\n### B\nPOST b\n\nbody\n\n\n### C\nGET c\n\n### A\nGET a'));

  it('puts several blocks before one in their order', () =>
    check(three, [2, 1], 0, '@h = 1\n\n### B\nPOST b\n\nbody\n\n\n### C\nGET c\n\n### A\nGET a'));

  it('changes nothing for a block that is put where it is', () => {
    check(three, [1], 2, three);
    check(three, [1], 1, three);
  });

  it('takes the comments above the line along, and leaves those apart', () =>
    check(
      '# the file\n\n# about A\n### A\nGET a\n\n### B\nGET b\n',
      [0],
      2,
      '# the file\n\n### B\nGET b\n\n# about A\n### A\nGET a\n',
    ));

  it('leaves the variables above a first request without a line, and gives it one', () =>
    check('@h = 1\nGET a\n\n### B\nGET b\n', [0], 2, '@h = 1\n### B\nGET b\n\n###\nGET a\n'));

  it('puts comments below the line where a body would swallow them', () =>
    check(
      '# about A\n### A\nGET a\n\n### B\nPOST b\n\nbody\n',
      [0],
      2,
      '### B\nPOST b\n\nbody\n\n### A\n# about A\nGET a\n',
    ));
});

const eol = fc.constantFrom('\n', '\r\n');
const title = fc.constantFrom('', ' One', ' Zwei ü', ' 3');
const block = (hasBodies: boolean, hasComments: boolean) =>
  fc.record({
    above: hasComments ? fc.array(fc.constantFrom('# about it', '// more'), { maxLength: 2 }) : fc.constant([]),
    title,
    head: fc.subarray(['# @name n1', '# inside', '// @timeout 3']),
    line: fc.constantFrom('GET http://a/', 'DELETE {{h}}/x', 'http://c'),
    fields: fc.subarray(['Accept: a', 'X-B:  two ']),
    body: hasBodies ? fc.option(fc.constantFrom('{"a": 1}', 'x\n\ny', 'x\n# no comment')) : fc.constant(null),
  });

interface Shape {
  readonly hasBodies: boolean;
  readonly hasComments: boolean;
  readonly hasEvenGaps: boolean;
}

/** Texts of files with `###` lines, at least two requests, and every way to end. */
function files({ hasBodies, hasComments, hasEvenGaps }: Shape): fc.Arbitrary<string> {
  return fc
    .record({
      eol,
      mark: fc.constantFrom('', '\uFEFF'),
      header: fc.constantFrom('', '@h = 1\n\n', '# the file\n\n', '# @import ./x.rcreq\n\n'),
      blocks: fc.array(block(hasBodies, hasComments), { minLength: 2, maxLength: 6 }),
      gaps: fc.array(hasEvenGaps ? fc.constant('\n\n') : fc.constantFrom('\n', '\n\n', '\n \n\n'), {
        minLength: 6,
        maxLength: 6,
      }),
      end: fc.constantFrom('', '\n', '\n\n\n'),
    })
    .map(({ eol: lineEnd, mark, header, blocks, gaps, end }) => {
      const units = blocks.map(({ above, title: typed, head, line, fields, body }) =>
        [...above, `###${typed}`, ...head, line, ...fields, ...(body === null ? [] : ['', body])].join('\n'),
      );
      const joined = units
        .map((unit, index) => unit + (index === units.length - 1 ? end : (gaps[index] ?? '')))
        .join('');
      return mark + (header + joined).replaceAll('\n', lineEnd);
    });
}

const place = fc.nat({ max: 6 });

describe('moving any blocks', () => {
  it('and moving them back restores the text within a file', () =>
    fc.assert(
      fc.property(
        files({ hasBodies: true, hasComments: false, hasEvenGaps: false }),
        place,
        place,
        (text, from, to) => {
          const count = requestBlocks(parse(text)).length;
          const [start, target] = [from % count, to % (count + 1)];
          const there = target > start ? target - 1 : target;
          const back = start > there ? start + 1 : start;
          assert.equal(moved(moved(text, [start], target), [there], back), text);
        },
      ),
    ));

  it('and moving them back restores the text with the comments above them', () =>
    fc.assert(
      fc.property(
        files({ hasBodies: false, hasComments: true, hasEvenGaps: false }),
        place,
        place,
        (text, from, to) => {
          const count = requestBlocks(parse(text)).length;
          const [start, target] = [from % count, to % (count + 1)];
          const there = target > start ? target - 1 : target;
          assert.equal(moved(moved(text, [start], target), [there], start > there ? start + 1 : start), text);
        },
      ),
    ));

  it('changes the order of what is sent and nothing else', () =>
    fc.assert(
      fc.property(
        files({ hasBodies: true, hasComments: true, hasEvenGaps: false }),
        fc.uniqueArray(place),
        place,
        (text, from, to) => {
          const before = sent(text);
          const chosen = [...from].filter((index) => index < before.length).sort((one, other) => one - other);
          const rest = before.filter((_, index) => !chosen.includes(index));
          const at =
            to < before.length ? before.slice(0, to).filter((_, index) => !chosen.includes(index)).length : rest.length;
          const expected = rest.toSpliced(at, 0, ...chosen.map((index) => before[index]));
          assert.deepEqual(sent(moved(text, chosen, to)), expected);
        },
      ),
    ));

  it('to another file takes away and adds what is sent, and nothing else', () =>
    fc.assert(
      fc.property(
        files({ hasBodies: true, hasComments: true, hasEvenGaps: false }),
        files({ hasBodies: true, hasComments: true, hasEvenGaps: false }),
        fc.uniqueArray(place),
        place,
        (from, to, chosen, at) => {
          const [source, target] = [parse(from), parse(to)];
          const blocks = requestBlocks(source).filter((_, index) => chosen.includes(index));
          const texts = blocks.map((each) => blockText(source, each));
          const kept = sent(from).filter((_, index) => !chosen.includes(index));
          const added = sent(from).filter((_, index) => chosen.includes(index));
          assert.deepEqual(sent(after(source, removeBlocks(source, blocks))), kept);
          const into = after(target, insertBlocks(target, texts, requestBlocks(target)[at]));
          const index = Math.min(at, sent(to).length);
          assert.deepEqual(clean(sent(into)), clean(sent(to).toSpliced(index, 0, ...added)));
        },
      ),
    ));

  it('to another file and back restores both texts when their blank lines are even', () =>
    fc.assert(
      fc.property(files({ hasBodies: true, hasComments: false, hasEvenGaps: true }), place, (text, from) => {
        const source = parse(text);
        const blocks = requestBlocks(source);
        const chosen = blocks.slice(from % blocks.length, (from % blocks.length) + 1);
        const without = parse(after(source, removeBlocks(source, chosen)));
        const next = requestBlocks(without)[from % blocks.length];
        assert.equal(
          after(
            without,
            insertBlocks(
              without,
              chosen.map((each) => blockText(source, each)),
              next,
            ),
          ),
          text,
        );
      }),
    ));

  it('leaves every file that is taken empty without a request, and fills an empty one', () => {
    const source = parse('### A\nGET a\n');
    assert.equal(after(source, removeBlocks(source, requestBlocks(source))), '\n');
    for (const empty of ['', '\n', '\uFEFF']) {
      const target = parse(empty);
      assert.ok(after(target, insertBlocks(target, ['### A\nGET a'], undefined)).includes('### A\nGET a\n'));
    }
  });
});

/** Bodies of files with other line ends differ in them. */
function clean(value: readonly unknown[]): unknown {
  return JSON.parse(JSON.stringify(value).replaceAll('\\r\\n', '\\n'));
}
