import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import type { Failure, FailureKind } from '../../../../src/http/failure';
import { defaultPolicy } from '../../../../src/http/policy';
import { isIdempotent, retryDelay, retryOfFailure } from '../../../../src/http/retry/retry';

describe('retryDelay', () => {
  it('doubles from two seconds to a minute', () =>
    assert.deepEqual(
      [1, 2, 3, 4, 5, 6, 100].map((attempt) => retryDelay(attempt, defaultPolicy, 0.9)),
      [2000, 4000, 8000, 16_000, 32_000, 60_000, 60_000],
    ));

  it('is never earlier for chance, and never later by more than the jitter', () =>
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 50 }),
        fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
        (attempt, chance) => {
          const plain = retryDelay(attempt, defaultPolicy, 0);
          const delay = retryDelay(attempt, { ...defaultPolicy, jitter: 0.2 }, chance);
          assert.ok(delay >= plain && delay <= plain * 1.2);
        },
      ),
    ));
});

describe('isIdempotent', () => {
  for (const method of ['GET', 'HEAD', 'PUT', 'DELETE', 'OPTIONS', 'TRACE', 'QUERY', 'PROPFIND', 'SEARCH']) {
    it(`takes ${method} for idempotent`, () => assert.equal(isIdempotent(method), true));
  }
  for (const method of ['POST', 'PATCH', 'MAKE', 'get']) {
    it(`does not take ${method} for idempotent`, () => assert.equal(isIdempotent(method), false));
  }
});

describe('retryOfFailure', () => {
  const check = (
    kind: FailureKind,
    phase: Failure['phase'],
    method: string,
    expected: readonly [boolean, number | undefined],
  ) => {
    const failure: Failure = { kind, code: 'E', message: 'm', phase };
    const state = { method, counts: { rateLimit: 9, serverError: 9, network: 0 }, now: 0, chance: 0 };
    const retry = retryOfFailure(failure, state, { ...defaultPolicy, retryNetwork: true });
    assert.deepEqual([retry.isRetryable, retry.delay], expected);
  };
  const cases: readonly [
    kind: FailureKind,
    phase: Failure['phase'],
    method: string,
    expected: readonly [boolean, number | undefined],
  ][] = [
    ['dns', 'connect', 'POST', [true, 2000]],
    ['connect', 'connect', 'POST', [true, 2000]],
    ['timeout', 'connect', 'POST', [true, 2000]],
    ['timeout', 'tls', 'GET', [false, undefined]],
    ['timeout', 'response', 'POST', [true, undefined]],
    ['reset', 'send', 'POST', [true, undefined]],
    ['reset', 'response', 'PUT', [true, 2000]],
    ['tls', 'tls', 'GET', [false, undefined]],
    ['protocol', 'response', 'GET', [false, undefined]],
    ['tooLarge', 'response', 'GET', [false, undefined]],
  ];
  for (const [kind, phase, method, expected] of cases) {
    const what = expected[1] === undefined ? 'does not repeat' : 'repeats';
    it(`${what} ${method} after ${kind} in ${phase}`, () => check(kind, phase, method, expected));
  }
});
