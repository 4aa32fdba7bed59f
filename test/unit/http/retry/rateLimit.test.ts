import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { RateLimit } from '../../../../src/http/outcome';
import { penaltyGate } from '../../../../src/http/retry/penaltyGate';
import { rateLimit } from '../../../../src/http/retry/rateLimit';
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
    ['knows nothing without such fields', ['Date: now'], undefined],
    ['knows nothing from empty fields', ['X-Rate-Limit-Group:'], undefined],
  ];
  for (const [claim, lines, expected] of cases) it(claim, () => check(lines, expected));
});

describe('penaltyGate', () => {
  const limit = (group: string | undefined, remaining: number) => ({ ...none, group, remaining, windowSeconds: 60 });

  it('holds targets of the group and those of unknown group, and no other', () => {
    const gate = penaltyGate();
    gate.observe('k', 'GET /light', limit('light', 1), 0);
    gate.observe('k', 'GET /heavy', limit('heavy', 1), 0);
    gate.penalize('k', 'light', 500);
    assert.deepEqual(
      ['GET /light', 'GET /unknown', 'GET /heavy'].map((target) => gate.until('k', target)),
      [500, 500, undefined],
    );
    assert.equal(gate.until('other', 'GET /light'), undefined);
  });

  it('holds every group for a penalty without group, and never shortens one', () => {
    const gate = penaltyGate();
    gate.observe('k', 'GET /light', limit('light', 1), 0);
    gate.penalize('k', undefined, 500);
    gate.penalize('k', undefined, 200);
    assert.equal(gate.until('k', 'GET /light'), 500);
  });

  it('knows when a used-up quota is filled again, until an answer says otherwise', () => {
    const gate = penaltyGate();
    gate.observe('k', 'GET /a', limit('light', 0), 1000);
    assert.equal(gate.refilled('k', 'GET /a'), 61_000);
    gate.observe('k', 'GET /a', limit('light', 7), 2000);
    assert.equal(gate.refilled('k', 'GET /a'), undefined);
  });
});
