import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { activated } from '../extension';
import { requestFile, requestOf } from '../requestFile';

describe('environments', () => {
  after(() => vscode.commands.executeCommand('rcreq.selectEnvironment', ''));

  it('give variables the values of the chosen one', async () => {
    const file = JSON.stringify({ one: { path: 'status/200' }, two: { path: 'status/404' } });
    await requestFile('env/http-client.env.json', file);
    const editor = await requestFile('env/env.rcreq', '### Path\nGET {{host}}/sandbox/{{path}}\n');
    const check = async (name: string, status: number | undefined): Promise<void> => {
      await vscode.commands.executeCommand('rcreq.selectEnvironment', name);
      await vscode.commands.executeCommand('rcreq.send', requestOf(editor, 'Path'));
      const [record] = (await activated()).testing.records();
      assert.deepEqual([record?.environment, record?.status], [name === '' ? undefined : name, status]);
    };
    await check('one', 200);
    await check('two', 404);
    await check('', undefined);
  });
});
