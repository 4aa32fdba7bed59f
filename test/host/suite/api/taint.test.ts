import assert from 'node:assert/strict';
import { readdir, readFile, stat } from 'node:fs/promises';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { echoingServer } from '../../../support/echoingServer';
import { secretsFound } from '../../../support/secretForms';
import { activated } from '../extension';
import { requestFile, requestOf } from '../requestFile';
import { inWorkspace, writeFile } from '../workspaceFile';

const secrets = {
  private: 'private "env" 7/ü+=',
  secret: 'kept secret & more 8',
  basic: 'basic pass/word 13',
  cookie: 'cookie-session-14',
};

const text = `@copied = {{hidden}}

### Everywhere
POST {{echo}}/echo?key={{%hidden}}&secret={{%$secret TAINTED}}
X-Api-Key: {{$secret TAINTED}}
X-Copied: prefix {{copied}} suffix
Content-Type: application/json

{ "a": "{{$secret TAINTED}}" }
?? body $.url == {{$secret TAINTED}}

### Basic
GET {{echo}}/fail
Authorization: Basic ${Buffer.from(`user:${secrets.basic}`).toString('base64')}
Cookie: session=${encodeURIComponent(secrets.cookie)}

### Nobody there
GET http://127.0.0.1:1/{{%$secret TAINTED}}?x={{%hidden}}
`;

describe('what the workbench writes holds no secret', () => {
  let server: Server;
  let editor: vscode.TextEditor;

  before(async () => {
    await activated();
    server = echoingServer(secrets, 'unused-token');
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
    const echo = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    await writeFile('taint/http-client.env.json', JSON.stringify({ $shared: { echo } }));
    await writeFile('taint/http-client.private.env.json', JSON.stringify({ $shared: { hidden: secrets.private } }));
    await vscode.commands.executeCommand('rcreq.internal.keepSecret', 'TAINTED', secrets.secret);
    editor = await requestFile('taint/taint.rcreq', text);
    for (const key of ['Everywhere', 'Basic', 'Nobody there']) {
      await vscode.commands.executeCommand('rcreq.send', requestOf(editor, key));
    }
  });
  after(async () => {
    server.closeAllConnections();
    server.close();
    await vscode.workspace.fs.delete(inWorkspace('taint'), { recursive: true });
    await vscode.commands.executeCommand('rcreq.secret.forget', 'TAINTED');
  });

  function check(written: string, where: string): void {
    assert.deepEqual(secretsFound(written, secrets), [], where);
  }

  it('in the records of its runs', async () => {
    const records = (await activated()).testing.records().slice(0, 3);
    assert.deepEqual(
      records.map(({ title }) => title),
      ['Nobody there', 'Basic', 'Everywhere'],
    );
    for (const record of records) check(JSON.stringify({ ...record, content: undefined }), record.title ?? '');
  });

  it('in a copied cURL command, where variables stand for it', async () => {
    for (const key of ['Everywhere', 'Basic', 'Nobody there']) {
      await vscode.commands.executeCommand('rcreq.copyAsCurl', requestOf(editor, key));
      const command = await vscode.env.clipboard.readText();
      assert.match(command, /^curl /);
      assert.match(command, /"\$[A-Z_]+"/);
      check(command, key);
    }
  });

  it('in a preview', async () => {
    await vscode.commands.executeCommand('rcreq.previewRequest', requestOf(editor, 'Everywhere'));
    const shown = vscode.workspace.textDocuments.filter(({ uri }) => uri.scheme.startsWith('rcreq'));
    assert.ok(shown.length > 0);
    for (const document of shown) check(document.getText(), document.uri.toString());
  });

  it('in hovers and completions of the file', async () => {
    for (const name of ['{{%hidden}}', '{{copied}}', '$secret TAINTED']) {
      const at = editor.document.positionAt(editor.document.getText().indexOf(name) + 4);
      for (const provider of ['Hover', 'CompletionItem']) {
        const said = await vscode.commands.executeCommand(`vscode.execute${provider}Provider`, editor.document.uri, at);
        check(JSON.stringify(said), `${provider} of ${name}`);
      }
    }
  });

  it('in any file of the profile: logs, history, spool and state', async () => {
    const profile = join(inWorkspace('').fsPath, '..');
    const entries = await readdir(profile, { recursive: true, withFileTypes: true });
    const files = entries.filter((entry) => entry.isFile()).map(({ parentPath, name }) => join(parentPath, name));
    const own = files.filter((file) => !file.startsWith(inWorkspace('').fsPath));
    assert.ok(
      own.some((file) => file.endsWith('RCReq.log')),
      'the log is not among the files that were looked at',
    );
    for (const file of own) {
      if ((await stat(file)).size < 8_000_000) check(await readFile(file, 'utf8'), file);
    }
  });
});
