import assert from 'node:assert/strict';
import { startSandbox, type Sandbox } from '../../../src/sandbox';
import { RcreqFolder, type Ended } from '../../support/rcreqProgram';

/** What the tests look at in the json report. */
interface JsonReport {
  readonly results: readonly { readonly request?: { readonly url: string } }[];
}

describe('rcreq run of what cannot all be read', () => {
  let sandbox: Sandbox;
  let folder: RcreqFolder;

  before(async () => {
    sandbox = await startSandbox();
  });
  after(() => sandbox.close());
  beforeEach(async () => {
    folder = await RcreqFolder.create();
    await folder.write('http-client.env.json', JSON.stringify({ local: { host: sandbox.baseUrl } }));
  });
  afterEach(() => folder.remove());

  async function json(inputs: readonly string[]): Promise<{ ended: Ended; report: JsonReport }> {
    const ended = await folder.run(['run', '--env', 'local', '--report', 'json', '--dry-run', ...inputs]);
    assert.notEqual(ended.out, '', ended.error);
    return { ended, report: JSON.parse(ended.out) as JsonReport };
  }

  it('lists in a dry run what the other files hold when one cannot be read, and ends with 2', async () => {
    await folder.write('a.rcreq', 'GET {{host}}/one');
    await folder.write('b.rcreq', 'GET {{host}}/\0two');
    await folder.write('c.rcreq', '@only = variables');
    const { ended, report } = await json(['.']);
    assert.equal(ended.code, 2);
    assert.match(ended.error, /b\.rcreq is no text file/);
    assert.deepEqual(
      report.results.map(({ request }) => request?.url),
      [`${sandbox.baseUrl}/one`],
    );
  });

  it('reports no result in a dry run of a file without requests, and says so', async () => {
    await folder.write('a.rcreq', '# nothing yet');
    const { ended, report } = await json(['a.rcreq']);
    assert.equal(ended.code, 2);
    assert.match(ended.error, /There is no request in a\.rcreq/);
    assert.deepEqual(report.results, []);
  });

  it('sends nothing when one of several files cannot be read', async () => {
    await folder.write('a.rcreq', 'GET {{host}}/before-unreadable');
    const ended = await folder.run(['run', 'a.rcreq', 'nope.rcreq', '--env', 'local']);
    assert.equal(ended.code, 2);
    const log = await (await fetch(`${sandbox.baseUrl}/sandbox/requests`)).text();
    assert.ok(!log.includes('/before-unreadable'));
  });
});
