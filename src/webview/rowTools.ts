import type { Row } from '../view/body/row';
import { button, element } from './element';
import { icon } from './icon';

/** What can be done with one row. */
export interface RowActions {
  readonly copy: (row: number, what: 'value' | 'path') => void;
  readonly follow: (row: number) => void;
}

/** The buttons of the row that is pointed at or active, in one place at its right end. */
export class RowTools {
  readonly element: HTMLElement;
  readonly #path: HTMLElement;
  readonly #follow: HTMLElement;
  #row: number | undefined;

  constructor(actions: RowActions, hasPaths: boolean) {
    const tool = (label: string, name: 'copy' | 'symbol-key' | 'link', act: (row: number) => void): HTMLElement =>
      button(
        { class: 'tool', title: label, 'aria-label': label, tabindex: '-1' },
        () => {
          if (this.#row !== undefined) act(this.#row);
        },
        icon(name),
      );
    this.#path = tool('Copy path (Shift+Alt+C)', 'symbol-key', (row) => actions.copy(row, 'path'));
    this.#path.hidden = !hasPaths;
    this.#follow = tool('Follow link (Enter)', 'link', actions.follow);
    const copy = tool('Copy value (Ctrl+C)', 'copy', (row) => actions.copy(row, 'value'));
    this.element = element(
      'div',
      { class: 'row-tools', role: 'toolbar', 'aria-label': 'Line' },
      this.#follow,
      copy,
      this.#path,
    );
    this.element.hidden = true;
  }

  /** Puts the buttons at a row, so many pixels from the top of the rows; undefined hides them. */
  show(row: Row | undefined, top: number): void {
    this.#row = row?.row;
    this.element.hidden = row === undefined;
    this.#follow.hidden = row?.link === undefined;
    this.element.style.setProperty('--top', `${top}px`);
  }
}
