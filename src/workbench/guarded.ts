import * as vscode from 'vscode';

/** Why a command could not start, in one sentence, with at most one button that helps. */
export interface Refusal {
  readonly message: string;
  readonly button?: { readonly title: string; readonly command: string; readonly arguments?: readonly unknown[] };
}

/** What a command does; undefined: done, or ended by the person. */
export type Action = (...inputs: readonly unknown[]) => Promise<Refusal | undefined> | Refusal | undefined;

/** Registers commands by id, each guarded. */
export function registerCommands(
  log: vscode.LogOutputChannel,
  actions: Readonly<Record<string, Action>>,
): vscode.Disposable {
  return vscode.Disposable.from(
    ...Object.entries(actions).map(([id, action]) => vscode.commands.registerCommand(id, guarded(log, id, action))),
  );
}

/** The one place that catches everything: a defect goes to the log with its stack, and the person is offered to see it. */
export function guarded(log: vscode.LogOutputChannel, name: string, action: Action) {
  return async (...inputs: readonly unknown[]): Promise<void> => {
    try {
      const refusal = await action(...inputs);
      if (refusal !== undefined) await tell(refusal);
    } catch (defect) {
      log.error(`${name}: ${defect instanceof Error ? (defect.stack ?? defect.message) : String(defect)}`);
      await tell({
        message: 'Something in RCReq went wrong. The log says where.',
        button: { title: 'Show Log', command: 'rcreq.showLog' },
      });
    }
  };
}

async function tell({ message, button }: Refusal): Promise<void> {
  const titles = button === undefined ? [] : [button.title];
  const chosen = await vscode.window.showInformationMessage(message, ...titles);
  if (chosen !== undefined && button !== undefined) {
    await vscode.commands.executeCommand(button.command, ...(button.arguments ?? []));
  }
}
