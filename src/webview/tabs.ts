import { element } from './element';

/** One tab: its name for the program and for people. */
export interface Tab<Name extends string> {
  readonly name: Name;
  readonly label: string;
  /** A count or mark beside the label; undefined for none. */
  readonly badge?: string | undefined;
}

/** A tab list after the ARIA pattern: one stop for the Tab key, arrows, Home and End move and select. */
export class Tabs<Name extends string> {
  readonly element = element('div', { role: 'tablist', class: 'tabs', 'aria-label': 'Response' });
  /** The panel of the selected tab; the owner fills it. */
  readonly panel = element('section', { role: 'tabpanel', class: 'tabpanel', id: 'tabpanel' });
  readonly #tabs: readonly Tab<Name>[];
  readonly #select: (name: Name) => void;
  #selected: Name;

  constructor(tabs: readonly Tab<Name>[], selected: Name, select: (name: Name) => void) {
    this.#tabs = tabs;
    this.#selected = selected;
    this.#select = select;
    this.element.append(...tabs.map((tab) => this.#make(tab)));
    this.element.addEventListener('keydown', (event) => {
      this.#press(event);
    });
    this.#mark();
  }

  get selected(): Name {
    return this.#selected;
  }

  focus(): void {
    this.element.querySelector<HTMLElement>('[aria-selected="true"]')?.focus();
  }

  /** Selects a tab and tells the owner. */
  select(name: Name): void {
    if (name === this.#selected) return;
    this.#selected = name;
    this.#mark();
    this.#select(name);
  }

  #make({ name, label, badge }: Tab<Name>): HTMLElement {
    const badges = badge === undefined ? [] : [element('span', { class: 'badge' }, badge)];
    const tab = element('button', { type: 'button', role: 'tab', id: `tab-${name}` }, label, ...badges);
    tab.addEventListener('click', () => {
      this.select(name);
    });
    return tab;
  }

  #mark(): void {
    for (const tab of this.element.querySelectorAll<HTMLElement>('[role="tab"]')) {
      const isSelected = tab.id === `tab-${this.#selected}`;
      tab.setAttribute('aria-selected', String(isSelected));
      tab.tabIndex = isSelected ? 0 : -1;
      if (isSelected) tab.setAttribute('aria-controls', 'tabpanel');
      else tab.removeAttribute('aria-controls');
    }
    this.panel.setAttribute('aria-labelledby', `tab-${this.#selected}`);
  }

  #press(event: KeyboardEvent): void {
    const at = this.#tabs.findIndex(({ name }) => name === this.#selected);
    const last = this.#tabs.length - 1;
    const goals: Readonly<Record<string, number>> = {
      ArrowRight: at === last ? 0 : at + 1,
      ArrowLeft: at === 0 ? last : at - 1,
      Home: 0,
      End: last,
    };
    const goal = this.#tabs[goals[event.key] ?? -1];
    if (goal === undefined) return;
    event.preventDefault();
    this.select(goal.name);
    this.focus();
  }
}
