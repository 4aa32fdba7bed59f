import type { BodyFilter } from '../view/protocol';
import { element, takeKey } from './element';
import { icon } from './icon';
import { toolButton } from './toolButton';

/** Milliseconds before it is said that a filter is at work. */
const PATIENCE = 200;

/** Asks for what a JSONPath selects. An empty path shows the whole body again. */
export class FilterBar {
  readonly element: HTMLElement;
  readonly #filter: (path: string) => void;
  readonly #input: HTMLInputElement;
  readonly #text = element('span', { class: 'muted', 'aria-live': 'polite' });
  #asked: string;
  #patience: number | undefined;

  constructor(shown: BodyFilter | undefined, filter: (path: string) => void) {
    this.#filter = filter;
    this.#input = element('input', {
      type: 'text',
      class: 'field',
      'aria-label': 'Filter by JSONPath',
      placeholder: 'Filter by JSONPath, such as $..id',
      spellcheck: 'false',
    });
    this.#input.value = shown?.path ?? '';
    this.#asked = this.#input.value;
    this.#text.textContent = shown?.text ?? '';
    this.#text.classList.toggle('fault', shown?.isFault === true);
    this.#input.setAttribute('aria-invalid', String(shown?.isFault === true));
    const clear = toolButton('close', 'Clear the filter (Escape)', () => this.#ask(''));
    clear.hidden = shown === undefined;
    this.element = element(
      'div',
      { class: 'filter-bar' },
      element('span', { class: 'field-box' }, icon('filter'), this.#input, clear),
      this.#text,
    );
    this.#input.addEventListener('keydown', (event) => {
      this.#press(event);
    });
    this.#input.addEventListener('change', () => this.#ask(this.#input.value.trim()));
  }

  get hasFocus(): boolean {
    return document.activeElement === this.#input;
  }

  focus(): void {
    this.#input.focus();
  }

  dispose(): void {
    clearTimeout(this.#patience);
  }

  #press(event: KeyboardEvent): void {
    if (event.key !== 'Enter' && (event.key !== 'Escape' || this.#input.value === '')) return;
    takeKey(event);
    this.#ask(event.key === 'Enter' ? this.#input.value.trim() : '');
  }

  #ask(path: string): void {
    this.#input.value = path;
    if (path === this.#asked) return;
    this.#asked = path;
    clearTimeout(this.#patience);
    this.#patience = window.setTimeout(() => (this.#text.textContent = 'Filtering …'), PATIENCE);
    this.#filter(path.slice(0, 1000));
  }
}
