import * as vscode from 'vscode';
import type { RequestDocument } from '../language/document';
import { loadServices } from './loaded';

/** The language id of request files. */
export const languageId = 'rcreq';

const parsed = new WeakMap<vscode.TextDocument, { readonly version: number; readonly document: RequestDocument }>();

/** The parsed text of an open document; parsed once per version, for all features together. */
export async function parsedDocument(text: vscode.TextDocument): Promise<RequestDocument> {
  const { parse } = await loadServices();
  const known = parsed.get(text);
  if (known?.version === text.version) return known.document;
  const document = parse(text.getText());
  parsed.set(text, { version: text.version, document });
  return document;
}

/** The file's text, from the editor where it is open, else from the file; undefined when it cannot be read. */
export async function readRequestFile(uri: vscode.Uri): Promise<RequestDocument | undefined> {
  const open = vscode.workspace.textDocuments.find((text) => text.uri.toString() === uri.toString());
  if (open !== undefined) return parsedDocument(open);
  try {
    const { parse } = await loadServices();
    return parse(new TextDecoder().decode(await vscode.workspace.fs.readFile(uri)));
  } catch {
    return undefined;
  }
}
