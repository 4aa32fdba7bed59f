import type { Hop } from './hop';
import type { OutcomeKind } from './outcome';
import type { Reply } from './ports';
import type { Progress, SendContext } from './progress';
import { redirected, type Redirection } from './redirect/redirect';
import { retryOfAnswer, retryOfFailure, type Retry, type RetryState } from './retry/retry';
import type { Cause, Note } from './trace';
import { effectiveMethod } from './request/tunnel';

/** What follows an exchange: another one, a renewal of the token, or the end. */
export type Next =
  | Onward
  | { readonly kind: 'renew' }
  | {
      readonly kind: 'end';
      readonly notes: readonly Note[];
      /** Why a redirect was not followed. */
      readonly stop: OutcomeKind | undefined;
      readonly retry: Retry | undefined;
      /** From when on a redirect may be followed, in milliseconds from now (rule RD8). */
      readonly retryAfter?: number | undefined;
    };

/** Another exchange after `delay` milliseconds, which `rule` asks for. */
export interface Onward {
  readonly kind: 'send';
  readonly hop: Hop;
  readonly cause: Cause & { readonly kind: 'redirect' | 'repeat' | 'retry' };
  readonly delay: number;
  readonly rule: string;
  readonly notes: readonly Note[];
  /** The retry it is; undefined for a redirect. */
  readonly retry: Retry | undefined;
}

/** Decides what follows an exchange, by the rules in their order: redirects, renewal, retries (rules RD, AU, RT). */
export function decide(
  { hop, reply, isTokenSent }: { readonly hop: Hop; readonly reply: Reply; readonly isTokenSent: boolean },
  progress: Progress,
  context: SendContext,
): Next {
  const { policy } = context;
  if (reply.kind === 'failure') {
    return repeated(hop, retryOfFailure(reply.failure, retryState(hop, progress, context), policy), progress);
  }
  const { response } = reply;
  const state = { hop, progress, secrets: context.secrets, now: context.ports.clock.time() };
  const redirection = redirected(state, response, policy);
  if (redirection !== undefined) return ofRedirection(redirection, response.status, progress);
  if (response.status === 401 && isTokenSent && policy.renewOn401 && progress.rejections < policy.maxRenewals) {
    return { kind: 'renew' };
  }
  return repeated(hop, retryOfAnswer(response, retryState(hop, progress, context), policy), progress);
}

function retryState(hop: Hop, { counts }: Progress, { ports }: SendContext): RetryState {
  return { method: effectiveMethod(hop), counts, now: ports.clock.time(), chance: ports.random.next() };
}

function ofRedirection(redirection: Redirection, status: number, { trace }: Progress): Next {
  const { notes } = redirection;
  if (redirection.kind === 'stop') {
    const { outcome, retryAfter } = redirection;
    return { kind: 'end', notes, stop: outcome, retry: undefined, retryAfter };
  }
  const { hop, delay } = redirection;
  const from = trace.length - 1;
  const cause = redirection.isRepeat
    ? ({ kind: 'repeat', from, rule: 'RD4' } as const)
    : ({ kind: 'redirect', from, status, rule: redirection.rule } as const);
  return { kind: 'send', hop, cause, delay, rule: 'RD8', notes, retry: undefined };
}

function repeated(hop: Hop, retry: Retry | undefined, { counts, trace }: Progress): Next {
  if (retry?.delay === undefined) return { kind: 'end', notes: retry?.notes ?? [], stop: undefined, retry };
  const { delay, rule, notes } = retry;
  const cause = { kind: 'retry', from: trace.length - 1, attempt: counts[retry.kind] + 1, rule } as const;
  return { kind: 'send', hop, cause, delay, rule, notes, retry };
}
