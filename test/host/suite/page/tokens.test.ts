import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { page } from '../../page';
import { activated } from '../extension';
import { requestFile, requestOf } from '../requestFile';
import { openRow } from '../rows';

/** Goes down the tree that has the focus until a row is in sight: a short view holds only those that fit. */
async function walkDownTo(beginning: string): Promise<void> {
  const row = { selector: `[role="treeitem"][aria-label^="${beginning}"]` };
  for (let steps = 0; steps < 30; steps += 1) {
    if ((await page.count(row)) > 0) return;
    await page.press('ArrowDown');
  }
  await page.waitFor(row);
}

/** A token of the sandbox, which lives for an hour; how much of that is left depends on how fast the machine is. */
const living = { selector: '[role="treeitem"][aria-label^="Token sandbox, "][aria-label*=" min left"]' };

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

  it('shows the life of a token, whose it is, where it goes and who uses it', async () => {
    await requestFile('user.rcreq', '### Uses it\nGET {{sandbox}}/restapi\nAuthorization: Bearer {{$token sandbox}}\n');
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await vscode.commands.executeCommand('rcreq.tokens.focus');
    await openRow(living);
    await page.waitFor({ selector: '[role="treeitem"][aria-label^="Access token: "][aria-label$=" min left"]' });
    await page.waitFor({ role: 'treeitem', name: 'Refresh token: 6 days left' });
    await walkDownTo('Goes to: 127.0.0.1:');
    await page.screenshot('token facts');
    await walkDownTo('Used by Uses it in user.rcreq');
    await page.click({ role: 'treeitem', name: 'Used by Uses it in user.rcreq' });
    await page.waitFor({ role: 'tab', name: 'user.rcreq' });
    await vscode.commands.executeCommand('rcreq.tokens.focus');
    await vscode.commands.executeCommand('list.collapseAll');
  });

  it('is carried by requests without # @auth once it is chosen for the environment, and not with # @auth none', async () => {
    const text =
      '### Bare\nGET {{sandbox}}/restapi/v1.0/account/~/extension/~\n\n### None\n# @auth none\nGET {{sandbox}}/restapi/v1.0/account/~\n';
    const editor = await requestFile('default.rcreq', text);
    await vscode.commands.executeCommand('rcreq.token.useForEnvironment', 'sandbox');
    await page.waitFor({ role: 'button', name: 'Token of this environment: sandbox' });
    await vscode.commands.executeCommand('rcreq.tokens.focus');
    await page.waitFor({ selector: `${living.selector}[aria-label$="· default"]` });
    await page.screenshot('default token');
    const sent: (number | undefined)[] = [];
    for (const title of ['Bare', 'None']) {
      await vscode.commands.executeCommand('rcreq.send', requestOf(editor, title));
      sent.push((await activated()).testing.records()[0]?.status);
    }
    await vscode.commands.executeCommand('rcreq.token.useForEnvironment', 'sandbox');
    await vscode.commands.executeCommand('rcreq.send', requestOf(editor, 'Bare'));
    sent.push((await activated()).testing.records()[0]?.status);
    assert.deepEqual(sent, [200, 401, 401]);
  });

  it('is renewed on demand, and listed in the Accounts menu', async () => {
    await vscode.commands.executeCommand('rcreq.token.renew', 'sandbox');
    await page.click({ role: 'button', name: 'Accounts' });
    await page.waitFor({ role: 'menuitem', name: 'sandbox' });
    await page.screenshot('accounts');
    await page.press('Escape');
    await page.waitFor({ role: 'menuitem', name: 'sandbox' }, { state: 'hidden' });
  });

  it('is filled in when it is edited, without its secrets', async () => {
    void vscode.commands.executeCommand('rcreq.token.edit', 'sandbox');
    for (const step of [1, 2, 3, 4, 5, 6]) {
      await page.quickInput(`Edit Token sandbox (${step}/`);
      await page.press('Enter');
    }
    await page.quickInput('Edit Token sandbox (7/');
    await page.waitFor({ text: 'The user name' });
    await page.screenshot('edit token');
    await page.press('Enter');
    await page.quickInput('Edit Token sandbox (8/');
    await page.waitFor({ text: 'The password' });
    await page.screenshot('edit token password');
    await page.press('Escape');
  });

  it('says what is wrong with a pasted token, and counts down a JWT', async () => {
    void vscode.commands.executeCommand('rcreq.token.add');
    await page.click({ role: 'option', name: 'Paste a token' });
    await page.quickInput('Add Token (2/');
    await page.type('pasted');
    await page.press('Enter');
    await page.quickInput('Add Token (3/');
    await page.type('two words');
    await page.waitFor({ text: 'A token has no blanks and only ASCII characters.' });
    await page.screenshot('token complaint');
    await page.press('Control+A');
    const claims = Buffer.from(JSON.stringify({ exp: Math.floor(Date.now() / 1000) + 3.5 * 86_400 })).toString(
      'base64url',
    );
    await page.type(`Bearer eyJhbGciOiJub25lIn0.${claims}.x`);
    await page.press('Enter');
    await page.quickInput('Add Token (4/');
    await page.type('api.example.com');
    await page.press('Enter');
    await vscode.commands.executeCommand('rcreq.tokens.focus');
    await page.press('Home');
    await walkDownTo('Token pasted, 3 days left');
  });
});
