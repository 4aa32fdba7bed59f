import * as vscode from 'vscode';
import type { ContentReader } from '../../http/ports';
import { decodedText } from '../../run/request/contentText';
import type { RunRecord } from '../../run/record';
import type { RequestDocument } from '../../language/document';
import { requestLabel } from '../../language/symbols';
import type { Refusal } from '../guarded';
import type { Target } from '../send/target';
import { exampleAnswer, keepsRequests, placedExample } from './exampleAnswer';

/** What writing an example needs of other bundles. */
export interface ExampleDeps {
  readonly contents: ContentReader;
  /** Masks what a run knows to be secret. */
  readonly exportedText: (record: RunRecord, text: string) => string;
  readonly parse: (text: string) => RequestDocument;
}

/** Octets of a body that still makes a readable example. */
const longestBody = 262_144;

/** Writes the answer below its request, as an edit that can be undone, and shows it without taking the focus. */
export async function saveExample(
  { uri, document, keyed }: Target,
  record: RunRecord,
  { contents, exportedText, parse }: ExampleDeps,
): Promise<Refusal | undefined> {
  const { content, contentType } = record;
  if (content !== undefined && content.size > longestBody)
    return { message: 'This body is too long for an example. Save it as a file instead.' };
  const octets = content && (await contents.read(content, 0, content.size));
  const body = octets && exportedText(record, textOf(octets, contentType));
  const example = exampleAnswer(record, requestLabel(keyed.request), body);
  if (example === undefined) return { message: 'No answer came that could be an example.' };
  const placed = placedExample(document, keyed.request.lineSpan.start, example);
  const { text } = document;
  if (!keepsRequests(document, parse(text.slice(0, placed.offset) + placed.text + text.slice(placed.offset))))
    return { message: 'The body has lines that would be read as requests of the file. Save it as a file instead.' };
  return write(uri, placed);
}

async function write(
  uri: vscode.Uri,
  { offset, text }: { readonly offset: number; readonly text: string },
): Promise<Refusal | undefined> {
  const opened = await vscode.workspace.openTextDocument(uri);
  const at = opened.positionAt(offset);
  const edit = new vscode.WorkspaceEdit();
  edit.insert(uri, at, opened.eol === vscode.EndOfLine.CRLF ? text.replaceAll('\n', '\r\n') : text);
  if (!(await vscode.workspace.applyEdit(edit))) return { message: 'The file could not be changed.' };
  const shown = vscode.window.visibleTextEditors.find((editor) => editor.document === opened);
  const place = { viewColumn: shown?.viewColumn ?? vscode.ViewColumn.One, preserveFocus: true };
  const editor = await vscode.window.showTextDocument(opened, place);
  const end = opened.positionAt(offset + text.length);
  editor.revealRange(new vscode.Range(at, end), vscode.TextEditorRevealType.InCenterIfOutsideViewport);
  vscode.window.setStatusBarMessage('$(check) Saved as example', 4000);
  return undefined;
}

/** Empty for what is no text. */
function textOf(octets: Uint8Array, contentType: string): string {
  return octets.includes(0) ? '' : decodedText(octets, contentType);
}
