import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { penaltyGate } from '../../../../src/http/retry/penaltyGate';
import type { PenaltyGate, SendEvent } from '../../../../src/http/sendPorts';
import { VirtualClock } from '../../../support/virtualClock';
import { check, play, step, type Setting } from '../sendHarness';

const key = 'https://a.test\n';

/** A gate on which a penalty of so many milliseconds runs. */
function penalized(duration: number): { readonly setting: Setting; readonly gate: PenaltyGate } {
  const clock = new VirtualClock();
  const gate = penaltyGate();
  gate.penalize(key, undefined, clock.time() + duration, 0);
  return { setting: { clock, ports: { gate } }, gate };
}

/** A gate, and somebody who sends at once when a 429 is to be waited for; `rules` are those that asked for a wait. */
function sentNow() {
  const rules: string[] = [];
  const observe = (event: SendEvent) => {
    if (event.kind !== 'waiting') return;
    rules.push(event.rule);
    if (event.rule === 'RT1') event.control.sendNow();
  };
  return { gate: { clock: new VirtualClock(), ports: { gate: penaltyGate() }, observe }, rules };
}

/** A gate whose quota is used up for so many milliseconds. */
function usedUp(duration: number): Setting {
  const clock = new VirtualClock();
  const gate: PenaltyGate = { ...penaltyGate(), refilled: () => clock.time() + duration };
  return { clock, ports: { gate }, policy: { waitOnZeroRemaining: true } };
}

