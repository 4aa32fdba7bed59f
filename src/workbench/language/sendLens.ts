import * as vscode from 'vscode';
import { languageId, parsedDocument } from '../documents';
import { keyedRequests } from '../send/requestKeys';
import type { RequestId, Runs } from '../send/runs';
import { concernsSettings, readSettings } from '../settings';
import { durationText, statusBadge } from '../requests/statusBadge';

/** Above each request: *Send*, or *Cancel* while it runs, and the last status, which opens the response. */
export function registerSendLens(runs: Runs): vscode.Disposable {
  const changed = new vscode.EventEmitter<void>();
  const provider: vscode.CodeLensProvider = {
    onDidChangeCodeLenses: changed.event,
    provideCodeLenses: async (text) => {
      if (!readSettings(text.uri, '').showsCodeLens) return [];
      const uri = text.uri.toString();
      return keyedRequests(await parsedDocument(text)).flatMap(({ key, request }) => {
        const at = text.positionAt(request.lineSpan.start);
        return lensCommands(runs, { uri, key }).map(
          (command) => new vscode.CodeLens(new vscode.Range(at, at), command),
        );
      });
    },
  };
  return vscode.Disposable.from(
    changed,
    runs.onDidChange(() => changed.fire()),
    vscode.workspace.onDidChangeConfiguration((event) => {
      if (concernsSettings(event)) changed.fire();
    }),
    vscode.languages.registerCodeLensProvider({ language: languageId }, provider),
  );
}

/** A blank that stays beside an icon; a plain one is dropped there. */
const gap = '\u00a0';

function lensCommands(runs: Runs, request: RequestId): readonly vscode.Command[] {
  const [active] = runs.activeOf(request);
  const first: vscode.Command =
    active === undefined
      ? { title: `$(play)${gap}Send`, command: 'rcreq.send', arguments: [request], tooltip: 'Send this request' }
      : {
          title: `$(loading~spin)${gap}Cancel`,
          command: 'rcreq.cancel',
          arguments: [request],
          tooltip: 'Cancel this request',
        };
  const last = runs.last(request);
  if (last === undefined || active !== undefined) return [first];
  const { icon, text } = statusBadge(last);
  const title = `$(${icon})${gap}${text} · ${durationText(last.duration)}`;
  return [first, { title, command: 'rcreq.showResponse', arguments: [request], tooltip: 'Show the last response' }];
}
