import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { activated } from '../extension';
import { page } from '../../page';
import { openAllPanes, openPanes } from '../panes';
import { focusedRow, openRow, row } from '../rows';
import { until } from '../until';
import { inWorkspace, readFile, writeFile } from '../workspaceFile';

const send = (...inputs: readonly unknown[]) => vscode.commands.executeCommand('rcreq.sendAll', ...inputs);

describe('the Requests view', () => {
  before(async () => {
    await activated();
    await writeFile(
      'view/first.rcreq',
      '### Good\n# @tag smoke\nGET {{host}}/sandbox/status/200\n\n### Missing\nGET {{host}}/sandbox/status/404\n\n### Not sent yet\nPOST {{host}}/sandbox/echo\n',
    );
    await writeFile('view/deep/inside/second.rcreq', '### Second\nPUT {{host}}/sandbox/echo\n');
    await vscode.commands.executeCommand('rcreq.requests.focus');
    await openPanes('Requests');
  });
  after(async () => {
    await vscode.workspace.fs.delete(inWorkspace('view'), { recursive: true });
    await openAllPanes();
  });

  it('shows folders, files, requests, and how they ended', async () => {
    await openRow(row('view'));
    await openRow(row('first.rcreq'));
    await page.waitFor(row('GET request Good'));
    const key = (name: string) => ({ kind: 'request', uri: inWorkspace('view/first.rcreq'), key: name });
    await send(undefined, [key('Good'), key('Missing')]);
    await page.waitFor(row('GET request Good, 200 OK'));
    await page.waitFor(row('GET request Missing, 404 Not Found'));
    await page.waitFor({ text: '1 of 2 failed' });
    await page.screenshot('requests-view');
  });

  it('opens a request on a click', async () => {
    await page.click(row('GET request Missing'));
    await page.waitFor({ selector: '.monaco-editor .view-line:has-text("### Missing")' });
    await until(() => vscode.window.activeTextEditor?.selection.active.line === 5);
  });

  it('shows files as they come and go', async () => {
    await writeFile('view/third.rcreq', '### Third\nGET {{host}}/\n');
    await page.waitFor(row('third.rcreq'));
    await vscode.workspace.fs.rename(inWorkspace('view/third.rcreq'), inWorkspace('view/fourth.rcreq'));
    await page.waitFor(row('fourth.rcreq'));
    await page.waitFor(row('third.rcreq'), { state: 'hidden' });
    await vscode.workspace.fs.delete(inWorkspace('view/fourth.rcreq'));
    await page.waitFor(row('fourth.rcreq'), { state: 'hidden' });
  });

  it('shows the files of a folder that is moved in or deleted as a whole', async () => {
    await vscode.workspace.fs.rename(inWorkspace('view/deep'), inWorkspace('view/moved'));
    await page.waitFor(row('moved/inside'));
    await vscode.workspace.fs.delete(inWorkspace('view/moved'), { recursive: true });
    await page.waitFor(row('moved/inside'), { state: 'hidden' });
  });

  it('shows no directory that is called like a request file', async () => {
    await vscode.workspace.fs.createDirectory(inWorkspace('view/folder.rcreq'));
    await writeFile('view/after.rcreq', '');
    await page.waitFor(row('after.rcreq'));
    assert.equal(await page.count({ role: 'treeitem', name: 'folder.rcreq' }), 0);
    await vscode.workspace.fs.delete(inWorkspace('view/folder.rcreq'), { recursive: true });
    await vscode.workspace.fs.delete(inWorkspace('view/after.rcreq'));
  });

  it('filters while one types, and shows all again', async () => {
    const filtering = vscode.commands.executeCommand('rcreq.requests.filter');
    await page.quickInput();
    await page.type('missing status:404');
    await page.waitFor({ text: '"missing status:404": 1 of' });
    await page.waitFor(row('GET request Good'), { state: 'hidden' });
    await page.waitFor(row('GET request Missing'));
    await page.press('Enter');
    // Else it would filter once more after it was cleared.
    await filtering;
    await page.screenshot('requests-filter');
    await vscode.commands.executeCommand('rcreq.requests.clearFilter');
    await page.waitFor(row('GET request Good'));
  });

  it('renames a name together with its uses in the files that import it', async () => {
    const named = '### Sign in\n# @name login\nGET {{host}}/sandbox/status/200\n';
    const user = '# @import ./named.rcreq\n\n### Use\nGET {{host}}/{{login.response.body.$.id}}\n';
    const uri = await writeFile('view/named.rcreq', named);
    await writeFile('view/user.rcreq', user);
    await page.waitFor(row('user.rcreq'));
    const renaming = vscode.commands.executeCommand('rcreq.requests.renameName', {
      kind: 'request',
      uri,
      key: 'login',
    });
    await page.quickInput();
    await page.press('Control+A');
    await page.type('signIn');
    await page.press('Enter');
    await renaming;
    assert.equal(await readFile('view/named.rcreq'), named.replace('login', 'signIn'));
    assert.equal(await readFile('view/user.rcreq'), user.replace('login', 'signIn'));
    for (const name of ['named', 'user']) await vscode.workspace.fs.delete(inWorkspace(`view/${name}.rcreq`));
    await page.waitFor(row('user.rcreq'), { state: 'hidden' });
  });

  it('reveals the request at the cursor', async () => {
    const editor = await vscode.window.showTextDocument(inWorkspace('view/first.rcreq'));
    editor.selection = new vscode.Selection(7, 0, 7, 0);
    await vscode.commands.executeCommand('rcreq.requests.reveal');
    await page.waitFor(focusedRow('Not sent yet'));
  });

  it('renames, moves and deletes by the keyboard', async () => {
    const titles = async () => ((await readFile('view/first.rcreq')) ?? '').match(/^###.*/gm) ?? [];
    const renamed = '.monaco-list-row[aria-label^="POST request Renamed"]';
    await page.press('F2');
    await page.quickInput();
    await page.type('Renamed');
    await page.press('Enter');
    await page.waitFor(row('POST request Renamed'));
    await page.click(row('POST request Renamed'));
    await vscode.commands.executeCommand('rcreq.requests.reveal');
    await page.waitFor(focusedRow('Renamed'));
    await page.press('Alt+ArrowUp');
    await until(async () => (await titles()).join() === '### Good,### Renamed,### Missing');
    await page.waitFor({ selector: `${renamed}[aria-posinset="2"]` });
    await page.waitFor(focusedRow('Renamed'));
    await page.press('Delete');
    await page.waitFor(row('POST request Renamed'), { state: 'hidden' });
    await page.screenshot('requests-deleted');
    await page.press('Control+Z');
    await page.waitFor(row('POST request Renamed'));
    await until(async () => (await titles()).join() === '### Good,### Renamed,### Missing');
  });

  it('does all that keys say while the view is still being read again', async () => {
    await page.click(row('POST request Renamed'));
    await vscode.commands.executeCommand('rcreq.requests.focus');
    for (let times = 0; times < 20; times += 1) await page.press('Alt+ArrowUp Alt+ArrowDown');
    await page.press('Alt+ArrowUp Delete');
    await page.waitFor(row('POST request Renamed'), { state: 'hidden' });
    await page.press('Control+Z');
    await page.waitFor(row('POST request Renamed'));
  });

  it('acts by the keyboard on the row that has the focus, not on the one that was clicked before', async () => {
    await page.click(row('POST request Renamed'));
    await vscode.commands.executeCommand('rcreq.requests.focus');
    await page.press('ArrowUp');
    await page.press('F2');
    await page.quickInput();
    await page.press('Escape');
    const [selected, focused] = ['selected', 'focused'].map((state) => `.monaco-list-row.${state}`);
    assert.equal(await page.textOf({ selector: selected ?? '' }), await page.textOf({ selector: focused ?? '' }));
  });
});
