import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { page } from '../../page';
import { activated } from '../extension';
import { requestFile, requestOf } from '../requestFile';

describe('the Tokens view', () => {
  before(activated);

  it('fetches a token of the sandbox, which a request then carries and no record shows', async () => {
    await vscode.commands.executeCommand('rcreq.tokens.focus');
    void vscode.commands.executeCommand('rcreq.token.add');
    await page.click({ role: 'option', name: 'Sandbox' });
    await page.waitFor({ role: 'treeitem', name: 'Token sandbox' });
    await page.screenshot('tokens');
    const editor = await requestFile(
      'token.rcreq',
      '### Account\n# @auth sandbox\nGET {{sandbox}}/restapi/v1.0/account/~\n',
    );
    await vscode.commands.executeCommand('rcreq.send', requestOf(editor, 'Account'));
    const [record] = (await activated()).testing.records();
    assert.equal(record?.status, 200);
    const [exchange] = record.exchanges;
    const sent = exchange?.request.fields.find(({ name }) => name === 'Authorization');
    assert.doesNotMatch(sent?.value ?? 'absent', /Bearer \w{8}|absent/);
  });

  it('copies a request as cURL with the token as a shell variable', async () => {
    const editor = await requestFile(
      'curl.rcreq',
      '### Account\n# @auth sandbox\nGET {{host}}/restapi/v1.0/account/~\n',
    );
    await vscode.commands.executeCommand('rcreq.copyAsCurl', requestOf(editor, 'Account'));
    assert.match(await vscode.env.clipboard.readText(), /^curl '.*'Authorization: Bearer '"\$SANDBOX_TOKEN"$/s);
  });
});
