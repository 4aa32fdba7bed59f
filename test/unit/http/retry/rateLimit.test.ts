import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { RateLimit } from '../../../../src/http/outcome';
import { penaltyGate } from '../../../../src/http/retry/penaltyGate';
import { rateLimit, refillDelay } from '../../../../src/http/retry/rateLimit';
import { fields } from '../sendHarness';

const now = Date.UTC(2026, 0, 1);
const none = {
  group: undefined,
  limit: undefined,
  remaining: undefined,
  windowSeconds: undefined,
  resetSeconds: undefined,
};

const check = (lines: readonly string[], expected: Partial<RateLimit> | undefined) =>
  assert.deepEqual(rateLimit(fields(...lines), now), expected === undefined ? undefined : { ...none, ...expected });

describe('rateLimit', () => {
  const cases: readonly [claim: string, lines: readonly string[], expected: Partial<RateLimit> | undefined][] = [
    [
      'reads the guide’s names in any case',
      ['x-rate-limit-group: light', 'X-Rate-Limit-Limit: 50', 'X-Rate-Limit-Remaining: 49', 'X-Rate-Limit-Window: 60'],
      { group: 'light', limit: 50, remaining: 49, windowSeconds: 60 },
    ],
    [
      'reads X-RateLimit',
      ['X-RateLimit-Limit: 5', 'X-RateLimit-Remaining: 0', 'X-RateLimit-Reset: 30'],
      { limit: 5, remaining: 0, resetSeconds: 30 },
    ],
    ['reads a reset given as a time', [`X-RateLimit-Reset: ${now / 1000 + 90}`], { resetSeconds: 90 }],
    [
      'reads the structured fields',
      ['RateLimit: "default";r=50;t=30', 'RateLimit-Policy: "default";q=100;w=60'],
      { group: 'default', limit: 100, remaining: 50, windowSeconds: 60, resetSeconds: 30 },
    ],
    [
      'reads their older form',
      ['RateLimit: limit=10, remaining=5, reset=4'],
      { limit: 10, remaining: 5, resetSeconds: 4 },
    ],
    ['leaves out what is no number', ['X-Rate-Limit-Limit: many', 'X-Rate-Limit-Remaining: 3'], { remaining: 3 }],
    [
      'reads RateLimit-* too',
      ['RateLimit-Limit: 7', 'RateLimit-Remaining: 6', 'RateLimit-Reset: 5'],
      { limit: 7, remaining: 6, resetSeconds: 5 },
    ],
    [
      'reads the structured fields in any case',
      ['ratelimit: "a"; R=1 ;T=2', 'ratelimit-policy: Q=3;W=4'],
      { group: 'a', limit: 3, remaining: 1, windowSeconds: 4, resetSeconds: 2 },
    ],
    ['reads a group only where the field begins with it', ['RateLimit: x"a";r=1'], { remaining: 1 }],
    ['reads a policy alone', ['RateLimit-Policy: q=3;w=4'], { limit: 3, windowSeconds: 4 }],
    [
      'reads the number a field begins with',
      ['X-Rate-Limit-Limit: 50, 50;w=60', 'X-Rate-Limit-Remaining: about 3'],
      { limit: 50 },
    ],
    [
      'takes a reset of a milliard for seconds from now',
      ['X-RateLimit-Reset: 1000000000'],
      { resetSeconds: 1_000_000_000 },
    ],
    ['takes a reset in the past for now', ['X-RateLimit-Reset: 1000000001'], { resetSeconds: 0 }],
    [
      'reads no greater number than it can count',
      [`X-Rate-Limit-Limit: ${'9'.repeat(30)}`],
      { limit: Number.MAX_SAFE_INTEGER },
    ],
    ['knows nothing of other fields', ['My-RateLimit-Limit: 5', 'X-Rate-Limits: 5'], undefined],
    ['knows nothing without such fields', ['Date: now'], undefined],
    ['knows nothing from empty fields', ['X-Rate-Limit-Group:'], undefined],
  ];
  for (const [claim, lines, expected] of cases) it(claim, () => check(lines, expected));
});

describe('rateLimit in blanks', () => {
  it('takes the blanks off a group, and a blank one for none', () => {
    const group = (value: string) =>
      rateLimit([{ name: 'X-Rate-Limit-Group', value }, ...fields('X-Rate-Limit-Limit: 1')], now)?.group;
    assert.deepEqual([group(' light '), group('  ')], ['light', undefined]);
  });
});

describe('refillDelay', () => {
  it('goes by the reset before the window, and knows none without either', () => {
    const delays = [{ resetSeconds: 3, windowSeconds: 60 }, { windowSeconds: 60 }, { resetSeconds: 0 }, {}];
    assert.deepEqual(
      delays.map((limit) => refillDelay({ ...none, ...limit })),
      [3000, 60_000, 0, undefined],
    );
  });
});

