import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { activated } from '../extension';
import { requestFile, requestOf } from '../requestFile';

const send = (...inputs: readonly unknown[]) => vscode.commands.executeCommand('rcreq.send', ...inputs);
const records = async () => (await activated()).testing.records();

describe('running', () => {
  it('runs several requests at once, and cancels the one that is named alone', async () => {
    const editor = await requestFile(
      'several.rcreq',
      '### Slow\nGET {{host}}/sandbox/slow?ms=20000\n\n### Quick\nGET {{host}}/sandbox/status/200\n',
    );
    const slow = send(requestOf(editor, 'Slow'));
    await send(requestOf(editor, 'Quick'));
    const [quick] = await records();
    assert.deepEqual([quick?.title, quick?.status], ['Quick', 200]);
    await vscode.commands.executeCommand('rcreq.cancel', requestOf(editor, 'Slow'));
    await slow;
    const [cancelled] = await records();
    assert.deepEqual([cancelled?.title, cancelled?.outcome], ['Slow', 'cancelled']);
  });

  it('ends a request with an unknown name in a record that says where', async () => {
    const editor = await requestFile('unknown.rcreq', '### Unknown\nGET {{host}}/{{nosuch}}\n');
    await send(requestOf(editor, 'Unknown'));
    const [record] = await records();
    assert.equal(record?.outcome, 'blocked');
    assert.deepEqual([record.diagnostics[0]?.line, record.file], [2, 'unknown.rcreq']);
  });

  it('sends all requests of a file in their order, without the disabled ones', async () => {
    await requestFile(
      'all.rcreq',
      '### One\nGET {{host}}/sandbox/status/200\n\n### Two\n# @disabled\nGET {{host}}/sandbox/status/200\n\n### Three\nGET {{host}}/sandbox/status/404\n',
    );
    await vscode.commands.executeCommand('rcreq.sendAll');
    const [last, first] = await records();
    assert.deepEqual([first?.title, last?.title], ['One', 'Three']);
  });

  it('keeps cookies only for requests that want the jar', async () => {
    const set = '# @cookie-jar\nGET {{host}}/sandbox/cookies?name=value\n';
    const editor = await requestFile(
      'cookies.rcreq',
      `### Set\n${set}\n### With\n# @cookie-jar\nGET {{host}}/sandbox/echo\n\n### Without\nGET {{host}}/sandbox/echo\n`,
    );
    for (const title of ['Set', 'With', 'Without']) await send(requestOf(editor, title));
    const sent = (await records()).slice(0, 2).map(({ exchanges }) => exchanges[0]?.request.fields ?? []);
    const hasCookie = sent.map((fields) => fields.some(({ name }) => name.toLowerCase() === 'cookie'));
    assert.deepEqual(hasCookie, [false, true]);
  });

  it('starts the sandbox for a file that uses it, and stops it on command', async () => {
    const editor = await requestFile('sandbox.rcreq', '### Version\nGET {{sandbox}}/restapi/v1.0\n');
    await send(requestOf(editor, 'Version'));
    const [record] = await records();
    assert.equal(record?.status, 200);
    assert.match(record.url, /^http:\/\/127\.0\.0\.1:\d+\//);
    await vscode.commands.executeCommand('rcreq.stopSandbox');
    assert.ok((await activated()).testing.loadedModules().includes('sandbox.js'));
  });

  it('leaves a run with no-log out of the history', async () => {
    const editor = await requestFile('private.rcreq', '### Private\n# @no-log\nGET {{host}}/sandbox/status/200\n');
    await send(requestOf(editor, 'Private'));
    assert.ok((await records()).every(({ title }) => title !== 'Private'));
  });
});
