import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { activated } from '../extension';
import { inWorkspace, readFile, writeFile } from '../workspaceFile';

/** A node as the view gives it to commands. */
const request = (path: string, key: string) => ({ kind: 'request', uri: inWorkspace(path), key });
const file = (path: string) => ({ kind: 'file', uri: inWorkspace(path) });
const run = (command: string, ...inputs: readonly unknown[]) =>
  vscode.commands.executeCommand(`rcreq.requests.${command}`, ...inputs);

const two = '# about A\n### A\n# @name a\nGET http://a/\n\n### B\nPOST http://b/\n\nbody\n';

describe('the commands of the Requests view', () => {
  before(activated);
  after(() => vscode.workspace.fs.delete(inWorkspace('moves'), { recursive: true }));

  it('move a request up and down within its file, and save it', async () => {
    await writeFile('moves/step.rcreq', two);
    await run('moveDown', request('moves/step.rcreq', 'a'));
    assert.equal(
      await readFile('moves/step.rcreq'),
      '### B\nPOST http://b/\n\nbody\n\n### A\n# about A\n# @name a\nGET http://a/\n',
    );
    await run('moveUp', request('moves/step.rcreq', 'a'));
    assert.match((await readFile('moves/step.rcreq')) ?? '', /^### A/);
  });

  it('keep the mark and the line ends of a file', async () => {
    const crlf = `\uFEFF${'### A\nGET a\n\n### B\nGET b\n'.replaceAll('\n', '\r\n')}`;
    await writeFile('moves/crlf.rcreq', crlf);
    await run('moveUp', request('moves/crlf.rcreq', 'B'));
    assert.equal(
      await readFile('moves/crlf.rcreq'),
      `\uFEFF${'### B\nGET b\n\n### A\nGET a\n'.replaceAll('\n', '\r\n')}`,
    );
  });

  it('edit the open document of a file with unsaved changes, and leave saving to the person', async () => {
    const uri = await writeFile('moves/dirty.rcreq', two);
    const editor = await vscode.window.showTextDocument(uri);
    await editor.edit((edit) => edit.insert(new vscode.Position(0, 0), '@unsaved = 1\n\n'));
    await run('delete', request('moves/dirty.rcreq', 'B'));
    assert.equal(editor.document.getText(), '@unsaved = 1\n\n# about A\n### A\n# @name a\nGET http://a/\n');
    assert.equal(await readFile('moves/dirty.rcreq'), two);
    assert.ok(editor.document.isDirty);
    await vscode.commands.executeCommand('workbench.action.files.revert');
  });

  it('put back what was deleted, until the file changes', async () => {
    const uri = await writeFile('moves/undo.rcreq', two);
    await run('delete', request('moves/undo.rcreq', 'a'));
    assert.equal(await readFile('moves/undo.rcreq'), '### B\nPOST http://b/\n\nbody\n');
    await run('undoDelete');
    assert.equal(await readFile('moves/undo.rcreq'), two);
    await run('delete', request('moves/undo.rcreq', 'B'));
    const editor = await vscode.window.showTextDocument(uri);
    await editor.edit((edit) => edit.insert(new vscode.Position(0, 0), '# new\n'));
    await editor.document.save();
    const changed = editor.document.getText();
    void run('undoDelete');
    await vscode.commands.executeCommand('notifications.clearAll');
    assert.equal(editor.document.getText(), changed);
  });

  it('let Ctrl+Z in the file undo a deletion', async () => {
    const uri = await writeFile('moves/undoKey.rcreq', two);
    const editor = await vscode.window.showTextDocument(uri);
    await run('delete', request('moves/undoKey.rcreq', 'a'));
    await vscode.commands.executeCommand('undo');
    assert.equal(editor.document.getText(), two);
    await editor.document.save();
  });

  it('put back a deleted file as it was', async () => {
    await writeFile('moves/gone.rcreq', two);
    await run('delete', file('moves/gone.rcreq'));
    assert.equal(await readFile('moves/gone.rcreq'), undefined);
    await run('undoDelete');
    assert.equal(await readFile('moves/gone.rcreq'), two);
  });

  it('duplicate a request below itself under names of its own, and a file beside itself', async () => {
    await writeFile('moves/copy.rcreq', two);
    await run('duplicate', request('moves/copy.rcreq', 'a'));
    assert.equal(
      await readFile('moves/copy.rcreq'),
      two.replace('### B', '# about A\n### A copy\n# @name a2\nGET http://a/\n\n### B'),
    );
    await run('duplicate', file('moves/copy.rcreq'));
    assert.equal(await readFile('moves/copy copy.rcreq'), await readFile('moves/copy.rcreq'));
  });

  it('say what is wrong, and change nothing, when a request is gone meanwhile', async () => {
    await writeFile('moves/stale.rcreq', two);
    void run('delete', request('moves/stale.rcreq', 'gone'));
    void run('delete', request('moves/nowhere.rcreq', 'gone'));
    void run('moveUp', request('moves/nowhere.rcreq', 'gone'));
    await vscode.commands.executeCommand('notifications.clearAll');
    assert.equal(await readFile('moves/stale.rcreq'), two);
  });

  it('save a request outside the workspace', async () => {
    await writeFile('moves/saved.rcreq', two);
    await vscode.commands.executeCommand('rcreq.saveRequest', request('moves/saved.rcreq', 'a'));
    const text = vscode.window.activeTextEditor?.document;
    assert.equal(text?.getText(), '# about A\n### A\n# @name a\nGET http://a/\n');
    assert.equal(vscode.workspace.getWorkspaceFolder(text.uri), undefined);
    await vscode.commands.executeCommand('rcreq.saveRequest', request('moves/saved.rcreq', 'B'));
    assert.match(text.getText(), /GET http:\/\/a\/\n\n### B\nPOST/);
    assert.ok(!text.isDirty);
    await vscode.workspace.fs.delete(text.uri);
  });

  it('save a request with the values that it names, and without secrets', async () => {
    const environment = { $shared: { tenant: 'one', password: 'not-told', unused: '1' } };
    const body = '### A\nPOST {{host}}/{{tenant}}?p={{password}}\n\n< ./body.json\n';
    await writeFile('moves/values/http-client.env.json', JSON.stringify(environment));
    await writeFile('moves/values/here/valued.rcreq', `@host = http://{{sub}}.a\n@sub = x\n@unused = 2\n\n${body}`);
    await writeFile('moves/values/there/valued.rcreq', `@host = http://b\n\n${body}`);
    const save = async (folder: string): Promise<vscode.TextDocument> => {
      await vscode.commands.executeCommand('rcreq.saveRequest', request(`moves/values/${folder}/valued.rcreq`, 'A'));
      const text = vscode.window.activeTextEditor?.document;
      assert.ok(text);
      return text;
    };
    const first = await save('here');
    assert.match(
      first.getText(),
      /^@tenant = one\n@host = http:\/\/\{\{sub\}\}\.a\n@sub = x\n\n### A\nPOST \{\{host\}\}\/\{\{tenant\}\}\?p=\{\{password\}\}\n\n< \S+\/moves\/values\/here\/body\.json\n$/,
    );
    // Another value of the same name is in another file, so that neither request goes to the server of the other.
    const second = await save('there');
    assert.match(second.uri.path, /\/valued 2\.rcreq$/);
    assert.match(second.getText(), /^@tenant = one\n@host = http:\/\/b\n\n### A\n/);
    for (const { uri } of [first, second]) await vscode.workspace.fs.delete(uri);
  });
});
