import type { Span } from '../base/span';
import type { Template, TemplatePiece } from './document';

/** Reads the `{{references}}` of a stretch of the text. A reference ends on the line it began; braces that hold no expression are text. */
export function parseTemplate(text: string, start: number, end: number): Template {
  const span = { start, end };
  if (start >= end) return { span, pieces: [] };
  const content = text.slice(start, end);
  if (!content.includes('{{')) return { span, pieces: [{ kind: 'text', span, text: content }] };
  return { span, pieces: split(text, span, content) };
}

/** The text of a template as typed, layout between continued lines left out. */
export function templateText(template: Template): string {
  let typed = '';
  for (const piece of template.pieces) typed += piece.kind === 'text' ? piece.text : `{{${piece.expression}}}`;
  return typed;
}

/** The text of a template without any reference; undefined when it has one. */
export function literalText(template: Template): string | undefined {
  let literal = '';
  for (const piece of template.pieces) {
    if (piece.kind === 'reference') return undefined;
    literal += piece.text;
  }
  return literal;
}

/** One template of several, with their pieces in order. */
export function joinTemplates(span: Span, parts: readonly Template[]): Template {
  return { span, pieces: parts.flatMap((part) => part.pieces) };
}

/** Layout that lies inside a template and means `text`: nothing between the lines of a URL, one space in a folded field. */
export function layoutPiece(start: number, end: number, text: string): TemplatePiece {
  return { kind: 'text', span: { start, end }, text };
}

/** Pairs each `}}` with the nearest `{{` before it; every brace is looked at once, so noise costs linear time. */
function split(text: string, span: Span, content: string): readonly TemplatePiece[] {
  const pieces: TemplatePiece[] = [];
  let done = 0;
  let open = -1;
  let next = content.indexOf('{{');
  let close = content.indexOf('}}');
  while (close >= 0) {
    while (next >= 0 && next + 2 <= close) {
      open = next;
      next = content.indexOf('{{', next + 1);
    }
    const piece = open < done ? undefined : reference(text, span.start + open, span.start + close + 2);
    if (piece !== undefined) {
      if (open > done) pieces.push(plain(text, span.start + done, span.start + open));
      pieces.push(piece);
      done = close + 2;
    }
    open = -1;
    close = content.indexOf('}}', piece === undefined ? close + 1 : done);
  }
  if (done < content.length) pieces.push(plain(text, span.start + done, span.end));
  return pieces;
}

function plain(text: string, start: number, end: number): TemplatePiece {
  return { kind: 'text', span: { start, end }, text: text.slice(start, end) };
}

/** Letters of any script, `_`, `$` and `%` begin an expression; `{{"a":1}}` and `{{#if}}` are somebody else's braces. */
const beginsExpression = /^[\p{L}\p{N}_$%]/u;

function reference(text: string, start: number, end: number): TemplatePiece | undefined {
  const inner = text.slice(start + 2, end - 2);
  const trimmed = inner.trim();
  if (!beginsExpression.test(trimmed) || inner.includes('\n')) return undefined;
  const isPercentEncoded = trimmed.startsWith('%');
  const expression = isPercentEncoded ? trimmed.slice(1).trim() : trimmed;
  if (expression === '') return undefined;
  const expressionStart = start + 2 + inner.lastIndexOf(expression);
  return {
    kind: 'reference',
    span: { start, end },
    expression,
    expressionSpan: { start: expressionStart, end: expressionStart + expression.length },
    isPercentEncoded,
  };
}
