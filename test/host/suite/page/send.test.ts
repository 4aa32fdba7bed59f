import * as vscode from 'vscode';
import { activated, openFile } from '../extension';
import { page } from '../../page';
import { inResponse, lens } from '../targets';

describe('sending as a person', () => {
  before(activated);

  it('shows the status beside the request after a click on Send', async () => {
    await openFile('status.rcreq');
    await page.click(lens('Send', 1));
    await page.waitFor(inResponse('404 Not Found'));
    await page.waitFor(lens('404 Not Found'));
    await page.screenshot('send-404');
  });

  it('sends the example under the cursor by its key', async () => {
    const editor = await openFile('examples/1-first-request.rcreq');
    const request = editor.document.positionAt(editor.document.getText().indexOf('GET {{host}}/restapi/v1.0'));
    editor.selection = new vscode.Selection(request, request);
    await page.press('Control+Alt+R');
    await page.waitFor(inResponse('200 OK'));
    await page.screenshot('send-example');
  });
});
