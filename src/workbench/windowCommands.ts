import * as vscode from 'vscode';
import { registerCommands, type Refusal } from './guarded';
import type { SandboxControl } from './sandbox/sandboxControl';
import type { SavedRequests } from './requests/savedRequests';
import type { Sender } from './send/sender';
import { copyAsCurl } from './send/copyAsCurl';
import type { RequestPreviews } from './send/previewRequest';
import { newRequestFile } from './requests/newRequestFile';
import { isRefusal, targetOf } from './send/target';

/** What the commands that send nothing need. */
export interface WindowDeps {
  readonly log: vscode.LogOutputChannel;
  readonly sandbox: SandboxControl;
  readonly sender: Sender;
  readonly previews: RequestPreviews;
  readonly saved: SavedRequests;
  readonly clearHistory: () => void;
}

/** New files, the sandbox, previews, cURL, the history and the log. */
export function registerWindowCommands({
  log,
  sandbox,
  sender,
  previews,
  saved,
  clearHistory,
}: WindowDeps): vscode.Disposable {
  return registerCommands(log, {
    'rcreq.newRequestFile': newRequestFile,
    'rcreq.saveRequest': (...inputs) => saveRequest(saved, inputs),
    'rcreq.copyAsCurl': (...inputs) => copyAsCurl(sender, inputs),
    'rcreq.previewRequest': (...inputs) => previews.show(inputs),
    'rcreq.startSandbox': async () => {
      const url = await sandbox.start();
      vscode.window.setStatusBarMessage(`$(check) The sandbox is at ${url}`, 6000);
      return undefined;
    },
    'rcreq.stopSandbox': async () => {
      await sandbox.stop();
      return undefined;
    },
    'rcreq.showHistory': async () => {
      await vscode.commands.executeCommand(`${historyView}.focus`);
      return undefined;
    },
    'rcreq.history.clear': () => {
      clearHistory();
      return undefined;
    },
    'rcreq.showLog': () => {
      log.show();
      return undefined;
    },
  });
}

const historyView = 'rcreq.history';

/** Copies the block of a request into the file that belongs to no workspace, and opens it there. */
async function saveRequest(saved: SavedRequests, inputs: readonly unknown[]): Promise<Refusal | undefined> {
  const target = await targetOf(inputs);
  if (isRefusal(target)) return target;
  const { document, keyed } = target;
  const block = document.blocks.find(({ request }) => request === keyed.request);
  if (block === undefined) return undefined;
  await saved.add(document.text.slice(block.span.start, block.span.end));
  const text = await vscode.workspace.openTextDocument(saved.uri);
  const editor = await vscode.window.showTextDocument(text);
  const end = text.positionAt(text.getText().trimEnd().lastIndexOf('\n###') + 1);
  editor.revealRange(new vscode.Range(end, end), vscode.TextEditorRevealType.InCenter);
  return undefined;
}
