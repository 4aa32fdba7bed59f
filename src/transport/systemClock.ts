import { setMaxListeners } from 'node:events';
import type { Clock, Random } from '../http/ports';

/** The longest delay that a timer of Node keeps; a longer one would end at once. */
const longestTimer = 2_147_483_647;

/** The clock of this machine. A sleep of any length can be cut short by its signal, and leaves no timer behind. */
export const systemClock: Clock = {
  time: () => Date.now(),
  now: () => performance.now(),
  async sleep(duration: number, signal: AbortSignal): Promise<void> {
    const end = performance.now() + duration;
    for (let left = duration; left > 0 && !signal.aborted; left = end - performance.now()) {
      await pause(Math.min(left, longestTimer), signal);
    }
  },
};

/** Chance that is good enough to spread retries; no secret depends on it. */
export const systemRandom: Random = { next: () => Math.random() };

function pause(duration: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const wake = (): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', wake);
      resolve();
    };
    const timer = setTimeout(wake, Math.ceil(duration));
    // Many sleeps may share one signal; Node takes more than ten for a leak.
    setMaxListeners(0, signal);
    signal.addEventListener('abort', wake, { once: true });
  });
}
