import type { BodyForm } from '../view/body/body';
import type { BodySnapshot, Page } from '../view/protocol';
import { button, element } from './element';
import type { Host } from './host';
import { icon } from './icon';
import { drawPreview } from './preview';
import { RowScroller } from './rowScroller';

const formNames: Readonly<Record<BodyForm, string>> = { pretty: 'Pretty', raw: 'Raw', hex: 'Hex', preview: 'Preview' };

/** One body: a switch for its forms, what it is, what is odd about it, and its rows or its preview. */
export class BodyViewer {
  readonly element = element('div', { class: 'viewer' });
  readonly #host: Host;
  readonly #name: string;
  readonly #progress = element('span', { class: 'muted' });
  #snapshot: BodySnapshot;
  #scroller: RowScroller | undefined;
  #release: (() => void) | undefined;

  /** `name` says whose body it is: `Body`, `Body of part 3`. */
  constructor(snapshot: BodySnapshot, name: string, host: Host) {
    this.#host = host;
    this.#name = name;
    this.#snapshot = snapshot;
    this.show(snapshot);
  }

  get snapshot(): BodySnapshot {
    return this.#snapshot;
  }

  /** Shows the body in another form, or anew. */
  show(snapshot: BodySnapshot): void {
    const hadFocus = this.element.querySelector('.forms')?.contains(document.activeElement) === true;
    this.dispose();
    this.#snapshot = snapshot;
    const notes = snapshot.notes.map((note) => element('li', {}, icon('info'), note));
    this.element.replaceChildren(
      element(
        'div',
        { class: 'viewer-bar' },
        this.#forms(),
        element('span', { class: 'muted' }, snapshot.label),
        this.#progress,
      ),
      ...(notes.length === 0 ? [] : [element('ul', { class: 'notes' }, ...notes)]),
      ...this.#content(snapshot),
    );
    if (hadFocus) this.element.querySelector<HTMLElement>('.forms [aria-pressed="true"]')?.focus();
  }

  /** Takes rows of the form that is shown; those of another are out of date. */
  take(page: Page): void {
    if (page.form !== this.#snapshot.form) return;
    this.#scroller?.take(page);
    this.#showProgress(page);
  }

  /** Lets go of what outlives the elements. */
  dispose(): void {
    this.#scroller?.dispose();
    this.#scroller = undefined;
    this.#release?.();
    this.#release = undefined;
  }

  #forms(): HTMLElement {
    const { forms, form, runId, target } = this.#snapshot;
    const choices = forms.map((each) =>
      button(
        { 'aria-pressed': String(each === form) },
        () => this.#host.post({ kind: 'open', runId, target, form: each }),
        formNames[each],
      ),
    );
    return element('div', { class: 'forms', role: 'group', 'aria-label': `${this.#name} shown as` }, ...choices);
  }

  #content({ page, preview, form, runId, target }: BodySnapshot): readonly HTMLElement[] {
    if (preview !== undefined) {
      const drawn = drawPreview(preview);
      this.#release = drawn.release;
      return [drawn.element];
    }
    if (page === undefined) return [];
    this.#scroller = new RowScroller(page, {
      name: `${this.#name}, ${formNames[form]}`,
      isTree: form === 'pretty',
      ask: (from, count) => this.#host.post({ kind: 'rows', runId, target, form, from, count }),
      fold: (row, isFolded, from, count) =>
        this.#host.post({ kind: 'fold', runId, target, row, isFolded, from, count }),
    });
    this.#scroller.element.classList.add(`form-${form}`);
    this.#showProgress(page);
    return [this.#scroller.element];
  }

  #showProgress({ total, isComplete }: Page): void {
    const rows = total.toLocaleString('en');
    this.#progress.textContent = isComplete ? `${rows} ${total === 1 ? 'line' : 'lines'}` : `${rows} lines so far …`;
  }
}
