import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { page } from '../../page';
import { activated } from '../extension';
import { notification } from '../notification';
import { requestFile, requestOf } from '../requestFile';
import { inResponse } from '../targets';
import { until } from '../until';

/** Sends the request of this title in a file of the same name, which the text replaces. */
async function sent(title: string, request: string): Promise<vscode.TextEditor> {
  const text = `### ${title}\n${request}\n`;
  const editor = await requestFile(`history/${title}.rcreq`, text);
  await vscode.commands.executeCommand('rcreq.send', requestOf(editor, title));
  return editor;
}

const toolbarButton = (name: string) => ({ role: 'button', name, in: 'webview' }) as const;

describe('the history, as a person sees it', () => {
  before(async () => {
    await activated();
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  });

  afterEach(async () => {
    await vscode.commands.executeCommand('workbench.action.files.revert');
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  });

  it('compares a response with the one before, without what always differs', async () => {
    await sent('compared', 'POST {{host}}/sandbox/echo?round=1\n\nfirst');
    await sent('compared', 'POST {{host}}/sandbox/echo?round=2\n\nsecond');
    await page.waitFor(inResponse('"round"'));
    await page.click(toolbarButton('Compare with previous'));
    await page.waitFor({ selector: '.tab:has-text("compared:")' });
    const [original, modified] = await compared();
    assert.match(original, /^HTTP\/1\.1 200 OK\n/);
    assert.match(original, /"body": "first/);
    assert.match(modified, /"body": "second/);
    assert.doesNotMatch(original + modified, /^date:/im);
    await page.screenshot('history-compare');
  });

  it('compares with any other run that is chosen', async () => {
    await sent('other', 'GET {{host}}/sandbox/echo?other=1');
    await sent('this', 'GET {{host}}/sandbox/echo?this=1');
    await page.waitFor(inResponse('"this"'));
    await page.click(toolbarButton('Compare with…'));
    await page.waitFor({ selector: '.quick-input-list .monaco-list-row', nth: 0 });
    await page.type('other');
    await page.screenshot('history-compare-with');
    await page.click({ selector: '.quick-input-list .monaco-list-row', nth: 0 });
    await page.waitFor({ selector: '.tab:has-text("other (")' });
    const [original, modified] = await compared();
    assert.match(original, /"other"/);
    assert.match(modified, /"this"/);
  });

  it('keeps a pinned response, opens the next one beside it, and leaves the focus in the editor', async () => {
    await sent('kept', 'GET {{host}}/sandbox/echo?kept=1');
    await page.waitFor(inResponse('"kept"'));
    await page.click(toolbarButton('Pin response'));
    await page.waitFor(toolbarButton('Unpin response'));
    const editor = await sent('next', 'GET {{host}}/sandbox/echo?next=1');
    await page.waitFor({ selector: '.row:has-text("\\"next\\"")', in: { webview: 'next' }, nth: 0 });
    await until(() => editors('next') === 1);
    assert.equal(await page.count({ selector: '.tab:has-text("kept")' }), 1 + editors('kept'));
    const typed = new Promise<void>((resolve) => {
      const listener = vscode.workspace.onDidChangeTextDocument(({ document }) => {
        if (document !== editor.document || !document.getText().includes('typed')) return;
        listener.dispose();
        resolve();
      });
    });
    await page.type('# typed');
    await typed;
    await page.screenshot('history-pinned');
  });

  it('offers to send a request as it was when its block is gone', async () => {
    const editor = await sent('gone', 'GET {{host}}/sandbox/echo?gone=1');
    await page.waitFor(inResponse('"gone"'));
    const all = new vscode.Range(0, 0, editor.document.lineCount, 0);
    await editor.edit((edit) => edit.replace(all, '### another\nGET {{host}}/\n'));
    await page.click(toolbarButton('Send again'));
    const said = await notification('is no longer in');
    await page.screenshot('history-gone');
    await page.click({ selector: `${said} .monaco-button:has-text("Send as It Was")` });
    await page.waitFor({ selector: '.tab:has-text("Untitled")' });
    const untitled = await until(() => {
      const active = vscode.window.activeTextEditor?.document;
      return active?.isUntitled && active;
    });
    assert.equal(untitled.getText(), '### gone\nGET {{host}}/sandbox/echo?gone=1\n');
  });

  it('finds a run among all by a part of its URL, and shows it', async () => {
    await sent('needle', 'GET {{host}}/sandbox/echo?haystack=1');
    await sent('straw', 'GET {{host}}/sandbox/echo?straw=1');
    await page.waitFor(inResponse('"straw"'));
    await vscode.commands.executeCommand('rcreq.showHistory');
    const filtering = vscode.commands.executeCommand('rcreq.history.filter');
    await page.waitFor({ selector: '.quick-input-list .monaco-list-row', nth: 0 });
    await page.type('haystack');
    await page.screenshot('history-filter');
    await page.press('Enter');
    await filtering;
    await page.waitFor(inResponse('"haystack"'));
  });
});

/** The two texts of the comparison in front. */
async function compared(): Promise<readonly [string, string]> {
  const input = await until(() => {
    const active = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
    return active instanceof vscode.TabInputTextDiff && active;
  });
  const [original, modified] = [
    await vscode.workspace.openTextDocument(input.original),
    await vscode.workspace.openTextDocument(input.modified),
  ];
  return [original.getText(), modified.getText()];
}

/** Tabs of text editors whose label holds a name. */
function editors(name: string): number {
  const tabs = vscode.window.tabGroups.all.flatMap((group) => group.tabs);
  return tabs.filter(({ label, input }) => label.includes(name) && input instanceof vscode.TabInputText).length;
}
