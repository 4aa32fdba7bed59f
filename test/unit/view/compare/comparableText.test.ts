import assert from 'node:assert/strict';
import { pathsInJson } from '../../../../src/run/judge/bodySearch';
import type { RunRecord } from '../../../../src/run/record';
import { comparableText } from '../../../../src/view/compare/comparableText';
import { ignoredBy } from '../../../../src/view/compare/ignored';
import { answer, exchangeRecord, runRecord } from '../../../support/runRecords';

function compared(body: string, ignore: readonly string[] = [], record: RunRecord = runRecord()): string {
  return comparableText(record, { text: body, note: undefined }, ignoredBy(ignore, body, pathsInJson));
}

function withFields(...fields: readonly (readonly [string, string])[]): RunRecord {
  const response = { ...answer(200, 'OK'), fields: fields.map(([name, value]) => ({ name, value })) };
  return runRecord({ reason: 'OK', exchanges: [exchangeRecord({ response })] });
}

describe('a response as it is compared', () => {
  it('has the status line, the fields by name, and the body', () => {
    const record = withFields(['X-B', '2'], ['Accept', 'a'], ['x-b', '1']);
    assert.equal(
      compared('{"b":1,"a":2}', [], record),
      'HTTP/1.1 200 OK\nAccept: a\nX-B: 2\nx-b: 1\n\n{\n  "a": 2,\n  "b": 1\n}\n',
    );
  });

  it('leaves out fields by name in any case of letters', () => {
    const record = withFields(['Date', 'now'], ['etag', '"1"'], ['Accept', 'a']);
    assert.equal(compared('x', ['date', 'ETag'], record), 'HTTP/1.1 200 OK\nAccept: a\n\nx\n');
  });

  it('leaves out members by name, just as it stands, wherever they are', () => {
    const text = compared('{"id":1,"Id":2,"list":[{"id":3,"a":4}]}', ['id'], withFields());
    assert.equal(text, 'HTTP/1.1 200 OK\n\n{\n  "Id": 2,\n  "list": [\n    {\n      "a": 4\n    }\n  ]\n}\n');
  });

  it('leaves out what a JSONPath finds, and nothing for a malformed one', () => {
    const text = compared('{"a":{"t":1},"list":[{"t":2},{"t":3}]}', ['$.list[*].t', '$[[', "$['a']"], withFields());
    assert.equal(text, 'HTTP/1.1 200 OK\n\n{\n  "list": [\n    {},\n    {}\n  ]\n}\n');
  });

  it('says what is missing of a body', () => {
    const text = comparableText(
      withFields(),
      { text: 'abc', note: 'the first 3 B of 9 B' },
      ignoredBy([], '', pathsInJson),
    );
    assert.equal(text, 'HTTP/1.1 200 OK\n\n(the first 3 B of 9 B)\n\nabc\n');
  });

  it('says why there is no response', () => {
    const failure = {
      kind: 'connect',
      code: 'ECONNREFUSED',
      message: 'Nothing is listening.',
      phase: 'connect',
    } as const;
    const record = runRecord({ exchanges: [], content: undefined, failure });
    assert.equal(
      comparableText(record, undefined, ignoredBy([], '', pathsInJson)),
      'No response: Nothing is listening.\n',
    );
  });
});
