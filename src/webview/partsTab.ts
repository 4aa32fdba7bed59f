import type { PartsView, PartView } from '../view/responseView';
import type { BodySnapshot, Page } from '../view/protocol';
import { BodyViewer } from './bodyViewer';
import { button, element } from './element';
import { fieldTable } from './fieldTable';
import type { Host } from './host';
import { icon } from './icon';

/** The parts of a 207 as a table; each opens below it in the same viewer as the body. */
export class PartsTab {
  readonly element: HTMLElement;
  readonly #runId: string;
  readonly #parts: readonly PartView[];
  readonly #host: Host;
  readonly #rows = new Map<number, HTMLElement>();
  readonly #below = element('div', { class: 'part' });
  #open: number | undefined;
  #viewer: BodyViewer | undefined;

  constructor(runId: string, view: PartsView, host: Host) {
    this.#runId = runId;
    this.#parts = view.parts;
    this.#host = host;
    const heads = ['Part', 'Status', 'Resource', 'Type', 'Size', 'Error'];
    const table = element(
      'table',
      { class: 'parts' },
      element('caption', { class: 'only-read' }, 'Parts of the answer'),
      element('thead', {}, element('tr', {}, ...heads.map((head) => element('th', { scope: 'col' }, head)))),
      element('tbody', {}, ...view.parts.map((part) => this.#row(part))),
    );
    const box = element('div', { class: 'parts-box', tabindex: '0', role: 'region', 'aria-label': 'Parts' }, table);
    this.element = element('div', { class: 'parts-tab' }, this.#bar(view), box, this.#below);
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

  take(target: number, page: Page): void {
    if (target === this.#open) this.#viewer?.take(page);
  }

  dispose(): void {
    this.#viewer?.dispose();
  }

  #bar({ verdict, failed }: PartsView): HTMLElement {
    const filter = element('input', { type: 'checkbox' });
    filter.addEventListener('change', () => {
      for (const part of this.#parts)
        this.#rows.get(part.index)?.toggleAttribute('hidden', filter.checked && !part.isFailed);
    });
    const label = element('label', {}, filter, 'Failed only');
    return element('div', { class: 'viewer-bar' }, element('span', {}, verdict), ...(failed === 0 ? [] : [label]));
  }

  #row(part: PartView): HTMLElement {
    const open = button(
      { class: 'link', 'aria-expanded': 'false', 'aria-label': `Part ${part.index}, show its body` },
      () => this.#toggle(part),
      String(part.index),
    );
    const row = element(
      'tr',
      {},
      element('td', {}, open),
      element('td', { class: `tone-${part.tone}` }, icon(part.icon), part.status),
      element('td', {}, part.resource),
      element('td', {}, part.type),
      element('td', { class: 'amount' }, part.size),
      element('td', { class: 'error' }, part.error),
    );
    this.#rows.set(part.index, row);
    return row;
  }

  #toggle(part: PartView): void {
    this.#viewer?.dispose();
    this.#viewer = undefined;
    this.#open = this.#open === part.index ? undefined : part.index;
    for (const [index, row] of this.#rows) {
      row.classList.toggle('open', index === this.#open);
      row.querySelector('button')?.setAttribute('aria-expanded', String(index === this.#open));
    }
    this.#below.replaceChildren();
    if (this.#open === undefined) return;
    const fields = element(
      'details',
      { class: 'part-fields' },
      element('summary', {}, `Fields of part ${part.index}`),
      fieldTable('Fields', part.fields),
    );
    this.#below.append(fields);
    // The table has just become shorter.
    this.#rows.get(part.index)?.scrollIntoView({ block: 'nearest' });
    this.#host.post({ kind: 'open', runId: this.#runId, target: part.index, form: 'pretty' });
  }
}
