import type { Span } from '../../base/span';
import type { Template, TemplatePiece } from '../document';

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

/** The template without the first `count` units of its meaning; it never cuts a reference. */
export function dropFirst(template: Template, count: number): Template {
  const pieces: TemplatePiece[] = [];
  let left = count;
  for (const piece of template.pieces) {
    const length = piece.kind === 'text' ? piece.text.length : piece.span.end - piece.span.start;
    if (left >= length && left > 0) left -= length;
    else if (piece.kind === 'text' && left > 0) {
      pieces.push(cut(piece, left, piece.text.length));
      left = 0;
    } else pieces.push(piece);
  }
  return { span: { start: pieces[0]?.span.start ?? template.span.end, end: template.span.end }, pieces };
}

/** What stands before and after the first such unit outside references; undefined when there is none. */
export function splitTemplate(template: Template, unit: string): readonly [Template, Template] | undefined {
  for (const [index, piece] of template.pieces.entries()) {
    const at = piece.kind === 'text' ? piece.text.indexOf(unit) : -1;
    if (piece.kind !== 'text' || at < 0) continue;
    const before = [...template.pieces.slice(0, index), cut(piece, 0, at)].filter(hasMeaning);
    const after = [cut(piece, at + unit.length, piece.text.length), ...template.pieces.slice(index + 1)].filter(
      hasMeaning,
    );
    const { start, end } = template.span;
    return [
      { span: { start, end: before.at(-1)?.span.end ?? start }, pieces: before },
      { span: { start: after[0]?.span.start ?? end, end }, pieces: after },
    ];
  }
  return undefined;
}

function hasMeaning(piece: TemplatePiece): boolean {
  return piece.kind === 'reference' || piece.text !== '';
}

type TextPiece = Extract<TemplatePiece, { kind: 'text' }>;

/** A part of a text piece; where the text differs from what was typed, the place stays the whole piece's. */
function cut(piece: TextPiece, from: number, to: number): TextPiece {
  const { start, end } = piece.span;
  const isAsTyped = end - start === piece.text.length;
  return {
    kind: 'text',
    span: isAsTyped ? { start: start + from, end: start + to } : piece.span,
    text: piece.text.slice(from, to),
  };
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
