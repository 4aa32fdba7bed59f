import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { ScriptedExchange } from '../../support/scriptedTransport';
import { check, json, play, step } from './sendHarness';

describe('send: retries', () => {
  const limited = (wait: number) => step('GET /x', 429, `Retry-After: ${wait}`);

  it('gives up after three repeats of a 429 and says when to try again', async () => {
    const sent = await check([limited(1), limited(2), limited(3), limited(4)], {
      outcome: 'rateLimited',
      waits: [1000, 2000, 3000],
      retries: 3,
    });
    assert.equal(sent.outcome.retryAfter, 4000);
    assert.equal(sent.outcome.retryable, true);
  });

  it('waits as long as is allowed and no longer', async () => {
    await check([limited(300), step('GET /x', 200)], { waits: [300_000] });
    const warnings = ['retry-after-too-long'];
    await check([limited(301)], { outcome: 'rateLimited', waits: [], warnings });
    const busy = await check([step('GET /x', 503, 'Retry-After: 301')], {
      outcome: 'serverError',
      waits: [],
      warnings,
    });
    assert.deepEqual([busy.outcome.retryable, busy.outcome.retryAfter], [true, 301_000]);
  });

  it('repeats a POST on 429', async () => {
    await check(
      [step('POST /x', 429, 'Retry-After: 1'), { ...step('POST /x', 200), expect: { body: '{"a":1}' } }],
      { retries: 1 },
      {
        request: json,
      },
    );
  });

  it('repeats a POST on 503 only when unsafe methods may be repeated', async () => {
    await check(
      [step('POST /x', 503, 'Retry-After: 1'), step('POST /x', 200)],
      { retries: 1, warnings: [] },
      {
        request: json,
        policy: { retryUnsafeMethods: true },
      },
    );
  });

  it('caps the backoff', async () => {
    await check(
      Array.from({ length: 4 }, () => step('GET /x', 503)),
      { outcome: 'serverError', waits: [2000, 3000, 3000] },
      {
        policy: { maxBackoffMs: 3000 },
      },
    );
  });

  it('adds jitter upward only', async () => {
    await check(
      [step('GET /x', 503), step('GET /x', 200)],
      { waits: [2200] },
      {
        policy: { jitter: 0.2 },
        ports: { random: { next: () => 0.5 } },
      },
    );
  });

  const reset = (phase: 'connect' | 'response'): ScriptedExchange => ({
    for: 'r',
    respond: { fail: phase === 'connect' ? 'ECONNREFUSED' : 'ECONNRESET', phase },
  });

  it('shows a broken connection at once by default', async () => {
    const sent = await check([reset('connect')], { outcome: 'transportError', warnings: [], retries: 0 });
    assert.equal(sent.outcome.retryable, true);
    assert.equal(sent.outcome.status, undefined);
  });

  it('repeats a broken GET when told to, until the repeats are used up', async () => {
    await check(
      [reset('response'), reset('response'), reset('response'), reset('response')],
      { waits: [2000, 4000, 8000] },
      {
        policy: { retryNetwork: true },
      },
    );
  });

  it('shows the answer when a wait is stopped by hand', async () => {
    const sent = await check(
      [step('GET /x', 429)],
      { outcome: 'rateLimited', retries: 0, waits: [0] },
      {
        observe: (event) => event.kind === 'waiting' && event.control.stop(),
      },
    );
    assert.equal(sent.response?.status, 429);
    assert.deepEqual(sent.warnings, ['retry-after-missing']);
  });

  it('sends at once when told to, past its own penalty', async () => {
    await check(
      [limited(60), { ...step('GET /x', 200), afterMs: 0 }],
      { outcome: 'completed', retries: 1, waits: [0] },
      {
        observe: (event) => event.kind === 'waiting' && event.control.sendNow(),
      },
    );
  });

  it('ends a wait at once when cancelled', async () => {
    const controller = new AbortController();
    const { sent, clock } = await play([limited(60)], {
      signal: controller.signal,
      observe: (event) => event.kind === 'waiting' && controller.abort(),
    });
    assert.equal(sent.outcome.kind, 'cancelled');
    assert.equal(clock.now(), 0);
    assert.deepEqual([sent.trace.length, sent.retries], [1, 0]);
  });

  it('sends nothing when cancelled beforehand', async () => {
    const { sent } = await play([], { signal: AbortSignal.abort() });
    assert.deepEqual([sent.outcome.kind, sent.trace.length], ['cancelled', 0]);
  });
});
