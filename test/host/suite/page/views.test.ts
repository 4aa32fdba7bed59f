import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { activated, manifest } from '../extension';
import { page } from '../../page';

describe('views', () => {
  before(activated);

  it('fills every view of the manifest', async () => {
    const views = Object.values(manifest().contributes.views).flat();
    assert.notEqual(views.length, 0);
    for (const { id } of views) await vscode.commands.executeCommand(`${id}.focus`);
    await page.waitFor({ role: 'treeitem', name: 'status.rcreq' });
    assert.equal(await page.count({ text: 'There is no data provider registered' }), 0);
    await page.screenshot('views');
  });
});
