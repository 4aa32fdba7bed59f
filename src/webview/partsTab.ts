import type { PanelActions } from '../view/panelActions';
import type { BodySnapshot } from '../view/protocol';
import type { PartsView, PartView } from '../view/responseView';
import { BodyViewer } from './bodyViewer';
import type { BodyNews } from './bodyViewer';
import { button, element } from './element';
import { fieldTable } from './fieldTable';
import type { Host } from './host';
import { icon } from './icon';
import { PartsGrid } from './partsGrid';
import { toolButton } from './toolButton';

/** The parts of a 207: verdict, filters, a grid, and the part that is open below it in the same viewer as the body. */
export class PartsTab {
  readonly element: HTMLElement;
  readonly #runId: string;
  readonly #view: PartsView;
  readonly #actions: readonly (keyof PanelActions)[];
  readonly #host: Host;
  readonly #grid: PartsGrid;
  readonly #count = element('span', { class: 'muted', role: 'status' });
  readonly #below = element('section', { class: 'part', 'aria-label': 'Part' });
  #isFailedOnly = false;
  #words: readonly string[] = [];
  #open: number | undefined;
  #viewer: BodyViewer | undefined;

  constructor(runId: string, view: PartsView, actions: readonly (keyof PanelActions)[], host: Host) {
    this.#runId = runId;
    this.#view = view;
    this.#actions = actions;
    this.#host = host;
    this.#grid = new PartsGrid(view.parts, { open: (part) => this.#toggle(part), leave: () => this.#close() });
    this.element = element('div', { class: 'parts-tab' }, this.#bar(), this.#grid.element, this.#below);
    this.#below.addEventListener('keydown', (event) => {
      if (event.key === 'Escape') this.#close();
    });
  }

  /** Shows the body of a part that was asked for. */
  show(snapshot: BodySnapshot): void {
    if (snapshot.target !== this.#open) return;
    if (this.#viewer !== undefined) {
      this.#viewer.show(snapshot);
      return;
    }
    this.#viewer = new BodyViewer(snapshot, `Body of part ${snapshot.target}`, this.#host);
    this.#below.append(this.#viewer.element);
  }

  hear(news: BodyNews): void {
    if (news.target === this.#open) this.#viewer?.hear(news);
  }

  dispose(): void {
    this.#viewer?.dispose();
    this.#grid.dispose();
  }

  #bar(): HTMLElement {
    const { verdict, failed, parts } = this.#view;
    const search = element('input', {
      type: 'search',
      class: 'filter',
      placeholder: 'Filter',
      'aria-label': 'Filter parts',
    });
    search.addEventListener('input', () => {
      this.#words = search.value.toLowerCase().split(/\s+/u).filter(Boolean);
      this.#filter();
    });
    const tools = this.#actions.includes('saveParts')
      ? [toolButton('save-all', 'Save all parts', () => this.#act('saveParts'))]
      : [];
    return element(
      'div',
      { class: 'viewer-bar' },
      element('span', { class: 'verdict' }, verdict),
      ...(failed === 0 || failed === parts.length ? [] : [this.#failedSwitch()]),
      search,
      this.#count,
      element('span', { class: 'bar-end' }, ...tools),
    );
  }

  #failedSwitch(): HTMLElement {
    const { failed, parts } = this.#view;
    const choices = [`All ${parts.length}`, `Failed ${failed}`].map((label, place) =>
      button({ 'aria-pressed': String(place === 0) }, () => choose(place), label),
    );
    const choose = (chosen: number): void => {
      for (const [place, choice] of choices.entries()) choice.setAttribute('aria-pressed', String(place === chosen));
      this.#isFailedOnly = chosen === 1;
      this.#filter();
    };
    return element('div', { class: 'forms', role: 'group', 'aria-label': 'Parts shown' }, ...choices);
  }

  #filter(): void {
    const shown = this.#view.parts.filter((part) => (!this.#isFailedOnly || part.isFailed) && this.#matches(part));
    this.#grid.show(shown);
    const isAll = shown.length === this.#view.parts.length;
    this.#count.textContent = isAll ? '' : shown.length === 0 ? 'No part matches.' : `${shown.length} shown`;
  }

  #matches({ index, status, resource, type, error }: PartView): boolean {
    const text = `${index} ${status} ${resource} ${type} ${error}`.toLowerCase();
    return this.#words.every((word) => text.includes(word));
  }

  #toggle(part: PartView): void {
    if (this.#open === part.index) {
      this.#close();
      return;
    }
    this.#viewer?.dispose();
    this.#viewer = undefined;
    this.#open = part.index;
    this.#below.setAttribute('aria-label', `Part ${part.index}`);
    this.#below.replaceChildren(this.#partBar(part), this.#partFields(part));
    this.#grid.mark(part.index);
    this.#host.post({ kind: 'open', runId: this.#runId, target: part.index, form: 'pretty' });
  }

  #close(): void {
    this.#viewer?.dispose();
    this.#viewer = undefined;
    this.#open = undefined;
    this.#below.replaceChildren();
    this.#grid.mark(undefined);
    this.#grid.focus();
  }

  #partBar({ index, status, tone, icon: name, resource, error }: PartView): HTMLElement {
    const offered = [
      ['saveBody', 'save', `Save part ${index}`],
      ['openInEditor', 'go-to-file', `Open part ${index} in editor`],
    ] as const;
    const tools = offered
      .filter(([action]) => this.#actions.includes(action))
      .map(([action, picture, label]) => toolButton(picture, label, () => this.#act(action, index)));
    const said = [status, resource, error].filter((word) => word !== '').join(' · ');
    return element(
      'div',
      { class: `part-bar tone-${tone}` },
      icon(name),
      element('h2', {}, element('strong', {}, `Part ${index}`), ` · ${said}`),
      element(
        'span',
        { class: 'bar-end' },
        ...tools,
        toolButton('close', 'Close part', () => this.#close()),
      ),
    );
  }

  #partFields({ fields }: PartView): HTMLElement {
    if (fields.length === 0) return element('p', { class: 'part-fields muted' }, 'This part has no header fields.');
    const count = `${fields.length} ${fields.length === 1 ? 'header field' : 'header fields'}`;
    return element(
      'details',
      { class: 'part-fields' },
      element('summary', {}, count),
      fieldTable('Header fields of the part', fields),
    );
  }

  #act(action: 'saveParts' | 'saveBody' | 'openInEditor', target?: number): void {
    this.#host.post({ kind: 'act', runId: this.#runId, action, ...(target === undefined ? {} : { target }) });
  }
}
