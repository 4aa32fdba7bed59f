import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { page } from '../../page';
import { requestFile } from '../requestFile';
import { until } from '../until';

describe('pasting a cURL command', () => {
  // The clipboard that extensions reach in a test run is not the one of the keyboard, so the command is cut from the file first.
  it('writes a request where a person pastes on an empty line, and offers other ways', async () => {
    const command = "curl https://a.test/b -H 'X: 1'";
    const editor = await requestFile('pasted.rcreq', `GET {{host}}/a\n\n${command}\n`);
    const text = (): string => editor.document.getText();
    await page.click({ selector: '.editor-instance .view-line', nth: 2 });
    await page.press('Home Shift+End Control+X');
    await until(() => !text().includes('curl'));
    await page.press('Control+V');
    await until(() => text().includes('a.test'));
    await page.waitFor({ selector: '.post-edit-widget' });
    await page.screenshot('paste-curl');
    assert.equal(text(), 'GET {{host}}/a\n\n###\nGET https://a.test/b\nX: 1\n\n');
    await vscode.commands.executeCommand('workbench.action.files.revert');
  });
});
