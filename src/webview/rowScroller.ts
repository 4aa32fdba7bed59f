import type { Row } from '../view/body/row';
import type { Page } from '../view/protocol';
import { element } from './element';
import { paintRow } from './paintRow';
import { RowCache } from './rowCache';

/** What a scroller asks of its owner. */
export interface RowScrollerOptions {
  /** What is shown, for screen readers. */
  readonly name: string;
  readonly isTree: boolean;
  readonly ask: (from: number, count: number) => void;
  readonly fold: (row: number, isFolded: boolean, from: number, count: number) => void;
}

/** Browsers lose exactness beyond some 20 million pixels; from here on the scroll bar stands for more rows than it has pixels. */
const MAX_SPACER = 8_000_000;

/** However high the panel is, no more rows than this are in the document. */
const MAX_POOL = 120;

let scrollers = 0;

/**
 * Shows any number of rows with a fixed pool of elements. The scroll bar is the browser's own, on an empty spacer; the rows lie in a layer that stays in view. Where
 * the spacer would be too high it is scaled, and wheel and keys then move by rows instead of pixels.
 */
export class RowScroller {
  readonly element: HTMLElement;
  readonly #options: RowScrollerOptions;
  readonly #spacer = element('div', { class: 'spacer', role: 'presentation' });
  readonly #layer = element('div', { class: 'layer', role: 'presentation' });
  readonly #pool: HTMLElement[] = [];
  readonly #painted: (Row | undefined)[] = [];
  readonly #observer = new ResizeObserver(() => {
    this.#measure();
  });
  readonly #id = `rows-${(scrollers += 1)}`;
  #cache: RowCache;
  #total = 0;
  /** The first row in view, with the part of it that is scrolled out: 2.5 is the middle of the third row. */
  #top = 0;
  #active = 0;
  #rowHeight = 18;
  #height = 0;
  #width = 0;
  #expectedScroll = 0;
  #frame = 0;

  constructor(page: Page, options: RowScrollerOptions) {
    this.#options = options;
    this.#cache = new RowCache(page.generation);
    this.element = element('div', {
      class: 'scroller',
      role: options.isTree ? 'tree' : 'list',
      tabindex: '0',
      'aria-label': options.name,
    });
    this.#spacer.append(this.#layer);
    this.element.append(this.#spacer);
    this.element.addEventListener('scroll', () => {
      this.#followScroll();
    });
    this.element.addEventListener('wheel', (event) => {
      this.#turn(event);
    });
    this.element.addEventListener('keydown', (event) => {
      this.#press(event);
    });
    this.element.addEventListener('click', (event) => {
      this.#click(event);
    });
    this.#observer.observe(this.element);
    this.take(page);
  }

  /** Takes rows, or the news that there are more. */
  take(page: Page): void {
    if (page.generation < this.#cache.generation) return;
    if (page.generation > this.#cache.generation) this.#cache = new RowCache(page.generation);
    this.#total = page.total;
    this.#cache.put(page.from, page.rows, page.total);
    this.#active = Math.min(this.#active, Math.max(0, page.total - 1));
    this.#resize();
    this.#schedule();
  }

  /** Lets go of what outlives the elements. */
  dispose(): void {
    this.#observer.disconnect();
    cancelAnimationFrame(this.#frame);
  }

  get #visible(): number {
    return this.#height / this.#rowHeight;
  }

  get #maxTop(): number {
    return Math.max(0, this.#total - this.#visible);
  }

  get #spacerHeight(): number {
    return Math.min(MAX_SPACER, this.#total * this.#rowHeight);
  }

  get #isScaled(): boolean {
    return this.#total * this.#rowHeight > MAX_SPACER;
  }

  #measure(): void {
    const size = parseFloat(getComputedStyle(this.element).fontSize) || 12;
    this.#rowHeight = Math.round(size * 1.5);
    this.#height = this.element.clientHeight;
    this.element.style.setProperty('--row', `${this.#rowHeight}px`);
    const wanted = Math.min(MAX_POOL, Math.ceil(this.#visible) + 1);
    while (this.#pool.length < wanted) this.#addRow();
    this.#resize();
    this.#paint();
  }

  #addRow(): void {
    const row = element('div', {
      class: 'row',
      role: this.#options.isTree ? 'treeitem' : 'listitem',
      id: `${this.#id}-${this.#pool.length}`,
    });
    this.#pool.push(row);
    this.#layer.append(row);
  }

  #resize(): void {
    this.#spacer.style.height = `${this.#spacerHeight}px`;
    this.#layer.style.height = `${Math.min(this.#height, this.#spacerHeight)}px`;
    this.element.style.setProperty('--digits', String(Math.max(3, String(this.#total).length)));
    if (this.#top > this.#maxTop) this.#moveTo(this.#maxTop);
  }

  #followScroll(): void {
    const { scrollTop, clientHeight } = this.element;
    if (Math.abs(scrollTop - this.#expectedScroll) >= 1) {
      const range = this.#spacerHeight - clientHeight;
      const share = range <= 0 ? 0 : Math.min(1, scrollTop / range);
      this.#top = this.#isScaled ? share * this.#maxTop : scrollTop / this.#rowHeight;
      this.#expectedScroll = scrollTop;
    }
    this.#schedule();
  }

  /** A wheel or touchpad on a scaled spacer: its pixels are pixels of rows. Otherwise the browser scrolls better. */
  #turn(event: WheelEvent): void {
    if (!this.#isScaled || event.ctrlKey || Math.abs(event.deltaX) > Math.abs(event.deltaY)) return;
    event.preventDefault();
    const units = [1 / this.#rowHeight, 1, this.#visible];
    this.#moveTo(this.#top + event.deltaY * (units[event.deltaMode] ?? 0));
  }

  #moveTo(top: number): void {
    this.#top = Math.max(0, Math.min(top, this.#maxTop));
    const range = this.#spacerHeight - this.#height;
    const share = this.#maxTop === 0 ? 0 : this.#top / this.#maxTop;
    this.element.scrollTop = this.#isScaled ? share * range : this.#top * this.#rowHeight;
    this.#expectedScroll = this.element.scrollTop;
    this.#schedule();
  }

  #press(event: KeyboardEvent): void {
    if (event.altKey || event.metaKey || event.shiftKey) return;
    const page = Math.max(1, Math.floor(this.#visible) - 1);
    const steps: Readonly<Record<string, number>> = {
      ArrowDown: 1,
      ArrowUp: -1,
      PageDown: page,
      PageUp: -page,
      Home: -this.#total,
      End: this.#total,
    };
    const step = steps[event.key];
    if (step !== undefined) this.#step(step);
    else if (!this.#options.isTree || !this.#foldByKey(event.key)) return;
    event.preventDefault();
  }

  /** Moves the active row of a tree and keeps it in view; moves the view of a list. */
  #step(by: number): void {
    if (!this.#options.isTree) {
      this.#moveTo(this.#top + by);
      return;
    }
    this.#active = Math.max(0, Math.min(this.#active + by, this.#total - 1));
    if (this.#active < this.#top) this.#moveTo(this.#active);
    else if (this.#active + 1 > this.#top + this.#visible) this.#moveTo(this.#active + 1 - this.#visible);
    this.#schedule();
  }

  #foldByKey(key: string): boolean {
    const row = this.#cache.at(this.#active);
    if (row === undefined || row.fold === 'none') return false;
    const wanted = wantedFold(key, row.fold === 'folded');
    if (wanted === undefined) return false;
    this.#fold(row, wanted);
    return true;
  }

  #fold(row: Row, isFolded: boolean): void {
    const { from, count } = this.#needed();
    this.#options.fold(row.row, isFolded, from, count);
  }

  #click(event: MouseEvent): void {
    if (!this.#options.isTree || !(event.target instanceof Element)) return;
    const place = this.#pool.findIndex((row) => row.contains(event.target instanceof Node ? event.target : null));
    const row = this.#painted[place];
    if (row === undefined) return;
    this.#active = Math.floor(this.#top) + place;
    if (event.target.classList.contains('twisty')) this.#fold(row, row.fold !== 'folded');
    this.#schedule();
  }

  #needed(): { readonly from: number; readonly count: number } {
    return { from: Math.max(0, Math.floor(this.#top) - 20), count: Math.min(500, Math.ceil(this.#visible) + 40) };
  }

  #schedule(): void {
    this.#frame ||= requestAnimationFrame(() => {
      this.#paint();
    });
  }

  #paint(): void {
    cancelAnimationFrame(this.#frame);
    this.#frame = 0;
    const first = Math.floor(this.#top);
    this.#layer.style.setProperty('--shift', `${-(this.#top - first) * this.#rowHeight}px`);
    for (const [place, painted] of this.#pool.entries()) this.#paintAt(place, first + place, painted);
    const active = this.#pool[this.#active - first];
    if (this.#options.isTree && active !== undefined) this.element.setAttribute('aria-activedescendant', active.id);
    else this.element.removeAttribute('aria-activedescendant');
    this.#keepWidth();
    const range = { from: first, count: Math.ceil(this.#visible) + 1 };
    for (const wanted of this.#cache.missing(range, this.#total)) this.#options.ask(wanted.from, wanted.count);
  }

  #paintAt(place: number, index: number, target: HTMLElement): void {
    const isShown = index < this.#total;
    target.hidden = !isShown;
    target.classList.toggle('active', this.#options.isTree && index === this.#active);
    const row = isShown ? this.#cache.at(index) : undefined;
    if (isShown && (row === undefined || this.#painted[place] !== row)) {
      paintRow(target, row);
      target.setAttribute('aria-posinset', String(index + 1));
    }
    if (isShown) target.setAttribute('aria-setsize', String(this.#total));
    this.#painted[place] = row;
  }

  /** The layer never gets narrower, so that the horizontal scroll bar does not jump about. */
  #keepWidth(): void {
    const width = this.#layer.offsetWidth;
    if (width <= this.#width || width <= this.element.clientWidth) return;
    this.#width = width;
    this.#layer.style.minWidth = `${width}px`;
  }
}

/** Whether a key folds (true) or unfolds (false) the active row; undefined when it does neither. */
function wantedFold(key: string, isFolded: boolean): boolean | undefined {
  if (key === 'Enter' || key === ' ') return !isFolded;
  if (key === 'ArrowLeft' && !isFolded) return true;
  return key === 'ArrowRight' && isFolded ? false : undefined;
}
