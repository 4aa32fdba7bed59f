import type { Clock } from '../../src/http/ports';

interface Sleeper {
  readonly until: number;
  readonly wake: () => void;
}

/** Turns of the event loop without anything to do, after which each takes a millisecond: what is loaded on first use, by another thread, needs the processor. */
const eager = 100;

/** Turns without anything to do, after which a test is taken to be stuck. Counted, not timed: on a busy machine they are longer. */
const patience = 30_000;

/** Jumps of the clock, after which a test is taken never to end. */
const mostJumps = 100_000;

/** A clock that stands still until everything waits, and then jumps to the next moment somebody waits for. Milliseconds. */
export class VirtualClock implements Clock {
  readonly #start: number;
  readonly #sleepers = new Set<Sleeper>();
  #elapsed = 0;
  #busy = 0;

  constructor(start = Date.UTC(2026, 10, 22)) {
    this.#start = start;
  }

  time(): number {
    return this.#start + this.#elapsed;
  }

  now(): number {
    return this.#elapsed;
  }

  sleep(duration: number, signal: AbortSignal): Promise<void> {
    if (signal.aborted) return Promise.resolve();
    return new Promise((resolve) => {
      const wake = () => {
        this.#sleepers.delete(sleeper);
        signal.removeEventListener('abort', wake);
        resolve();
      };
      const sleeper = { until: this.#elapsed + Math.max(0, duration), wake };
      this.#sleepers.add(sleeper);
      signal.addEventListener('abort', wake, { once: true });
    });
  }

  /** Real work, such as decompression, during which the clock must stand still. */
  async during<Value>(work: Promise<Value>): Promise<Value> {
    this.#busy += 1;
    try {
      return await work;
    } finally {
      this.#busy -= 1;
    }
  }

  /** Lets virtual time pass until the promise is settled. Sleepers of the same moment wake one after another, in the order they fell asleep. */
  async settle<Value>(promise: Promise<Value>): Promise<Value> {
    const state = { isDone: false };
    const done = () => {
      state.isDone = true;
    };
    promise.then(done, done);
    let jumps = 0;
    for (let idle = 0; ; idle += 1) {
      await new Promise<void>((resolve) => (idle < eager ? setImmediate(resolve) : setTimeout(resolve, 1)));
      if (state.isDone) return promise;
      if (this.#busy > 0) continue;
      const next = this.#next();
      if (next !== undefined) {
        this.#elapsed = Math.max(this.#elapsed, next.until);
        next.wake();
        idle = 0;
        jumps += 1;
        if (jumps > mostJumps) throw new Error('It waits again and again, and never ends.');
      } else if (idle > patience) throw new Error('Nothing waits for the clock, and nothing else happens.');
    }
  }

  #next(): Sleeper | undefined {
    let earliest: Sleeper | undefined;
    for (const sleeper of this.#sleepers) {
      if (earliest === undefined || sleeper.until < earliest.until) earliest = sleeper;
    }
    return earliest;
  }
}
