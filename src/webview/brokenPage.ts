import type { HostMessage } from '../view/protocol';
import { button, element } from './element';
import type { Host } from './host';
import { icon } from './icon';

/** A run that ended by a defect of this program: what is known of it, and the way to the log. */
export class BrokenPage {
  readonly element: HTMLElement;

  constructor({ runId, title, text }: HostMessage & { kind: 'broken' }, host: Host) {
    const showLog = (): void => host.post({ kind: 'act', runId, action: 'showLog' });
    this.element = element(
      'main',
      { class: 'banner tone-error' },
      element('h1', {}, icon('error'), element('span', {}, element('strong', {}, title), ' · not completed')),
      element('div', { class: 'now' }, element('p', {}, text), button({ class: 'primary' }, showLog, 'Show log')),
    );
  }

  focus(): void {
    this.element.querySelector<HTMLElement>('button')?.focus();
  }

  /** Nothing of it goes on by itself. */
  dispose(): void {
    this.element.remove();
  }
}
