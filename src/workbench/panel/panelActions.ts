import * as vscode from 'vscode';
import type { PanelActions } from '../../view/panelActions';
import type { ContentReader } from '../../http/ports';
import { copyTarget } from '../send/copyAsCurl';
import { findTarget, isRefusal, type Target } from '../send/target';
import { failedPartsRequest, linkRequest } from '../send/derivedRequests';
import { guarded, type Action, type Refusal } from '../guarded';
import { loadEngine, loadPanel, loadServices } from '../loaded';
import { readBody, responseUri } from './responseBodies';
import type { FinishedRun, Runs } from '../send/runs';
import type { Sender } from '../send/sender';

/** What the buttons of the panel need. */
export interface PanelActionsDeps {
  readonly log: vscode.LogOutputChannel;
  readonly runs: Runs;
  readonly contents: ContentReader;
  readonly sender: Sender;
}

/** What the response panel can ask for; each guarded, because a panel cannot show a defect of its host. */
export function panelActions({ log, runs, contents, sender }: PanelActionsDeps): PanelActions {
  const act = (name: string, action: Action): void => void guarded(log, `Response panel, ${name}`, action)();
  const withTarget = (
    runId: string,
    name: string,
    action: (target: Target, run: FinishedRun) => Promise<Refusal | undefined>,
  ) =>
    act(name, async () => {
      const run = runs.find(runId);
      const target = run && (await findTarget(vscode.Uri.parse(run.request.uri), run.request.key));
      if (run === undefined || target === undefined) return notHeld;
      return isRefusal(target) ? target : action(target, run);
    });
  return {
    cancel: (runId) => runs.cancel(runId),
    sendNow: (runId) => runs.sendNow(runId),
    stopWaiting: (runId) => runs.stopWaiting(runId),
    showLog: () => log.show(),
    resend: (runId) => withTarget(runId, 'send again', async (target) => done(sender.send(target))),
    sendUnconditionally: (runId) =>
      withTarget(runId, 'send without condition', async (target) =>
        done(sender.send(target, { policy: { validatorCache: false } })),
      ),
    openUrl: (runId, url) =>
      withTarget(runId, 'open link', async (target, { record }) => {
        const get = await linkRequest(target, url, record.finalUrl ?? record.url);
        return get === undefined ? { message: 'This link is no http or https URL.' } : done(sender.send(get));
      }),
    sendFailedParts: (runId) =>
      withTarget(runId, 'send failed parts', async (target, { record }) => {
        const again = await failedPartsRequest(target, record);
        return again === undefined ? noIds : done(sender.send(again));
      }),
    renewToken: (runId) =>
      withTarget(runId, 'renew token', async ({ keyed }) => {
        const profile = keyed.request.directives.find(({ key }) => key === 'auth')?.value;
        await vscode.commands.executeCommand('rcreq.token.get', profile);
        return undefined;
      }),
    copyAsCurl: (runId) => withTarget(runId, 'copy as cURL', async (target) => copyTarget(sender, target)),
    goToSource: (runId, line, column) => act('go to source', async () => goToSource(runs, runId, line, column)),
    copyStepAsCurl: (runId, step) => act('copy as cURL', async () => copyStep(runs, runId, step)),
    saveParts: (runId) =>
      act('save parts', async () => {
        const record = runs.find(runId)?.record;
        return record === undefined ? notHeld : (await loadPanel()).saveParts(record, contents);
      }),
    saveExample: (runId) =>
      withTarget(runId, 'save as example', async (target, { record }) => {
        const [{ saveExample }, { exportedText }, { parse }] = [
          await loadPanel(),
          await loadEngine(),
          await loadServices(),
        ];
        return saveExample(target, record, { contents, exportedText, parse });
      }),
    saveBody: (runId, part) => act('save body', async () => saveBody(runs, contents, runId, part)),
    openInEditor: (runId, part) => act('open in editor', async () => openInEditor(runs, contents, runId, part)),
  };
}

const notHeld: Refusal = { message: 'This run is no longer in the history. Send the request again.' };

const noIds: Refusal = {
  message: 'The ids of the failed parts cannot be told from the URL. Send a request with those ids yourself.',
};

async function done(work: Promise<unknown>): Promise<undefined> {
  await work;
  return undefined;
}

async function copyStep(runs: Runs, runId: string, step: number): Promise<Refusal | undefined> {
  const exchange = runs.find(runId)?.record.exchanges[step - 1];
  if (exchange === undefined) return notHeld;
  const command = (await loadPanel()).stepAsCurl(exchange);
  if (command === undefined) return { message: 'The body of this step is no text or too long for a command.' };
  await vscode.env.clipboard.writeText(command);
  vscode.window.setStatusBarMessage('$(check) Copied as cURL', 4000);
  return undefined;
}

async function goToSource(runs: Runs, runId: string, line: number, column: number): Promise<Refusal | undefined> {
  const run = runs.find(runId);
  if (run === undefined) return notHeld;
  const at = new vscode.Position(Math.max(0, line - 1), Math.max(0, column - 1));
  const options = { selection: new vscode.Range(at, at), viewColumn: vscode.ViewColumn.One };
  await vscode.window.showTextDocument(vscode.Uri.parse(run.request.uri), options);
  return undefined;
}

async function saveBody(
  runs: Runs,
  contents: ContentReader,
  runId: string,
  part: number | undefined,
): Promise<Refusal | undefined> {
  const record = runs.find(runId)?.record;
  const body = record && (await readBody(record, part, contents));
  if (body === undefined) return notHeld;
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
  const defaultUri = folder === undefined ? vscode.Uri.file(body.name) : vscode.Uri.joinPath(folder, body.name);
  const uri = await vscode.window.showSaveDialog({ defaultUri, title: 'Save Response Body' });
  if (uri !== undefined) await vscode.workspace.fs.writeFile(uri, body.octets);
  return undefined;
}

async function openInEditor(
  runs: Runs,
  contents: ContentReader,
  runId: string,
  part: number | undefined,
): Promise<Refusal | undefined> {
  const record = runs.find(runId)?.record;
  const body = record && (await readBody(record, part, contents));
  if (body === undefined) return notHeld;
  const text = await vscode.workspace.openTextDocument(responseUri(runId, part, body.name));
  await vscode.window.showTextDocument(text, { preview: true });
  return undefined;
}
