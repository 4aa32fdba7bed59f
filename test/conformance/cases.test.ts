import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'mocha';
import { runCase, type Hooks } from './runner';
import type { Suite } from './suite';

const { cases, policyDefaults } = JSON.parse(readFileSync(join(__dirname, 'cases.json'), 'utf8')) as Suite;

/** What the panel shows needs a browser and is checked by run.ts; here only that there is a record to show. */
const renderIsForTheBrowser: NonNullable<Hooks['render']> = (record) =>
  Promise.resolve(record.id === '' ? ['render: the record has no id'] : []);

describe('conformance case', () => {
  for (const one of cases) {
    it(`${one.id} is met: ${one.title}`, async () => {
      assert.deepEqual(await runCase(one, policyDefaults, { render: renderIsForTheBrowser }), []);
    });
  }
});
