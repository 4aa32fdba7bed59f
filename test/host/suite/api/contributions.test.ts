import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { activated, manifest } from '../extension';

describe('contributions', () => {
  before(activated);

  it('has an implementation for every command of the manifest', async () => {
    const known = new Set(await vscode.commands.getCommands());
    const commands = manifest().contributes.commands.map(({ command }) => command);
    assert.notEqual(commands.length, 0);
    assert.deepEqual(
      commands.filter((command) => !known.has(command)),
      [],
    );
  });

  it('gives .rcreq files its language', async () => {
    const { languageId } = await vscode.workspace.openTextDocument({
      language: 'rcreq',
      content: 'GET http://a.test/\n',
    });
    assert.equal(languageId, 'rcreq');
  });
});
