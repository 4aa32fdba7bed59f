import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { completeCase } from '../../conformance/completeCase';
import { runCase } from '../../conformance/runner';
import { furtherCases, visibleCases, type Suite } from '../../conformance/suite';
import { SocketAnswers } from '../../support/socketAnswers';

const strangeMethod = 'a method that the server of Node does not know: it answers 400 before anybody is asked';

/** The cases that sockets cannot carry, each with why. */
const impossible: Readonly<Record<string, string>> = {
  'SE-SAVE-6':
    'DEL in a field value: no parser of HTTP lets it through, and Node ends the exchange with HPE_INVALID_HEADER_TOKEN',
  'SE-V-SEMOK-0': strangeMethod,
  'SE-V-SEMOK-1': strangeMethod,
  'SE-V-SEMOK-3': strangeMethod,
  'AU-TOKTIMEOUT': 'a connection that is never made: loopback makes or refuses one at once',
};

const suites = [visibleCases, furtherCases].map((file) => JSON.parse(readFileSync(file, 'utf8')) as Suite);
const cases = suites.flatMap((suite) => suite.cases).map(completeCase);
const defaults = { ...suites[0]?.policyDefaults };

describe('over sockets', () => {
  const sockets = new SocketAnswers();
  after(() => sockets.close());
  // What the panel shows is tried in a browser, not here.
  const hooks = { answer: sockets.answer, render: () => Promise.resolve([]) };

  for (const one of cases) {
    const why = impossible[one.id];
    it(why === undefined ? `${one.id} goes as in memory: ${one.title}` : `${one.id} cannot go: ${why}`, async () => {
      const differences = await runCase(one, defaults, hooks);
      if (why === undefined) assert.deepEqual(differences, []);
      else assert.notDeepEqual(differences, []);
    });
  }

  it('all cases but those said to be impossible are there', () => {
    const ids = new Set(cases.map(({ id }) => id));
    assert.deepEqual(
      Object.keys(impossible).filter((id) => !ids.has(id)),
      [],
    );
  });
});
