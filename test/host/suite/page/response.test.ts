import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { page } from '../../page';
import type { Target } from '../../pageProtocol';
import { activated } from '../extension';
import { requestFile, requestOf } from '../requestFile';
import { inResponse, lens } from '../targets';
import { until } from '../until';

const headline: Target = { selector: 'h1', in: 'webview' };
const tab = (name: string): Target => ({ role: 'tab', name, in: 'webview' });
const button = (name: string): Target => ({ role: 'button', name, in: 'webview' });

/** Opens a file with this one request, titled as the file, and clicks Send above it. */
async function sendAsPerson(title: string, request: string): Promise<vscode.TextEditor> {
  const editor = await requestFile(`response/${title}.rcreq`, `### ${title}\n${request}\n`);
  await page.click(lens('Send'));
  return editor;
}

describe('the response panel, as a person sees it', () => {
  before(activated);

  it('headlines a 200 as success and shows its body', async () => {
    await sendAsPerson('found', 'GET {{host}}/sandbox/echo?found=yes');
    await page.waitFor(inResponse('200 OK'));
    assert.equal(await page.textOf(headline), '200 OK · success');
    await page.waitFor({ selector: 'header.tone-success', in: 'webview' });
    await page.waitFor(inResponse('"found"'));
    await page.screenshot('response-200');
  });

  it('headlines a 404 as client error, with the error of its body', async () => {
    await sendAsPerson('missing', 'GET {{host}}/sandbox/status/404');
    await page.waitFor(inResponse('404 Not Found'));
    assert.match(await page.textOf(headline), /^404 Not Found · client error · CMN-\d+ \S/);
    await page.waitFor({ selector: 'header.tone-warning', in: 'webview' });
    await page.screenshot('response-404');
  });

  it('shows a redirect in the Trace with its rule, and what was not sent on', async () => {
    const target = '{{host}}/sandbox/redirect/303?to=/sandbox/echo';
    await sendAsPerson('redirected', `POST ${target}\nContent-Type: application/json\n\n{ "order": 1 }`);
    await page.waitFor(inResponse('200 OK'));
    await page.click(tab('Trace'));
    await page.waitFor(inResponse('303: POST became GET'));
    assert.match(
      await page.textOf({ selector: '.steps .reason', in: 'webview', nth: 0 }),
      /^RD2\s*Redirected by 303 of step 1/,
    );
    await page.click({ selector: '.steps summary', in: 'webview', nth: 1 });
    await page.waitFor({ selector: '.steps .details', in: 'webview' });
    await page.screenshot('response-redirect');
  });

  it('shows a 207 with its parts, and opens one', async () => {
    await sendAsPerson('parts', 'GET {{host}}/sandbox/parts?n=20&failed=2');
    await page.waitFor(inResponse('207 Multi-Status'));
    assert.equal(await page.textOf(headline), '207 Multi-Status · 2 of 20 failed');
    await page.click({ selector: '.parts-body .parts-row', in: 'webview', nth: 19 });
    await page.waitFor({ selector: '.part .row:has-text("CMN-102")', in: 'webview', nth: 0 });
    const parts: Target = { role: 'grid', name: 'Parts', in: 'webview' };
    assert.equal(await page.attributeOf(parts, 'aria-rowcount'), '21');
    await page.screenshot('response-207');
  });

  it('counts a wait down, and sends now when told', async () => {
    await sendAsPerson('waiting', 'GET {{host}}/sandbox/status/503?retryAfter=50&times=1&case=panel');
    await page.waitFor(inResponse('Waiting to send waiting again'));
    const seconds = async (): Promise<number> =>
      Number(/in (\d+) s/.exec(await page.textOf({ role: 'timer', in: 'webview' }))?.[1]);
    const first = await seconds();
    await page.screenshot('response-503-waiting');
    await page.waitFor({ selector: `.clock:has-text("in ${first - 2} s")`, in: 'webview' });
    await page.click(button('Send now'));
    await page.waitFor(inResponse('200 OK'));
    assert.match(await page.textOf({ selector: '.facts', in: 'webview', nth: 0 }), /Requests\s+2/);
    await page.screenshot('response-503-sent');
  });

  it('shows the response that asked for a wait when the wait is stopped', async () => {
    await sendAsPerson('stopped', 'GET {{host}}/sandbox/status/503?retryAfter=50&times=1&case=stopped');
    await page.click(button('Stop and show the response'));
    await page.waitFor(inResponse('503 Service Unavailable'));
    await page.waitFor(button('Send again at'));
    await page.screenshot('response-503-stopped');
  });

  it('cancels a slow request', async () => {
    await sendAsPerson('slow', 'GET {{host}}/sandbox/slow?ms=60000');
    await page.waitFor(inResponse('Sending slow'));
    await page.screenshot('response-slow');
    await page.click(button('Cancel'));
    await page.waitFor(inResponse('Cancelled'));
    assert.equal(await page.textOf(headline), 'Cancelled');
    await page.screenshot('response-cancelled');
  });

  it('says in words that nothing listens, and what to do, once', async () => {
    await sendAsPerson('refused', 'GET http://127.0.0.1:1/');
    await page.waitFor(inResponse('Connection refused'));
    const said = await page.textOf({ selector: '.now p', in: 'webview' });
    assert.match(said, /^Nothing is listening at 127\.0\.0\.1:1\. Start the server/);
    assert.equal(said.match(/listening/g)?.length, 1);
    await page.screenshot('response-refused');
  });

  it('lists what keeps a request from being sent, and leads to the place', async () => {
    const editor = await sendAsPerson('unknown', 'GET {{host}}/{{nosuch}}');
    await page.waitFor(inResponse('Not sent'));
    await page.screenshot('response-blocked');
    await page.click(button('Line 2, column 16'));
    await page.waitFor({ selector: '.statusbar-item:has-text("Ln 2, Col 16")' });
    await until(() => vscode.window.activeTextEditor?.document === editor.document);
  });

  it('headlines a failed assertion and says under Tests what was found', async () => {
    await sendAsPerson('asserted', 'GET {{host}}/sandbox/echo\n\n?? status == 201\n?? body $.method == GET');
    await page.waitFor(inResponse('1 of 2 assertions failed'));
    await page.click(tab('Tests'));
    await page.waitFor(inResponse('It is 200.'));
    await page.screenshot('response-tests');
  });

  it('leaves the focus in the editor', async () => {
    const editor = await sendAsPerson('focus', 'GET {{host}}/sandbox/echo?focus=kept');
    await page.waitFor(inResponse('"focus"'));
    const typed = new Promise<void>((resolve) => {
      const listener = vscode.workspace.onDidChangeTextDocument(({ document }) => {
        if (document !== editor.document || !document.getText().includes('typed')) return;
        listener.dispose();
        resolve();
      });
    });
    await page.type('# typed');
    await typed;
    await vscode.commands.executeCommand('workbench.action.files.revert');
  });

  it('shows the same response again after another tab has hidden it', async () => {
    const editor = await sendAsPerson('hidden', 'GET {{host}}/sandbox/echo?hidden=yes');
    await page.waitFor(inResponse('"hidden"'));
    const { document } = await vscode.window.showTextDocument(editor.document, vscode.ViewColumn.Two);
    await page.waitFor({ selector: 'iframe.webview.ready' }, { state: 'hidden' });
    await vscode.commands.executeCommand('rcreq.showResponse');
    await page.waitFor(inResponse('"hidden"'));
    assert.equal(document, editor.document);
  });

  it('does not cover the file that is worked on, even where both are in one column', async () => {
    await sendAsPerson('first', 'GET {{host}}/sandbox/echo?first=yes');
    await page.waitFor(inResponse('"first"'));
    const editor = await requestFile('response/second.rcreq', '### second\nGET {{host}}/sandbox/echo?second=yes\n');
    await vscode.window.showTextDocument(editor.document, vscode.ViewColumn.Two);
    await vscode.commands.executeCommand('rcreq.send', requestOf(editor, 'second'));
    await page.waitFor(inResponse('"second"'));
    assert.ok(
      vscode.window.visibleTextEditors.some(
        ({ viewColumn, document }) => viewColumn === vscode.ViewColumn.Two && document === editor.document,
      ),
    );
  });

  it('shows the run that began last when an earlier one ends after it', async () => {
    const editor = await requestFile(
      'response/two.rcreq',
      '### late\nGET {{host}}/sandbox/slow?ms=1500\n\n### early\nGET {{host}}/sandbox/echo?early=yes\n',
    );
    const late = vscode.commands.executeCommand('rcreq.send', requestOf(editor, 'late'));
    await vscode.commands.executeCommand('rcreq.send', requestOf(editor, 'early'));
    await late;
    await page.waitFor(inResponse('"early"'));
    await page.waitFor({ role: 'tab', name: 'early' });
  });
});
