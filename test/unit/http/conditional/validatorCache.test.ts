import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { validatorCache } from '../../../../src/http/conditional/validatorCache';
import type { StoredResponse } from '../../../../src/http/sendPorts';
import { body } from '../sendHarness';

function stored(size: number): StoredResponse {
  const content = body('x'.repeat(size));
  const response = {
    status: 200,
    reason: '',
    httpVersion: '1.1',
    fields: [],
    trailers: [],
    content,
    wireSize: size,
    decoded: [],
  };
  return { etag: '"a"', lastModified: undefined, response };
}

/** Stores answers of these sizes under `a`, `b` and so on, and gives the keys that are still there. */
function kept(capacity: { answers: number; octets: number }, ...sizes: readonly [key: string, size: number][]): string {
  const cache = validatorCache(capacity);
  for (const [key, size] of sizes) cache.store(key, stored(size));
  return ['a', 'b', 'c', 'd'].filter((key) => cache.find(key) !== undefined).join('');
}

describe('validatorCache', () => {
  it('keeps as many answers as it may, the last ones', () => {
    assert.equal(kept({ answers: 2, octets: 100 }, ['a', 1], ['b', 1]), 'ab');
    assert.equal(kept({ answers: 2, octets: 100 }, ['a', 1], ['b', 1], ['c', 1]), 'bc');
  });

  it('keeps as many octets as it may', () => {
    assert.equal(kept({ answers: 9, octets: 10 }, ['a', 4], ['b', 6]), 'ab');
    assert.equal(kept({ answers: 9, octets: 10 }, ['a', 4], ['b', 6], ['c', 1]), 'bc');
    assert.equal(kept({ answers: 9, octets: 10 }, ['a', 1], ['b', 1], ['c', 10]), 'c');
  });

  it('does not keep one that is too large alone, nor the one it replaces', () => {
    assert.equal(kept({ answers: 9, octets: 10 }, ['a', 1], ['b', 11]), 'a');
    assert.equal(kept({ answers: 9, octets: 10 }, ['a', 1], ['a', 11]), '');
  });

  it('counts what was replaced no longer', () => {
    assert.equal(kept({ answers: 9, octets: 10 }, ['a', 6], ['a', 4], ['b', 6]), 'ab');
    assert.equal(kept({ answers: 2, octets: 100 }, ['a', 1], ['a', 1], ['b', 1]), 'ab');
  });

  it('forgets the one first that was not asked for longest', () => {
    const cache = validatorCache({ answers: 2, octets: 100 });
    const first = stored(1);
    cache.store('a', first);
    cache.store('b', stored(1));
    assert.equal(cache.find('a'), first);
    assert.equal(cache.find('x'), undefined);
    cache.store('c', stored(1));
    assert.deepEqual(
      ['a', 'b', 'c'].map((key) => cache.find(key) !== undefined),
      [true, false, true],
    );
  });
});
