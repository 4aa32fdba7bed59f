import { append } from '../parse/append';
import type { Span } from '../../base/span';
import type { Block, Directive, ParsedRequest, RequestDocument } from '../document';
import { expressionNameSpan, parseExpression, type Expression } from './expression';
import { referencesIn, requestTemplates, type Reference } from './references';
import { blockAt } from '../requestAt';

/** What stands at a place of the text, when it is more than text. */
export type Node =
  | { readonly kind: 'variable'; readonly name: string; readonly span: Span; readonly isDefinition: boolean }
  | { readonly kind: 'request'; readonly name: string; readonly span: Span; readonly isDefinition: boolean }
  | { readonly kind: 'dynamic'; readonly name: string; readonly argument: string; readonly span: Span }
  /** Behind the name: `response.body.$.id`. */
  | { readonly kind: 'answer'; readonly name: string; readonly path: string; readonly span: Span }
  | { readonly kind: 'method' | 'directive' | 'field' | 'subject'; readonly name: string; readonly span: Span }
  | { readonly kind: 'file'; readonly path: string; readonly span: Span }
  /** A status code in an assertion. */
  | { readonly kind: 'status'; readonly name: string; readonly span: Span }
  /** `~` in a path. */
  | { readonly kind: 'tilde'; readonly span: Span };

/** The innermost node at an offset; an offset right behind a word still belongs to it. */
export function nodeAt(document: RequestDocument, offset: number): Node | undefined {
  const block = blockAt(document, offset);
  if (block === undefined) return undefined;
  return definitionAt(block, offset) ?? referenceAt(block, offset) ?? wordAt(document, block, offset);
}

/** True when an offset lies in a span or right behind it. */
export function touches(span: Span, offset: number): boolean {
  return span.start <= offset && offset <= span.end;
}

function definitionAt(block: Block, offset: number): Node | undefined {
  for (const variable of block.variables) {
    const { name, nameSpan: span } = variable;
    if (touches(span, offset)) return { kind: 'variable', name, span, isDefinition: true };
  }
  return undefined;
}

function referenceAt(block: Block, offset: number): Node | undefined {
  const templates = block.variables.map((variable) => variable.value);
  if (block.request !== undefined) append(templates, requestTemplates(block.request));
  const reference = referencesIn(templates.filter((each) => touches(each.span, offset))).find((each) =>
    touches(each.expressionSpan, offset),
  );
  return reference && expressionNode(reference, parseExpression(reference.expression), offset);
}

function expressionNode(reference: Reference, expression: Expression, offset: number): Node {
  const span = expressionNameSpan(expression, reference.expressionSpan);
  switch (expression.kind) {
    case 'variable':
      return { kind: 'variable', name: expression.name, span, isDefinition: false };
    case 'dynamic':
      return { kind: 'dynamic', name: expression.name, argument: expression.argument, span: reference.expressionSpan };
    case 'request': {
      const { name, path, side } = expression;
      if (touches(span, offset)) return { kind: 'request', name, span, isDefinition: false };
      return { kind: 'answer', name, path: `${side}.${path}`, span: reference.expressionSpan };
    }
  }
}

function wordAt(document: RequestDocument, block: Block, offset: number): Node | undefined {
  for (const directive of block.request?.directives ?? block.directives) {
    if (touches(directive.span, offset)) return directiveNode(directive, offset);
  }
  return block.request && requestNode(document, block.request, offset);
}

function directiveNode(directive: Directive, offset: number): Node | undefined {
  const { key, keySpan, value, valueSpan } = directive;
  if (touches(keySpan, offset)) return { kind: 'directive', name: key, span: keySpan };
  if (!touches(valueSpan, offset) || value === '') return undefined;
  if (key === 'name') return { kind: 'request', name: value, span: valueSpan, isDefinition: true };
  if (key === 'ref' || key === 'forceref') {
    return { kind: 'request', name: value, span: valueSpan, isDefinition: false };
  }
  if (key === 'import') return { kind: 'file', path: value, span: valueSpan };
  if (key !== 'prompt') return undefined;
  const name = /^\S+/.exec(value)?.[0] ?? '';
  const span = { start: valueSpan.start, end: valueSpan.start + name.length };
  return touches(span, offset) ? { kind: 'variable', name, span, isDefinition: true } : undefined;
}

function requestNode(document: RequestDocument, request: ParsedRequest, offset: number): Node | undefined {
  const { methodSpan, url, fields, body, saveTo } = request;
  if (methodSpan !== undefined && touches(methodSpan, offset)) {
    return { kind: 'method', name: request.method, span: methodSpan };
  }
  if (touches(url.span, offset) && document.text[offset] === '~') {
    return { kind: 'tilde', span: { start: offset, end: offset + 1 } };
  }
  for (const field of fields) {
    if (touches(field.name.span, offset)) return { kind: 'field', name: field.nameText, span: field.name.span };
  }
  for (const piece of body ?? []) {
    if (piece.kind === 'file' && touches(piece.path.span, offset)) {
      return {
        kind: 'file',
        path: document.text.slice(piece.path.span.start, piece.path.span.end),
        span: piece.path.span,
      };
    }
  }
  if (saveTo !== undefined && touches(saveTo.path.span, offset)) {
    return {
      kind: 'file',
      path: document.text.slice(saveTo.path.span.start, saveTo.path.span.end),
      span: saveTo.path.span,
    };
  }
  return assertionNode(document, request, offset);
}

function assertionNode(document: RequestDocument, request: ParsedRequest, offset: number): Node | undefined {
  const assertion = request.assertions.find((each) => touches(each.span, offset));
  if (assertion?.subject === undefined) return undefined;
  const start = document.text.indexOf(assertion.text, assertion.span.start);
  const span = { start, end: start + assertion.subject.length };
  if (touches(span, offset)) return { kind: 'subject', name: assertion.subject, span };
  const value = assertion.value;
  if (value === undefined || !touches(value.span, offset)) return undefined;
  const name = document.text.slice(value.span.start, value.span.end);
  const isStatus = assertion.subject === 'status' || assertion.argument.endsWith('status');
  return isStatus && /^[1-5]\d\d$/.test(name) ? { kind: 'status', name, span: value.span } : undefined;
}
