import type { FindQuery } from '../view/body/find/matcher';
import type { FoundView } from '../view/protocol';
import { button, element, takeKey } from './element';
import { icon } from './icon';
import { toolButton } from './toolButton';

/** What a find bar asks of its owner. */
export interface FindBarOptions {
  /** An empty text ends the search. */
  readonly search: (query: FindQuery) => void;
  readonly step: (by: 1 | -1) => void;
  readonly close: () => void;
}

/** Milliseconds after the last key before a search begins. */
const TYPING = 150;

/** Looks for text in a body, as the editor's own find widget does: Enter and Shift+Enter go on and back, Escape closes. */
export class FindBar {
  readonly element: HTMLElement;
  readonly #options: FindBarOptions;
  readonly #input = element('input', {
    type: 'text',
    class: 'field',
    'aria-label': 'Find in body',
    placeholder: 'Find',
    spellcheck: 'false',
  });
  readonly #count = element('span', { class: 'muted count', 'aria-live': 'polite' });
  readonly #case: HTMLButtonElement;
  readonly #regExp: HTMLButtonElement;
  #typing: number | undefined;
  #searched = '';

  constructor(options: FindBarOptions) {
    this.#options = options;
    this.#case = this.#toggle('case-sensitive', 'Match case (Alt+C)');
    this.#regExp = this.#toggle('regex', 'Use regular expression (Alt+R)');
    this.element = element(
      'div',
      { class: 'find-bar', role: 'search', 'aria-label': 'Find in body' },
      element('span', { class: 'field-box' }, this.#input, this.#case, this.#regExp),
      this.#count,
      toolButton('arrow-up', 'Previous match (Shift+Enter)', () => options.step(-1)),
      toolButton('arrow-down', 'Next match (Enter)', () => options.step(1)),
      toolButton('close', 'Close (Escape)', options.close),
    );
    this.#input.addEventListener('input', () => {
      clearTimeout(this.#typing);
      this.#typing = window.setTimeout(() => this.search(), TYPING);
    });
    this.element.addEventListener('keydown', (event) => {
      this.#press(event);
    });
  }

  get query(): FindQuery {
    const isPressed = (toggle: HTMLElement): boolean => toggle.getAttribute('aria-pressed') === 'true';
    return {
      text: this.#input.value.slice(0, 1000),
      isCaseSensitive: isPressed(this.#case),
      isRegExp: isPressed(this.#regExp),
    };
  }

  /** Takes the focus, with all that is typed selected; a text to begin with may be given. */
  focus(text?: string): void {
    if (text !== undefined && text !== '') this.#input.value = text;
    this.#input.focus();
    this.#input.select();
    if (this.#input.value !== '' && JSON.stringify(this.query) !== this.#searched) this.search();
  }

  /** Begins the search for what is typed. */
  search(): void {
    clearTimeout(this.#typing);
    this.#searched = JSON.stringify(this.query);
    this.#count.textContent = this.#input.value === '' ? '' : 'Searching …';
    this.#count.classList.remove('fault');
    this.#options.search(this.query);
  }

  /** Says how far the search is. */
  show({ count, isComplete, isCapped, index, fault }: FoundView): void {
    if (this.#input.value === '') return;
    const total = `${count.toLocaleString('en')}${isCapped ? '+' : ''}${isComplete ? '' : ' so far …'}`;
    const none = isComplete ? 'No results' : 'Searching …';
    this.#count.textContent =
      fault ?? (count === 0 ? none : index === undefined ? total : `${(index + 1).toLocaleString('en')} of ${total}`);
    this.#count.classList.toggle('fault', fault !== undefined || (count === 0 && isComplete));
    this.#input.setAttribute('aria-invalid', String(fault !== undefined));
  }

  #toggle(name: 'case-sensitive' | 'regex', label: string): HTMLButtonElement {
    const made: HTMLButtonElement = button(
      { class: 'tool', title: label, 'aria-label': label, 'aria-pressed': 'false' },
      () => {
        made.setAttribute('aria-pressed', String(made.getAttribute('aria-pressed') !== 'true'));
        this.search();
      },
      icon(name),
    );
    return made;
  }

  #press(event: KeyboardEvent): void {
    if (event.key === 'Escape') this.#options.close();
    else if (event.key === 'Enter' && event.target === this.#input) {
      if (JSON.stringify(this.query) !== this.#searched) this.search();
      else this.#options.step(event.shiftKey ? -1 : 1);
    } else if (event.altKey && event.code === 'KeyC') this.#case.click();
    else if (event.altKey && event.code === 'KeyR') this.#regExp.click();
    else return;
    takeKey(event);
  }
}
