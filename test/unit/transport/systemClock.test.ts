import assert from 'node:assert/strict';
import { systemClock, systemRandom } from '../../../src/transport/systemClock';

describe('systemClock', () => {
  it('sleeps no shorter than it is told', async () => {
    const start = systemClock.now();
    await systemClock.sleep(15, new AbortController().signal);
    assert.ok(systemClock.now() - start >= 15);
  });

  for (const duration of [10_000, 3_000_000_000]) {
    it(`wakes at once from ${duration} ms when it is told`, async () => {
      const start = systemClock.now();
      await systemClock.sleep(duration, AbortSignal.timeout(10));
      const slept = systemClock.now() - start;
      assert.ok(slept >= 8 && slept < 9000, `${slept} ms`);
    });
  }

  it('does not sleep when it is told before', async () => {
    const start = systemClock.now();
    await systemClock.sleep(10_000, AbortSignal.abort());
    assert.ok(systemClock.now() - start < 9000);
  });

  it('tells the time of day', () => assert.ok(Math.abs(systemClock.time() - Date.now()) < 1000));
});

describe('systemRandom', () => {
  it('stays in [0, 1) and does not repeat itself', () => {
    const values = Array.from({ length: 1000 }, () => systemRandom.next());
    assert.ok(values.every((value) => value >= 0 && value < 1));
    assert.ok(new Set(values).size > 990);
  });
});
