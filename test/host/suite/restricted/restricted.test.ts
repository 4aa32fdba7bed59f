import assert from 'node:assert/strict';
import { symlink } from 'node:fs/promises';
import * as vscode from 'vscode';
import { activated } from '../extension';
import { diagnosed, requestFile, requestOf } from '../requestFile';
import { page } from '../../page';
import { inWorkspace, writeFile } from '../workspaceFile';
import { until } from '../until';

const dialog = { selector: '.monaco-dialog-box' };
const button = (name: string) => ({ selector: `.monaco-dialog-box .monaco-button:has-text("${name}")` });
const last = async () => (await activated()).testing.records()[0];
const send = (editor: vscode.TextEditor, key: string) =>
  vscode.commands.executeCommand('rcreq.send', requestOf(editor, key));

/** A folder that nobody has trusted yet. */
describe('in Restricted Mode', () => {
  before(async () => {
    await activated();
    await vscode.commands.executeCommand('rcreq.internal.keepSecret', 'API_KEY', 'do-not-tell-1');
  });

  it('the workspace is not trusted, and the extension runs', async () => {
    assert.equal(vscode.workspace.isTrusted, false);
    assert.ok(vscode.extensions.getExtension('rcreq.rcreq')?.isActive);
    await vscode.commands.executeCommand('rcreq.requests.focus');
    await page.waitFor({ role: 'treeitem', name: 'status.rcreq' });
  });

  it('requests are parsed, coloured and completed, and what is wrong is said', async () => {
    const { document } = await requestFile('plain.rcreq', '### One\nGETT {{host}}/a\nAcc\n');
    const symbols = await vscode.commands.executeCommand<vscode.DocumentSymbol[]>(
      'vscode.executeDocumentSymbolProvider',
      document.uri,
    );
    assert.deepEqual(
      symbols.map(({ name }) => name),
      ['One'],
    );
    const tokens = await vscode.commands.executeCommand<vscode.SemanticTokens>(
      'vscode.provideDocumentSemanticTokens',
      document.uri,
    );
    assert.ok(tokens.data.length > 0);
    const { items } = await vscode.commands.executeCommand<vscode.CompletionList>(
      'vscode.executeCompletionItemProvider',
      document.uri,
      new vscode.Position(2, 3),
    );
    assert.ok(items.some(({ label }) => (typeof label === 'string' ? label : label.label).startsWith('Accept')));
    await page.waitFor({ selector: '.squiggly-error', nth: 0 });
  });

  it('sending asks once for a host, says which secrets would go, and sends nothing without a yes', async () => {
    await writeFile('ask/http-client.private.env.json', JSON.stringify({ $shared: { clientSecret: 'do-not-tell-2' } }));
    const editor = await requestFile(
      'ask/ask.rcreq',
      '### Ask\nGET {{host}}/sandbox/echo\nX-Api-Key: {{$secret API_KEY}}\nX-Other: {{clientSecret}}\n',
    );
    const refused = send(editor, 'Ask');
    await page.waitFor(dialog);
    const question = await page.textOf(dialog);
    assert.match(question, /Send to 127\.0\.0\.1:\d+\?/);
    assert.match(question, /This folder is not trusted/);
    assert.match(question, /the secret API_KEY/);
    assert.match(question, /the variable clientSecret from http-client\.private\.env\.json/);
    assert.doesNotMatch(question, /do-not-tell/);
    await page.screenshot('restricted-ask');
    await page.click(button('Cancel'));
    await refused;
    const record = await last();
    assert.deepEqual([record?.status, record?.failure?.code], [undefined, 'UNTRUSTED_FOLDER']);

    const allowed = send(editor, 'Ask');
    await page.click(button('Send'));
    await allowed;
    assert.equal((await last())?.status, 200);
    await send(editor, 'Ask');
    assert.equal((await last())?.status, 200);
  });

  it('settings that a repository could abuse are those of the person', async () => {
    const hostile = {
      'rcreq.userAgent': 'evil/1.0 (a; b/1)',
      'rcreq.redirect.insecure': 'allow',
      'rcreq.redirect.trustedOrigins': ['http://evil.example'],
      'rcreq.redirect.secretFields': ['x-of-the-repository'],
      'rcreq.network.proxy': 'http://127.0.0.1:1',
      'rcreq.network.mode': 'direct',
      'rcreq.tls.insecureHosts': ['*'],
      'rcreq.cookieJar': true,
      'rcreq.codeLens': false,
    };
    await writeFile('.vscode/settings.json', JSON.stringify(hostile));
    const settings = () => vscode.workspace.getConfiguration('rcreq', inWorkspace('ask/ask.rcreq'));
    await until(() => settings().get('codeLens') === false);
    const loose = Object.keys(hostile).filter((name) => {
      const { workspaceFolderValue, workspaceValue, defaultValue } =
        settings().inspect(name.slice('rcreq.'.length)) ?? {};
      const value = settings().get(name.slice('rcreq.'.length));
      return value !== defaultValue && JSON.stringify(value) === JSON.stringify(workspaceFolderValue ?? workspaceValue);
    });
    assert.deepEqual(loose, ['rcreq.codeLens']);
    const editor = await requestFile('ask/agent.rcreq', '### Agent\nGET {{host}}/sandbox/echo\n');
    const sent = send(editor, 'Agent');
    await page.click(button('Send'));
    await sent;
    const fields = (await last())?.exchanges[0]?.request.fields ?? [];
    assert.match(fields.find(({ name }) => name.toLowerCase() === 'user-agent')?.value ?? '', /^rcreq\//);
    await vscode.workspace.fs.delete(inWorkspace('.vscode/settings.json'));
  });

  it('files outside the workspace are refused as bodies and imports, also through a link', async () => {
    const outside = vscode.Uri.joinPath(inWorkspace(''), '..', 'outside.txt');
    const imported = vscode.Uri.joinPath(inWorkspace(''), '..', 'outside.rcreq');
    const write = (uri: vscode.Uri, text: string) => vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(text));
    await write(outside, 'do-not-tell-3');
    await write(imported, '@found = do-not-tell-4\n');
    await writeFile('files/inside.txt', 'inside');
    await symlink(outside.fsPath, inWorkspace('files/link.txt').fsPath);
    const block = (title: string, body: string): string =>
      `### ${title}\nPOST {{host}}/sandbox/echo\nContent-Type: text/plain\n\n${body}\n\n`;
    const editor = await requestFile(
      'files/files.rcreq',
      `${block('Inside', '< ./inside.txt')}${block('Outside', '< ../../outside.txt')}${block('Link', '< ./link.txt')}`,
    );
    await send(editor, 'Inside');
    assert.equal((await last())?.status, 200);
    const importing = await requestFile(
      'files/import.rcreq',
      '# @import ../../outside.rcreq\n\n### Import\nGET {{host}}/sandbox/echo?{{found}}\n',
    );
    for (const title of ['Outside', 'Link', 'Import']) {
      await send(title === 'Import' ? importing : editor, title);
      const record = await last();
      assert.deepEqual([record?.title, record?.outcome, record?.exchanges.length], [title, 'blocked', 0]);
      assert.doesNotMatch(JSON.stringify(record), /do-not-tell/);
    }
    await diagnosed(importing.document.uri, (codes) => codes.includes('file-refused'));
    const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
      'vscode.executeHoverProvider',
      importing.document.uri,
      importing.document.positionAt(importing.document.getText().indexOf('{{found}}') + 3),
    );
    assert.doesNotMatch(JSON.stringify(hovers), /do-not-tell/);
  });

  it('the views and editing work as elsewhere', async () => {
    await writeFile('edit.rcreq', '### A\nGET http://a/\n\n### B\nGET http://b/\n');
    await vscode.commands.executeCommand('rcreq.requests.moveUp', {
      kind: 'request',
      uri: inWorkspace('edit.rcreq'),
      key: 'B',
    });
    const text = await vscode.workspace.openTextDocument(inWorkspace('edit.rcreq'));
    assert.match(text.getText(), /^### B/);
    await page.screenshot('restricted');
  });
});
