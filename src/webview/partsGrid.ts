import './parts.css';
import { inOrder } from '../view/body/row';
import type { PartView } from '../view/responseView';
import { button, element } from './element';

/** The columns in order: what they are called, the text of a cell, and what they are sorted by. */
const columns = [
  { name: 'Part', text: ({ index }) => String(index), key: ({ index }) => index },
  { name: 'Status', text: ({ status }) => status, key: ({ code }) => code },
  { name: 'Resource', text: ({ resource }) => resource, key: ({ resource }) => resource },
  { name: 'Type', text: ({ type }) => type, key: ({ type }) => type },
  { name: 'Size', text: ({ size }) => size, key: ({ octets }) => octets },
  { name: 'Error', text: ({ error }) => error, key: ({ error }) => error },
] as const satisfies readonly {
  readonly name: string;
  readonly text: (part: PartView) => string;
  readonly key: (part: PartView) => string | number;
}[];

type Column = (typeof columns)[number];

/** Rows kept above and below those in sight. */
const OVERSCAN = 2;

/** What the grid tells its owner. */
interface GridOptions {
  /** The row of this part was clicked, or Enter pressed on it. */
  readonly open: (part: PartView) => void;
  readonly leave: () => void;
}

/**
 * The parts of a 207 as a grid after the ARIA pattern, with rows as its units: arrows, Page Up and Down, Home and End move the active one, Enter opens it. Only
 * the rows in sight are in the document, so that ten thousand cost no more than twenty.
 */
export class PartsGrid {
  readonly element: HTMLElement;
  readonly #options: GridOptions;
  readonly #body = element('div', { class: 'parts-body', role: 'rowgroup' });
  readonly #heads: readonly HTMLElement[];
  readonly #pool: HTMLElement[] = [];
  readonly #resizes: ResizeObserver;
  #parts: readonly PartView[];
  #sort: { readonly column: Column; readonly isDescending: boolean } = { column: columns[0], isDescending: false };
  #sorted: readonly PartView[] = [];
  #active = 0;
  #opened: number | undefined;
  #rowHeight = 26;

  constructor(parts: readonly PartView[], options: GridOptions) {
    this.#parts = parts;
    this.#options = options;
    this.#heads = columns.map((column, place) => this.#head(column, place));
    const head = element('div', { class: 'parts-row parts-head', role: 'row', 'aria-rowindex': '1' }, ...this.#heads);
    this.element = element(
      'div',
      { class: 'parts', role: 'grid', tabindex: '0', 'aria-label': 'Parts', 'aria-colcount': String(columns.length) },
      element('div', { role: 'rowgroup', class: 'parts-heads' }, head),
      this.#body,
    );
    this.element.addEventListener('scroll', () => this.#paint(), { passive: true });
    this.element.addEventListener('keydown', (event) => this.#press(event));
    this.#body.addEventListener('click', (event) => this.#click(event));
    this.#resizes = new ResizeObserver(() => this.#measure());
    this.#resizes.observe(this.element);
    this.#arrange();
  }

  /** Shows these parts alone. */
  show(parts: readonly PartView[]): void {
    this.#parts = parts;
    this.#active = 0;
    this.#arrange();
    this.element.scrollTop = 0;
  }

  /** Marks the part that is open below, and keeps its row in sight. */
  mark(opened: number | undefined): void {
    this.#opened = opened;
    const place = this.#sorted.findIndex(({ index }) => index === opened);
    if (place >= 0) this.#active = place;
    // The grid has just become shorter or taller.
    requestAnimationFrame(() => {
      this.#reveal();
      this.#paint();
    });
  }

  focus(): void {
    this.element.focus();
  }

  dispose(): void {
    this.#resizes.disconnect();
  }

  #head(column: Column, place: number): HTMLElement {
    const sort = button({ tabindex: place === 0 ? '0' : '-1' }, () => this.#sortBy(column), column.name);
    sort.addEventListener('keydown', (event) => {
      const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key] ?? 0;
      if (event.key === 'ArrowDown') this.focus();
      else if (step === 0) return;
      else this.#headButton((place + step + columns.length) % columns.length)?.focus();
      event.preventDefault();
      event.stopPropagation();
    });
    sort.addEventListener('focus', () => {
      for (const [at] of columns.entries()) this.#headButton(at)?.setAttribute('tabindex', at === place ? '0' : '-1');
    });
    return element('div', { role: 'columnheader', class: `cell-${column.name.toLowerCase()}` }, sort);
  }

  #headButton(place: number): HTMLElement | null {
    return this.#heads[place]?.querySelector('button') ?? null;
  }

  #sortBy(column: Column): void {
    const isDescending = this.#sort.column === column && !this.#sort.isDescending;
    this.#sort = { column, isDescending };
    this.#arrange();
  }

