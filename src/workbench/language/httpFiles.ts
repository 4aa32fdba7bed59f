import * as vscode from 'vscode';
import type { Refusal } from '../guarded';
import { associateHttpFiles } from '../settings';

/** Asks where `.http` and `.rest` files are request files of this extension. Until then they are left to others. */
export async function useForHttpFiles(): Promise<Refusal | undefined> {
  const choices = [
    {
      label: 'In This Workspace',
      detail: 'Written to the settings of the workspace.',
      target: vscode.ConfigurationTarget.Workspace,
      isOurs: true,
    },
    {
      label: 'In Every Workspace',
      detail: 'Written to your settings.',
      target: vscode.ConfigurationTarget.Global,
      isOurs: true,
    },
    { label: 'Nowhere', detail: 'They open in whatever other extension knows them.', target: undefined, isOurs: false },
  ].filter(
    ({ target }) => target !== vscode.ConfigurationTarget.Workspace || vscode.workspace.workspaceFolders !== undefined,
  );
  const chosen = await vscode.window.showQuickPick(choices, {
    title: 'Use RCReq for .http and .rest Files',
    placeHolder: 'Where do they open as request files?',
  });
  if (chosen === undefined) return undefined;
  const targets =
    chosen.target === undefined
      ? [vscode.ConfigurationTarget.Workspace, vscode.ConfigurationTarget.Global]
      : [chosen.target];
  for (const target of targets) await associateHttpFiles(target, chosen.isOurs);
  return undefined;
}
