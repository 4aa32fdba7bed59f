import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { activated } from '../extension';
import { page } from '../../page';
import { openAllPanes, openPanes } from '../panes';
import { openRow, row } from '../rows';
import { until } from '../until';
import { inWorkspace, readFile, writeFile } from '../workspaceFile';

/** The same, once it is shown at this place of its file, counted from 1: rows that still move cannot be taken hold of. */
const placed = (name: string, place: number) => ({
  selector: `.monaco-list-row[aria-label="${name}"][aria-posinset="${place}"]`,
});
const first = (name: string) => placed(name, 1);

/** The titles of a file on disk, in order. */
async function titles(path: string): Promise<readonly string[]> {
  return ((await readFile(path)) ?? '').match(/^### .*/gm) ?? [];
}

/** Waits until the titles are these. */
async function check(path: string, expected: readonly string[]): Promise<void> {
  await until(async () => JSON.stringify(await titles(path)) === JSON.stringify(expected));
}

describe('dragging in the Requests view', () => {
  before(async () => {
    await activated();
    const file = (...names: readonly string[]): string =>
      names.map((name) => `### ${name}\nGET http://a/${name}\n`).join('\n');
    await writeFile('drag/one.rcreq', file('Alpha', 'Beta', 'Gamma'));
    await writeFile('drag/two.rcreq', file('Delta'));
    await writeFile('drag/zone/three.rcreq', file('Zeta'));
    await vscode.commands.executeCommand('rcreq.requests.focus');
    await openPanes('Requests');
    await openRow(row('drag'));
    for (const name of ['two.rcreq', 'one.rcreq']) await openRow(row(name));
    await page.waitFor(row('GET request Delta'));
  });
  after(async () => {
    await vscode.workspace.fs.delete(inWorkspace('drag'), { recursive: true });
    await openAllPanes();
  });

  it('puts a request in the place of the one it is dropped on', async () => {
    await page.drag(row('GET request Alpha'), row('GET request Beta'));
    await check('drag/one.rcreq', ['### Beta', '### Alpha', '### Gamma']);
    await page.waitFor(first('GET request Beta'));
    await page.drag(row('GET request Gamma'), row('GET request Beta'));
    await check('drag/one.rcreq', ['### Gamma', '### Beta', '### Alpha']);
    await page.waitFor(first('GET request Gamma'));
  });

  it('moves a request to another file, before the request or at the end', async () => {
    await page.drag(row('GET request Gamma'), row('GET request Delta'));
    await check('drag/two.rcreq', ['### Gamma', '### Delta']);
    await check('drag/one.rcreq', ['### Beta', '### Alpha']);
    await page.waitFor(first('GET request Beta'));
    await page.waitFor(placed('GET request Delta', 2));
    await page.drag(row('GET request Beta'), row('two.rcreq'));
    await check('drag/two.rcreq', ['### Gamma', '### Delta', '### Beta']);
    await page.waitFor(first('GET request Alpha'));
    await page.waitFor(placed('GET request Beta', 3));
    await page.screenshot('requests-dragged');
  });

  it('moves a file into a folder', async () => {
    await page.drag(row('two.rcreq'), row('zone'));
    await check('drag/zone/two.rcreq', ['### Gamma', '### Delta', '### Beta']);
    assert.equal(await readFile('drag/two.rcreq'), undefined);
    await page.waitFor(row('two.rcreq'), { state: 'hidden' });
  });

  it('lets a request name the same file from the other folder it goes to', async () => {
    await writeFile('drag/paths.rcreq', '### Paths\nPOST http://a/\n\n< ./body.json\n');
    await openRow(row('zone'));
    await page.waitFor(row('three.rcreq'));
    await openRow(row('paths.rcreq'));
    await page.waitFor(row('POST request Paths'));
    await page.drag(row('POST request Paths'), row('three.rcreq'));
    await check('drag/zone/three.rcreq', ['### Zeta', '### Paths']);
    assert.match((await readFile('drag/zone/three.rcreq')) ?? '', /^< \.\.\/body\.json$/m);
  });

  it('lets a request take the variables along that it names', async () => {
    await writeFile('drag/vars.rcreq', '@base = http://a\n@other = 1\n\n### Vars\nGET {{base}}/\n');
    await openRow(row('vars.rcreq'));
    await page.waitFor(row('GET request Vars'));
    await page.drag(row('GET request Vars'), row('one.rcreq'));
    await check('drag/one.rcreq', ['### Alpha', '### Vars']);
    assert.match((await readFile('drag/one.rcreq')) ?? '', /^@base = http:\/\/a\n\n### Alpha\n/);
  });

  it('loses nothing when the file is deleted meanwhile', async () => {
    await writeFile('drag/gone.rcreq', '### Omega\nGET http://a/\n');
    await page.waitFor(row('gone.rcreq'));
    await openRow(row('gone.rcreq'));
    await page.waitFor(row('GET request Omega'));
    const before = await titles('drag/one.rcreq');
    const deleted = vscode.workspace.fs.delete(inWorkspace('drag/gone.rcreq'));
    await page.drag(row('one.rcreq'), row('GET request Omega'), { timeout: 2000 }).catch(() => undefined);
    await deleted;
    await check('drag/one.rcreq', before);
  });
});
