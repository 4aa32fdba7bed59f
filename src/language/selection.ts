import { append } from './parse/append';
import type { Span } from '../base/span';
import type { RequestDocument } from './document';
import { nodeAt, touches } from './names/nodeAt';
import { referencesIn, requestTemplates } from './names/references';
import { blockAt } from './requestAt';

/** Stretches around an offset to select one after the other, innermost first: word, reference, value, line, body, request, block, text. Each holds the one before it. */
export function selectionSpans(document: RequestDocument, offset: number): readonly Span[] {
  const block = blockAt(document, offset);
  const found: Span[] = [lineSpan(document.text, offset), { start: 0, end: document.text.length }];
  const node = nodeAt(document, offset);
  if (node !== undefined) found.push(node.span);
  if (block !== undefined)
    append(found, [block.span, ...block.variables.flatMap(({ span, value }) => [span, value.span])]);
  const request = block?.request;
  if (request !== undefined) {
    const templates = requestTemplates(request);
    append(found, [request.span, request.lineSpan, ...request.fields.map((field) => field.span)]);
    append(found, [...templates.map((template) => template.span), ...referencesIn(templates).map((each) => each.span)]);
    if (request.bodySpan !== undefined) found.push(request.bodySpan);
  }
  return nested(found.filter((span) => touches(span, offset) && span.end > span.start));
}

function nested(spans: readonly Span[]): readonly Span[] {
  const chain: Span[] = [];
  for (const span of spans.toSorted((one, other) => length(one) - length(other))) {
    const inner = chain.at(-1);
    if (inner === undefined) chain.push(span);
    else if (span.start <= inner.start && span.end >= inner.end && length(span) > length(inner)) chain.push(span);
  }
  return chain;
}

function length(span: Span): number {
  return span.end - span.start;
}

function lineSpan(text: string, offset: number): Span {
  const start = text.lastIndexOf('\n', offset - 1) + 1;
  const feed = text.indexOf('\n', offset);
  return { start: offset === 0 ? 0 : start, end: feed < 0 ? text.length : feed };
}
