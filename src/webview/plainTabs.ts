import type { FieldGroup, RequestView, TestsView } from '../view/responseView';
import { button, element } from './element';
import { fieldTable } from './fieldTable';
import { icon } from './icon';

/** The fields of the answer as they came. */
export function renderHeaders(groups: readonly FieldGroup[]): HTMLElement {
  return element('div', { class: 'page' }, ...groups.map(({ title, fields }) => fieldTable(title, fields)));
}

/** The request exactly as it left. */
export function renderRequest({ line, url, fields, body, note }: RequestView): HTMLElement {
  return element(
    'div',
    { class: 'page' },
    element('p', { class: 'request-line' }, line),
    element('p', { class: 'where' }, url),
    fieldTable('Request fields, as sent', fields),
    ...(body === undefined
      ? []
      : [element('pre', { tabindex: '0', role: 'region', 'aria-label': 'Request body' }, body)]),
    ...(note === undefined ? [] : [element('p', { class: 'muted' }, note)]),
  );
}

/** The assertions of the request and how they fared; `go` opens the line of the one at a place in the list. */
export function renderTests({ summary, tests }: TestsView, go: (place: number) => void): HTMLElement {
  const items = tests.map(({ isOk, text, line, actual, message }, place) => {
    const said = message ?? (isOk || actual === undefined ? undefined : `Found: ${actual}`);
    return element(
      'li',
      { class: isOk ? 'tone-success' : 'tone-error' },
      icon(isOk ? 'pass' : 'error'),
      element(
        'span',
        {},
        element('span', { class: 'only-read' }, isOk ? 'Passed: ' : 'Failed: '),
        element('code', {}, text),
        ...(said === undefined ? [] : [element('span', { class: 'actual' }, said)]),
      ),
      button({ class: 'link' }, () => go(place), `Line ${line}`),
    );
  });
  return element('div', { class: 'page' }, element('p', {}, summary), element('ul', { class: 'tests' }, ...items));
}
