import type { Span } from '../base/span';
import type { RequestDocument } from './document';
import { templateText } from './parse/template';

/** A file another line names. `path` as typed, relative to the file; it may hold `{{references}}`. */
export interface DocumentLink {
  readonly span: Span;
  readonly path: string;
  readonly kind: 'body' | 'import' | 'save';
}

/** Files that bodies, `# @import` and `>>` name, in the order of the blocks. */
export function documentLinks(document: RequestDocument): readonly DocumentLink[] {
  const links: DocumentLink[] = [];
  for (const block of document.blocks) {
    for (const { key, value, valueSpan } of block.request?.directives ?? block.directives) {
      if (key === 'import' && value !== '') links.push({ span: valueSpan, path: value, kind: 'import' });
    }
    for (const piece of block.request?.body ?? []) {
      if (piece.kind === 'file') links.push({ span: piece.path.span, path: templateText(piece.path), kind: 'body' });
    }
    const save = block.request?.saveTo;
    if (save !== undefined) links.push({ span: save.path.span, path: templateText(save.path), kind: 'save' });
  }
  return links;
}
