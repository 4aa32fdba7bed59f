import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { requestFile } from '../requestFile';
import { writeFile } from '../workspaceFile';

const shared =
  '@team = blue\n\n### Log in\n# @name signIn\nPOST {{host}}/sandbox/echo\nContent-Type: application/json\n\n{"token": "t"}\n';
const text = `# @import ./shared.rcreq

@path = {{team}}/list

### Read
GET {{host}}/sandbox/{{path}}
X-Token: {{signIn.response.body.$.json.token}}

### Save
POST {{host}}/sandbox/echo
Content-Type: text/plain

< ./note.txt
`;

/** Answers of the editor at the first place of a word in a text, one character in. */
async function ask<T>(command: string, document: vscode.TextDocument, word: string, ...more: unknown[]): Promise<T> {
  const position = document.positionAt(document.getText().indexOf(word) + 1);
  return vscode.commands.executeCommand<T>(command, document.uri, position, ...more);
}

async function labelsAt(document: vscode.TextDocument, position: vscode.Position): Promise<readonly string[]> {
  const { items } = await vscode.commands.executeCommand<vscode.CompletionList>(
    'vscode.executeCompletionItemProvider',
    document.uri,
    position,
  );
  return items.map(({ label }) => (typeof label === 'string' ? label : label.label));
}

function fileOf({ path }: vscode.Uri): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

