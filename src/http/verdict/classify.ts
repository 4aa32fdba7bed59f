import { correlation } from './correlation';
import { hasErrorCode } from './errorDetail';
import type { Failure } from '../failure';
import { allowed, deprecated, sunset } from './lifecycle';
import type { ResponseMessage } from '../message';
import { noOutcome, type Category, type ErrorDetail, type Outcome, type OutcomeKind, type Part } from '../outcome';
import type { SendPolicy } from '../policy';
import { rateLimit } from '../retry/rateLimit';
import type { Retry } from '../retry/retry';
import { saveName } from './saveName';

/** How a trace ended: what a verdict is made of. */
export type End =
  | { readonly kind: 'blocked'; readonly reason: string }
  | { readonly kind: 'cancelled' }
  | { readonly kind: 'refused'; readonly needsLogin: boolean; readonly error: ErrorDetail | undefined }
  | {
      readonly kind: 'failure';
      readonly failure: Failure;
      /** What had come before it failed. */
      readonly response: ResponseMessage | undefined;
      readonly retry: Retry | undefined;
    }
  | Answered;

/** The end with an answer. `method` is the effective one of its request (rules MT, DL). */
export interface Answered {
  readonly kind: 'answer';
  readonly method: string;
  readonly response: ResponseMessage;
  /** What an error body says; undefined when there is none. */
  readonly error: ErrorDetail | undefined;
  /** Why a redirect was not followed (rules RD). */
  readonly stop?: OutcomeKind | undefined;
  readonly retry?: Retry | undefined;
  /** From when on it may be sent again or a redirect followed, in milliseconds from now. */
  readonly retryAfter?: number | undefined;
  /** A renewal was tried for this 401 and refused (rules AU). */
  readonly refused?: { readonly needsLogin: boolean; readonly error: ErrorDetail | undefined } | undefined;
  readonly parts?: readonly Part[] | undefined;
  /** Why a 207 could not be split (rule MP). */
  readonly protocolReason?: string | undefined;
  /** The stored copy is shown (rule CN). */
  readonly isFromCache?: boolean | undefined;
}

/** The guide's class of a status (rule CL); `none` for what is no status of HTTP. */
export function categoryOf(status: number | undefined): Category {
  if (status === undefined || status < 200 || status > 599) return 'none';
  if (status < 400) return 'success';
  return status < 500 ? 'clientError' : 'serverError';
}

/** What to show for a status, by itself (rules CL, DL). `method` is the effective one. */
export function outcomeOf(
  status: number | undefined,
  method: string,
  error: ErrorDetail | undefined,
  policy: Pick<SendPolicy, 'ignore404OnDelete'>,
): OutcomeKind {
  switch (categoryOf(status)) {
    case 'none':
      return 'protocolError';
    case 'serverError':
      return 'serverError';
    case 'success':
      if (status === 207) return 'multiStatus';
      if (status === 304) return 'notModified';
      return status !== undefined && status >= 300 ? 'redirectUnresolved' : 'completed';
    case 'clientError':
      if (status === 401) return 'unauthorized';
      if (status === 429) return 'rateLimited';
      return status === 404 && isAlreadyDeleted(method, error, policy) ? 'alreadyDeleted' : 'clientError';
  }
}

/** The verdict on a whole trace (rules CL, DL). `now` is milliseconds. */
export function classify(end: End, policy: SendPolicy, now: number): Outcome {
  switch (end.kind) {
    case 'blocked':
      return { ...noOutcome, kind: 'blocked', reason: end.reason };
    case 'cancelled':
      return noOutcome;
    case 'refused':
      return { ...noOutcome, kind: 'authFailed', needsLogin: end.needsLogin, error: end.error };
    case 'failure':
      return ofFailure(end, now);
    case 'answer':
      return ofAnswer(end, policy, now);
  }
}

/** A 404 on DELETE means that the aim is reached, unless the URL itself is wrong (rule DL). */
function isAlreadyDeleted(
  method: string,
  error: ErrorDetail | undefined,
  policy: Pick<SendPolicy, 'ignore404OnDelete'>,
) {
  return method === 'DELETE' && policy.ignore404OnDelete && !hasErrorCode(error, 'CMN-120');
}

function ofFailure(end: End & { readonly kind: 'failure' }, now: number): Outcome {
  const { failure, response } = end;
  if (failure.kind === 'cancelled') return noOutcome;
  const facts = response === undefined ? noOutcome : factsOf(response, now);
  const isProtocol = failure.kind === 'protocol' || failure.kind === 'tooLarge';
  return {
    ...facts,
    category: isProtocol ? facts.category : 'none',
    kind: isProtocol ? 'protocolError' : 'transportError',
    status: isProtocol ? facts.status : undefined,
    reason: failure.reason,
    retryable: end.retry?.isRetryable ?? false,
  };
}

function ofAnswer(end: Answered, policy: SendPolicy, now: number): Outcome {
  const { status } = end.response;
  const own = outcomeOf(status, end.method, end.error, policy);
  const kind =
    end.protocolReason !== undefined ? 'protocolError' : end.refused !== undefined ? 'authFailed' : (end.stop ?? own);
  // Nothing says when to try again: it is not to be repeated, or every repeat has failed.
  const isHopeless = categoryOf(status) === 'serverError' && end.retry?.retryAfter === undefined;
  return {
    ...factsOf(end.response, now),
    kind,
    reason: end.protocolReason,
    error: end.refused?.error ?? end.error,
    parts: end.parts,
    retryable: end.retry?.isRetryable ?? false,
    retryAfter: end.retryAfter,
    needsLogin: end.refused?.needsLogin ?? false,
    advice: isHopeless ? 'contact-support' : undefined,
    fromCache: end.isFromCache ?? false,
  };
}

function factsOf(response: ResponseMessage, now: number): Outcome {
  const { status, fields } = response;
  return {
    ...noOutcome,
    category: categoryOf(status),
    status,
    rateLimit: rateLimit(fields, now),
    allow: status === 405 ? allowed(fields) : undefined,
    deprecated: deprecated(fields, now),
    sunset: sunset(fields, now),
    correlation: correlation(fields),
    saveName: saveName(fields),
  };
}
