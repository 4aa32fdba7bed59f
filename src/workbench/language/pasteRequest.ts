import * as vscode from 'vscode';
import { fromCurl } from '../../language/convert/fromCurl';
import { placeRequests } from '../../language/convert/placeRequests';
import { languageId, parsedDocument } from '../documents';
import type { Refusal } from '../guarded';

/** Writes the cURL command of the clipboard as a request: at the cursor, below the request it stands in, or into a new file. */
export async function pasteCurl(): Promise<Refusal | undefined> {
  const requests = fromCurl(await vscode.env.clipboard.readText())?.text;
  if (requests === undefined) {
    return { message: 'The clipboard holds no cURL command. Copy one, such as with Copy as cURL in a browser.' };
  }
  const editor = vscode.window.activeTextEditor;
  if (editor?.document.languageId !== languageId) {
    const text = await vscode.workspace.openTextDocument({ language: languageId, content: `${requests}\n` });
    await vscode.window.showTextDocument(text);
    return undefined;
  }
  const { document, selection } = editor;
  const { at, newText } = await placed(document, selection.start, requests);
  const place = document.positionAt(at);
  await editor.edit((edit) => edit.insert(place, newText));
  editor.revealRange(new vscode.Range(place, place));
  return undefined;
}

/** What to insert for a cURL command that is pasted on an empty line between requests; undefined elsewhere, and for any other text. */
export async function pastedRequests(
  text: vscode.TextDocument,
  position: vscode.Position,
  pasted: string,
): Promise<string | undefined> {
  const requests = fromCurl(pasted)?.text;
  if (requests === undefined) return undefined;
  const { at, newText } = await placed(text, position, requests);
  return at === text.offsetAt(position) ? newText : undefined;
}

async function placed(
  text: vscode.TextDocument,
  position: vscode.Position,
  requests: string,
): Promise<{ readonly at: number; readonly newText: string }> {
  return placeRequests(await parsedDocument(text), text.offsetAt(position), requests);
}
