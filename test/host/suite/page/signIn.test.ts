import assert from 'node:assert/strict';
import { createServer as createHttpServer } from 'node:http';
import { createServer, type AddressInfo } from 'node:net';
import * as vscode from 'vscode';
import { page } from '../../page';
import type { Target } from '../../pageProtocol';
import { activated } from '../extension';
import { requestFile, requestOf } from '../requestFile';

type Answers = readonly (string | { readonly type: string })[];

/** Answers the form step by step: the label of a choice, or a text to type over what stands there. */
async function fill(answers: Answers): Promise<void> {
  for (const [index, answer] of answers.entries()) {
    await page.quickInput(`Add Token (${index + 1}/`);
    if (typeof answer === 'string') await page.click({ role: 'option', name: answer });
    else {
      if (answer.type !== '') {
        await page.press('Control+A');
        await page.type(answer.type);
      }
      await page.press('Enter');
    }
  }
}

const keep = { type: '' };

/** The row of a token that was just got; how much of its hour is left depends on how fast the machine is. */
function signedIn(name: string): Target {
  return { selector: `[role="treeitem"][aria-label^="Token ${name}, "][aria-label*=" min left"]` };
}

/** Opens the form in the Tokens view and adds a token by the browser; `way` is where it comes back to. */
async function addByBrowser(
  name: string,
  {
    server = ['Sandbox'],
    way = ['This machine, any free port'],
  }: Partial<Readonly<Record<'server' | 'way', Answers>>> = {},
): Promise<void> {
  await vscode.commands.executeCommand('rcreq.tokens.focus');
  void vscode.commands.executeCommand('rcreq.token.add');
  const client = [{ type: 'sandbox-public-client-id' }, 'Public client'];
  await fill(['Sign in with the browser', { type: name }, ...server, ...client, ...way, keep, keep]);
}

describe('signing in with the browser', () => {
  /** Where the sandbox of this window is: at its usual port, unless something else is there. */
  let sandbox: string;
  before(async () => {
    await activated();
    await vscode.commands.executeCommand('rcreq.startSandbox');
    const editor = await requestFile('sandbox.rcreq', '### Where\nGET {{sandbox}}/sandbox/status/204\n');
    await vscode.commands.executeCommand('rcreq.send', requestOf(editor, 'Where'));
    const [record] = (await activated()).testing.records();
    assert.equal(record?.status, 204);
    sandbox = new URL(record.url).origin;
  });
  afterEach(() => vscode.commands.executeCommand('notifications.clearAll'));

  it('brings a token by a port of this machine, which a request then carries', async () => {
    await addByBrowser('browser');
    await page.click({ role: 'button', name: 'Allow', in: 'tab' });
    await page.waitFor({ text: 'You can close this page and go back to VS Code.', in: 'tab' });
    await page.closeTab();
    await page.waitFor(signedIn('browser'));
    await page.screenshot('signed in');
    const editor = await requestFile(
      'signed.rcreq',
      '### Me\n# @auth browser\nGET {{sandbox}}/restapi/v1.0/account/~\n',
    );
    await vscode.commands.executeCommand('rcreq.send', requestOf(editor, 'Me'));
    const [record] = (await activated()).testing.records();
    assert.equal(record?.status, 200);
  });

  it('brings a token by the URI of the editor, from a server elsewhere', async () => {
    // Under a name of its own: VS Code rewrites addresses of localhost on the way to the browser, and those of no other server.
    const elsewhere = createHttpServer(({ url = '' }, response) => {
      response.writeHead(302, { Location: `${sandbox}/restapi/oauth/authorize${url.slice(url.indexOf('?'))}` }).end();
    });
    await new Promise<void>((resolve) => elsewhere.listen(0, '127.0.0.1', resolve));
    const { port } = elsewhere.address() as AddressInfo;
    const token = `${sandbox}/restapi/oauth/token`;
    const server = [
      'Another server',
      { type: token },
      { type: `http://auth.localhost:${port}/authorize` },
      { type: `${sandbox}/restapi/oauth/revoke` },
    ];
    await addByBrowser('uri', { server, way: ['The editor'] });
    await page.click({ role: 'button', name: 'Allow', in: 'tab' });
    await page.waitFor(signedIn('uri'));
    await page.closeTab();
    elsewhere.close();
  });

  it('says that access was denied, and keeps the profile', async () => {
    await addByBrowser('denied');
    await page.click({ role: 'button', name: 'Deny', in: 'tab' });
    await page.waitFor({ text: 'VS Code says why.', in: 'tab' });
    await page.closeTab();
    await page.waitFor({ text: 'Access was denied in the browser.' });
    await page.waitFor({ role: 'treeitem', name: 'Token denied, not signed in' });
  });

  it('does not use an answer with another state, and goes on waiting', async () => {
    await addByBrowser('state');
    await page.waitFor({ role: 'button', name: 'Allow', in: 'tab' });
    await page.alterTab('&state=', '&state=forged');
    await page.click({ role: 'button', name: 'Allow', in: 'tab' });
    await page.waitFor({ text: 'This answers another sign-in', in: 'tab' });
    await page.waitFor({ text: 'An answer to another sign-in came and was not used.' });
    await page.screenshot('sign-in with another state');
    await page.closeTab();
    await vscode.commands.executeCommand('notifications.showList');
    await page.screenshot('sign-in in the notifications');
    await page.click({ role: 'button', name: 'Cancel' });
    await page.waitFor({ role: 'treeitem', name: 'Token state, not signed in' });
  });

  it('says that the port is in use', async () => {
    const server = createServer();
    const port = await new Promise<number>((resolve) =>
      server.listen(0, '127.0.0.1', () => resolve((server.address() as { readonly port: number }).port)),
    );
    const redirect = { type: `http://127.0.0.1:${port}/callback` };
    await addByBrowser('taken', { way: ['This machine, a port of your own', redirect] });
    await page.waitFor({ text: `Port ${port} of this machine is in use` });
    await page.screenshot('sign-in with a port in use');
    server.close();
  });
});
