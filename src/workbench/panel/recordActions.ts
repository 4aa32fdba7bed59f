import * as vscode from 'vscode';
import type { ContentReader } from '../../http/ports';
import type { RunRecord } from '../../run/record';
import { wordKept } from '../../view/wording/kept';
import { wordSize } from '../../view/wording/quantity';
import type { Refusal } from '../guarded';
import type { FinishedRun } from '../send/runs';
import { bodyName, readBody } from './readBody';
import { responseUri } from './responseDocuments';
import { stepAsCurl } from './stepAsCurl';

/** When a run is neither in memory nor on disk, or its body is not. */
export const notHeld: Refusal = { message: 'This run is no longer in the history. Send the request again.' };

/** Copies one exchange of a run as a cURL command; `step` is one-based. */
export async function copyStep(record: RunRecord, step: number): Promise<Refusal | undefined> {
  const exchange = record.exchanges[step - 1];
  if (exchange === undefined) return notHeld;
  const command = stepAsCurl(exchange);
  if (command === undefined) return { message: 'The body of this step is no text or too long for a command.' };
  await vscode.env.clipboard.writeText(command);
  vscode.window.setStatusBarMessage('$(check) Copied as cURL', 4000);
  return undefined;
}

/** Opens the file of a request at a one-based place. */
export async function goToSource(run: FinishedRun, line: number, column: number): Promise<undefined> {
  const at = new vscode.Position(Math.max(0, line - 1), Math.max(0, column - 1));
  const options = { selection: new vscode.Range(at, at), viewColumn: vscode.ViewColumn.One };
  await vscode.window.showTextDocument(vscode.Uri.parse(run.request.uri), options);
}

/** Asks where to, and writes the body as it came; of one that the history has cut or masked, it is said that it is not. */
export async function saveBody(
  record: RunRecord,
  contents: ContentReader,
  part: number | undefined,
): Promise<Refusal | undefined> {
  const spooled = part === undefined && record.content?.kind === 'file' ? record.content : undefined;
  const body = spooled === undefined ? await readBody(record, part, contents) : undefined;
  if (body === undefined && spooled === undefined) return notHeld;
  const name = body?.name ?? bodyName(record);
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
  const defaultUri = folder === undefined ? vscode.Uri.file(name) : vscode.Uri.joinPath(folder, name);
  const uri = await vscode.window.showSaveDialog({ defaultUri, title: 'Save Response Body' });
  if (uri === undefined) return undefined;
  // A body on disk is copied there, and never held as a whole.
  if (spooled !== undefined) await vscode.workspace.fs.copy(vscode.Uri.file(spooled.path), uri, { overwrite: true });
  else if (body !== undefined) await vscode.workspace.fs.writeFile(uri, body.octets);
  vscode.window.setStatusBarMessage(`$(check) Saved ${uri.path.slice(uri.path.lastIndexOf('/') + 1)}`, 4000);
  const differences = wordKept(record);
  return differences.length === 0
    ? undefined
    : {
        message: `What was saved is not what came. ${differences.join(' ')} Send the request again to save all of it.`,
      };
}

/** Opens the body as a read-only document, in the language of its media type. */
export async function openInEditor(
  record: RunRecord,
  contents: ContentReader,
  part: number | undefined,
): Promise<Refusal | undefined> {
  const whole = part === undefined ? (record.content?.size ?? 0) : 0;
  const body = whole > largestDocument ? undefined : await readBody(record, part, contents);
  const size = body?.octets.length ?? whole;
  if (size > largestDocument) {
    return { message: `An editor takes no body of ${wordSize(size)}. Look at it in the panel, or save it.` };
  }
  if (body === undefined) return notHeld;
  const uri = responseUri(record.id, part ?? 'body', body.name);
  // Laying out megabytes takes seconds.
  const progress = { location: vscode.ProgressLocation.Window, title: `Opening ${body.name}` };
  await vscode.window.withProgress(progress, () => vscode.window.showTextDocument(uri, { preview: true }));
  return undefined;
}

/** Octets of a body that is opened in an editor. */
const largestDocument = 20 * 1_048_576;