describe('hold', () => {
  it('holds a step until the penalty ends, and says which rule does', async () => {
    const events: SendEvent[] = [];
    const { setting } = penalized(5000);
    const sent = await check(
      [{ ...step('GET /x', 200), afterMs: 5000 }],
      { waits: [] },
      { ...setting, observe: (event) => events.push(event) },
    );
    assert.equal(sent.trace[0]?.waited, 5000);
    assert.deepEqual(
      events.map((event) => ('rule' in event ? `${event.kind} ${event.rule}` : event.kind)),
      ['waiting RT7', 'started', 'exchange'],
    );
  });

  it('holds it again when the penalty grew meanwhile', async () => {
    const { setting, gate } = penalized(5000);
    const until = setting.clock?.time() ?? 0;
    let grown = false;
    const observe = () => {
      if (!grown) gate.penalize(key, undefined, until + 8000, 0);
      grown = true;
    };
    const sent = await check([{ ...step('GET /x', 200), afterMs: 8000 }], {}, { ...setting, observe });
    assert.equal(sent.trace[0]?.waited, 8000);
  });

  it('sends at once when told to, and stops when told to', async () => {
    const now = penalized(5000).setting;
    await check(
      [{ ...step('GET /x', 200), afterMs: 0 }],
      { outcome: 'completed' },
      { ...now, observe: (event) => event.kind === 'waiting' && event.control.sendNow() },
    );
    const stopped = penalized(5000).setting;
    const { sent } = await play([], {
      ...stopped,
      observe: (event) => event.kind === 'waiting' && event.control.stop(),
    });
    assert.deepEqual([sent.outcome.kind, sent.trace.length], ['cancelled', 0]);
  });

  it('holds no step that was sent by hand', async () => {
    const rules: string[] = [];
    await check(
      [step('GET /x', 429, 'Retry-After: 60'), { ...step('GET /x', 200), afterMs: 0 }],
      { outcome: 'completed' },
      {
        observe: (event) => {
          if (event.kind !== 'waiting') return;
          rules.push(event.rule);
          if (event.rule === 'RT1') event.control.sendNow();
        },
      },
    );
    assert.deepEqual(rules, ['RT1']);
  });

  it('holds nothing more once the answer to it shows that the penalty is over', async () => {
    for (const status of [200, 204, 302, 400, 404, 499]) {
      const { gate, rules } = sentNow();
      const answer = step('GET /x', status, ...(status === 302 ? ['Location: /y'] : []));
      const onward = status === 302 ? [{ ...step('GET /y', 200), afterMs: 0 }] : [];
      await check([step('GET /x', 429, 'Retry-After: 60'), answer, ...onward], {}, gate);
      assert.deepEqual(rules, ['RT1']);
      assert.equal(gate.ports.gate.until(key, 'GET /x'), undefined, String(status));
    }
  });

  it('holds on after a failure of the server, which may be the penalty itself', async () => {
    const { gate, rules } = sentNow();
    await check(
      [
        step('GET /x', 429, 'Retry-After: 60'),
        step('GET /x', 503, 'Retry-After: 2'),
        { ...step('GET /x', 200), afterMs: 60_000 },
      ],
      { outcome: 'completed' },
      gate,
    );
    assert.deepEqual(rules, ['RT1', 'RT2', 'RT7']);
  });

  it('holds on after any status of a failing server', async () => {
    for (const status of [500, 502, 599]) {
      const { gate } = sentNow();
      await check([step('GET /x', 429, 'Retry-After: 60'), step('GET /x', status)], { outcome: 'serverError' }, gate);
      assert.equal(gate.ports.gate.until(key, 'GET /x'), gate.clock.time() + 60_000);
    }
  });

  it('holds on for a penalty that began after it was sent', async () => {
    const { gate } = sentNow();
    const later = gate.clock.time() + 1;
    await check(
      [step('GET /x', 429, 'Retry-After: 60'), step('GET /x', 200)],
      { outcome: 'completed' },
      {
        ...gate,
        observe: (event, clock) => {
          gate.observe(event);
          if (event.kind === 'started' && event.index === 1)
            gate.ports.gate.penalize(key, undefined, clock.time() + 9000, later);
        },
      },
    );
    assert.equal(gate.ports.gate.until(key, 'GET /x'), gate.clock.time() + 9000);
  });

  it('wakes a held step when its penalty is released, and holds it on for another one', async () => {
    for (const [begun, pause] of [
      [0, 0],
      [9, 3000],
    ] as const) {
      const { setting, gate } = penalized(5000);
      const start = setting.clock?.time() ?? 0;
      gate.penalize(key, undefined, start + 3000, begun);
      let isReleased = false;
      const observe = (event: SendEvent) => {
        if (event.kind !== 'waiting' || isReleased) return;
        isReleased = true;
        queueMicrotask(() => gate.release(key, 'GET /x', 5));
      };
      const sent = await check([{ ...step('GET /x', 200), afterMs: pause }], { waits: [] }, { ...setting, observe });
      assert.equal(sent.trace[0]?.waited, pause);
    }
  });

  it('takes what a person sends past the gate for a proof as well', async () => {
    const { setting, gate } = penalized(5000);
    await check(
      [{ ...step('GET /x', 200), afterMs: 0 }],
      {},
      { ...setting, observe: (event) => event.kind === 'waiting' && event.control.sendNow() },
    );
    assert.equal(gate.until(key, 'GET /x'), undefined);
  });

  it('shows the answer so far when a later step is stopped', async () => {
    const { setting, gate } = penalized(0);
    const until = setting.clock?.time() ?? 0;
    const sent = await check(
      [step('GET /x', 302, 'Location: /y')],
      { outcome: 'redirectUnresolved' },
      {
        ...setting,
        observe: (event) => {
          if (event.kind === 'exchange') gate.penalize(key, undefined, until + 5000, 0);
          if (event.kind === 'waiting') event.control.stop();
        },
      },
    );
    assert.equal(sent.response?.status, 302);
    assert.deepEqual(sent.notes, [
      { rule: 'RT8', message: 'The wait was stopped by hand; the answer so far is shown.' },
    ]);
  });

  it('ends as cancelled, gate or not', async () => {
    const controller = new AbortController();
    const { sent } = await play([], {
      ...penalized(5000).setting,
      signal: controller.signal,
      observe: () => controller.abort(),
    });
    assert.deepEqual([sent.outcome.kind, sent.trace.length], ['cancelled', 0]);
    for (const gate of [undefined, penaltyGate()]) {
      const { sent: none } = await play([], { signal: AbortSignal.abort(), ports: { gate } });
      assert.deepEqual([none.outcome.kind, none.trace.length], ['cancelled', 0]);
    }
  });

  it('needs no gate', async () => {
    const sent = await check(
      [step('GET /x', 429, 'Retry-After: 1'), step('GET /x', 200)],
      { waits: [1000] },
      { ports: { gate: undefined } },
    );
    assert.equal(sent.trace[1]?.waited, 1000);
  });

  it('waits for a quota by the rule of quotas, and counts that wait', async () => {
    const rules: string[] = [];
    const sent = await check(
      [{ ...step('GET /x', 200), afterMs: 300_000 }],
      { waits: [300_000] },
      {
        ...usedUp(300_000),
        observe: (event) => event.kind === 'waiting' && rules.push(event.rule),
      },
    );
    assert.deepEqual([sent.trace[0]?.waited, rules], [300_000, ['RT11']]);
  });

  it('adds the wait for a quota to that of a penalty', async () => {
    const { clock, ports, policy } = usedUp(6000);
    const end = (clock?.time() ?? 0) + 2000;
    const gate: PenaltyGate = { ...penaltyGate(), ...ports?.gate, until: () => end, refilled: () => end + 4000 };
    const sent = await check(
      [{ ...step('GET /x', 200), afterMs: 6000 }],
      { waits: [4000] },
      { ...(clock && { clock }), ports: { gate }, ...(policy && { policy }) },
    );
    assert.equal(sent.trace[0]?.waited, 6000);
  });

  it('does not wait for a quota longer than is allowed, nor before a retry', async () => {
    await check([{ ...step('GET /x', 200), afterMs: 0 }], { waits: [] }, usedUp(300_001));
    const retried = usedUp(300_001);
    const gate = retried.ports?.gate;
    const clock = retried.clock;
    assert.ok(gate && clock);
    let asked = 0;
    const counting: PenaltyGate = { ...gate, refilled: () => ((asked += 1), undefined) };
    await check(
      [step('GET /x', 503), step('GET /x', 503), step('GET /x', 200)],
      { waits: [2000, 4000] },
      { ...retried, ports: { gate: counting } },
    );
    assert.equal(asked, 1);
  });
});

