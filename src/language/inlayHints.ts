import type { Span } from '../base/span';
import type { LanguageContext } from './context';
import type { ParsedRequest, RequestDocument } from './document';
import { nameScope, type NameScope } from './names/nameScope';
import { resolvedPreview } from './names/preview';
import { promptNames } from './names/references';
import { blockIndexAt } from './requestAt';

/** Text to show behind an offset that is not in the file. */
export interface InlayHint {
  readonly offset: number;
  /** `https://api.test/users/7`; secrets are dots. */
  readonly text: string;
}

/**
 * The URL a request will have, at the end of each request line in `range` whose URL has references; nothing where one of
 * them has no value yet. Only the blocks of the range are read.
 */
export function inlayHints(document: RequestDocument, context: LanguageContext, range: Span): readonly InlayHint[] {
  const { blocks } = document;
  const hints: InlayHint[] = [];
  let scope: NameScope | undefined;
  for (let index = blockIndexAt(document, range.start); index < blocks.length; index++) {
    const block = blocks[index];
    if (block === undefined || block.span.start > range.end) break;
    const { request } = block;
    if (request === undefined || !hasReferences(request) || !meets(request.lineSpan, range)) continue;
    scope ??= nameScope(document, context);
    const text = resolvedPreview(request.url, scope, promptNames(request));
    if (text !== undefined) hints.push({ offset: request.lineSpan.end, text });
  }
  return hints;
}

function hasReferences({ url }: ParsedRequest): boolean {
  return url.pieces.some((piece) => piece.kind === 'reference');
}

function meets(one: Span, other: Span): boolean {
  return one.start <= other.end && other.start <= one.end;
}
