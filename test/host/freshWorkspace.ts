/** Between the files of a suite: the workbench as it was at first, so that no file depends on those before it. */
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as vscode from 'vscode';

/** Puts nothing in the way of a test: no editor, notification, question, or list of them. */
export async function clearWindow(): Promise<void> {
  for (const command of [
    'workbench.action.closeQuickOpen',
    'notifications.clearAll',
    'notifications.hideList',
    'workbench.action.closeAllEditors',
  ])
    await vscode.commands.executeCommand(command);
}

/** Keeps the files of the open folder, and gives what brings them back: those that changed, and none that came. */
export function keptWorkspace(): { restore(): Promise<void>; forget(): void } {
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri.fsPath;
  if (folder === undefined) return { restore: () => Promise.resolve(), forget: () => undefined };
  const copy = mkdtempSync(join(tmpdir(), 'rcreq-kept-'));
  cpSync(folder, copy, { recursive: true });
  return {
    restore: async () => {
      await clearWindow();
      await vscode.commands.executeCommand('workbench.view.explorer');
      await vscode.commands.executeCommand('workbench.action.closePanel');
      for (const name of readdirSync(folder)) rmSync(join(folder, name), { recursive: true, force: true });
      mkdirSync(folder, { recursive: true });
      cpSync(copy, folder, { recursive: true });
    },
    forget: () => rmSync(copy, { recursive: true, force: true }),
  };
}
