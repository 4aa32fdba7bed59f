import type { Clock } from '../http/ports';

/** One text that all windows see, such as a key of the editor's SecretStorage. Both may reject. */
export interface LeaseStore {
  read(): Promise<string | undefined>;
  /** Undefined removes it. */
  write(text: string | undefined): Promise<void>;
}

/** A right to renew that no other window has meanwhile. Releasing it never fails. */
export interface Lease {
  release(): Promise<void>;
}

/** How long a lease holds that is not released, because its window was closed or crashed. Milliseconds, as below. */
const life = 30_000;

/** How long a text takes to be seen by every window, with room to spare. */
const settling = 100;

const pollInterval = 250;

/**
 * Waits until no other window renews, then takes the right to (rule AU4 across windows). The store has no compare-and-set: of two that write at
 * the same time, the one whose text is still there after a moment wins. Undefined when `signal` was aborted, or `isOver` says that the other
 * window has done the work. A store that fails is no reason to wait: whoever finds a refresh token spent reads what was stored again.
 */
export async function takeLease(
  store: LeaseStore,
  clock: Clock,
  isOver: () => Promise<boolean>,
  signal: AbortSignal,
): Promise<Lease | undefined> {
  const nonce = crypto.randomUUID();
  const began = clock.now();
  while (!signal.aborted) {
    const found = await read(store);
    if (found === 'failed') return { release: () => Promise.resolve() };
    if (isHeld(found, clock.time()) && clock.now() - began < life) {
      if (await isOver()) return undefined;
      await clock.sleep(pollInterval, signal);
      continue;
    }
    const mine = `${clock.time()} ${nonce}`;
    if (!(await write(store, mine))) return { release: () => Promise.resolve() };
    await clock.sleep(settling, signal);
    if ((await read(store)) === mine) return { release: () => release(store, mine) };
  }
  return undefined;
}

/** A time in the future is that of a clock which was wrong. */
function isHeld(text: string | undefined, now: number): boolean {
  const since = Number(text?.split(' ')[0] ?? Number.NaN);
  return now - since >= -settling && now - since < life;
}

async function release(store: LeaseStore, mine: string): Promise<void> {
  if ((await read(store)) === mine) await write(store, undefined);
}

async function read(store: LeaseStore): Promise<string | undefined> {
  try {
    return await store.read();
  } catch {
    return 'failed';
  }
}

async function write(store: LeaseStore, text: string | undefined): Promise<boolean> {
  try {
    await store.write(text);
    return true;
  } catch {
    return false;
  }
}
