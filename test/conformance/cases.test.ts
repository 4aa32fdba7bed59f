import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'mocha';
import { completeCase } from './completeCase';
import { runCase, type Hooks } from './runner';
import { furtherCases, visibleCases, type Suite } from './suite';
import { unknownWords } from './vocabulary';

const suites = [visibleCases, furtherCases].map((file) => JSON.parse(readFileSync(file, 'utf8')) as Suite);
const policyDefaults = { ...suites[0]?.policyDefaults };

/** What the panel shows needs a browser, and is checked by run.ts. */
const renderIsForTheBrowser: NonNullable<Hooks['render']> = () => Promise.resolve([]);

describe('conformance case', () => {
  it('says nothing that the runner does not read', () => {
    const unread = suites.flatMap((suite) => suite.cases).map((one) => [one.id, unknownWords(one)] as const);
    assert.deepEqual(
      unread.filter(([, words]) => words.length > 0),
      [],
    );
  });

  for (const suite of suites) {
    for (const one of suite.cases.map(completeCase)) {
      it(`${one.id} is met: ${one.title}`, async () => {
        const defaults = { ...policyDefaults, ...suite.policyDefaults };
        assert.deepEqual(await runCase(one, defaults, { render: renderIsForTheBrowser }), []);
      });
    }
  }
});
