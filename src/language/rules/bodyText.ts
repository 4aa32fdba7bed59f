import type { ParsedRequest } from '../document';
import { templateText } from '../parse/template';

/** The body as typed, files left out. */
export function bodyText({ body }: Pick<ParsedRequest, 'body'>): string {
  return (body ?? []).map((piece) => (piece.kind === 'text' ? templateText(piece.template) : '')).join('');
}