describe('penaltyGate', () => {
  const limit = (group: string | undefined, remaining: number) => ({ ...none, group, remaining, windowSeconds: 60 });

  it('holds targets of the group and those of unknown group, and no other', () => {
    const gate = penaltyGate();
    gate.observe('k', 'GET /light', limit('light', 1), 0);
    gate.observe('k', 'GET /heavy', limit('heavy', 1), 0);
    gate.penalize('k', 'light', 500, 0);
    assert.deepEqual(
      ['GET /light', 'GET /unknown', 'GET /heavy'].map((target) => gate.until('k', target)),
      [500, 500, undefined],
    );
    assert.equal(gate.until('other', 'GET /light'), undefined);
  });

  it('holds every group for a penalty without group, and never shortens one', () => {
    const gate = penaltyGate();
    gate.observe('k', 'GET /light', limit('light', 1), 0);
    gate.penalize('k', undefined, 500, 0);
    gate.penalize('k', undefined, 200, 0);
    assert.equal(gate.until('k', 'GET /light'), 500);
  });

  it('releases what had begun by the time of a request that was let through, and of its own group', () => {
    const gate = penaltyGate();
    gate.observe('k', 'GET /light', limit('light', 1), 0);
    gate.observe('k', 'GET /heavy', limit('heavy', 1), 0);
    gate.penalize('k', 'light', 500, 10);
    gate.penalize('k', 'heavy', 600, 10);
    gate.penalize('k', undefined, 300, 10);
    gate.release('k', 'GET /light', 9);
    assert.equal(gate.until('k', 'GET /light'), 500);
    gate.release('k', 'GET /light', 10);
    assert.deepEqual(
      ['GET /light', 'GET /heavy'].map((target) => gate.until('k', target)),
      [undefined, 600],
    );
    gate.release('other', 'GET /light', 10);
  });

  it('keeps a newer penalty that ends before an older one', () => {
    const gate = penaltyGate();
    gate.penalize('k', undefined, 500, 10);
    gate.penalize('k', undefined, 300, 20);
    assert.equal(gate.until('k', 'GET /'), 500);
    gate.release('k', 'GET /', 15);
    assert.equal(gate.until('k', 'GET /'), 300);
  });

  it('tells of a release to who listens for its key, and no longer than wanted', () => {
    const gate = penaltyGate();
    const told: string[] = [];
    const forget = gate.onRelease('k', () => told.push('k'));
    gate.onRelease('other', () => told.push('other'));
    gate.release('k', 'GET /', 0);
    forget();
    gate.release('k', 'GET /', 0);
    assert.deepEqual(told, ['k']);
  });

  it('knows when a used-up quota is filled again, until an answer says otherwise', () => {
    const gate = penaltyGate();
    gate.observe('k', 'GET /a', limit('light', 0), 1000);
    assert.equal(gate.refilled('k', 'GET /a'), 61_000);
    gate.observe('k', 'GET /a', limit('light', 7), 2000);
    assert.equal(gate.refilled('k', 'GET /a'), undefined);
  });

  it('holds groups apart from what has no group, and forgets a quota only of the group that told', () => {
    const gate = penaltyGate();
    gate.observe('k', 'GET /a', limit('light', 0), 0);
    gate.observe('k', 'GET /b', limit(undefined, 5), 0);
    assert.equal(gate.refilled('k', 'GET /a'), 60_000);
    assert.equal(gate.refilled('k', 'GET /b'), 60_000);
    gate.observe('k', 'GET /b', limit(undefined, 0), 1000);
    gate.observe('k', 'GET /a', limit('light', 3), 2000);
    assert.equal(gate.refilled('k', 'GET /a'), 61_000);
  });

  it('remembers the group of a target when a later answer names none', () => {
    const gate = penaltyGate();
    gate.observe('k', 'GET /a', limit('light', 1), 0);
    gate.observe('k', 'GET /a', limit(undefined, 1), 0);
    gate.penalize('k', 'heavy', 500, 0);
    assert.equal(gate.until('k', 'GET /a'), undefined);
  });

  it('knows no time for a used-up quota without window', () => {
    const gate = penaltyGate();
    gate.observe('k', 'GET /a', { ...limit('light', 0), windowSeconds: undefined }, 0);
    assert.equal(gate.refilled('k', 'GET /a'), undefined);
  });

  it('remembers the penalties of a thousand keys, the last ones', () => {
    const gate = penaltyGate();
    for (let key = 0; key < 1000; key += 1) gate.penalize(`k${key}`, undefined, 500, 0);
    assert.equal(gate.until('k0', 'GET /'), 500);
    gate.penalize('k0', undefined, 600, 0);
    gate.penalize('new', undefined, 500, 0);
    assert.deepEqual(
      ['k0', 'k1', 'k2', 'new'].map((key) => gate.until(key, 'GET /')),
      [600, undefined, 500, 500],
    );
  });

  it('remembers the groups of ten thousand targets, the last ones', () => {
    const gate = penaltyGate();
    for (let at = 0; at < 10_000; at += 1) gate.observe('k', `GET /${at}`, limit('light', 1), 0);
    gate.penalize('k', 'heavy', 500, 0);
    assert.equal(gate.until('k', 'GET /0'), undefined);
    gate.observe('k', 'GET /0', limit('light', 1), 0);
    gate.observe('k', 'GET /new', limit('light', 1), 0);
    assert.deepEqual(
      ['GET /0', 'GET /1', 'GET /2', 'GET /new'].map((target) => gate.until('k', target)),
      [undefined, 500, undefined, undefined],
    );
  });
});
