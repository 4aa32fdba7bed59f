import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { activated } from '../extension';
import { page } from '../../page';
import { notification } from '../notification';
import { openAllPanes, openPanes } from '../panes';
import { openRow, row } from '../rows';
import { until } from '../until';
import { inWorkspace, readFile, writeFile } from '../workspaceFile';

const action = (rowName: string, title: string) => ({
  selector: `.monaco-list-row[aria-label^="${rowName}"] .action-label[aria-label^="${title}"]`,
});
const keep = (name: string, value: string) => vscode.commands.executeCommand('rcreq.internal.keepSecret', name, value);

describe('the Environments view', () => {
  before(async () => {
    await activated();
    await writeFile(
      'envs/http-client.env.json',
      JSON.stringify(
        { near: { path: 'a', password: 'hide-me', one: '{{two}}', two: '{{one}}' }, far: {} },
        undefined,
        2,
      ),
    );
    await writeFile('envs/http-client.private.env.json', JSON.stringify({ near: { path: 'b-private' } }, undefined, 2));
    await writeFile(
      'envs/use.rcreq',
      '### Uses\nGET {{host}}/\nX-Key: {{$secret KEPT}}\nX-Other: {{$secret MISSING}}\n',
    );
    await keep('KEPT', 'kept-value');
    await vscode.commands.executeCommand('rcreq.environments.focus');
    await openPanes('Environments');
  });

  beforeEach(() => vscode.window.showTextDocument(inWorkspace('envs/use.rcreq')));

  it('chooses an environment by its action, not by looking into it', async () => {
    await openRow(row('Environment near'));
    await page.waitFor(row('password: hidden'));
    await page.waitFor({ text: 'No environment' });
    await page.click(action('Environment near', 'Select Environment'));
    await page.waitFor(row('Environment near, chosen'));
    await page.waitFor({ selector: '.statusbar-item:has-text("near")' });
  });

  it('says of each value where it comes from, what it shadows, and which leads back to itself', async () => {
    await page.waitFor(row('path: hidden, from http-client.private.env.json (near)'));
    await page.waitFor({ text: '(shadows 1)' });
    await page.waitFor(row('one: {{two}}, from http-client.env.json (near), leads back to itself: one → two → one'));
    await page.screenshot('environments-values');
  });

  it('masks a secret until it is revealed on purpose', async () => {
    assert.equal(await page.count({ text: 'hide-me' }), 0);
    await page.click(row('password: hidden'));
    await vscode.window.showTextDocument(inWorkspace('envs/use.rcreq'));
    await page.click(action('password', 'Reveal Value'));
    await page.waitFor(row('password: hide-me'));
  });

  it('opens a value where it is written', async () => {
    await page.click(row('one: {{two}}'));
    await page.waitFor({ selector: '.tab.active[aria-label*="http-client.env.json"]' });
    const selected = () => {
      const editor = vscode.window.activeTextEditor;
      return editor?.document.getText(editor.selection);
    };
    await until(() => selected() === '"{{two}}"');
  });

  it('changes a value in its file, which Ctrl+Z undoes', async () => {
    await page.click(row('one: {{two}}'));
    await page.waitFor({ selector: '.tab.active[aria-label*="http-client.env.json"]' });
    await page.click(action('one', 'Edit Value'));
    await page.quickInput();
    await page.press('Control+A');
    await page.type('plain');
    await page.press('Enter');
    await page.waitFor(row('one: plain'));
    assert.equal(
      (JSON.parse((await readFile('envs/http-client.env.json')) ?? '') as { near: { one: string } }).near.one,
      'plain',
    );
  });

  it('lists secrets with the requests that use them, and those that nobody has set', async () => {
    await openRow(row('Secrets'));
    await page.waitFor(row('Secret KEPT, value hidden, used once'));
    await page.waitFor(row('Secret MISSING, not set, used once'));
    await openRow(row('Secret MISSING'));
    await page.waitFor(row('Uses'));
    await page.screenshot('environments-secrets');
    await page.click(action('Secret MISSING', 'Set Secret'));
    await page.quickInput();
    await page.type('now-set');
    await page.press('Enter');
    await page.waitFor(row('Secret MISSING, value hidden'));
    await vscode.commands.executeCommand('rcreq.secret.forget', 'MISSING');
    await page.waitFor(row('Secret MISSING, not set'));
    await page.click({ selector: `${await notification('MISSING')} .monaco-button:has-text("Undo")` });
    await page.waitFor(row('Secret MISSING, value hidden'));
    await vscode.commands.executeCommand('rcreq.secret.forget', 'MISSING');
    await page.waitFor(row('Secret MISSING, not set'));
    await vscode.commands.executeCommand('notifications.clearAll');
  });

  it('moves a typed secret out of a file into the secret storage', async () => {
    const uri = await writeFile(
      'envs/typed.rcreq',
      '### Typed\nGET http://127.0.0.1:1/\nX-Api-Key: sk_live_51H8xExampleSecret99\n',
    );
    const { document } = await vscode.window.showTextDocument(uri);
    const found = await until(() => vscode.languages.getDiagnostics(uri).find(({ code }) => code === 'literal-secret'));
    const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
      'vscode.executeCodeActionProvider',
      uri,
      found.range,
    );
    const fix = actions.find(({ title }) => title.startsWith('Move to the secret'));
    assert.ok(fix?.edit && fix.command);
    await vscode.workspace.applyEdit(fix.edit);
    await vscode.commands.executeCommand(fix.command.command, ...((fix.command.arguments ?? []) as unknown[]));
    assert.match(document.getText(), /X-Api-Key: \{\{\$secret [A-Z_]+\}\}/);
    assert.doesNotMatch(document.getText(), /sk_live/);
    await document.save();
    await page.waitFor(row('Secret X_API_KEY, value hidden'));
  });

  it('says where an environment file is wrong, and goes on with what can be read', async () => {
    await writeFile('envs/http-client.env.json', '{\n  "near": { "path": "a", "rest": "still" },\n  "broken": {\n}\n');
    await page.waitFor(row('Error: This environment file is no JSON'));
    await page.waitFor(row('rest: still'));
    await page.screenshot('environments-broken');
    await vscode.workspace.fs.delete(inWorkspace('envs'), { recursive: true });
    await vscode.commands.executeCommand('rcreq.selectEnvironment', '');
    await openAllPanes();
  });

  it('says of a program of httpYac that it is not run', async () => {
    const program = await writeFile('httpyac.config.js', 'module.exports = { environments: { js: { host: "a" } } };\n');
    void vscode.commands.executeCommand('rcreq.environments.import');
    await notification('httpyac.config.js: it is a program');
    await vscode.workspace.fs.delete(program);
  });
});
