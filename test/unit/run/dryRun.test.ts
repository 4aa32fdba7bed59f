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
  it('complains about what only another answer could tell', async () => {
    const { record } = await runText('# @name a\nGET http://a.test/\n\n###\nGET http://a.test/{{a.response.status}}', {
      context: { isDryRun: true },
    });
    assert.equal(record.diagnostics[0]?.code, 'needs-answer');
  });
});
