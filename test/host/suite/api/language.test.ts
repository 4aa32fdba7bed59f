import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { diagnosed, requestFile } from '../requestFile';
import { writeFile } from '../workspaceFile';

const text = `@id = 7

### Log in
# @name login
POST {{host}}/login

### Read
GET {{host}}/read/{{id}}
Authorization: Bearer {{login.response.body.$.token}}
`;

/** The answer of a provider at the first place of a word in the text, one character in. */
async function ask<T>(command: string, document: vscode.TextDocument, word: string, ...more: unknown[]): Promise<T> {
  const position = document.positionAt(document.getText().indexOf(word) + 1);
  return vscode.commands.executeCommand<T>(command, document.uri, position, ...more);
}

describe('the editor', () => {
  let document: vscode.TextDocument;

  before(async () => {
    ({ document } = await requestFile('language.rcreq', text));
  });

  it('lists requests and variables in the outline', async () => {
    const symbols = await vscode.commands.executeCommand<vscode.DocumentSymbol[]>(
      'vscode.executeDocumentSymbolProvider',
      document.uri,
    );
    assert.deepEqual(
      symbols.map(({ name }) => name),
      ['@id', 'Log in', 'Read'],
    );
  });

  it('tells the value of a variable and where it comes from', async () => {
    const [hover] = await ask<vscode.Hover[]>('vscode.executeHoverProvider', document, 'host');
    const [content] = hover?.contents ?? [];
    assert.ok(content instanceof vscode.MarkdownString);
    assert.match(content.value, /127\.0\.0\.1/);
    assert.match(content.value, /http-client\.env\.json/);
  });

  it('offers variables between braces', async () => {
    const position = document.positionAt(document.getText().indexOf('{{id') + 2);
    const list = await vscode.commands.executeCommand<vscode.CompletionList>(
      'vscode.executeCompletionItemProvider',
      document.uri,
      position,
    );
    const labels = list.items.map(({ label }) => (typeof label === 'string' ? label : label.label));
    for (const name of ['id', 'host', 'login', '$guid']) assert.ok(labels.includes(name), `${name} is not offered`);
  });

  it('goes from a reference to the request it names', async () => {
    const [found] = await ask<vscode.Location[]>('vscode.executeDefinitionProvider', document, 'login.response');
    assert.equal(found && document.lineAt(found.range.start.line).text, '# @name login');
  });

  it('renames a request with every reference to it', async () => {
    const edit = await ask<vscode.WorkspaceEdit>('vscode.executeDocumentRenameProvider', document, 'login', 'logIn');
    assert.equal(edit.get(document.uri).length, 2);
  });

  it('folds and lays out', async () => {
    const folds = await vscode.commands.executeCommand<vscode.FoldingRange[]>(
      'vscode.executeFoldingRangeProvider',
      document.uri,
    );
    assert.ok(folds.some(({ start }) => document.lineAt(start).text === '### Read'));
    const edits = await vscode.commands.executeCommand<vscode.TextEdit[] | undefined>(
      'vscode.executeFormatDocumentProvider',
      document.uri,
      { tabSize: 2, insertSpaces: true },
    );
    assert.deepEqual(edits ?? [], []);
  });

  it('offers to change a name to the one that was meant', async () => {
    const editor = await requestFile('fixes.rcreq', 'GETT {{host}}/a\n');
    await diagnosed(editor.document.uri, (codes) => codes.includes('unknown-method'));
    const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
      'vscode.executeCodeActionProvider',
      editor.document.uri,
      new vscode.Range(0, 0, 0, 1),
    );
    assert.ok(actions.some(({ title }) => title === 'Change to GET'));
  });

  it('marks a file that is not there', async () => {
    const editor = await requestFile('missing.rcreq', 'POST {{host}}/a\nContent-Type: text/plain\n\n< ./nothing.txt\n');
    await diagnosed(editor.document.uri, (codes) => codes.includes('missing-file'));
  });

  it('marks an import that leads back', async () => {
    await writeFile('circle/other.rcreq', '# @import ./one.rcreq\n');
    const editor = await requestFile('circle/one.rcreq', '# @import ./other.rcreq\n\n###\nGET {{host}}/a\n');
    await diagnosed(editor.document.uri, (codes) => codes.includes('import-cycle'));
  });

  it('marks a name without a value, and takes the mark away when it gets one', async () => {
    const editor = await requestFile('marks.rcreq', 'GET {{host}}/{{nosuch}}\n');
    await diagnosed(editor.document.uri, (codes) => codes.includes('unknown-variable'));
    await editor.edit((edit) => edit.insert(new vscode.Position(1, 0), '\n@nosuch = 1\n'));
    await diagnosed(editor.document.uri, (codes) => !codes.includes('unknown-variable'));
  });
});
