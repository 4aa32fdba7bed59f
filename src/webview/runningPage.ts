import type { RunningView } from '../view/protocol';
import { wordDuration } from '../view/wording/quantity';
import { wordLeft } from './banner';
import { button, element } from './element';
import type { Host } from './host';
import { icon } from './icon';

type Wait = NonNullable<RunningView['wait']>;

/** A run under way: how long it has taken, or the countdown of its wait, with what can be done about it. */
export class RunningPage {
  readonly element = element('main', { class: 'running' });
  readonly #running: RunningView;
  readonly #host: Host;
  readonly #shownAt = performance.now();
  readonly #clock = element('span', { class: 'clock', role: 'timer' });
  readonly #bar = element('span', { class: 'fill' });
  readonly #timer: number;
  /** Undefined unless it still waits. */
  #wait: Wait | undefined;

  constructor(running: RunningView, host: Host) {
    this.#running = running;
    this.#host = host;
    this.#wait = running.wait;
    this.#draw();
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

  #draw(): void {
    const { title, method, url, step } = this.#running;
    const wait = this.#wait;
    this.element.replaceChildren(
      element(
        'h1',
        {},
        icon(wait === undefined ? 'loading' : 'clock'),
        element('span', {}, element('strong', {}, wait === undefined ? `Sending ${title}` : waitTitle(wait, title))),
      ),
      element('p', { class: 'where' }, `${method} ${url}`),
      ...(step > 1 ? [element('p', { class: 'muted' }, `Request ${step} of this run`)] : []),
      ...(wait === undefined
        ? []
        : [
            element('p', {}, wait.text, ' ', element('span', { class: 'rule', title: `Rule ${wait.rule}` }, wait.rule)),
          ]),
      element(
        'p',
        { class: 'progress' },
        this.#clock,
        element('span', { class: wait === undefined ? 'track busy' : 'track' }, this.#bar),
      ),
      element('div', { class: 'now' }, ...this.#buttons(wait)),
    );
  }

  #buttons(wait: Wait | undefined): readonly HTMLElement[] {
    const { runId } = this.#running;
    const act = (action: 'cancel' | 'sendNow' | 'stopWaiting', label: string): HTMLElement =>
      button(
        { class: action === 'sendNow' ? 'primary' : 'secondary' },
        () => this.#host.post({ kind: 'act', runId, action }),
        label,
      );
    return [
      ...(wait === undefined ? [] : [act('sendNow', 'Send now')]),
      ...(wait === undefined || isHeldBefore(wait) ? [] : [act('stopWaiting', 'Stop and show the response')]),
      act('cancel', 'Cancel'),
    ];
  }

  #tick(): void {
    const since = performance.now() - this.#shownAt;
    const left = Math.max(0, (this.#wait?.remaining ?? 0) - since);
    if (this.#wait !== undefined && left === 0) this.#endWait();
    if (this.#wait === undefined) {
      const seconds = Math.floor((this.#running.elapsed + since) / 100) / 10;
      this.#clock.textContent = seconds < 60 ? `${seconds.toFixed(1)} s` : wordDuration(seconds * 1000);
      return;
    }
    this.#clock.textContent = `in ${wordLeft(Math.ceil(left / 1000))}`;
    this.#bar.style.width = `${this.#wait.total <= 0 ? 0 : (left / this.#wait.total) * 100}%`;
  }

  /** The countdown is over and the request on its way: nothing is left to send now or to stop. */
  #endWait(): void {
    const hadFocus = this.element.contains(document.activeElement);
    this.#wait = undefined;
    this.#bar.style.width = '';
    this.#draw();
    if (hadFocus) this.focus();
  }
}

/** These rules hold back what has not been sent yet, so that there is no response to show. */
function isHeldBefore({ rule }: Wait): boolean {
  return rule === 'RT7' || rule === 'RT11';
}

function waitTitle(wait: Wait, title: string): string {
  return `Waiting to send ${title}${isHeldBefore(wait) ? '' : ' again'}`;
}
