import assert from 'node:assert/strict';
import type { AssertionRecord, RunRecord } from '../../../src/run/record';
import { testVerdict } from '../../../src/view/testVerdict';
import { runRecord } from '../../support/runRecords';

const met: AssertionRecord = { line: 5, text: 'status == 200', isOk: true, actual: '200', message: undefined };
const unmet: AssertionRecord = {
  line: 6,
  text: 'body $.id == 7',
  isOk: false,
  actual: '8',
  expected: '7',
  message: 'It is 8.',
};
const longer: AssertionRecord = {
  line: 7,
  text: 'duration < 5',
  isOk: false,
  actual: '42',
  message: 'It is 42.',
};
const nothing = { kind: 'connect', code: 'ECONNREFUSED', message: 'refused', phase: 'connect' } as const;

describe('testVerdict', () => {
  const cases: readonly (readonly [string, Partial<RunRecord>, ReturnType<typeof testVerdict>['state']])[] = [
    ['a run that is well', { assertions: [met] }, 'passed'],
    ['a run with an assertion that is not met', { isOk: false, assertions: [met, unmet] }, 'failed'],
    [
      'a run without answer',
      { isOk: false, status: undefined, outcome: 'transportError', failure: nothing },
      'errored',
    ],
    ['a run that was cancelled', { isOk: false, status: undefined, outcome: 'cancelled' }, 'skipped'],
  ];
  for (const [what, changes, state] of cases)
    it(`calls ${what} ${state}`, () => assert.equal(testVerdict(runRecord(changes)).state, state));

  it('complains at the line of each unmet assertion, and compares values that should be the same', () => {
    assert.deepEqual(testVerdict(runRecord({ isOk: false, assertions: [met, unmet, longer] })).messages, [
      { line: 6, text: 'Expected body $.id == 7. It is 8.', comparison: { expected: '7', actual: '8' } },
      { line: 7, text: 'Expected duration < 5. It is 42.', comparison: undefined },
    ]);
  });

  it('complains at the place of an error in the file', () => {
    const error = {
      line: 2,
      column: 9,
      severity: 'error',
      code: 'unknown-variable',
      message: 'Nobody knows it.',
    } as const;
    const blocked = runRecord({ isOk: false, status: undefined, outcome: 'blocked', diagnostics: [error] });
    assert.deepEqual(testVerdict(blocked).messages, [{ line: 2, text: 'Nobody knows it.', comparison: undefined }]);
  });

  it('says in words what happened where no assertion failed', () => {
    const refused = runRecord({ isOk: false, status: undefined, outcome: 'transportError', failure: nothing });
    const [message] = testVerdict(refused).messages;
    assert.equal(message?.line, refused.line);
    assert.match(message.text, /refused/i);
  });

  it('lists the exchange and each assertion in the output', () => {
    const { output } = testVerdict(runRecord({ isOk: false, assertions: [met, unmet] }));
    assert.match(output[0] ?? '', /^GET https:\/\/api\.example\.test\S+: 200 OK · .* in 42 ms$/);
    assert.deepEqual(output.slice(1), ['  ✔ status == 200', '  ✘ body $.id == 7: It is 8.']);
  });
});
