import type { Span } from '../base/span';
import type { Block, FileVariable, ParsedRequest, RequestDocument } from './document';
import { templateText } from './parse/template';

/** One entry of an outline. `selectionSpan` lies inside `span`. */
export interface DocumentSymbol {
  readonly kind: 'request' | 'variable' | 'example';
  readonly name: string;
  /** Method and URL of a request, the value of a variable; empty for an example answer. */
  readonly detail: string;
  readonly span: Span;
  readonly selectionSpan: Span;
}

/** The outline of a file, in the order of the text. */
export function symbols(document: RequestDocument): readonly DocumentSymbol[] {
  return document.blocks.flatMap((block) => {
    const found = block.variables.map(variableSymbol);
    if (block.request !== undefined) found.push(requestSymbol(block, block.request));
    else if (block.example !== undefined) found.push(exampleSymbol(block, block.example));
    return found.sort((one, other) => one.span.start - other.span.start);
  });
}

/** What a list calls a request: its title, else its name, else its method and URL. */
export function requestLabel(request: ParsedRequest): string {
  return request.title ?? request.name ?? requestDetail(request);
}

/** Method and URL as typed, on one line. */
export function requestDetail(request: ParsedRequest): string {
  return `${request.method} ${templateText(request.url)}`.trim();
}

function requestSymbol(block: Block, request: ParsedRequest): DocumentSymbol {
  const start = block.separator?.start ?? request.span.start;
  return {
    kind: 'request',
    name: requestLabel(request),
    detail: requestDetail(request),
    span: { start: Math.min(start, request.span.start), end: request.span.end },
    selectionSpan: request.lineSpan,
  };
}

function variableSymbol(variable: FileVariable): DocumentSymbol {
  return {
    kind: 'variable',
    name: `@${variable.name}`,
    detail: templateText(variable.value),
    span: variable.span,
    selectionSpan: variable.nameSpan,
  };
}

function exampleSymbol(block: Block, example: Span): DocumentSymbol {
  return { kind: 'example', name: block.title ?? 'Example answer', detail: '', span: example, selectionSpan: example };
}
