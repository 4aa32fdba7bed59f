import type { Phases } from './phases';

/** What a connection that is being made reports to, and is given up by. Its signal is made when it is first asked for: a kept connection never does. */
export class Watch {
  readonly phases: Phases;
  #controller: AbortController | undefined;
  #isGivenUp = false;

  constructor(phases: Phases) {
    this.phases = phases;
  }

  get signal(): AbortSignal {
    this.#controller ??= new AbortController();
    if (this.#isGivenUp) this.#controller.abort();
    return this.#controller.signal;
  }

  giveUp(): void {
    this.#isGivenUp = true;
    this.#controller?.abort();
  }
}
