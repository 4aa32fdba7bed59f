import * as vscode from 'vscode';
import type { RunRecord } from '../../run/record';
import type { Refusal } from '../guarded';
import { loadServices } from '../loaded';
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
  if (isRefusal(target)) return run === undefined ? target : blockOfRecord(run.record);
  const { document, keyed } = target;
  const block = document.blocks.find(({ request }) => request === keyed.request);
  const { blockText } = await loadServices();
  return block === undefined ? '' : blockText(document, block);
}

/** What was sent, as far as a record says it: its secrets are masked, and its body may be gone. */
function blockOfRecord({ title, name, method, url, exchanges }: RunRecord): string {
  const fields = exchanges[0]?.request.fields ?? [];
  const own = fields.filter(
    (field) => !/^(host|content-length|user-agent|accept-encoding|connection)$/i.test(field.name),
  );
  return [
    `### ${title ?? name ?? `${method} ${url}`}`,
    '# As it was sent. Secrets are masked as ***: put variables in their place.',
    `${method} ${url}`,
    ...own.map((field) => `${field.name}: ${field.value}`),
  ].join('\n');
}

function isRun(value: unknown): value is { readonly request: unknown; readonly record: RunRecord } {
  return (
    typeof value === 'object' && value !== null && 'record' in value && 'request' in value && isRequestId(value.request)
  );
}