describe('the editor, across files', () => {
  let document: vscode.TextDocument;

  before(async () => {
    await requestFile('shared.rcreq', shared);
    await requestFile('note.txt', 'a note\n');
    ({ document } = await requestFile('across.rcreq', text));
  });

  it('goes to a variable and a request where they are defined, in another file too', async () => {
    const places = async (word: string): Promise<readonly string[]> => {
      const found = await ask<vscode.Location[]>('vscode.executeDefinitionProvider', document, word);
      return found.map(({ uri, range }) => `${fileOf(uri)}:${range.start.line}`);
    };
    assert.deepEqual(await places('path}}'), ['across.rcreq:2']);
    assert.deepEqual(await places('team}}'), ['shared.rcreq:0']);
    assert.deepEqual(await places('signIn.response'), ['shared.rcreq:3']);
  });

  it('finds the uses of a name in the file that imports it, and renames them all', async () => {
    const uses = await ask<vscode.Location[]>('vscode.executeReferenceProvider', document, 'team}}');
    assert.deepEqual(uses.map(({ uri }) => fileOf(uri)).toSorted(), ['across.rcreq', 'shared.rcreq']);
    const edit = await ask<vscode.WorkspaceEdit>('vscode.executeDocumentRenameProvider', document, 'team}}', 'crew');
    const files = edit.entries().map(([uri, edits]) => `${fileOf(uri)} ${edits.length}`);
    assert.deepEqual(files.toSorted(), ['across.rcreq 1', 'shared.rcreq 1']);
  });

  it('tells how a value comes about', async () => {
    const [hover] = await ask<vscode.Hover[]>('vscode.executeHoverProvider', document, 'path}}');
    const [content] = hover?.contents ?? [];
    assert.ok(content instanceof vscode.MarkdownString);
    assert.match(content.value, /blue\/list/);
  });

  it('links the files that it names', async () => {
    const links = await vscode.commands.executeCommand<vscode.DocumentLink[]>(
      'vscode.executeLinkProvider',
      document.uri,
    );
    const targets = links.flatMap(({ target }) => (target === undefined ? [] : [fileOf(target)]));
    for (const name of ['shared.rcreq', 'note.txt']) assert.ok(targets.includes(name), `${name} is not linked`);
  });

  it('colours names by what they are', async () => {
    const [legend, tokens] = await Promise.all([
      vscode.commands.executeCommand<vscode.SemanticTokensLegend>(
        'vscode.provideDocumentSemanticTokensLegend',
        document.uri,
      ),
      vscode.commands.executeCommand<vscode.SemanticTokens>('vscode.provideDocumentSemanticTokens', document.uri),
    ]);
    const types = new Set(
      Array.from({ length: tokens.data.length / 5 }, (_, at) => legend.tokenTypes[tokens.data[at * 5 + 3] ?? -1]),
    );
    assert.ok(types.has('variable'));
    assert.ok(types.has('class'));
  });

  it('shows the URL behind a request line', async () => {
    const whole = new vscode.Range(0, 0, document.lineCount, 0);
    const hints = await vscode.commands.executeCommand<vscode.InlayHint[]>(
      'vscode.executeInlayHintProvider',
      document.uri,
      whole,
    );
    const shown = hints.map(
      ({ position, label }) => `${position.line} ${typeof label === 'string' ? label.replace(/:\d+/, '') : ''}`,
    );
    assert.deepEqual(shown, ['5 http://127.0.0.1/sandbox/blue/list', '9 http://127.0.0.1/sandbox/echo']);
  });

  it('offers the URLs of other files of the workspace', async () => {
    const { document: fresh } = await requestFile('urls.rcreq', 'GET {{host}}/sandbox/\n');
    const end = new vscode.Position(0, 'GET {{host}}/sandbox/'.length);
    let labels: readonly string[] = [];
    // The files are read behind the first answer.
    while (!labels.some((label) => label.includes('echo'))) labels = await labelsAt(fresh, end);
  });

  it('applies a quick fix', async () => {
    const editor = await requestFile('fixed.rcreq', 'GETT {{host}}/a\n');
    let actions: vscode.CodeAction[] = [];
    while (actions.length === 0) {
      actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
        'vscode.executeCodeActionProvider',
        editor.document.uri,
        new vscode.Range(0, 0, 0, 1),
        vscode.CodeActionKind.QuickFix.value,
      );
    }
    const edit = actions.find(({ title }) => title === 'Change to GET')?.edit;
    assert.ok(edit);
    await vscode.workspace.applyEdit(edit);
    assert.equal(editor.document.getText(), 'GET {{host}}/a\n');
    await vscode.commands.executeCommand('workbench.action.files.revert');
  });

  it('goes from a variable to the environment file that defines it', async () => {
    await writeFile('defined/http-client.env.json', '{\n  "$shared": { "api": { "base": "http://a" } }\n}\n');
    const { document } = await requestFile('defined/one.rcreq', 'GET {{api.base}}/a\n');
    const [place] = await vscode.commands.executeCommand<vscode.Location[]>(
      'vscode.executeDefinitionProvider',
      document.uri,
      new vscode.Position(0, 8),
    );
    assert.ok(place);
    assert.equal(place.uri.path.split('/').at(-1), 'http-client.env.json');
    assert.deepEqual([place.range.start.line, place.range.start.character], [1, 32]);
  });

  it('lays a file out', async () => {
    const editor = await requestFile('untidy.rcreq', 'get   {{host}}/a\nAccept:b\n');
    await vscode.commands.executeCommand('editor.action.formatDocument');
    assert.equal(editor.document.getText(), 'GET {{host}}/a\nAccept: b\n');
    await vscode.commands.executeCommand('workbench.action.files.revert');
  });

  it('offers what the last answer held', async () => {
    const editor = await requestFile(
      'learnt.rcreq',
      '### One\n# @name one\nPOST {{host}}/sandbox/echo\nContent-Type: application/json\n\n{"id": 7}\n\n### Two\nGET {{host}}/{{one.response.body.$.}}\n',
    );
    editor.selection = new vscode.Selection(2, 0, 2, 0);
    await vscode.commands.executeCommand('rcreq.send');
    const line = editor.document.lineAt(8).text;
    const labels = await labelsAt(editor.document, new vscode.Position(8, line.indexOf('}}', 15)));
    assert.ok(
      labels.some((label) => label.includes('method')),
      labels.join(' '),
    );
  });

  it('offers what the last answer in XML held', async () => {
    const editor = await requestFile(
      'learntXml.rcreq',
      '# @name list\nGET {{host}}/sandbox/xml\n\n### Two\nGET {{host}}/{{list.response.body.}}\n',
    );
    editor.selection = new vscode.Selection(1, 0, 1, 0);
    await vscode.commands.executeCommand('rcreq.send');
    const line = editor.document.lineAt(4).text;
    const labels = await labelsAt(editor.document, new vscode.Position(4, line.indexOf('}}', 15)));
    assert.ok(labels.includes('/messages/message/@id'), labels.join(' '));
  });
});
