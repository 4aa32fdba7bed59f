import * as vscode from 'vscode';
import { registerCommands } from './guarded';
import type { SandboxControl } from './sandbox/sandboxControl';
import type { Sender } from './send/sender';
import { copyAsCurl } from './send/copyAsCurl';
import type { RequestPreviews } from './send/previewRequest';
import { newRequestFile } from './requests/newRequestFile';

/** What the commands that send nothing need. */
export interface WindowDeps {
  readonly log: vscode.LogOutputChannel;
  readonly sandbox: SandboxControl;
  readonly sender: Sender;
  readonly previews: RequestPreviews;
}

/** New files, the sandbox, previews, cURL and the log. */
export function registerWindowCommands({ log, sandbox, sender, previews }: WindowDeps): vscode.Disposable {
  return registerCommands(log, {
    'rcreq.newRequestFile': newRequestFile,
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
    'rcreq.showLog': () => {
      log.show();
      return undefined;
    },
  });
}

const historyView = 'rcreq.history';
