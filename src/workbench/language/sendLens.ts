import * as vscode from 'vscode';
import { languageId, parsedDocument } from '../documents';
import { loadServices } from '../loaded';
import { keyedRequests } from '../send/requestKeys';
import type { RunRecord } from '../../run/record';
import type { RequestId, Runs } from '../send/runs';
import { concernsSettings, readSettings } from '../settings';
import { durationText, statusBadge } from '../requests/statusBadge';

/** Above each request: *Send*, or *Cancel* while it runs; *With Dependencies* where it needs others; *Copy as cURL*; and the last status, which opens the response. */
export function registerSendLens(runs: Runs): vscode.Disposable {
  const changed = new vscode.EventEmitter<void>();
  const provider: vscode.CodeLensProvider = {
    onDidChangeCodeLenses: changed.event,
    provideCodeLenses: async (text) => {
      if (!readSettings(text.uri, '').showsCodeLens) return [];
      const uri = text.uri.toString();
      const document = await parsedDocument(text);
      const inNeed = (await loadServices()).requestsInNeed(document);
      return keyedRequests(document).flatMap(({ key, request }) => {
        const at = text.positionAt(request.lineSpan.start);
        return lensCommands(runs, { uri, key }, inNeed.has(request)).map(
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

function lensCommands(runs: Runs, request: RequestId, isInNeed: boolean): readonly vscode.Command[] {
  if (runs.activeOf(request).length > 0)
    return [lens('loading~spin', 'Cancel', 'rcreq.cancel', 'Cancel this request')(request)];
  const last = runs.last(request);
  const commands = [
    send,
    ...(isInNeed ? [sendWithDependencies] : []),
    copy,
    ...(last === undefined ? [] : [lastStatus(last)]),
  ];
  return commands.map((command) => command(request));
}

type Lens = (request: RequestId) => vscode.Command;

function lens(icon: string, words: string, command: string, tooltip: string): Lens {
  return (request) => ({ title: `$(${icon})${gap}${words}`, command, arguments: [request], tooltip });
}

const send = lens('play', 'Send', 'rcreq.send', 'Send this request');
const sendWithDependencies = lens(
  'run-all',
  'With Dependencies',
  'rcreq.sendWithDependencies',
  'Send this request, and before it every request it needs, also those that have an answer',
);
const copy = lens('copy', 'Copy as cURL', 'rcreq.copyAsCurl', 'Copy this request as a cURL command');

function lastStatus(last: RunRecord): Lens {
  const { icon, text } = statusBadge(last);
  return lens(icon, `${text} · ${durationText(last.duration)}`, 'rcreq.showResponse', 'Show the last response');
}
