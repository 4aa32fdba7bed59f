import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { page } from '../../page';
import { activated } from '../extension';
import { requestFile, requestOf } from '../requestFile';

/** Rows of the pretty form of the sandbox's 50 MB. */
const total = 3_947_375;
const patience = { timeout: 30_000 };

describe('a large response', () => {
  before(activated);

  it('of 50 MB is painted, and scrolled to its end, with less than 300 elements', async function () {
    this.timeout(60_000);
    const editor = await requestFile('response/large.rcreq', '### large\nGET {{host}}/sandbox/large?mb=50\n');
    await vscode.commands.executeCommand('rcreq.send', requestOf(editor, 'large'));
    await page.waitFor({ selector: '.row:has-text("9007199254740993")', in: 'webview' }, patience);
    await page.waitFor({ text: `${total.toLocaleString('en')} lines`, in: 'webview' }, patience);
    assert.ok((await elements()) < 300, `${await elements()} elements`);
    await page.screenshot('response-50-mb');
    await page.click({ selector: '.row', in: 'webview', nth: 2 });
    await page.press('End');
    await page.waitFor({ selector: `.row[aria-posinset="${total}"]:has-text("]")`, in: 'webview' }, patience);
    assert.ok((await elements()) < 300, `${await elements()} elements`);
    await page.screenshot('response-50-mb-end');
  });
});

function elements(): Promise<number> {
  return page.count({ selector: '*', in: 'webview' });
}
