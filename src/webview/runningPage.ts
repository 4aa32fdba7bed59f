import type { RunningView } from '../view/protocol';
import { wordDuration } from '../view/wording/quantity';
import { wordLeft } from './banner';
import { button, element } from './element';
import type { Host } from './host';
import { icon } from './icon';

/** A run under way: how long it has taken, or the countdown of its wait, with what can be done about it. */
export class RunningPage {
  readonly element: HTMLElement;
  readonly #running: RunningView;
  readonly #shownAt = performance.now();
  readonly #clock = element('span', { class: 'clock', role: 'timer' });
  readonly #bar = element('span', { class: 'fill' });
  readonly #timer: number;

  constructor(running: RunningView, host: Host) {
    this.#running = running;
    const { wait, runId, title, method, url } = running;
    const act = (action: 'cancel' | 'sendNow' | 'stopWaiting') => (): void => host.post({ kind: 'act', runId, action });
    const waiting =
      wait === undefined
        ? []
        : [
            button({ class: 'primary' }, act('sendNow'), 'Send now'),
            button({ class: 'secondary' }, act('stopWaiting'), 'Stop and show the response'),
          ];
    const said =
      wait === undefined
        ? []
        : [element('p', {}, wait.text, ' ', element('span', { class: 'rule', title: `Rule ${wait.rule}` }, wait.rule))];
    this.element = element(
      'main',
      { class: 'running' },
      element(
        'h1',
        {},
        icon(wait === undefined ? 'loading' : 'clock'),
        element(
          'span',
          {},
          element('strong', {}, wait === undefined ? `Sending ${title}` : `Waiting to send ${title} again`),
        ),
      ),
      element('p', { class: 'where' }, `${method} ${url}`),
      ...said,
      element(
        'p',
        { class: 'progress' },
        this.#clock,
        element('span', { class: wait === undefined ? 'track busy' : 'track' }, this.#bar),
      ),
      element('div', { class: 'now' }, ...waiting, button({ class: 'secondary' }, act('cancel'), 'Cancel')),
    );
    this.#timer = window.setInterval(() => {
      this.#tick();
    }, 100);
    this.#tick();
  }

  focus(): void {
    this.element.querySelector<HTMLElement>('button')?.focus();
  }

  /** Ends the clock. */
  dispose(): void {
    clearInterval(this.#timer);
  }

  #tick(): void {
    const { wait, elapsed } = this.#running;
    const since = performance.now() - this.#shownAt;
    if (wait === undefined) {
      const seconds = Math.floor((elapsed + since) / 100) / 10;
      this.#clock.textContent = seconds < 60 ? `${seconds.toFixed(1)} s` : wordDuration(seconds * 1000);
      return;
    }
    const left = Math.max(0, wait.remaining - since);
    this.#clock.textContent = `in ${wordLeft(Math.ceil(left / 1000))}`;
    this.#bar.style.width = `${wait.total <= 0 ? 0 : (left / wait.total) * 100}%`;
  }
}
