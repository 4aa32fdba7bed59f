import type { Failure } from '../http/failure';
import type { Timings } from '../http/timings';

/** A moment of an exchange, in the order in which they come; not all come in every exchange. `assigned`: a socket that was already open. */
export type Moment = 'lookedUp' | 'connected' | 'secured' | 'assigned' | 'sent' | 'answered' | 'ended';

/** Takes the times of one exchange, from its making on. */
export class Phases {
  readonly #started = performance.now();
  readonly #marks: Partial<Record<Moment, number>> = {};
  readonly #hasLookup: boolean;
  readonly #hasTls: boolean;

  /** `hasLookup`: the host is a name. `hasTls`: the connection is to be secured. */
  constructor(hasLookup: boolean, hasTls: boolean) {
    this.#hasLookup = hasLookup;
    this.#hasTls = hasTls;
  }

  /** Notes that a moment has come. Only its first time counts. */
  mark(moment: Moment): void {
    this.#marks[moment] ??= performance.now();
  }

  /** How far the exchange is. */
  current(): Failure['phase'] {
    const { connected, secured, assigned, sent, answered } = this.#marks;
    if (answered !== undefined) return 'response';
    const ready = assigned ?? (this.#hasTls ? secured : connected);
    if (ready === undefined) return connected === undefined ? 'connect' : 'tls';
    return sent === undefined ? 'send' : 'response';
  }

  /** True once the head of the answer has come. */
  get isAnswered(): boolean {
    return this.#marks.answered !== undefined;
  }

  /** Milliseconds of each phase; the phase in which the exchange broke off lasts until its end, those after it are -1. */
  timings(): Timings {
    const marks = this.#marks;
    const ended = marks.ended ?? performance.now();
    const spans = { dns: -1, connect: -1, tls: -1, send: -1, wait: -1, receive: -1 };
    let from = this.#started;
    const pass = (phase: keyof Timings, until: number | undefined): boolean => {
      spans[phase] = Math.max(0, (until ?? ended) - from);
      from = Math.max(from, until ?? ended);
      return until !== undefined;
    };
    if (marks.assigned !== undefined) from = marks.assigned;
    else {
      if (this.#hasLookup && !pass('dns', marks.lookedUp)) return spans;
      if (!pass('connect', marks.connected)) return spans;
      if (this.#hasTls && !pass('tls', marks.secured)) return spans;
    }
    const sent = Math.min(marks.sent ?? Infinity, marks.answered ?? Infinity);
    if (pass('send', sent === Infinity ? undefined : sent) && pass('wait', marks.answered))
      pass('receive', marks.ended);
    return spans;
  }
}
