import * as vscode from 'vscode';
import type { PanelActions } from '../../view/panelActions';
import type { ContentReader } from '../../http/ports';
import { copyTarget } from '../send/copyAsCurl';
import { isRefusal, type Target } from '../send/target';
import { currentTarget, runTarget } from '../history/runTarget';
import type { LazyHistory } from '../history/lazyHistory';
import { failedPartsRequest, linkRequest, tokenProfileOf, unconditionalRequest } from '../send/derivedRequests';
import { guarded, type Refusal } from '../guarded';
import { loadEngine, loadServices } from '../loaded';
import { saveExample } from './saveExample';
import { saveParts } from './saveParts';
import { copyStep, goToSource, notHeld, openInEditor, saveBody } from './recordActions';
import type { FinishedRun, Runs } from '../send/runs';
import type { Sender } from '../send/sender';

/** What the buttons of the panel need. */
export interface PanelActionsDeps {
  readonly log: vscode.LogOutputChannel;
  readonly runs: Runs;
  readonly history: Pick<LazyHistory, 'find'>;
  readonly contents: ContentReader;
  readonly sender: Sender;
}

type Act = (runId: string, name: string, action: (run: FinishedRun) => Promise<Refusal | undefined>) => void;

/** What the response panel can ask for; each guarded, because a panel cannot show a defect of its host. */
export function panelActions(deps: PanelActionsDeps): PanelActions {
  const { log, runs, history } = deps;
  const act: Act = (runId, name, action) =>
    void guarded(log, `Response panel, ${name}`, async () => {
      const run = await history.find(runId);
      return run === undefined ? notHeld : action(run);
    })();
  return {
    cancel: (runId) => runs.cancel(runId),
    sendNow: (runId) => runs.sendNow(runId),
    stopWaiting: (runId) => runs.stopWaiting(runId),
    showLog: () => log.show(),
    compareWithPrevious: (runId) => void vscode.commands.executeCommand('rcreq.compareWithPrevious', runId),
    compareWith: (runId) => void vscode.commands.executeCommand('rcreq.compareWith', runId),
    ...sendingActions(deps, act),
    ...recordActions(deps, act),
  };
}

function sendingActions({ sender }: PanelActionsDeps, act: Act) {
  const withTarget = (
    runId: string,
    name: string,
    action: (target: Target, run: FinishedRun) => Promise<Refusal | undefined>,
    targetOf = runTarget,
  ): void =>
    act(runId, name, async (run) => {
      const target = await targetOf(run);
      return isRefusal(target) ? target : action(target, run);
    });
  return {
    resend: (runId) => withTarget(runId, 'send again', async (target) => done(sender.send(target)), currentTarget),
    sendUnconditionally: (runId) =>
      withTarget(runId, 'send without condition', async (target) =>
        done(sender.send(await unconditionalRequest(target), { policy: { validatorCache: false } })),
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
        await vscode.commands.executeCommand('rcreq.token.get', tokenProfileOf(keyed.request));
        return undefined;
      }),
    copyAsCurl: (runId) => withTarget(runId, 'copy as cURL', async (target) => copyTarget(sender, target)),
  } satisfies Partial<PanelActions>;
}

function recordActions({ contents }: PanelActionsDeps, act: Act) {
  return {
    goToSource: (runId, line, column) => act(runId, 'go to source', (run) => goToSource(run, line, column)),
    copyStepAsCurl: (runId, step) => act(runId, 'copy as cURL', ({ record }) => copyStep(record, step)),
    saveParts: (runId) => act(runId, 'save parts', ({ record }) => saveParts(record, contents)),
    saveExample: (runId) =>
      act(runId, 'save as example', async (run) => {
        const target = await currentTarget(run);
        if (isRefusal(target)) return target;
        const [{ exportedText }, { parse }] = [await loadEngine(), await loadServices()];
        return saveExample(target, run.record, { contents, exportedText, parse });
      }),
    saveBody: (runId, part) => act(runId, 'save body', ({ record }) => saveBody(record, contents, part)),
    openInEditor: (runId, part) => act(runId, 'open in editor', ({ record }) => openInEditor(record, contents, part)),
  } satisfies Partial<PanelActions>;
}

const noIds: Refusal = {
  message: 'The ids of the failed parts cannot be told from the URL. Send a request with those ids yourself.',
};

async function done(work: Promise<unknown>): Promise<undefined> {
  await work;
  return undefined;
}
