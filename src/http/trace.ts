import type { Failure } from './failure';
import type { RequestMessage, ResponseMessage } from './message';
import type { Outcome } from './outcome';
import type { Connection } from './ports';
import type { Timings } from './timings';

/** Why an exchange was made. `rule` is the id of ../../docs or rules such as `RD2`; `from` the index of the exchange that caused it. */
export type Cause =
  | { readonly kind: 'initial' }
  | { readonly kind: 'redirect'; readonly from: number; readonly status: number; readonly rule: string }
  | { readonly kind: 'repeat'; readonly from: number; readonly rule: string }
  | { readonly kind: 'retry'; readonly from: number; readonly attempt: number; readonly rule: string }
  | { readonly kind: 'renewal'; readonly grant: string; readonly rule: string };

/** A sentence about one step and the rule that made it: `{ rule: 'RD2', message: '303: POST became GET.' }`. */
export interface Note {
  readonly rule: string;
  readonly message: string;
  /** Id of the warnings table, such as `credentials-dropped`; undefined when it only explains. */
  readonly warning?: string;
}

/** What a jar did with a Set-Cookie line: kept it, removed what it had (Max-Age=0, past Expires), or refused it, and why (RFC 6265bis §5.7). */
export type CookieFate =
  'kept' | 'removed' | 'malformed' | 'too-long' | 'other-domain' | 'public-suffix' | 'prefix' | 'insecure' | 'refused';

/** One request that left and what came of it. `waited` is the milliseconds held back before it; `startedAt` ISO 8601. */
export interface Exchange {
  readonly cause: Cause;
  readonly waited: number;
  readonly startedAt: string;
  readonly request: RequestMessage;
  readonly response: ResponseMessage | undefined;
  readonly failure: Failure | undefined;
  readonly timings: Timings;
  readonly connection: Connection | undefined;
  /** What this step did and did not send on, and why. */
  readonly notes: readonly Note[];
  /** One for each Set-Cookie line of the response, in order; absent when no jar was in use. */
  readonly cookies?: readonly CookieFate[];
}

/** Everything that left for one request, in order. Empty only when the request was blocked before sending. */
type Trace = readonly Exchange[];

/** The result of `send()`: the trace, its verdict, and the counters the rules speak of. Durations in milliseconds. */
export interface Sent {
  readonly trace: Trace;
  readonly outcome: Outcome;
  /** The response to show: the last one, or the stored copy that a 304 confirmed. */
  readonly response: ResponseMessage | undefined;
  readonly finalUrl: string | undefined;
  /** Exchanges of the request itself; token exchanges are not counted. */
  readonly attempts: number;
  readonly redirects: number;
  readonly retries: number;
  readonly renewals: number;
  readonly waits: readonly number[];
  /** Ids of the warnings table, such as `credentials-dropped`; each once. */
  readonly warnings: readonly string[];
  readonly notes: readonly Note[];
}
