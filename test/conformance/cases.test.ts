import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'mocha';
import { runCase, type Hooks } from './runner';
import { furtherCases, visibleCases, type Suite } from './suite';

const suites = [visibleCases, furtherCases].map((file) => JSON.parse(readFileSync(file, 'utf8')) as Suite);

/** What the panel shows needs a browser and is checked by run.ts; here only that there is a record to show. */
const renderIsForTheBrowser: NonNullable<Hooks['render']> = (record) =>
  Promise.resolve(record.id === '' ? ['render: the record has no id'] : []);

describe('conformance case', () => {
  for (const { cases, policyDefaults } of suites) {
    for (const one of cases) {
      it(`${one.id} is met: ${one.title}`, async () => {
        assert.deepEqual(await runCase(one, policyDefaults, { render: renderIsForTheBrowser }), []);
      });
    }
  }

  it('has an id of its own', () => {
    const ids = suites.flatMap(({ cases }) => cases.map(({ id }) => id));
    assert.deepEqual(
      ids.filter((id, at) => ids.indexOf(id) !== at),
      [],
    );
  });
});
