import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { requestFile } from '../requestFile';
import { until } from '../until';

const folder = (): vscode.Uri => {
  const [first] = vscode.workspace.workspaceFolders ?? [];
  if (first === undefined) throw new Error('No folder is open.');
  return first.uri;
};

describe('a file of another client', () => {
  it('is converted beside itself, with what differs marked at its line', async () => {
    await requestFile('other.http', '### Log in\n# @loop for 3\nGET {{host}}/a\n\nGET {{host}}/b\n');
    const uri = vscode.Uri.joinPath(folder(), 'other.http');
    // The message at the end waits for a person.
    void vscode.commands.executeCommand('rcreq.convertFile', uri);
    const target = vscode.Uri.joinPath(folder(), 'other.rcreq');
    await until(() => vscode.window.activeTextEditor?.document.uri.toString() === target.toString());
    const text = vscode.window.activeTextEditor?.document.getText();
    assert.equal(text, '### Log in\n# httpYac: @loop for 3\nGET {{host}}/a\n\n###\nGET {{host}}/b\n');
    const remarks = (): readonly vscode.Diagnostic[] =>
      vscode.languages.getDiagnostics(target).filter(({ source }) => source === 'conversion');
    await until(() => remarks().length > 0);
    assert.deepEqual(
      remarks().map(({ range, severity }) => [range.start.line, severity]),
      [[1, vscode.DiagnosticSeverity.Warning]],
    );
    const editor = vscode.window.activeTextEditor;
    assert.ok(editor);
    await editor.edit((edit) => edit.insert(new vscode.Position(0, 0), '# above\n'));
    await until(() => remarks()[0]?.range.start.line === 2);
    await editor.edit((edit) => edit.delete(new vscode.Range(2, 0, 3, 0)));
    await until(() => remarks().length === 0);
    await vscode.commands.executeCommand('workbench.action.files.revert');
  });

  it('is converted into another file when there is one of that name', async () => {
    await requestFile('twice.rcreq', 'GET {{host}}/mine\n');
    await requestFile('twice.http', 'GET {{host}}/theirs\n');
    await vscode.commands.executeCommand('rcreq.convertFile', vscode.Uri.joinPath(folder(), 'twice.http'));
    assert.match(vscode.window.activeTextEditor?.document.uri.path ?? '', /\/twice-1\.rcreq$/);
    const mine = await vscode.workspace.fs.readFile(vscode.Uri.joinPath(folder(), 'twice.rcreq'));
    assert.equal(new TextDecoder().decode(mine), 'GET {{host}}/mine\n');
  });

  it('opens as a request file only when the settings say so', async () => {
    const { document } = await requestFile('choice.http', 'GET {{host}}/a\n');
    assert.notEqual(document.languageId, 'rcreq');
    const files = vscode.workspace.getConfiguration('files');
    await files.update('associations', { '*.http': 'rcreq' }, vscode.ConfigurationTarget.Workspace);
    try {
      const open = (): vscode.TextDocument | undefined =>
        vscode.workspace.textDocuments.find(({ uri }) => uri.path.endsWith('/choice.http'));
      await until(() => open()?.languageId === 'rcreq');
      const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>(
        'vscode.executeCodeLensProvider',
        document.uri,
      );
      assert.ok(lenses.some(({ command }) => command?.command === 'rcreq.send'));
    } finally {
      await files.update('associations', undefined, vscode.ConfigurationTarget.Workspace);
    }
  });
});

describe('a cURL command', () => {
  it('is pasted as a request of its own below the one at the cursor', async () => {
    const editor = await requestFile(
      'paste.rcreq',
      '### One\nGET {{host}}/a\nAccept: a/b\n\n### Two\nGET {{host}}/b\n',
    );
    editor.selection = new vscode.Selection(2, 3, 2, 3);
    await vscode.env.clipboard.writeText("curl https://a.test -H 'X: 1' -d 'a=1'");
    await vscode.commands.executeCommand('rcreq.pasteCurl');
    assert.equal(
      editor.document.getText(),
      '### One\nGET {{host}}/a\nAccept: a/b\n\n###\nPOST https://a.test\nX: 1\nContent-Type: application/x-www-form-urlencoded\n\na=1\n\n### Two\nGET {{host}}/b\n',
    );
    await vscode.commands.executeCommand('workbench.action.files.revert');
  });
});
