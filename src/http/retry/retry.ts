import type { Failure } from '../failure';
import type { SendPolicy } from '../policy';
import type { Head } from '../redirect/redirect';
import { askedNotes, inSeconds, retryAfter } from './retryAfter';
import type { Note } from '../trace';

/** What is counted apart, across redirects (rule RT9). */
export type RetryKind = 'rateLimit' | 'serverError' | 'network';

/** Repeats so far, per kind. */
type RetryCounts = Readonly<Record<RetryKind, number>>;

/** What a 429, a 5xx or a broken connection leads to. */
export interface Retry {
  readonly kind: RetryKind;
  readonly rule: string;
  /** Milliseconds until the repeat; undefined when it is not repeated. */
  readonly delay: number | undefined;
  /** A person may send it again. */
  readonly isRetryable: boolean;
  /** From when on, in milliseconds from now; undefined when nothing says. */
  readonly retryAfter: number | undefined;
  readonly notes: readonly Note[];
}

/** What a retry is decided from. `method` is the effective one (rule RT10), `now` milliseconds, `chance` in [0, 1). */
export interface RetryState {
  readonly method: string;
  readonly counts: RetryCounts;
  readonly now: number;
  readonly chance: number;
}

/** Milliseconds of the backoff before repeat number `attempt`, one-based: 2, 4, 8 s, capped, with jitter upward only (rule RT2). */
export function retryDelay(attempt: number, policy: SendPolicy, chance: number): number {
  const delay = Math.min(policy.backoffMs * policy.backoffFactor ** (attempt - 1), policy.maxBackoffMs);
  return Math.round(delay * (1 + policy.jitter * chance));
}

/** Decides whether an answer is repeated (rules RT1 to RT6); undefined when it is neither a 429 nor a status of `retryStatuses`. */
export function retryOfAnswer(head: Head, state: RetryState, policy: SendPolicy): Retry | undefined {
  if (head.status === 429) return ofRateLimit(head, state, policy);
  return policy.retryStatuses.includes(head.status) ? ofServerError(head, state, policy) : undefined;
}

/** Decides whether a broken connection is repeated (rule RT5): by default never, TLS failures never. */
export function retryOfFailure(failure: Failure, state: RetryState, policy: SendPolicy): Retry {
  const isBroken = ['dns', 'connect', 'timeout', 'reset'].includes(failure.kind);
  const isRetryable = isBroken && failure.phase !== 'tls';
  const retry = { kind: 'network', rule: 'RT5', isRetryable, retryAfter: undefined } as const;
  const attempt = state.counts.network + 1;
  if (!isRetryable || !policy.retryNetwork || attempt > policy.maxRetries)
    return { ...retry, delay: undefined, notes: [] };
  const neverLeft = failure.phase === 'connect';
  if (!neverLeft && !mayRepeat(state.method, policy))
    return { ...retry, delay: undefined, notes: [unsafe(state.method)] };
  const delay = retryDelay(attempt, policy, state.chance);
  const why = neverLeft ? 'the request never left' : `${state.method} is idempotent`;
  return {
    ...retry,
    delay,
    notes: [{ rule: 'RT5', message: `${failure.code}: repeated after ${inSeconds(delay)}, as ${why}.` }],
  };
}

/** Whether sending it twice does the same as once (RFC 9110 §9.2.2). */
export function isIdempotent(method: string): boolean {
  return ['GET', 'HEAD', 'PUT', 'DELETE', 'OPTIONS', 'TRACE', 'QUERY', 'PROPFIND', 'SEARCH'].includes(method);
}

function ofRateLimit(head: Head, state: RetryState, policy: SendPolicy): Retry {
  const asked = retryAfter(head.fields, state.now, policy);
  const wait = asked.delay ?? policy.default429Ms;
  const notes = askedNotes(asked, 429);
  const retry = { kind: 'rateLimit', rule: 'RT1', isRetryable: true, retryAfter: wait } as const;
  if (asked.isTooLong || state.counts.rateLimit >= policy.max429Retries) {
    if (!asked.isTooLong)
      notes.push({ rule: 'RT1', message: `429 came again after ${state.counts.rateLimit} repeats.` });
    return { ...retry, delay: undefined, notes };
  }
  notes.push({ rule: 'RT1', message: `429: repeated after ${inSeconds(wait)}.` });
  return { ...retry, delay: wait, notes };
}

function ofServerError(head: Head, state: RetryState, policy: SendPolicy): Retry {
  const asked = retryAfter(head.fields, state.now, policy);
  const attempt = state.counts.serverError + 1;
  const notes = askedNotes(asked, head.status);
  const isOver = attempt > policy.maxRetries;
  const wait = asked.delay ?? (isOver ? undefined : retryDelay(attempt, policy, state.chance));
  const rule = head.status === 503 ? 'RT2' : 'RT3';
  const retry = { kind: 'serverError', rule, isRetryable: true, retryAfter: wait } as const;
  if (wait === undefined || isOver || asked.isTooLong) {
    if (isOver) notes.push({ rule, message: `${head.status} came again after ${policy.maxRetries} repeats.` });
    return { ...retry, delay: undefined, notes };
  }
  if (!mayRepeat(state.method, policy)) return { ...retry, delay: undefined, notes: [...notes, unsafe(state.method)] };
  notes.push({ rule, message: `${head.status}: repeated after ${inSeconds(wait)}.` });
  return { ...retry, delay: wait, notes };
}

function mayRepeat(method: string, policy: SendPolicy): boolean {
  return policy.retryUnsafeMethods || isIdempotent(method);
}

function unsafe(method: string): Note {
  return {
    rule: 'RT5',
    message: `${method} was not repeated, as the first one may have been processed. Send it again when you know that it was not.`,
    warning: 'unsafe-not-retried',
  };
}
