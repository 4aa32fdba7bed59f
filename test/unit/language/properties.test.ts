import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import type { Span } from '../../../src/base/span';
import { completions } from '../../../src/language/completion';
import { emptyContext } from '../../../src/language/context';
import { diagnose } from '../../../src/language/diagnose';
import type { RequestDocument } from '../../../src/language/document';
import { foldingRanges } from '../../../src/language/folding';
import { applyEdits, format } from '../../../src/language/format';
import { hover } from '../../../src/language/hover';
import { findReferences } from '../../../src/language/navigation';
import { parse } from '../../../src/language/parse';
import { blockFacts } from '../../../src/language/parse/blockFacts';
import { LazyBlock } from '../../../src/language/parse/lazyBlock';
import { headOf } from '../../../src/language/parse/parseRequest';
import { readHead } from '../../../src/language/parse/readHead';
import { scanBlock } from '../../../src/language/parse/scan';
import { selectionSpans } from '../../../src/language/selection';
import { semanticTokens } from '../../../src/language/semanticTokens';
import { symbols } from '../../../src/language/symbols';
import { soup, texts } from '../../support/textSoup';
import { sketch } from './sketch';

function slice(text: string, { start, end }: Span): string {
  return text.slice(start, end);
}

/** Every span found anywhere in a value. */
function spansIn(value: unknown): readonly Span[] {
  if (typeof value !== 'object' || value === null) return [];
  const own = 'start' in value && 'end' in value ? [value as Span] : [];
  return [...own, ...Object.values(value).flatMap(spansIn)];
}

/** Everything a request means when sent. */
function meaning(document: RequestDocument): unknown {
  return {
    requests: sketch(document),
    titles: document.blocks.flatMap((block) => block.title ?? []),
    variables: document.blocks.flatMap((block) =>
      block.variables.map((variable) => [
        variable.name,
        variable.value.pieces.map((piece) => (piece.kind === 'text' ? piece.text : piece.expression)),
      ]),
    ),
  };
}

describe('properties of the language, for any text', () => {
  it('covers the text with blocks and the blocks with lines, so that nothing is lost', () => {
    fc.assert(
      fc.property(texts, (text) => {
        const { blocks } = parse(text);
        assert.equal(blocks.map((block) => slice(text, block.span)).join(''), text);
        for (const { span } of blocks) {
          const covered = scanBlock(text, span.start, span.end).map((line) => text.slice(line.start, line.next));
          assert.equal(covered.join(''), slice(text, span));
        }
      }),
    );
  });

  it('reads nothing from the first lines of a block that the whole block denies', () => {
    fc.assert(
      fc.property(texts, (text) => {
        for (const { span } of parse(text).blocks) {
          const head = readHead(text, span);
          const lines = scanBlock(text, span.start, span.end);
          if (head !== undefined) assert.deepEqual(head, headOf(text, lines));
          const block = new LazyBlock(text, span);
          const { separator, title, variables, directives } = blockFacts(text, lines);
          assert.deepEqual(block.variables, variables);
          assert.deepEqual(block.allDirectives, directives);
          assert.deepEqual([block.separator, block.title], [separator, title]);
        }
      }),
      { numRuns: 500 },
    );
  });

  it('gives only spans that lie in the text', () => {
    fc.assert(
      fc.property(texts, (text) => {
        for (const { start, end } of spansIn(JSON.parse(JSON.stringify(parse(text))))) {
          assert.ok(0 <= start && start <= end && end <= text.length, `${start}..${end} of ${text.length}`);
        }
      }),
    );
  });

  it('covers each body with its pieces, but for the lines that mean nothing to it', () => {
    fc.assert(
      fc.property(soup, (text) => {
        for (const { request } of parse(text).blocks) {
          if (
            request?.body === undefined ||
            request.bodySpan === undefined ||
            text.startsWith('curl', request.lineSpan.start)
          )
            continue;
          const pieces = request.body.flatMap((piece) =>
            piece.kind === 'text' ? piece.template.pieces.map((each) => each.span) : [piece.span],
          );
          assert.equal(pieces.map((span) => slice(text, span)).join(''), slice(text, request.bodySpan));
        }
      }),
    );
  });

  it('answers every question about any place without throwing', () => {
    fc.assert(
      fc.property(texts, fc.nat(400), (text, at) => {
        const document = parse(text);
        const offset = Math.min(at, text.length);
        const context = { ...emptyContext, variables: [] };
        for (const { span } of diagnose(document, context))
          assert.ok(span.start <= span.end && span.end <= text.length);
        symbols(document);
        foldingRanges(document);
        semanticTokens(document, context);
        hover(document, offset, context);
        findReferences(document, offset, context);
        for (const each of completions(document, offset, context))
          assert.ok(each.replaces.start <= offset && offset <= each.replaces.end);
        for (const span of selectionSpans(document, offset)) assert.ok(span.start <= offset && offset <= span.end);
      }),
    );
  });

  it('formats twice as once', () => {
    fc.assert(
      fc.property(texts, (text) => {
        const once = applyEdits(text, format(parse(text)));
        assert.deepEqual(format(parse(once)), []);
      }),
    );
  });

  it('changes nothing that is sent by formatting', () => {
    fc.assert(
      fc.property(texts, (text) => {
        const formatted = applyEdits(text, format(parse(text)));
        assert.deepEqual(meaning(parse(formatted)), meaning(parse(text)));
      }),
    );
  });
});
