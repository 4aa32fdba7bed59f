import assert from 'node:assert/strict';
import type { Failure } from '../../../src/http/failure';
import type { Timings } from '../../../src/http/timings';
import { Phases, type Moment } from '../../../src/transport/phases';

interface Expected {
  readonly phase: Failure['phase'];
  /** The phases that have a time. */
  readonly timed: readonly (keyof Timings)[];
}

describe('Phases', () => {
  const check = (
    moments: readonly Moment[],
    connection: { hasLookup: boolean; hasTls: boolean },
    expected: Expected,
  ): void => {
    const phases = new Phases(connection.hasLookup, connection.hasTls);
    for (const moment of moments) phases.mark(moment);
    const timings = phases.timings();
    const timed = Object.entries(timings).filter(([, value]) => value !== -1);
    assert.deepEqual({ phase: phases.current(), timed: timed.map(([name]) => name) }, expected);
    assert.ok(timed.every(([, value]) => value >= 0));
  };

  const name = { hasLookup: true, hasTls: false };
  const secureName = { hasLookup: true, hasTls: true };
  const secureAddress = { hasLookup: false, hasTls: true };
  const rows: Readonly<Record<string, [readonly Moment[], typeof name, Expected]>> = {
    'a lookup that fails': [[], name, { phase: 'connect', timed: ['dns'] }],
    'a connection that fails': [['lookedUp'], name, { phase: 'connect', timed: ['dns', 'connect'] }],
    'an address that cannot be reached': [[], secureAddress, { phase: 'connect', timed: ['connect'] }],
    'a handshake that fails': [
      ['lookedUp', 'connected'],
      secureName,
      { phase: 'tls', timed: ['dns', 'connect', 'tls'] },
    ],
    'a handshake that fails after the request was handed over': [
      ['connected', 'sent'],
      secureAddress,
      { phase: 'tls', timed: ['connect', 'tls'] },
    ],
    'a request that cannot be sent': [
      ['connected', 'secured'],
      secureAddress,
      { phase: 'send', timed: ['connect', 'tls', 'send'] },
    ],
    'an answer that does not come': [['assigned', 'sent'], name, { phase: 'response', timed: ['send', 'wait'] }],
    'an answer that breaks off': [
      ['assigned', 'sent', 'answered'],
      name,
      { phase: 'response', timed: ['send', 'wait', 'receive'] },
    ],
    'an answer before the request is sent': [
      ['assigned', 'answered'],
      name,
      { phase: 'response', timed: ['send', 'wait', 'receive'] },
    ],
    'a whole exchange': [
      ['lookedUp', 'connected', 'secured', 'sent', 'answered', 'ended'],
      secureName,
      { phase: 'response', timed: ['dns', 'connect', 'tls', 'send', 'wait', 'receive'] },
    ],
  };
  for (const [title, row] of Object.entries(rows)) it(`times ${title}`, () => check(...row));

  it('adds up to the whole', async () => {
    const before = performance.now();
    const phases = new Phases(true, false);
    const made = performance.now();
    let ending = made;
    for (const moment of ['lookedUp', 'connected', 'sent', 'answered', 'ended'] as const) {
      await new Promise((resolve) => setTimeout(resolve, 3));
      ending = performance.now();
      phases.mark(moment);
      phases.mark(moment);
    }
    const after = performance.now();
    const sum = Object.values<number>({ ...phases.timings() }).reduce((total, value) => total + Math.max(0, value), 0);
    const rounding = 1e-6;
    assert.ok(sum > ending - made - rounding && sum < after - before + rounding, String(sum));
  });
});
