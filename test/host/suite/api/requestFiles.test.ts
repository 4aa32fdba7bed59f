import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { RequestFiles } from '../../../../src/workbench/requests/requestFiles';
import { inWorkspace, writeFile } from '../workspaceFile';

const count = 60;
const path = (index: number): string => `many/file${index}.rcreq`;

describe('the request files of the workspace', () => {
  let files: RequestFiles;
  beforeEach(async () => {
    for (let index = 0; index < count; index += 1) await writeFile(path(index), '### A\nGET http://a/\n');
    files = new RequestFiles(inWorkspace('nowhere'));
  });
  afterEach(async () => {
    files.dispose();
    await vscode.workspace.fs.delete(inWorkspace('many'), { recursive: true });
  });

  it('tell of many that change at once in few words, so that nobody looks through all of them for each', async () => {
    await files.all();
    const changes: (readonly vscode.Uri[])[] = [];
    const untold = new Set(Array.from({ length: count }, (_, index) => inWorkspace(path(index)).toString()));
    const all = new Promise<void>((resolve) => {
      files.onDidChange((uris) => {
        if (uris === undefined) return;
        changes.push(uris);
        // Files of tests before this one may be told of here too.
        for (const uri of uris) untold.delete(uri.toString());
        if (untold.size === 0) resolve();
      });
    });
    // A watcher that has just been made may miss what changes at that very moment, so each file is written until it is told of.
    const writing = setInterval(() => {
      for (let index = 0; index < count; index += 1)
        if (untold.has(inWorkspace(path(index)).toString())) void writeFile(path(index), '### B\nGET http://b/\n');
    }, 1000);
    await all;
    clearInterval(writing);
    assert.ok(changes.length < count / 2, `${changes.length} changes were told`);
  });
});
