import type { FieldView } from '../view/responseView';
import { element } from './element';

/** Field lines as a table, in the order they came, with repeated ones each in its own row and marked as such. */
export function fieldTable(caption: string, fields: readonly FieldView[]): HTMLElement {
  if (fields.length === 0)
    return element(
      'p',
      { class: 'no-fields' },
      element('b', {}, caption),
      element('span', { class: 'muted' }, 'no fields'),
    );
  const rows = fields.map((field) => {
    const { place, count } = repetition(field, fields);
    const mark =
      count === 1 ? [] : [element('span', { class: 'nth', title: 'Sent more than once' }, ` ${place} of ${count}`)];
    return element('tr', {}, element('th', { scope: 'row' }, field.name, ...mark), element('td', {}, valueOf(field)));
  });
  return element('table', { class: 'fields' }, element('caption', {}, caption), element('tbody', {}, ...rows));
}

/** From so many characters on, a value may need to scroll within its cell. */
const LONG = 400;

/** A value; a long one scrolls by itself, by keyboard too. */
function valueOf({ name, value }: FieldView): HTMLElement | string {
  return value.length < LONG
    ? value
    : element('div', { class: 'value', tabindex: '0', role: 'group', 'aria-label': `Value of ${name}` }, value);
}

/** Which line of its name this is, of how many. */
function repetition(
  field: FieldView,
  fields: readonly FieldView[],
): { readonly place: number; readonly count: number } {
  const same = fields.filter(({ name }) => name.toLowerCase() === field.name.toLowerCase());
  return { place: same.indexOf(field) + 1, count: same.length };
}
