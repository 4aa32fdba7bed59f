import type { Row } from '../view/body/row';
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
  const pieces = row.pieces.map(([kind, text]) =>
    kind === 'punctuation' || kind === 'text' ? document.createTextNode(text) : element('span', { class: kind }, text),
  );
  const twisty = row.fold === 'none' ? [] : [element('span', { class: `twisty ${row.fold}`, 'aria-hidden': 'true' })];
  target.replaceChildren(...twisty, ...pieces);
  target.dataset['label'] = row.label;
  target.style.setProperty('--depth', String(Math.min(row.depth, MAX_INDENT)));
  if (target.getAttribute('role') !== 'treeitem') return;
  target.setAttribute('aria-level', String(row.depth + 1));
  if (row.fold === 'none') target.removeAttribute('aria-expanded');
  else target.setAttribute('aria-expanded', String(row.fold === 'open'));
}
