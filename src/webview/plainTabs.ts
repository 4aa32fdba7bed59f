import './plainTabs.css';
import { inOrder } from '../view/body/row';
import type { CookiesView, FieldGroup, RequestView, TestsView } from '../view/responseView';
import { copyText } from './copyText';
import { button, element, prose } from './element';
import { fieldTable } from './fieldTable';
import { renderHex } from './hex';
import { icon } from './icon';
import { toolButton } from './toolButton';

/** From so many field lines on, a filter helps. */
const MANY = 8;

/** From so many characters on, what an assertion found may need to scroll. */
const LONG = 300;

/** The fields of the answer as they came, with a filter over names and values where there are many, and a button that copies those in sight. */
export function renderHeaders(groups: readonly FieldGroup[]): HTMLElement {
  const tables = element('div', { class: 'field-groups' });
  const count = element('span', { class: 'muted', role: 'status' });
  const all = groups.reduce((sum, { fields }) => sum + fields.length, 0);
  let shown = groups;
  const show = (words: string): void => {
    const matches = (text: string): boolean => text.toLowerCase().includes(words.toLowerCase());
    shown = groups.map(({ title, fields }) => ({
      title,
      fields: fields.filter(({ name, value }) => matches(`${name}: ${value}`)),
    }));
    const left = shown.reduce((sum, { fields }) => sum + fields.length, 0);
    count.textContent = left === all ? '' : left === 0 ? 'No field matches.' : `${left} of ${all}`;
    const found = words === '' ? shown : shown.filter(({ fields }) => fields.length > 0);
    tables.replaceChildren(...found.map(({ title, fields }) => fieldTable(title, fields)));
  };
  const copy = (): void =>
    copyText(shown.flatMap(({ fields }) => fields.map(({ name, value }) => `${name}: ${value}`)).join('\n'));
  const filter = element('input', {
    type: 'search',
    class: 'filter',
    placeholder: 'Filter',
    'aria-label': 'Filter header fields',
  });
  filter.addEventListener('input', () => show(filter.value));
  show('');
  const tools = element('span', { class: 'bar-end' }, toolButton('copy', 'Copy header fields', copy));
  return element(
    'div',
    { class: 'page' },
    element('div', { class: 'page-bar' }, ...(all < MANY ? [] : [filter, count]), tools),
    tables,
  );
}

/** The request exactly as it left. */
export function renderRequest({ line, url, fields, body, note }: RequestView): HTMLElement {
  const copy = (): void =>
    copyText([line, ...fields.map(({ name, value }) => `${name}: ${value}`), '', body ?? ''].join('\n').trimEnd());
  return element(
    'div',
    { class: 'page' },
    element(
      'div',
      { class: 'page-bar' },
      element('p', { class: 'where' }, url),
      element('span', { class: 'bar-end' }, toolButton('copy', 'Copy request', copy)),
    ),
    fieldTable(line, fields),
    ...(body === undefined ? [] : [requestBody(body)]),
    ...(note === undefined ? [] : [element('p', { class: 'muted' }, note)]),
  );
}

function requestBody(body: string): HTMLElement {
  const shown = element('pre', { tabindex: '0', role: 'region', 'aria-label': 'Request body' }, body);
  const forms = [
    ['Text', () => body],
    ['Hex', () => renderHex(new TextEncoder().encode(body))],
  ] as const;
  const choices = forms.map(([label, text], place) =>
    button({ 'aria-pressed': String(place === 0) }, () => choose(place, text()), label),
  );
  const choose = (chosen: number, text: string): void => {
    for (const [place, choice] of choices.entries()) choice.setAttribute('aria-pressed', String(place === chosen));
    shown.textContent = inOrder(text);
    shown.classList.toggle('hex', chosen === 1);
  };
  const group = element('div', { class: 'forms', role: 'group', 'aria-label': 'Request body shown as' }, ...choices);
  return element('div', { class: 'request-body' }, element('div', {}, group), shown);
}

/** The assertions of the request and how they fared, failed ones first; `go` opens the line of the one at a place in the list. */
export function renderTests({ summary, tests }: TestsView, go: (place: number) => void): HTMLElement {
  const placed = tests.map((test, place) => ({ ...test, place }));
  const ordered = [...placed.filter(({ isOk }) => !isOk), ...placed.filter(({ isOk }) => isOk)];
  const items = ordered.map(({ isOk, text, line, actual, message, place }) =>
    element(
      'li',
      { class: isOk ? 'tone-success' : 'tone-error' },
      icon(isOk ? 'pass' : 'error'),
      element(
        'div',
        { class: 'test' },
        element('span', { class: 'only-read' }, isOk ? 'Passed: ' : 'Failed: '),
        element('code', {}, text),
        ...(isOk ? [] : [verdict(actual, message)]),
      ),
      button({ class: 'link' }, () => go(place), `Line ${line}`),
    ),
  );
  return element(
    'div',
    { class: 'page' },
    element('p', { class: 'verdict' }, summary),
    element('ul', { class: 'tests' }, ...items),
  );
}

/** What was found, in full; a message that says it already stands alone. */
function verdict(actual: string | undefined, message: string | undefined): HTMLElement {
  const isSaid = actual === undefined || message?.includes(actual) === true;
  const isLong = (message?.length ?? 0) + (actual?.length ?? 0) > LONG;
  return element(
    'div',
    { class: 'actual', ...(isLong ? { tabindex: '0', role: 'group', 'aria-label': 'What was found' } : {}) },
    ...(message === undefined ? [] : [element('span', {}, message)]),
    ...(isSaid ? [] : [element('span', {}, 'Found: ', element('code', {}, actual))]),
  );
}

/** The cookies that were set, each taken apart, and those that were sent. */
export function renderCookies({ received, sent }: CookiesView): HTMLElement {
  return element(
    'div',
    { class: 'page' },
    ...(received.length === 0
      ? []
      : [
          wideTable(
            'Set by the server',
            ['Name', 'Value', 'Domain', 'Path', 'Expires', 'Step'],
            received.map(({ name, value, domain, path, expires, flags, step, fate, tone }) => ({
              cells: [name, value, domain, path, expires, String(step)],
              below: element('span', { class: `fate tone-${tone}` }, ...prose([fate, ...flags].join(' · '))),
            })),
          ),
        ]),
    ...(sent.length === 0
      ? []
      : [
          wideTable(
            'Sent',
            ['Name', 'Value', 'To', 'Step'],
            sent.map(({ name, value, host, step }) => ({ cells: [name, value, host, String(step)] })),
          ),
        ]),
  );
}

interface WideRow {
  readonly cells: readonly string[];
  /** A remark under the first cell. */
  readonly below?: Node;
}

/** A table that scrolls sideways by itself where the panel is too narrow for it. */
function wideTable(caption: string, heads: readonly string[], rows: readonly WideRow[]): HTMLElement {
  const table = element(
    'table',
    { class: 'wide' },
    element('caption', {}, caption),
    element('thead', {}, element('tr', {}, ...heads.map((head) => element('th', { scope: 'col' }, head)))),
    element(
      'tbody',
      {},
      ...rows.flatMap(({ cells, below }) => [
        element(
          'tr',
          {},
          ...cells.map((cell, at) => element(at === 0 ? 'th' : 'td', at === 0 ? { scope: 'row' } : {}, cell)),
        ),
        ...(below === undefined
          ? []
          : [element('tr', { class: 'below' }, element('td', { colspan: String(heads.length) }, below))]),
      ]),
    ),
  );
  return element('div', { class: 'wide-box', tabindex: '0', role: 'region', 'aria-label': caption }, table);
}
