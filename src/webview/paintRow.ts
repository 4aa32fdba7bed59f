import type { Piece, Row } from '../view/body/row';
import { element } from './element';

/** Levels of nesting that are indented; deeper rows stand below each other. */
const MAX_INDENT = 100;

/** Fills a row's element; undefined for a row that has not come yet. Punctuation and plain text need no element of their own. */
export function paintRow(target: HTMLElement, row: Row | undefined): void {
  if (row === undefined) {
    target.replaceChildren('…');
    target.dataset['label'] = '';
    return;
  }
  const last = row.pieces.findLastIndex(([kind]) => kind === 'string' || kind === 'text');
  const pieces = row.pieces.map((piece, place) => paintPiece(piece, place === last ? row : undefined));
  const twisty = row.fold === 'none' ? [] : [element('span', { class: `twisty ${row.fold}`, 'aria-hidden': 'true' })];
  const more = row.isCut === true ? [element('span', { class: 'more' }, 'Show more')] : [];
  target.replaceChildren(...twisty, ...pieces, ...more);
  target.dataset['label'] = row.label;
  target.style.setProperty('--depth', String(Math.min(row.depth, MAX_INDENT)));
  if (target.getAttribute('role') !== 'treeitem') return;
  target.setAttribute('aria-level', String(row.depth + 1));
  if (row.fold === 'none') target.removeAttribute('aria-expanded');
  else target.setAttribute('aria-expanded', String(row.fold === 'open'));
}

/** `linked` is the row when the piece may be its link. */
function paintPiece([kind, text]: Piece, linked: Row | undefined): Node {
  if (linked?.link !== undefined) {
    const title = linked.link === 'api' ? 'Send a GET to this link (Enter)' : 'Open in the browser (Enter)';
    return element('span', { class: `${kind} link-${linked.link}`, title }, text);
  }
  return kind === 'punctuation' || kind === 'text'
    ? document.createTextNode(text)
    : element('span', { class: kind }, text);
}
