import type { BodyForm } from '../view/body/body';
import type { BodySnapshot, HostMessage, Page, WebviewMessage } from '../view/protocol';
import { button, element, takeKey } from './element';
import { FilterBar } from './filterBar';
import { FindBar } from './findBar';
import type { Host } from './host';
import { icon } from './icon';
import { drawPreview } from './preview';
import { RowScroller } from './rowScroller';
import { toolButton } from './toolButton';

const formNames: Readonly<Record<BodyForm, string>> = {
  pretty: 'Pretty',
  raw: 'Raw',
  hex: 'Hex',
  preview: 'Preview',
  filter: 'Filter',
};

/** What the host says about a body that is open. */
export type BodyNews = Extract<HostMessage, { kind: 'rows' | 'found' | 'parent' | 'said' }>;

/** Milliseconds for which a sentence about what was done last is shown. */
const SAID = 4000;

/** One body: a switch for its forms, what it is, what is odd about it, a search, a filter, and its rows or its preview. */
export class BodyViewer {
  readonly element = element('div', { class: 'viewer' });
  readonly #host: Host;
  readonly #name: string;
  readonly #progress = element('span', { class: 'muted' });
  readonly #said = element('span', { class: 'said', 'aria-live': 'polite' });
  readonly #findBar: FindBar;
  readonly #press = (event: KeyboardEvent): void => {
    this.#hearKey(event);
  };
  #snapshot: BodySnapshot;
  #filterBar: FilterBar | undefined;
  #scroller: RowScroller | undefined;
  #release: (() => void) | undefined;
  #silence: number | undefined;

  /** `name` says whose body it is: `Body`, `Body of part 3`. */
  constructor(snapshot: BodySnapshot, name: string, host: Host) {
    this.#host = host;
    this.#name = name;
    this.#snapshot = snapshot;
    this.#findBar = new FindBar({
      search: (query) => {
        const range = this.#scroller?.range ?? { from: 0, count: 100 };
        if (this.#scroller !== undefined) this.#ask({ kind: 'find', ...range, query, anchor: this.#scroller.top });
      },
      step: (by) => this.#ask({ kind: 'step', by }),
      close: () => this.#closeFind(),
    });
    this.#findBar.element.hidden = true;
    document.addEventListener('keydown', this.#press);
    this.show(snapshot);
  }

  get snapshot(): BodySnapshot {
    return this.#snapshot;
  }

  /** Shows the body in another form, or anew. */
  show(snapshot: BodySnapshot): void {
    const hadFocus = this.element.querySelector('.forms')?.contains(document.activeElement) === true;
    const wasFiltering = this.#filterBar?.hasFocus === true;
    this.#clear();
    this.#progress.textContent = '';
    this.#snapshot = snapshot;
    const notes = snapshot.notes.map((note) => element('li', {}, icon('info'), note));
    this.#filterBar = snapshot.canFilter
      ? new FilterBar(snapshot.filter, (path) => {
          const { runId, target } = this.#snapshot;
          this.#host.post({ kind: 'filter', runId, target, path });
        })
      : undefined;
    this.element.replaceChildren(
      this.#bar(snapshot),
      ...(this.#filterBar === undefined ? [] : [this.#filterBar.element]),
      ...(notes.length === 0 ? [] : [element('ul', { class: 'notes' }, ...notes)]),
      this.#findBar.element,
      ...this.#content(snapshot),
    );
    if (hadFocus) this.element.querySelector<HTMLElement>('.forms [aria-pressed="true"]')?.focus();
    if (wasFiltering) this.#filterBar?.focus();
    if (!this.#findBar.element.hidden && this.#scroller !== undefined) this.#findBar.search();
  }

  /** Takes news about the form that is shown; those of another are out of date. */
  hear(news: BodyNews): void {
    if (news.kind === 'said') this.#say(news.text);
    else if (news.kind === 'rows') this.#take(news.page);
    else if (news.kind === 'parent') {
      if (news.form === this.#snapshot.form) this.#scroller?.goTo(news.place);
    } else if (news.found.form === this.#snapshot.form) {
      this.#findBar.show(news.found);
      if (news.found.current !== undefined || news.found.count === 0) this.#scroller?.showFound(news.found.current);
    }
  }

  /** Lets go of what outlives the elements. */
  dispose(): void {
    this.#clear();
    clearTimeout(this.#silence);
    document.removeEventListener('keydown', this.#press);
  }

  #clear(): void {
    this.#scroller?.dispose();
    this.#scroller = undefined;
    this.#filterBar?.dispose();
    this.#release?.();
    this.#release = undefined;
  }

  #take(page: Page): void {
    if (page.form !== this.#snapshot.form) return;
    this.#scroller?.take(page);
    this.#showProgress(page);
  }

  #bar(snapshot: BodySnapshot): HTMLElement {
    const hasRows = snapshot.page !== undefined;
    const { runId, target, links } = snapshot;
    const related = links.map(({ relation, kind }, link) =>
      button(
        { class: 'link', title: kind === 'api' ? 'Send a GET to this link' : 'Open in the browser' },
        () => this.#host.post({ kind: 'followLink', runId, target, link }),
        relation,
      ),
    );
    return element(
      'div',
      { class: 'viewer-bar' },
      this.#forms(),
      element('span', { class: 'muted' }, snapshot.label),
      this.#progress,
      ...(snapshot.charset === undefined ? [] : [this.#charsets(snapshot)]),
      ...(related.length === 0 ? [] : [element('span', { role: 'group', 'aria-label': 'Links' }, ...related)]),
      this.#said,
      element('span', { class: 'viewer-tools' }, ...(hasRows ? this.#tools(snapshot) : [])),
    );
  }

  #forms(): HTMLElement {
    const { forms, form, runId, target } = this.#snapshot;
    const choices = forms.map((each) =>
      button(
        { 'aria-pressed': String(each === form || (each === 'pretty' && form === 'filter')) },
        () => this.#host.post({ kind: 'open', runId, target, form: each }),
        formNames[each],
      ),
    );
    return element('div', { class: 'forms', role: 'group', 'aria-label': `${this.#name} shown as` }, ...choices);
  }

  #charsets({ charset, runId, target, form }: BodySnapshot): HTMLElement {
    const choices = [charset?.name ?? '', ...(charset?.others ?? [])];
    const select = element('select', {
      'aria-label': 'Character encoding',
      title: `Character encoding, known from: ${charset?.source ?? ''}`,
    });
    // Only the present one, until others are asked for: the page stays small.
    const fill = (): void => {
      if (select.options.length === 1) select.append(...choices.slice(1).map((name) => element('option', {}, name)));
    };
    select.append(element('option', {}, choices[0]));
    for (const wish of ['pointerdown', 'keydown', 'focus']) select.addEventListener(wish, fill);
    select.addEventListener('change', () =>
      this.#host.post({ kind: 'decode', runId, target, form, charset: select.value }),
    );
    return select;
  }

  #tools({ canFold }: BodySnapshot): readonly HTMLElement[] {
    const wrap = toolButton('word-wrap', 'Wrap lines', () => {
      this.#host.keep({ isWrapped: this.#host.kept.isWrapped !== true });
      this.#redraw();
    });
    wrap.setAttribute('aria-pressed', String(this.#host.kept.isWrapped === true));
    const foldAll = (depth: number | undefined): void => this.#ask({ kind: 'foldAll', depth, from: 0, count: 100 });
    const levels = element('select', { 'aria-label': 'Fold level', title: 'Fold level' });
    levels.append(...['Level', '1', '2', '3', '4', '5'].map((level) => element('option', {}, level)));
    levels.addEventListener('change', () => {
      if (levels.value !== 'Level') foldAll(Number(levels.value));
    });
    const folding = canFold
      ? [
          toolButton('collapse-all', 'Fold all', () => foldAll(1)),
          toolButton('expand-all', 'Unfold all', () => foldAll(undefined)),
          levels,
        ]
      : [];
    return [...folding, wrap, toolButton('search', 'Find in body (Ctrl+F)', () => this.#openFind())];
  }

  #content({ page, preview, form }: BodySnapshot): readonly HTMLElement[] {
    if (preview !== undefined) {
      const drawn = drawPreview(preview);
      this.#release = drawn.release;
      return [drawn.element];
    }
    if (page === undefined) return [];
    const isTree = form === 'pretty' || form === 'filter';
    this.#scroller = new RowScroller(page, {
      name: `${this.#name}, ${formNames[form]}`,
      isTree,
      isWrapped: this.#host.kept.isWrapped === true && form !== 'hex',
      canCopy: form !== 'hex',
      hasPaths: this.#snapshot.canFilter && isTree,
      ask: (from, count) => this.#ask({ kind: 'rows', from, count }),
      fold: (row, isFolded, from, count) => this.#ask({ kind: 'fold', row, isFolded, from, count }),
      more: (row, from, count) => this.#ask({ kind: 'more', row, from, count }),
      copy: (row, what) => this.#ask({ kind: 'copy', row, what }),
      follow: (row) => this.#ask({ kind: 'follow', row }),
      parent: (row) => this.#ask({ kind: 'parent', row }),
    });
    this.#scroller.element.classList.add(`form-${form}`);
    this.#showProgress(page);
    return [this.#scroller.element];
  }

  /** Draws the rows again, as they are to be drawn now. */
  #redraw(): void {
    const { runId, target, form } = this.#snapshot;
    this.#host.post({ kind: 'open', runId, target, form });
  }

  #hearKey(event: KeyboardEvent): void {
    const isFind = (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey && event.code === 'KeyF';
    if (!isFind || this.#scroller === undefined || !this.element.isConnected) return;
    takeKey(event);
    this.#openFind();
  }

  #openFind(): void {
    this.#findBar.element.hidden = false;
    const selected = getSelection()?.toString() ?? '';
    this.#findBar.focus(selected.includes('\n') ? '' : selected);
  }

  #closeFind(): void {
    this.#findBar.element.hidden = true;
    const range = this.#scroller?.range ?? { from: 0, count: 100 };
    const query = { ...this.#findBar.query, text: '' };
    this.#ask({ kind: 'find', ...range, query, anchor: 0 });
    this.#scroller?.showFound(undefined);
    this.#scroller?.focus();
  }

  #say(text: string): void {
    clearTimeout(this.#silence);
    this.#said.textContent = text;
    this.#silence = window.setTimeout(() => (this.#said.textContent = ''), SAID);
  }

  #ask(wish: BodyWish): void {
    const { runId, target, form } = this.#snapshot;
    this.#host.post({ ...wish, runId, target, form });
  }

  #showProgress({ total, isComplete }: Page): void {
    const rows = total.toLocaleString('en');
    this.#progress.textContent = isComplete ? `${rows} ${total === 1 ? 'line' : 'lines'}` : `${rows} lines so far …`;
  }
}

type InForm = Extract<
  WebviewMessage,
  { kind: 'rows' | 'fold' | 'foldAll' | 'more' | 'find' | 'step' | 'copy' | 'parent' | 'follow' }
>;
type Without<Message> = Message extends unknown ? Omit<Message, 'runId' | 'target' | 'form'> : never;

/** A message about the form that is shown. */
type BodyWish = Without<InForm>;
