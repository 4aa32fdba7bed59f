import assert from 'node:assert/strict';
import { runText } from '../../support/runHarness';

describe('a dry run', () => {
  it('sends nothing, and holds the message the engine would send', async () => {
    const { record, left } = await runText('# @tunnel query\nDELETE http://u:pw@a.test/a b?x=~\n\n?? status == 1', {
      context: { isDryRun: true },
    });
    assert.equal(left.length, 0);
    assert.deepEqual(
      [record.planned?.method, record.planned?.url],
      ['POST', 'http://a.test/a%20b?x=%7E&_method=DELETE'],
    );
    assert.deepEqual([record.isOk, record.exchanges, record.assertions, record.reason], [true, [], [], 'dry-run']);
  });
  it('shows where a managed token would stand, without asking for one', async () => {
    const { record } = await runText('# @auth mine\nGET http://a.test/', { context: { isDryRun: true } });
    assert.deepEqual(record.planned?.fields.at(-1), { name: 'Authorization', value: 'Bearer ***' });
  });
  it('shows where the token of a reference would stand, in a URL too', async () => {
    const { record } = await runText('GET http://a.test/{{$token b}}\nX: {{$token b}}', {
      context: { isDryRun: true },
    });
    assert.deepEqual([record.planned?.url, record.planned?.fields[0]?.value], ['http://a.test/***', '***']);
    assert.ok(record.isOk);
  });
  for (const [what, text, shown, codes] of [
    [
      'a value that nothing defines',
      '@b = 1\n###\nPUT {{host}}/a?b={{b}}\nX: {{c}}\n\n{"d":"{{e}}"}',
      ['PUT', '{{host}}/a?b=1', 'X: {{c}}', '{"d":"{{e}}"}'],
      ['unknown-variable', 'unknown-variable', 'unknown-variable'],
    ],
    ['braces that are no reference', 'GET http://a/{{"b"}}', ['GET', 'http://a/{{"b"}}'], ['unresolved-variable']],
    ['a host that is missing', 'GET /a', ['GET', '/a'], ['invalid-url']],
    [
      'another protocol',
      'GRPC localhost:1/b.C/d\n\n{}',
      ['GRPC', 'http://localhost:1/b.C/d', '{}'],
      ['unsupported-protocol'],
    ],
    [
      'a value that is asked for',
      '# @prompt a\n# @prompt b\nGET http://c/{{a}}/{{d}}',
      ['GET', 'http://c/{{a}}/{{d}}'],
      ['nobody-to-ask', 'nobody-to-ask', 'unknown-variable'],
    ],
    [
      'an answer that has not come',
      '# @name a\nGET http://b\n###\n# @ref a\nGET http://c/{{a.response.status}}',
      ['GET', 'http://c/{{a.response.status}}'],
      ['needs-answer', 'needs-answer'],
    ],
    ['a file that is missing', 'PUT http://a/\n\n< ./b.json', ['PUT', 'http://a/', '< ./b.json'], ['missing-file']],
    [
      'a path to a file that has no value',
      'PUT http://a/\n\n< {{b}}',
      ['PUT', 'http://a/', '< {{b}}'],
      ['unknown-variable'],
    ],
  ] as const) {
    it(`shows what is written where it stops at ${what}`, async () => {
      const { record, left } = await runText(text, { context: { isDryRun: true } });
      const { method, url, fields = [], bodyText } = record.planned ?? {};
      const lines = fields.map(({ name, value }) => `${name}: ${value}`);
      assert.deepEqual([method, url, ...lines, ...(bodyText === undefined ? [] : [bodyText])], shown);
      assert.deepEqual(
        record.diagnostics.map(({ code }) => code),
        codes,
      );
      assert.deepEqual([record.isOk, left.length], [false, 0]);
    });
  }
  it('complains about what only another answer could tell', async () => {
    const { record } = await runText('# @name a\nGET http://a.test/\n\n###\nGET http://a.test/{{a.response.status}}', {
      context: { isDryRun: true },
    });
    assert.equal(record.diagnostics[0]?.code, 'needs-answer');
  });
});
