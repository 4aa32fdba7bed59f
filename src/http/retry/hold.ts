import type { Step } from '../exchange';
import { gatePlace } from '../identity';
import type { ResponseMessage } from '../message';
import type { Progress, SendContext } from '../progress';
import { rateLimit } from './rateLimit';
import { retryAfter } from './retryAfter';
import { wait, type WaitEnd } from './wait';

/** How a step got past the gate, and how many milliseconds it was held. */
export interface Held {
  readonly end: WaitEnd;
  readonly waited: number;
}

/**
 * Holds a step back while a penalty of its credential runs (rule RT7), and, where the policy asks for it, until its used-up quota is
 * filled again (rule RT11). Only the latter counts among the waits of its own request; a retry has waited as it was told already.
 */
export async function hold(step: Step, progress: Progress, context: SendContext): Promise<Held> {
  const { policy, ports, signal } = context;
  const { clock, gate } = ports;
  if (gate === undefined || step.isReleased) return { end: signal.aborted ? 'cancelled' : 'elapsed', waited: 0 };
  const { key, target } = gatePlace(step.hop, context);
  let waited = 0;
  for (;;) {
    const held = (gate.until(key, target) ?? 0) - clock.time();
    if (held <= 0) break;
    const released = new AbortController();
    const forget = gate.onRelease(key, () => released.abort());
    const wasHeld = await wait({ duration: held, rule: 'RT7', over: released.signal }, clock, ports.observe, signal);
    forget();
    waited += wasHeld.waited;
    if (wasHeld.end !== 'elapsed') return { end: wasHeld.end, waited };
  }
  const mayWait = policy.waitOnZeroRemaining && step.cause.kind !== 'retry';
  const empty = mayWait ? (gate.refilled(key, target) ?? 0) - clock.time() : 0;
  if (empty <= 0 || empty > policy.maxRetryAfterMs) return { end: signal.aborted ? 'cancelled' : 'elapsed', waited };
  const refilled = await wait({ duration: empty, rule: 'RT11' }, clock, ports.observe, signal);
  progress.waits.push(refilled.waited);
  return { end: refilled.end, waited: waited + refilled.waited };
}

/**
 * Lets the gate know the quota an answer tells of, and the penalty that a 429 begins (rules RT7, RT11). One too long to be waited for is not
 * enforced. The answer to what a person sent into a penalty (at `sentAt`, milliseconds) shows that the penalty is over, unless it is a 429 again or the server's failure.
 */
export function observeLimits(
  { hop, isReleased }: Pick<Step, 'hop' | 'isReleased'>,
  response: ResponseMessage,
  sentAt: number,
  { policy, ports, secrets }: SendContext,
): void {
  const { gate } = ports;
  if (gate === undefined) return;
  const now = ports.clock.time();
  const limit = rateLimit(response.fields, now);
  const isPenalty = response.status === 429;
  if (limit === undefined && !isPenalty && !isReleased) return;
  const { key, target } = gatePlace(hop, { ports, secrets });
  if (limit !== undefined) gate.observe(key, target, limit, now);
  if (isReleased && !isPenalty && response.status < 500) gate.release(key, target, sentAt);
  if (!isPenalty) return;
  const penalty = retryAfter(response.fields, now, policy).delay ?? policy.default429Ms;
  if (penalty <= policy.maxRetryAfterMs) gate.penalize(key, limit?.group, now + penalty, now);
}
