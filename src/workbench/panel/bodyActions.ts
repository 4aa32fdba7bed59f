import * as vscode from 'vscode';
import type { BodyActions, PanelActions } from '../../view/panelActions';
import { guarded } from '../guarded';

/** What the viewer of a body can ask for. A link that leads elsewhere is opened by the workbench, which asks before it leaves for a domain that is not trusted. */
export function bodyActions(log: vscode.LogOutputChannel, { openUrl }: Pick<PanelActions, 'openUrl'>): BodyActions {
  const act = (name: string, work: () => Thenable<unknown>): void =>
    void guarded(log, `Response body, ${name}`, async () => {
      await work();
      return undefined;
    })();
  return {
    copyText: (text) => act('copy', () => vscode.env.clipboard.writeText(text)),
    followLink: (runId, url) => openUrl(runId, url),
    openExternal: (url) => act('open link', () => vscode.env.openExternal(vscode.Uri.parse(url, true))),
  };
}
