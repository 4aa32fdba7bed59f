import type { FieldView } from '../view/responseView';
import { element } from './element';

/** Field lines as a table, in the order they came, with repeated ones each in its own row. */
export function fieldTable(caption: string, fields: readonly FieldView[]): HTMLElement {
  if (fields.length === 0) return element('p', { class: 'muted' }, `${caption}: none.`);
  const rows = fields.map(({ name, value }) =>
    element('tr', {}, element('th', { scope: 'row' }, name), element('td', {}, value)),
  );
  return element('table', { class: 'fields' }, element('caption', {}, caption), element('tbody', {}, ...rows));
}
