import type { Row } from '../view/body/row';
import type { FoundMatch, Page } from '../view/protocol';
import { element, takeKey } from './element';
import { drawHighlights, markedRows } from './highlights';
import { paintRow } from './paintRow';
import { RowCache } from './rowCache';
import { copied, rowsMoved, treeAct } from './rowKeys';
import { RowTools } from './rowTools';
import type { RowActions } from './rowTools';
import { endTop, lastWhole, movedBy, offsetsOf, type PaintedRows } from './wrappedRows';

/** What a scroller asks of its owner. */
export interface RowScrollerOptions extends RowActions {
  /** What is shown, for screen readers. */
  readonly name: string;
  readonly isTree: boolean;
  readonly isWrapped: boolean;
  readonly canCopy: boolean;
  readonly hasPaths: boolean;
  readonly ask: (from: number, count: number) => void;
  readonly fold: (row: number, isFolded: boolean, from: number, count: number) => void;
  readonly more: (row: number, from: number, count: number) => void;
  /** Asks for the row that opens the container of this one, to go there. */
  readonly parent: (row: number) => void;
}

/** Browsers lose exactness beyond some 20 million pixels; from here on the scroll bar stands for more rows than it has pixels. */
const MAX_SPACER = 8_000_000;

/** However high the panel is, no more rows than this are in the document. */
const MAX_POOL = 120;

let scrollers = 0;

/**
 * Shows any number of rows with a fixed pool of elements. The scroll bar is the browser's own, on an empty spacer; the rows lie in a layer that stays in view. Where
 * the spacer would be too high, or rows are wrapped and so of any height, it is scaled, and wheel and keys then move by rows instead of pixels.
 */
export class RowScroller {
  readonly element: HTMLElement;
  readonly #scroller: HTMLElement;
  readonly #options: RowScrollerOptions;
  readonly #spacer = element('div', { class: 'spacer', role: 'presentation' });
  readonly #layer = element('div', { class: 'layer', role: 'presentation' });
  readonly #tools: RowTools;
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
  #pointed: number | undefined;
  #found: FoundMatch | undefined;
  #rowHeight = 18;
  #height = 0;
  #width = 0;
  #expectedScroll = 0;
  #frame = 0;
  /** Of wrapped rows: the greatest top, once the end has been seen. */
  #end: number | undefined;

