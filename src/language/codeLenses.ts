import type { Span } from '../base/span';
import type { ParsedRequest, RequestDocument } from './document';

/** Where the actions on a request stand: above its request line. */
export interface RequestLens {
  readonly span: Span;
  readonly request: ParsedRequest;
}

/** One lens for each request, in the order of the text. */
export function codeLenses(document: RequestDocument): readonly RequestLens[] {
  return document.blocks.flatMap(({ request }) => (request === undefined ? [] : [{ span: request.lineSpan, request }]));
}
