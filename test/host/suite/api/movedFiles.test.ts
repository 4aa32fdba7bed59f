import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { activated } from '../extension';
import { inWorkspace, readFile, writeFile } from '../workspaceFile';
import { until } from '../until';

const main = '# @import ./lib/login.rcreq\n\n### Main\nPOST http://a.test/\n\n< ./data/body.json\n';
const login = '### Login\nPOST http://a.test/\n\n< ../data/body.json\n\n>> ./answer.json\n';

async function move(...pairs: readonly (readonly [from: string, to: string])[]): Promise<void> {
  const edit = new vscode.WorkspaceEdit();
  for (const [from, to] of pairs) edit.renameFile(inWorkspace(from), inWorkspace(to));
  assert.ok(await vscode.workspace.applyEdit(edit));
}

/** The file on disk has the text, soon. */
async function becomes(path: string, text: string): Promise<void> {
  await until(async () => (await readFile(path)) === text);
}

describe('request files that move', () => {
  before(activated);

  afterEach(async () => {
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await vscode.workspace.fs.delete(inWorkspace('moved'), { recursive: true });
  });

  /** A folder of its own for each test: the workbench keeps texts for a while after their files are gone. */
  const folderWith = async (name: string): Promise<string> => {
    await writeFile(`moved/${name}/main.rcreq`, main);
    await writeFile(`moved/${name}/lib/login.rcreq`, login);
    await writeFile(`moved/${name}/data/body.json`, '{}');
    return `moved/${name}`;
  };

  it('take their paths along, and are found by the files that import them', async () => {
    const folder = await folderWith('own');
    await move([`${folder}/lib/login.rcreq`, `${folder}/login.rcreq`]);
    await becomes(`${folder}/main.rcreq`, main.replace('./lib/login', './login'));
    await becomes(`${folder}/login.rcreq`, login.replace('../data', './data').replace('./answer', './lib/answer'));
  });

  it('are followed when what they name moves, also with its whole folder', async () => {
    const folder = await folderWith('named');
    await move([`${folder}/data`, `${folder}/lib/data`]);
    await becomes(`${folder}/main.rcreq`, main.replace('./data', './lib/data'));
    await becomes(`${folder}/lib/login.rcreq`, login.replace('../data', './data'));
  });

  it('come back with their paths by one undo', async () => {
    const folder = await folderWith('undone');
    await vscode.window.showTextDocument(inWorkspace(`${folder}/main.rcreq`));
    await move(
      [`${folder}/lib/login.rcreq`, `${folder}/login.rcreq`],
      [`${folder}/data/body.json`, `${folder}/body.json`],
    );
    await becomes(`${folder}/main.rcreq`, main.replace('./lib/login', './login').replace('./data/body', './body'));
    await vscode.commands.executeCommand('workbench.files.action.focusFilesExplorer');
    await vscode.commands.executeCommand('undo');
    await until(() => readFile(`${folder}/lib/login.rcreq`));
    const text = async (path: string) => (await vscode.workspace.openTextDocument(inWorkspace(path))).getText();
    assert.deepEqual([await text(`${folder}/lib/login.rcreq`), await text(`${folder}/main.rcreq`)], [login, main]);
    assert.equal(await readFile(`${folder}/data/body.json`), '{}');
    await vscode.workspace.saveAll();
  });

  it('keep unsaved changes for the person to save', async () => {
    const folder = await folderWith('unsaved');
    const editor = await vscode.window.showTextDocument(inWorkspace(`${folder}/main.rcreq`));
    await editor.edit((edit) => edit.insert(new vscode.Position(0, 0), '@unsaved = 1\n'));
    await move([`${folder}/lib/login.rcreq`, `${folder}/login.rcreq`]);
    assert.equal(editor.document.getText(), `@unsaved = 1\n${main.replace('./lib/login', './login')}`);
    assert.equal(await readFile(`${folder}/main.rcreq`), main);
    await vscode.commands.executeCommand('workbench.action.files.revert');
  });
});
