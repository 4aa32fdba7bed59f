import type { Answer } from './call';
import { Sessions } from './oauth/sessions';
import { RateLimiter } from './rateLimit';
import { RequestLog } from './requestLog';
import { Collection } from './resources/collection';
import { seedCalls, seedContacts, seedMessages } from './resources/seed';
import type { SandboxSettings } from './settings';

/** An answer that requests of one path get instead of their own, `times` more times. */
export interface PlantedFault {
  readonly path: string;
  readonly times: number;
  readonly answer: Answer;
}

/** Everything the sandbox remembers. `reset()` makes it as new. */
export class SandboxState {
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  readonly sessions: Sessions;
  readonly limiter = new RateLimiter();
  readonly log = new RequestLog();
  readonly messages = new Collection(seedMessages);
  readonly contacts = new Collection(seedContacts);
  readonly calls = new Collection(seedCalls);
  /** How often a fault with `times` has been given, by method and target. */
  readonly faultCounts = new Map<string, number>();
  settings: SandboxSettings;
  faults: readonly PlantedFault[] = [];
  readonly #initialSettings: SandboxSettings;

  constructor(now: () => number, settings: SandboxSettings) {
    this.now = now;
    this.settings = settings;
    this.#initialSettings = settings;
    this.sessions = new Sessions(now);
  }

  reset(): void {
    this.settings = this.#initialSettings;
    this.faults = [];
    this.faultCounts.clear();
    for (const held of [this.sessions, this.limiter, this.log]) held.clear();
    for (const collection of [this.messages, this.contacts, this.calls]) collection.reset();
  }

  /** The planted answer for a path, counted down; undefined when there is none. */
  takeFault(path: string): Answer | undefined {
    const fault = this.faults.find((candidate) => candidate.path === path);
    if (fault === undefined) return undefined;
    this.faults = this.faults.flatMap((other) =>
      other !== fault ? [other] : other.times > 1 ? [{ ...other, times: other.times - 1 }] : [],
    );
    return fault.answer;
  }
}
