import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { wait } from '../../../../src/http/retry/wait';
import type { SendEvent, WaitObserver } from '../../../../src/http/sendPorts';
import { VirtualClock } from '../../../support/virtualClock';

const start = Date.UTC(2026, 10, 22);

/** Waits five seconds from the hundredth millisecond on, and gives what came of it. */
async function waited(observe: WaitObserver | undefined, signal = new AbortController().signal) {
  const clock = new VirtualClock(start);
  await clock.settle(clock.sleep(100, signal));
  const before = clock.now();
  const result = await clock.settle(wait({ duration: 5000, rule: 'RT1' }, clock, observe, signal));
  return { ...result, passed: clock.now() - before };
}

describe('wait', () => {
  it('passes the whole time without an observer', async () => {
    assert.deepEqual(await waited(undefined), { end: 'elapsed', waited: 5000, passed: 5000 });
  });

  it('says until when it waits, and which rule asks for it', async () => {
    const events: (SendEvent & { kind: 'waiting' })[] = [];
    await waited((event) => events.push(event));
    assert.deepEqual(
      events.map(({ until, rule }) => ({ until, rule })),
      [{ until: start + 5100, rule: 'RT1' }],
    );
  });

  it('ends at once when sent now or stopped, and heeds the first word only', async () => {
    assert.deepEqual(
      await waited(({ control }) => {
        control.sendNow();
        control.stop();
      }),
      { end: 'sentNow', waited: 0, passed: 0 },
    );
    assert.deepEqual(
      await waited(({ control }) => {
        control.stop();
        control.sendNow();
      }),
      { end: 'stopped', waited: 0, passed: 0 },
    );
  });

  it('does not begin when it is cancelled beforehand', async () => {
    const clock = new VirtualClock(start);
    const events: SendEvent[] = [];
    const observe = (event: SendEvent) => events.push(event);
    const result = await wait({ duration: 5000, rule: 'RT1' }, clock, observe, AbortSignal.abort());
    assert.deepEqual([result, events], [{ end: 'cancelled', waited: 0 }, []]);
  });

  it('ends at once when cancelled, and leaves no listener behind', async () => {
    const controller = new AbortController();
    const counted = countingListeners(controller.signal);
    assert.deepEqual(await waited(() => controller.abort(), counted.signal), {
      end: 'cancelled',
      waited: 0,
      passed: 0,
    });
    const idle = countingListeners(new AbortController().signal);
    await waited(undefined, idle.signal);
    assert.equal(idle.count(), 0);
  });

  it('counts no more than was asked for when the clock oversleeps', async () => {
    let now = 0;
    const clock = {
      time: () => start + now,
      now: () => now,
      sleep: () => {
        now += 5003;
        return Promise.resolve();
      },
    };
    const { signal } = new AbortController();
    assert.deepEqual(await wait({ duration: 5000, rule: 'RT1' }, clock, undefined, signal), {
      end: 'elapsed',
      waited: 5000,
    });
  });

  it('says how long it waited when it was cut short', async () => {
    const clock = new VirtualClock(start);
    const { signal } = new AbortController();
    await clock.settle(clock.sleep(70, signal));
    const result = wait(
      { duration: 5000, rule: 'RT1' },
      clock,
      ({ control }) => void clock.sleep(1200.4, signal).then(() => control.stop()),
      signal,
    );
    assert.deepEqual(await clock.settle(result), { end: 'stopped', waited: 1200 });
  });
});

/** A signal that knows how many listen to it. */
function countingListeners(signal: AbortSignal) {
  let count = 0;
  const add = signal.addEventListener.bind(signal);
  const remove = signal.removeEventListener.bind(signal);
  signal.addEventListener = (...args: Parameters<typeof add>) => {
    if (args[0] === 'abort') count += 1;
    add(...args);
  };
  signal.removeEventListener = (...args: Parameters<typeof remove>) => {
    if (args[0] === 'abort') count -= 1;
    remove(...args);
  };
  return { signal, count: () => count };
}
