import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { matrixCases } from './matrix';
import { runCase } from './runner';

describe('every method', () => {
  for (const one of matrixCases()) {
    it(`is treated by the rules: ${one.id}`, async () => assert.deepEqual(await runCase(one, {}), []));
  }
});
