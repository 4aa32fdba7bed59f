import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { activated, openFile } from '../extension';
import { requestFile } from '../requestFile';
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

  it('offers to copy each, and to send those that need others with them', async () => {
    const { document } = await requestFile(
      'needy.rcreq',
      '# @name first\nGET {{host}}/sandbox/status/200\n\n###\nGET {{host}}/sandbox/status/{{first.response.status}}\n',
    );
    const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>(
      'vscode.executeCodeLensProvider',
      document.uri,
    );
    assert.deepEqual(
      lenses.map(({ command, range }) => `${range.start.line} ${command?.command ?? ''}`),
      [
        ...['1 rcreq.send', '1 rcreq.copyAsCurl'],
        ...['4 rcreq.send', '4 rcreq.sendWithDependencies', '4 rcreq.copyAsCurl'],
      ],
    );
    const [withDependencies] = lenses.filter(({ command }) => command?.command === 'rcreq.sendWithDependencies');
    const inputs = (withDependencies?.command?.arguments ?? []) as unknown[];
    await vscode.commands.executeCommand('rcreq.sendWithDependencies', ...inputs);
    const [record] = (await activated()).testing.records();
    assert.equal(record?.status, 200);
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
