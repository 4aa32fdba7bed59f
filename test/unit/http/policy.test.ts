import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'mocha';
import { defaultPolicy } from '../../../src/http/policy';
import { visibleCases } from '../../conformance/suite';

describe('defaultPolicy', () => {
  it('is that of the conformance cases, but for names, profile and timeouts', () => {
    const { policyDefaults } = JSON.parse(readFileSync(visibleCases, 'utf8')) as {
      policyDefaults: Record<string, unknown>;
    };
    const { userAgent, connectTimeoutMs, totalTimeoutMs, ...ours } = defaultPolicy;
    assert.deepEqual([connectTimeoutMs, totalTimeoutMs], [30_000, 120_000]);
    assert.match(userAgent, /^rcreq\//);
    assert.deepEqual(ours, Object.fromEntries(Object.keys(ours).map((name) => [name, policyDefaults[name]])));
  });
});