  #arrange(): void {
    const { column, isDescending } = this.#sort;
    const active = this.#sorted[this.#active];
    const way = isDescending ? -1 : 1;
    this.#sorted = this.#parts.toSorted((a, b) => way * compare(column.key(a), column.key(b)) || a.index - b.index);
    const kept = active === undefined ? 0 : this.#sorted.indexOf(active);
    this.#active = Math.max(0, kept);
    for (const [place, head] of this.#heads.entries()) {
      if (columns[place] === column) head.setAttribute('aria-sort', isDescending ? 'descending' : 'ascending');
      else head.removeAttribute('aria-sort');
    }
    this.element.setAttribute('aria-rowcount', String(this.#sorted.length + 1));
    this.#measure();
  }

  #measure(): void {
    const [row] = this.#pool;
    if (row !== undefined && row.offsetHeight > 0) this.#rowHeight = row.offsetHeight;
    this.#body.style.height = `${this.#sorted.length * this.#rowHeight}px`;
    this.#paint();
  }

  #paint(): void {
    const { scrollTop, clientHeight } = this.element;
    const first = Math.max(0, Math.floor(scrollTop / this.#rowHeight) - OVERSCAN);
    const count = Math.ceil(clientHeight / this.#rowHeight) + 2 * OVERSCAN;
    const shown = this.#sorted.slice(first, first + count);
    while (this.#pool.length < shown.length) {
      const row = makeRow();
      this.#pool.push(row);
      this.#body.append(row);
    }
    for (const row of this.#pool.splice(shown.length)) row.remove();
    for (const [at, part] of shown.entries()) {
      const row = this.#pool[at];
      if (row !== undefined) this.#fill(row, part, first + at);
    }
    const active = this.#sorted[this.#active];
    const isPainted = this.#active >= first && this.#active < first + shown.length;
    if (active !== undefined && isPainted) this.element.setAttribute('aria-activedescendant', rowId(active));
    else this.element.removeAttribute('aria-activedescendant');
  }

  #fill(row: HTMLElement, part: PartView, place: number): void {
    row.id = rowId(part);
    row.style.transform = `translateY(${place * this.#rowHeight}px)`;
    row.setAttribute('aria-rowindex', String(place + 2));
    row.setAttribute('aria-selected', String(part.index === this.#opened));
    row.classList.toggle('active', place === this.#active);
    for (const [at, { text }] of columns.entries()) {
      const cell = row.children[at];
      const said = inOrder(text(part));
      if (!(cell instanceof HTMLElement) || (cell.textContent === said && at > 1)) continue;
      cell.textContent = said;
      cell.title = said;
      if (at === 1) cell.className = `cell-status tone-${part.tone}`;
    }
  }

  #press(event: KeyboardEvent): void {
    if (event.target !== this.element) return;
    const page = Math.max(1, Math.floor(this.element.clientHeight / this.#rowHeight) - 2);
    const last = this.#sorted.length - 1;
    const goals: Readonly<Record<string, number>> = {
      ArrowDown: this.#active + 1,
      ArrowUp: this.#active - 1,
      PageDown: this.#active + page,
      PageUp: this.#active - page,
      Home: 0,
      End: last,
    };
    const goal = goals[event.key];
    if (goal !== undefined) {
      this.#active = Math.max(0, Math.min(goal, last));
      this.#reveal();
      this.#paint();
    } else if (event.key === 'Enter' || event.key === ' ') this.#openActive();
    else if (event.key === 'Escape' && this.#opened !== undefined) this.#options.leave();
    else return;
    event.preventDefault();
  }

  #openActive(): void {
    const part = this.#sorted[this.#active];
    if (part !== undefined) this.#options.open(part);
  }

  #click(event: MouseEvent): void {
    const place = this.#pool.findIndex((row) => event.target instanceof Node && row.contains(event.target));
    const part = this.#sorted.find((each) => rowId(each) === this.#pool[place]?.id);
    if (part === undefined) return;
    this.#active = this.#sorted.indexOf(part);
    this.#options.open(part);
  }

  /** Scrolls no farther than the active row needs; the head covers the top. */
  #reveal(): void {
    const { scrollTop, clientHeight } = this.element;
    const room = clientHeight - this.#rowHeight;
    const top = this.#active * this.#rowHeight;
    if (top < scrollTop) this.element.scrollTop = top;
    else if (top + this.#rowHeight > scrollTop + room) this.element.scrollTop = top + this.#rowHeight - room;
  }
}

function rowId({ index }: PartView): string {
  return `part-${index}`;
}

function makeRow(): HTMLElement {
  const cells = columns.map(({ name }) => element('div', { role: 'gridcell', class: `cell-${name.toLowerCase()}` }));
  return element('div', { class: 'parts-row', role: 'row' }, ...cells);
}

function compare(a: string | number, b: string | number): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  return String(a).localeCompare(String(b), 'en', { numeric: true });
}
