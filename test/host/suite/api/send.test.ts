import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { activated, openFile } from '../extension';
import { until } from '../until';

describe('send', () => {
  it('offers a lens above each request', async () => {
    const { document } = await openFile('status.rcreq');
    const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>(
      'vscode.executeCodeLensProvider',
      document.uri,
    );
    const sends = lenses.filter(({ command }) => command?.command === 'rcreq.send');
    assert.deepEqual(
      sends.map(({ range }) => document.lineAt(range.start.line).text),
      ['GET {{host}}/sandbox/status/200', 'GET {{host}}/sandbox/status/404'],
    );
  });

  it('sends the request at the cursor and keeps its record', async () => {
    const editor = await openFile('status.rcreq');
    const line = editor.document.getText().split('\n').indexOf('GET {{host}}/sandbox/status/404');
    editor.selection = new vscode.Selection(line, 0, line, 0);
    await vscode.commands.executeCommand('rcreq.send');
    const [record] = (await activated()).testing.records();
    assert.equal(record?.status, 404);
  });

  it('sends from a page without text what the one open request file has, and brings that to the front', async () => {
    const { document } = await openFile('status.rcreq');
    const page = vscode.window.createWebviewPanel('page', 'Page', vscode.ViewColumn.Active);
    const active = () => vscode.window.activeTextEditor?.document;
    await until(() => active() === undefined);
    const sent = (await activated()).testing.records().length;
    await vscode.commands.executeCommand('rcreq.send');
    assert.equal((await activated()).testing.records().length, sent + 1);
    await until(() => active() === document);
    page.dispose();
  });
});
