import { button } from './element';
import { icon } from './icon';
import type { PanelIcon } from './icon';

/** A small button that shows an icon alone; its name is told when it is pointed at or read aloud. */
export function toolButton(name: PanelIcon, label: string, press: () => void): HTMLButtonElement {
  return button({ class: 'tool', title: label, 'aria-label': label }, press, icon(name));
}
