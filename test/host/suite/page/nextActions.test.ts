import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { page } from '../../page';
import type { Target } from '../../pageProtocol';
import { activated } from '../extension';
import { requestFile } from '../requestFile';
import { inResponse, lens } from '../targets';
import { until } from '../until';

const button = (name: string): Target => ({ role: 'button', name, in: 'webview' });
const tab = (name: string): Target => ({ role: 'tab', name, in: 'webview' });
const title = (text: string): Target => ({ selector: `h1 strong:text-is(${JSON.stringify(text)})`, in: 'webview' });

/** Opens a file with this one request, titled as the file, clicks Send above it and waits for its headline. */
async function send(name: string, request: string, headline: string): Promise<vscode.TextEditor> {
  const editor = await requestFile(`next/${name}.rcreq`, `### ${name}\n${request}\n`);
  await page.click(lens('Send'));
  await page.waitFor(title(headline));
  return editor;
}

/** The record of the run that ended last. */
async function last() {
  const [record] = (await activated()).testing.records();
  assert.ok(record !== undefined);
  return record;
}

describe('the next action that the response panel offers', () => {
  before(activated);

  it('sends without the condition that was typed, after a 304', async () => {
    await send('unchanged', 'GET {{host}}/sandbox/cached\nIf-None-Match: *', '304 Not Modified');
    await page.screenshot('next-304');
    await page.click(button('Send without condition'));
    await page.waitFor(title('200 OK'));
    const fields = (await last()).exchanges[0]?.request.fields ?? [];
    assert.ok(!fields.some(({ name }) => name.toLowerCase() === 'if-none-match'));
  });

  it('opens the target of a redirect that is not followed, and what was opened can be sent again', async () => {
    await send('choices', 'GET {{host}}/sandbox/redirect/300?to=/sandbox/echo', '300 Multiple Choices');
    await page.screenshot('next-300');
    await page.click(button('Open the redirect target'));
    await page.waitFor(title('200 OK'));
    assert.match((await last()).url, /\/sandbox\/echo$/);
  });

  it('gets a new token after a 401, by the profile that the request names', async () => {
    await vscode.commands.executeCommand('rcreq.tokens.focus');
    await page.click({ role: 'button', name: 'Add Token', nth: 1 });
    await page.click({ role: 'option', name: 'Sandbox' });
    await page.waitFor({ role: 'treeitem', name: 'Token sandbox' });
    await send(
      'refused-token',
      'GET {{host}}/sandbox/status/401\nAuthorization: Bearer {{$token sandbox}}',
      '401 Unauthorized',
    );
    await page.screenshot('next-401');
    await page.click(button('Renew token'));
    await page.waitFor({ text: 'The token "sandbox" is ready' });
  });

  it('sends the failed parts of a 207 again, and those alone', async () => {
    const store = '{{sandbox}}/restapi/v1.0/account/~/extension/~/message-store';
    await send('some-failed', `# @auth sandbox\nGET ${store}/2001,9998,2002,9999`, '207 Multi-Status');
    await page.waitFor(inResponse('2 of 4 failed'));
    await page.screenshot('next-207');
    await page.click(button('Send 2 failed parts again'));
    await page.waitFor(inResponse('2 of 2 failed'));
    assert.match((await last()).url, /\/message-store\/9998,9999$/);
  });

  it('says when to send again after a 429 that asks for a long wait', async () => {
    await send(
      'limited',
      'GET {{host}}/sandbox/status/429?retryAfter=3000\nAuthorization: Bearer limited',
      '429 Too Many Requests',
    );
    await page.waitFor({
      selector: 'button:text-matches("Send again at \\\\d\\\\d:\\\\d\\\\d:\\\\d\\\\d \\\\(.* min\\\\)")',
      in: 'webview',
    });
    await page.screenshot('next-429');
  });

  it('leads to the request that a 404 asks to correct', async () => {
    const editor = await send('absent', 'GET {{host}}/sandbox/status/404', '404 Not Found');
    await requestFile('next/other.rcreq', 'GET {{host}}/\n');
    await page.click(button('Go to the request'));
    await until(() => vscode.window.activeTextEditor?.document === editor.document);
    assert.equal(vscode.window.activeTextEditor?.selection.active.line, 1);
  });

  for (const [status, headline, said] of [
    [410, '410 Gone', 'gone for good'],
    [500, '500 Internal Server Error', 'Tell whoever runs the server'],
    [405, '405 Method Not Allowed', 'GET, HEAD'],
  ] as const)
    it(`says what a ${status} means`, async () => {
      await send(`status-${status}`, `POST {{host}}/sandbox/status/${status}`, headline);
      await page.waitFor(inResponse(said));
      await page.screenshot(`next-${status}`);
    });

  it('sends again what was not repeated after a 503, for it may have taken effect', async () => {
    await send('not-ready', 'POST {{host}}/sandbox/status/503?times=1&case=next', '503 Service Unavailable');
    await page.screenshot('next-503');
    await page.click({ selector: '.now button', in: 'webview' });
    await page.waitFor(title('200 OK'));
  });

  it('shows the log when nothing listens', async () => {
    await send('nobody', 'GET http://127.0.0.1:1/', 'Connection refused');
    await page.click(button('Show log'));
    await page.waitFor({ selector: '.panel .output-view, .output-view-container', nth: 0 });
    await page.screenshot('next-log');
    await vscode.commands.executeCommand('workbench.action.closePanel');
  });

  it('saves the answer as an example below its request, which one undo takes away', async () => {
    const editor = await send('kept', 'GET {{host}}/sandbox/echo?kept=yes', '200 OK');
    const before = editor.document.getText();
    await page.click(button('Save as example'));
    await page.waitFor({ text: 'Saved as example' });
    const text = editor.document.getText();
    assert.ok(text.startsWith(before), text);
    assert.match(text.slice(before.length), /^\n### Example of kept\nHTTP\/1\.1 200 OK\n[\s\S]*\n\n\{[\s\S]*"kept"/);
    await page.screenshot('next-example');
    await vscode.window.showTextDocument(editor.document, vscode.ViewColumn.One);
    await vscode.commands.executeCommand('undo');
    assert.equal(editor.document.getText(), before);
  });

  it('copies one exchange of the trace as cURL', async () => {
    await send('copied', 'GET {{host}}/sandbox/redirect/302?to=/sandbox/echo', '200 OK');
    await page.click(tab('Trace'));
    await page.click({ selector: '.steps summary', in: 'webview', nth: 0 });
    await page.click(button('Copy step 1 as cURL'));
    await page.waitFor({ text: 'Copied as cURL' });
    assert.match(await vscode.env.clipboard.readText(), /^curl 'http:\/\/127\.0\.0\.1:\d+\/sandbox\/redirect\/302/);
  });

  it('shows the resolved URL while a request is under way', async () => {
    await requestFile('next/slow.rcreq', '### slow\nGET {{host}}/sandbox/slow?ms=60000\n');
    await page.click(lens('Send'));
    await page.waitFor({ selector: '.running .where:has-text("GET http://127.0.0.1:")', in: 'webview' });
    await page.click(button('Cancel'));
    await page.waitFor(title('Cancelled'));
  });

  it('shows under Cookies what a jar did with each', async () => {
    await send('cookies', '# @cookie-jar\nGET {{host}}/sandbox/cookies?sid=secret1&lang=en', '200 OK');
    await page.click(tab('Cookies'));
    await page.waitFor(inResponse('Kept'));
    await page.screenshot('next-cookies');
  });
});
