import assert from 'node:assert/strict';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { activated } from '../extension';
import { readFile, writeFile } from '../workspaceFile';

const shown = () => vscode.window.activeTextEditor?.document;
const keep = (name: string, value: string) => vscode.commands.executeCommand('rcreq.internal.keepSecret', name, value);

describe('importing from other clients', () => {
  before(activated);

  it('adds the environments of httpYac to those that are there, secrets to the private file', async () => {
    const before = JSON.parse((await readFile('http-client.env.json')) ?? '{}') as Record<string, unknown>;
    await writeFile('.httpyac.json', '{"environments":{"imported":{"host":"http://a.test"}}}');
    await writeFile('.env', 'fromDotenv=1\n');
    await writeFile('env/imported.env', 'user=ann\nAPI_KEY=k-1\n');
    await vscode.commands.executeCommand('rcreq.environments.import');
    const after = JSON.parse((await readFile('http-client.env.json')) ?? '{}') as Record<string, object>;
    const shared = { ...(before['$shared'] as object | undefined), fromDotenv: '1' };
    assert.deepEqual(after, { ...before, $shared: shared, imported: { host: 'http://a.test', user: 'ann' } });
    const hidden = JSON.parse((await readFile('http-client.private.env.json')) ?? '{}') as Record<string, object>;
    assert.deepEqual(hidden['imported'], { API_KEY: 'k-1' });
    assert.match(shown()?.uri.path ?? '', /\/http-client\.env\.json$/);
  });

  it('writes the history of REST Client as saved requests, and takes no name from a secret that is kept', async () => {
    await keep('AUTHORIZATION', 'another-one');
    const entry = {
      method: 'GET',
      url: 'http://a.test/x',
      headers: { Authorization: 'Bearer tok-123456789' },
      body: '',
    };
    const file = vscode.Uri.file(join(tmpdir(), `rcreq-history-${process.pid}.json`));
    await vscode.workspace.fs.writeFile(file, new TextEncoder().encode(JSON.stringify([entry])));
    await vscode.commands.executeCommand('rcreq.requests.importHistory', file);
    const text = shown();
    assert.equal(
      text?.getText(),
      '### GET /x\nGET http://a.test/x\nAuthorization: Bearer {{$secret AUTHORIZATION_2}}\n',
    );
    assert.equal(vscode.workspace.getWorkspaceFolder(text.uri), undefined);
    for (const uri of [text.uri, file]) await vscode.workspace.fs.delete(uri);
    for (const name of ['AUTHORIZATION', 'AUTHORIZATION_2'])
      await vscode.commands.executeCommand('rcreq.secret.forget', name);
  });
});
