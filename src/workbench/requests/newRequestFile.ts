import * as vscode from 'vscode';
import { languageId } from '../documents';

/** Opens a new request file, not yet saved, with a first request that can be sent as it is. */
export async function newRequestFile(): Promise<undefined> {
  const text = await vscode.workspace.openTextDocument({ language: languageId, content: firstRequest });
  const editor = await vscode.window.showTextDocument(text);
  const line = text.lineCount - 2;
  editor.selection = new vscode.Selection(line, 0, line, 0);
}

const firstRequest = `### Read the version of the API
# {{sandbox}} is the API server inside this extension. Replace it by the address of yours.
GET {{sandbox}}/restapi/v1.0
Accept: application/json

`;
