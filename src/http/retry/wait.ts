import type { Clock } from '../ports';
import type { WaitObserver } from '../sendPorts';

/** How a wait ended. */
export type WaitEnd = 'elapsed' | 'sentNow' | 'stopped' | 'cancelled';

/** A wait that is about to begin: milliseconds, and the rule that asks for it. */
export interface Wait {
  readonly duration: number;
  readonly rule: string;
  /** Aborted when there is nothing to wait for any more: the wait then ends as if it had elapsed. */
  readonly over?: AbortSignal;
}

/** Waits, telling the observer, who may end it either way (rule RT8). `waited` is milliseconds: the whole duration unless it was cut short. */
export async function wait(
  { duration, rule, over }: Wait,
  clock: Clock,
  observe: WaitObserver | undefined,
  signal: AbortSignal,
): Promise<{ readonly end: WaitEnd; readonly waited: number }> {
  const cut = new AbortController();
  let end: WaitEnd = 'elapsed';
  const cutShort = (how: WaitEnd) => {
    if (end === 'elapsed') end = how;
    cut.abort();
  };
  const cancel = () => cutShort('cancelled');
  const finish = () => cutShort('elapsed');
  if (signal.aborted) return { end: 'cancelled', waited: 0 };
  signal.addEventListener('abort', cancel, { once: true });
  over?.addEventListener('abort', finish, { once: true });
  const start = clock.now();
  const control = { sendNow: () => cutShort('sentNow'), stop: () => cutShort('stopped') };
  observe?.({ kind: 'waiting', until: clock.time() + duration, rule, control });
  await clock.sleep(duration, cut.signal);
  signal.removeEventListener('abort', cancel);
  over?.removeEventListener('abort', finish);
  return { end, waited: cut.signal.aborted ? Math.round(clock.now() - start) : duration };
}
