import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { page } from '../../page';
import { activated } from '../extension';
import { requestFile, requestOf } from '../requestFile';

/** Rows of the pretty form of the sandbox's 50 MB. */
const total = 3_947_375;

describe('a large response', () => {
  before(activated);

  it('of 50 MB is painted, and scrolled to its end, with less than 300 elements', async () => {
    await shown();
    assert.ok((await elements()) < 300, `${await elements()} elements`);
    await page.screenshot('response-50-mb');
    await page.click({ selector: '.row', in: 'webview', nth: 2 });
    await page.press('End');
    await page.waitFor({ selector: `.row[aria-posinset="${total}"]:has-text("]")`, in: 'webview' });
    assert.ok((await elements()) < 300, `${await elements()} elements`);
    await page.screenshot('response-50-mb-end');
  });

  it('of 50 MB is searched from the keyboard and filtered by a JSONPath', async () => {
    await shown();
    await page.click({ selector: '.row', in: 'webview', nth: 2 });
    await page.press('Control+F');
    await page.type('"id": 9007199254740993');
    await page.waitFor({ selector: '.find-bar .count:has-text("1 of ")', in: 'webview' });
    assert.equal(await page.count({ selector: '.editor-widget.find-widget.visible' }), 0);
    await page.waitFor({ selector: '.row.found:has-text("9007199254740993")', in: 'webview' });
    await page.screenshot('response-50-mb-find');
    await page.press('Escape');
    await page.click({ selector: 'input[aria-label="Filter by JSONPath"]', in: 'webview' });
    await page.type('$[0].id');
    await page.press('Enter');
    await page.waitFor({ text: '1 match', in: 'webview' });
    assert.ok((await elements()) < 300, `${await elements()} elements`);
    await page.screenshot('response-50-mb-filter');
  });
});

/** Sends for 50 MB and waits until all of it is indexed. */
async function shown(): Promise<void> {
  const editor = await requestFile('response/large.rcreq', '### large\nGET {{host}}/sandbox/large?mb=50\n');
  await vscode.commands.executeCommand('rcreq.send', requestOf(editor, 'large'));
  await page.waitFor({ selector: '.row:has-text("9007199254740993")', in: 'webview' });
  await page.waitFor({ text: `${total.toLocaleString('en')} lines`, in: 'webview' });
}

function elements(): Promise<number> {
  return page.count({ selector: '*', in: 'webview' });
}
