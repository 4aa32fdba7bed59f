import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { activated, openFile } from '../extension';

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
});
