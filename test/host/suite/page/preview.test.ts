import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { activated } from '../extension';
import { page } from '../../page';
import { requestFile, requestOf } from '../requestFile';

describe('previewing', () => {
  it('shows the message a request would send, secrets hidden, and sends nothing', async () => {
    const text =
      '@path = echo\n@token = s3cr3tvalue\n### Things\nPOST {{host}}/sandbox/{{path}}?a=1\nAuthorization: Bearer {{token}}\nContent-Type: application/json\n\n{"a": "{{path}}"}\n';
    const editor = await requestFile('preview.rcreq', text);
    const before = (await activated()).testing.records().length;
    await vscode.commands.executeCommand('rcreq.previewRequest', requestOf(editor, 'Things'));
    const shown = vscode.window.visibleTextEditors.find(({ document }) => document.uri.scheme === 'rcreq-preview');
    const message = shown?.document.getText() ?? '';
    assert.match(message, /^POST http:\/\/127\.0\.0\.1:\d+\/sandbox\/echo\?a=1 HTTP\/1\.1\n/);
    assert.match(message, /\nAuthorization: Bearer \*\*\*\n/);
    assert.match(message, /\n\n\{"a": "echo"\}\n$/);
    assert.equal(shown?.document.languageId, 'rcreq-message');
    assert.equal(vscode.window.activeTextEditor?.document.uri.toString(), editor.document.uri.toString());
    assert.equal((await activated()).testing.records().length, before);
    await page.waitFor({ text: 'Preview: Things' });
    await page.screenshot('preview');
  });
});
