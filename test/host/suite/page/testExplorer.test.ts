import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { activated } from '../extension';
import { page } from '../../page';
import { requestFile } from '../requestFile';

const text = `### Met
GET {{host}}/sandbox/status/200

?? status == 200

### Unmet
# @tag slow
GET {{host}}/sandbox/status/404

?? status == 200
?? duration < 60000

### Left out
# @disabled
GET {{host}}/sandbox/status/200

?? status == 200

### Without assertion
GET {{host}}/sandbox/status/200
`;

describe('the Test Explorer', () => {
  before(activated);

  it('shows requests with assertions, runs them, and tells what differs at its line', async () => {
    await requestFile('tests.rcreq', text);
    await vscode.commands.executeCommand('workbench.view.testing.focus');
    await page.waitFor({ role: 'treeitem', name: 'tests.rcreq' });
    await vscode.commands.executeCommand('testing.runCurrentFile');
    const records = (await activated()).testing.records();
    const titles = records.slice(0, 2).map(({ title, isOk }) => [title, isOk]);
    assert.deepEqual(titles, [
      ['Unmet', false],
      ['Met', true],
    ]);
    await page.waitFor({ text: 'Expected status == 200. It is 404.' });
    await page.screenshot('testExplorer');
  });
});
