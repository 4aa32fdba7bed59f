import { noOutcome } from '../http/outcome';
import type { Note, Sent } from '../http/trace';

/** The report on a request that never left. `reason` is in the rules' words, such as `unresolved-variable`; undefined when it was cancelled. */
export function notSent(kind: 'blocked' | 'cancelled', reason: string | undefined, notes: readonly Note[]): Sent {
  return {
    trace: [],
    outcome: { ...noOutcome, kind, reason },
    response: undefined,
    finalUrl: undefined,
    attempts: 0,
    redirects: 0,
    retries: 0,
    renewals: 0,
    waits: [],
    warnings: [],
    notes,
  };
}
