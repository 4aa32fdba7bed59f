import * as vscode from 'vscode';
import type { Refusal } from '../guarded';
import { loadServices } from '../loaded';
import type { FinishedRun } from '../send/runs';
import { isRefusal, isRequestId, targetOf } from '../send/target';
import { exists } from './moveFiles';
import { changeFiles, openFile } from './openedFile';
import type { SavedRequests } from './savedRequests';

/** Copies the block of a request into the file that belongs to no workspace, and shows it there. A run of the history gives its request as it is in its file, else as it was sent, masked. */
export async function saveRequest(saved: SavedRequests, inputs: readonly unknown[]): Promise<Refusal | undefined> {
  const block = await blockFor(inputs);
  if (typeof block !== 'string') return block;
  if (!(await exists(saved.file))) await vscode.workspace.fs.writeFile(saved.file, new Uint8Array());
  const file = await openFile(saved.file);
  if (isRefusal(file)) return file;
  const { insertBlocks } = await loadServices();
  const refusal = await changeFiles([{ file, edits: insertBlocks(file.document, [block], undefined) }]);
  if (refusal !== undefined) return refusal;
  const editor = await vscode.window.showTextDocument(file.text);
  const at = file.text.positionAt(file.text.getText().lastIndexOf(block.slice(block.indexOf('###'))));
  editor.selection = new vscode.Selection(at, at);
  editor.revealRange(new vscode.Range(at, at), vscode.TextEditorRevealType.InCenter);
  return undefined;
}

async function blockFor(inputs: readonly unknown[]): Promise<string | Refusal> {
  const [first] = inputs;
  const run = isRun(first) ? first : undefined;
  const target = await targetOf(run === undefined ? inputs : [run.request]);
  if (isRefusal(target)) return run === undefined ? target : run.source;
  const { document, keyed } = target;
  const block = document.blocks.find(({ request }) => request === keyed.request);
  const { blockText } = await loadServices();
  return block === undefined ? '' : blockText(document, block);
}

function isRun(value: unknown): value is FinishedRun {
  return (
    typeof value === 'object' && value !== null && 'source' in value && 'request' in value && isRequestId(value.request)
  );
}