describe('observeLimits', () => {
  const penalties = async (status: number, ...headers: readonly string[]) => {
    const told: string[] = [];
    const gate: PenaltyGate = {
      ...penaltyGate(),
      penalize: (place, group, until) => told.push(`penalize ${place.trim()} ${group ?? 'all'} ${until - start}`),
      observe: (place, target, limit) => told.push(`observe ${place.trim()} ${target} ${limit.remaining ?? '?'}`),
    };
    const clock = new VirtualClock();
    const start = clock.time();
    await play([step('GET /x', status, ...headers)], { clock, ports: { gate }, policy: { max429Retries: 0 } });
    return told;
  };

  it('begins a penalty with a 429 and no other answer', async () => {
    assert.deepEqual(await penalties(200), []);
    assert.deepEqual(await penalties(503, 'Retry-After: 5'), []);
    assert.deepEqual(await penalties(429, 'Retry-After: 5'), ['penalize https://a.test all 5000']);
    assert.deepEqual(await penalties(429), ['penalize https://a.test all 30000']);
  });

  it('enforces a penalty as long as is waited for, and no longer one', async () => {
    assert.deepEqual(await penalties(429, 'Retry-After: 300'), ['penalize https://a.test all 300000']);
    assert.deepEqual(await penalties(429, 'Retry-After: 301'), []);
  });

  it('tells of a quota, and penalizes its group', async () => {
    const light = ['X-Rate-Limit-Group: light', 'X-Rate-Limit-Remaining: 0'];
    assert.deepEqual(await penalties(200, ...light), ['observe https://a.test GET /x 0']);
    assert.deepEqual(await penalties(429, ...light), [
      'observe https://a.test GET /x 0',
      'penalize https://a.test light 30000',
    ]);
  });
});