  constructor(page: Page, options: RowScrollerOptions) {
    this.#options = options;
    this.#cache = new RowCache(page.generation);
    this.#tools = new RowTools(options, options.hasPaths);
    this.#scroller = element('div', {
      class: `scroller${options.isWrapped ? ' wrapped' : ''}`,
      role: options.isTree ? 'tree' : 'list',
      tabindex: '0',
      'aria-label': options.name,
    });
    this.#spacer.append(this.#layer);
    this.#scroller.append(this.#spacer);
    this.element = element('div', { class: 'rows' }, this.#scroller, this.#tools.element);
    this.#listen();
    this.#observer.observe(this.#scroller);
    this.take(page);
  }

  /** Takes rows, or the news that there are more. */
  take(page: Page): void {
    if (page.generation < this.#cache.generation) return;
    if (page.generation > this.#cache.generation) this.#cache = new RowCache(page.generation);
    if (page.total !== this.#total) this.#end = undefined;
    this.#total = page.total;
    this.#cache.put(page.from, page.rows, page.total);
    this.#active = Math.min(this.#active, Math.max(0, page.total - 1));
    this.#resize();
    this.#schedule();
  }

  /** Brings the current match of a search into view; undefined when there is none. */
  showFound(found: FoundMatch | undefined): void {
    this.#found = found;
    if (found !== undefined) {
      this.#active = found.place;
      const isInView =
        found.place >= this.#top && found.place + 1 <= this.#top + this.#visible && !this.#options.isWrapped;
      if (!isInView) this.#moveTo(found.place - Math.floor(this.#visible / 3));
    }
    this.#schedule();
  }

  /** The rows in view, with some around them. */
  get range(): { readonly from: number; readonly count: number } {
    return { from: Math.max(0, Math.floor(this.#top) - 20), count: Math.min(500, Math.ceil(this.#visible) + 40) };
  }

  /** The place of the first row in view. */
  get top(): number {
    return Math.floor(this.#top);
  }

  focus(): void {
    this.#scroller.focus();
  }

  /** Lets go of what outlives the elements. */
  dispose(): void {
    this.#observer.disconnect();
    cancelAnimationFrame(this.#frame);
    drawHighlights([]);
  }

  #listen(): void {
    this.#scroller.addEventListener('scroll', () => {
      this.#followScroll();
    });
    this.#scroller.addEventListener('wheel', (event) => {
      this.#turn(event);
    });
    this.#scroller.addEventListener('keydown', (event) => {
      this.#press(event);
    });
    this.#scroller.addEventListener('click', (event) => {
      this.#click(event);
    });
    this.#scroller.addEventListener('pointermove', (event) => {
      const place = this.#placeOf(event.target);
      this.#pointed = place === undefined ? undefined : this.top + place;
      this.#schedule();
    });
    this.element.addEventListener('pointerleave', () => {
      this.#pointed = undefined;
      this.#schedule();
    });
    for (const change of ['focus', 'blur'])
      this.#scroller.addEventListener(change, () => {
        this.#schedule();
      });
  }

  get #visible(): number {
    return this.#height / this.#rowHeight;
  }

  get #maxTop(): number {
    if (this.#options.isWrapped) return this.#end ?? Math.max(0, this.#total - 1);
    return Math.max(0, this.#total - this.#visible);
  }

  get #spacerHeight(): number {
    const natural = this.#total * this.#rowHeight;
    if (this.#options.isWrapped && this.#maxTop > 0) return Math.min(MAX_SPACER, Math.max(natural, this.#height * 2));
    return Math.min(MAX_SPACER, this.#options.isWrapped ? Math.min(natural, this.#height) : natural);
  }

  get #isScaled(): boolean {
    return this.#options.isWrapped || this.#total * this.#rowHeight > MAX_SPACER;
  }

  #measure(): void {
    const size = parseFloat(getComputedStyle(this.#scroller).fontSize) || 12;
    this.#rowHeight = Math.round(size * 1.5);
    this.#height = this.#scroller.clientHeight;
    this.#end = undefined;
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
    this.#layer.style.height = `${this.#options.isWrapped ? this.#height : Math.min(this.#height, this.#spacerHeight)}px`;
    this.element.style.setProperty('--digits', String(Math.max(3, String(this.#total).length)));
    if (this.#top > this.#maxTop) this.#moveTo(this.#maxTop);
  }

  #followScroll(): void {
    const { scrollTop, clientHeight } = this.#scroller;
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
    const units = [1, this.#rowHeight, this.#height];
    const pixels = event.deltaY * (units[event.deltaMode] ?? 0);
    if (!this.#options.isWrapped) this.#moveTo(this.#top + pixels / this.#rowHeight);
    else this.#moveTo(movedBy(this.#paintedRows(), this.#top, pixels));
  }

  #moveTo(top: number): void {
    this.#top = Math.max(0, Math.min(top, this.#maxTop));
    const range = this.#spacerHeight - this.#height;
    const share = this.#maxTop === 0 ? 0 : this.#top / this.#maxTop;
    this.#scroller.scrollTop = this.#isScaled ? share * range : this.#top * this.#rowHeight;
    this.#expectedScroll = this.#scroller.scrollTop;
    this.#schedule();
  }

  #press(event: KeyboardEvent): void {
    const page = Math.max(1, Math.floor(this.#visible) - 1);
    const step = rowsMoved(event.key, page, this.#total);
    if (this.#copyByKey(event)) takeKey(event);
    else if (event.altKey || event.metaKey || event.shiftKey || event.ctrlKey) return;
    else if (step !== undefined) this.#step(step);
    else if (!this.#options.isTree || !this.#actByKey(event.key)) return;
    event.preventDefault();
  }

  #copyByKey(event: KeyboardEvent): boolean {
    const row = this.#cache.at(this.#active);
    const what = this.#options.isTree ? copied(event, this.#options.hasPaths) : undefined;
    if (row === undefined || what === undefined) return false;
    this.#options.copy(row.row, what);
    return true;
  }

  /** Moves the active row of a tree and keeps it in view; moves the view of a list. */
  #step(by: number): void {
    if (!this.#options.isTree) {
      this.#moveTo(this.#top + by);
      return;
    }
    this.goTo(this.#active + by);
  }

  /** Makes the row at a place of a tree the active one, and keeps it in view. */
  goTo(place: number): void {
    this.#active = Math.max(0, Math.min(place, this.#total - 1));
    const last = this.#options.isWrapped
      ? lastWhole(this.#paintedRows(), this.#top, this.#height)
      : this.#top + this.#visible - 1;
    if (this.#active < this.#top) this.#moveTo(this.#active);
    else if (this.#active > last)
      this.#moveTo(this.#options.isWrapped ? this.#top + this.#active - last : this.#active + 1 - this.#visible);
    this.#schedule();
  }

  #actByKey(key: string): boolean {
    const row = this.#cache.at(this.#active);
    const act = row === undefined ? undefined : treeAct(key, row, this.#scroller.scrollLeft > 0);
    if (row === undefined || act === undefined) return false;
    if (act === 'open') this.#open(row);
    else if (act === 'in') this.#step(1);
    else if (act === 'out') this.#options.parent(row.row);
    else this.#fold(row, act === 'fold');
    return true;
  }

  /** Follows the link of a row, or shows more of it. */
  #open(row: Row): void {
    const { from, count } = this.range;
    if (row.link !== undefined) this.#options.follow(row.row);
    else if (row.isCut === true) this.#options.more(row.row, from, count);
  }

  #fold(row: Row, isFolded: boolean): void {
    const { from, count } = this.range;
    this.#options.fold(row.row, isFolded, from, count);
  }

  #placeOf(target: EventTarget | null): number | undefined {
    const place = this.#pool.findIndex((row) => target instanceof Node && row.contains(target));
    return place === -1 ? undefined : place;
  }

  #click(event: MouseEvent): void {
    const place = this.#placeOf(event.target);
    const row = place === undefined ? undefined : this.#painted[place];
    if (row === undefined || place === undefined || !(event.target instanceof Element)) return;
    this.#active = this.top + place;
    const { classList } = event.target;
    const isSelecting = getSelection()?.isCollapsed === false;
    if (classList.contains('twisty')) this.#fold(row, row.fold !== 'folded');
    else if (classList.contains('more') || (!isSelecting && /\blink-/u.test(event.target.className))) this.#open(row);
    this.#schedule();
  }

  #schedule(): void {
    this.#frame ||= requestAnimationFrame(() => {
      this.#paint();
    });
  }

  #paint(): void {
    cancelAnimationFrame(this.#frame);
    this.#frame = 0;
    this.#paintRows();
    if (this.#options.isWrapped) this.#settleWrapped();
    const first = this.top;
    const active = this.#pool[this.#active - first];
    if (this.#options.isTree && active?.hidden === false)
      this.#scroller.setAttribute('aria-activedescendant', active.id);
    else this.#scroller.removeAttribute('aria-activedescendant');
    this.#placeTools(first);
    this.#keepWidth();
    drawHighlights(markedRows(this.#pool, this.#painted, this.#found));
    const range = { from: first, count: Math.min(this.#pool.length, Math.ceil(this.#visible) + 1) };
    for (const wanted of this.#cache.missing(range, this.#total)) this.#options.ask(wanted.from, wanted.count);
  }

  #paintRows(): void {
    const first = this.top;
    for (const [place, painted] of this.#pool.entries()) this.#paintAt(place, first + place, painted);
    const height = this.#options.isWrapped ? (this.#pool[0]?.offsetHeight ?? 0) : this.#rowHeight;
    this.#layer.style.setProperty('--shift', `${-(this.#top - first) * height}px`);
  }

  /** Rows of any height have to be drawn before it is known where the last page begins. */
  #settleWrapped(): void {
    const end = endTop(this.#paintedRows(), this.#height, this.#total);
    if (end === undefined) return;
    this.#end = end.isExact ? end.top : undefined;
    this.#spacer.style.height = `${this.#spacerHeight}px`;
    if (this.#top <= end.top) return;
    this.#moveTo(end.top);
    this.#paintRows();
  }

  #paintedRows(): PaintedRows {
    return { first: this.top, offsets: offsetsOf(this.#pool), rowHeight: this.#rowHeight };
  }

  #paintAt(place: number, index: number, target: HTMLElement): void {
    const isShown = index < this.#total;
    target.hidden = !isShown;
    target.classList.toggle('active', this.#options.isTree && index === this.#active);
    const row = isShown ? this.#cache.at(index) : undefined;
    target.classList.toggle('found', row !== undefined && row.row === this.#found?.row);
    if (isShown && (row === undefined || this.#painted[place] !== row)) {
      paintRow(target, row);
      target.setAttribute('aria-posinset', String(index + 1));
    }
    if (isShown) target.setAttribute('aria-setsize', String(this.#total));
    this.#painted[place] = row;
  }

  #placeTools(first: number): void {
    if (!this.#options.canCopy) return;
    const isFocused = document.activeElement === this.#scroller && this.#options.isTree;
    const index = this.#pointed ?? (isFocused ? this.#active : undefined);
    const target = index === undefined ? undefined : this.#pool[index - first];
    const row = target === undefined || target.hidden ? undefined : this.#painted[(index ?? 0) - first];
    const top =
      target === undefined || row === undefined
        ? 0
        : target.getBoundingClientRect().top - this.#scroller.getBoundingClientRect().top;
    this.#tools.show(top < 0 || top > this.#height ? undefined : row, top);
  }

  /** The layer never gets narrower, so that the horizontal scroll bar does not jump about. */
  #keepWidth(): void {
    if (this.#options.isWrapped) return;
    const width = this.#layer.offsetWidth;
    if (width <= this.#width || width <= this.#scroller.clientWidth) return;
    this.#width = width;
    this.#layer.style.minWidth = `${width}px`;
  }
}
