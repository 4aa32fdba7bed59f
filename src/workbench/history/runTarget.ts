import * as vscode from 'vscode';
import { languageId, parsedDocument } from '../documents';
import type { Refusal } from '../guarded';
import { loadServices } from '../loaded';
import { keyedRequests } from '../send/requestKeys';
import type { FinishedRun } from '../send/runs';
import { findTarget, isRefusal, type Target } from '../send/target';

/** The request of a run as its file has it now; else as it was sent, where it was, so that its variables hold. */
export async function runTarget(run: FinishedRun): Promise<Target | Refusal> {
  const uri = vscode.Uri.parse(run.request.uri);
  const now = await findTarget(uri, run.request.key);
  if (!isRefusal(now)) return now;
  const { parse } = await loadServices();
  const document = parse(run.source);
  const keyed = keyedRequests(document).at(-1);
  return keyed === undefined ? now : { uri, document, keyed };
}

/** The request as its file has it now; where it is gone, the refusal offers to send it as it was. */
export async function currentTarget(run: FinishedRun): Promise<Target | Refusal> {
  const now = await findTarget(vscode.Uri.parse(run.request.uri), run.request.key);
  if (!isRefusal(now) || run.source === '') return now;
  const button = { title: 'Send as It Was', command: 'rcreq.internal.sendAsItWas', arguments: [run.record.id] };
  return { ...now, button };
}

/** Writes the request as it was sent into a new file. */
export async function untitledTarget({ source }: FinishedRun): Promise<Target | Refusal> {
  const text = await vscode.workspace.openTextDocument({ language: languageId, content: source });
  await vscode.window.showTextDocument(text);
  const document = await parsedDocument(text);
  const keyed = keyedRequests(document).at(-1);
  if (keyed === undefined) return { message: 'The history did not keep how this request was written.' };
  return source.includes(mask) ? masked : { uri: text.uri, document, keyed };
}

/** What stands in a record where a secret stood. */
const mask = '***';

const masked: Refusal = {
  message: `Secrets are not kept in the history: \`${mask}\` stands where one stood. Fill it in, and send.`,
};
