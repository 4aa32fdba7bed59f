import * as vscode from 'vscode';
import { setContext } from '../contextKeys';
import { registerCommands, type Action, type Refusal } from '../guarded';
import type { ResponsePanel } from '../panel/responsePanel';
import { nodesOf } from '../requests/requestNodes';
import { currentTarget } from '../history/runTarget';
import type { LazyHistory } from '../history/lazyHistory';
import { runIdOf } from '../history/runIdOf';
import type { ActiveRun, FinishedRun, Runs } from './runs';
import type { Sender } from './sender';
import { fileTargets, isRefusal, isRequestId, targetOf, type Target } from './target';

/** What sending needs. */
export interface SendDeps {
  readonly log: vscode.LogOutputChannel;
  readonly runs: Runs;
  readonly history: Pick<LazyHistory, 'find' | 'latest'>;
  readonly sender: Sender;
  readonly panel: Pick<ResponsePanel, 'show' | 'reveal'>;
}

/** Send, send all, send again, cancel, and showing what came. */
export function registerSendCommands(deps: SendDeps): vscode.Disposable {
  return vscode.Disposable.from(
    deps.runs.onDidChange(() => setContext('rcreq.context.sending', deps.runs.active().length > 0)),
    registerCommands(deps.log, {
      'rcreq.send': async (...inputs) =>
        nodesOf(inputs).length > 1
          ? sendAll(deps, await fileTargets(inputs))
          : sendTarget(deps, await targetOf(inputs)),
      'rcreq.sendWithDependencies': async (...inputs) => sendTarget(deps, await targetOf(inputs), { needsAnew: true }),
      'rcreq.sendAll': async (...inputs) => sendAll(deps, await fileTargets(inputs)),
      'rcreq.resend': (input) => resend(deps, input),
      'rcreq.cancel': (input) => cancel(deps.runs, input),
      'rcreq.showResponse': (input) => showResponse(deps, input),
    } satisfies Record<string, Action>),
  );
}

async function sendTarget(
  { sender }: SendDeps,
  target: Target | Refusal,
  options: { readonly needsAnew?: boolean } = {},
): Promise<Refusal | undefined> {
  if (isRefusal(target)) return target;
  await sender.send(target, options);
  return undefined;
}

/** One after another, in the order of the file, because later requests often need what earlier ones made. */
async function sendAll({ sender }: SendDeps, targets: readonly Target[] | Refusal): Promise<Refusal | undefined> {
  if (isRefusal(targets)) return targets;
  const enabled = targets.filter(({ keyed }) => !keyed.request.directives.some(({ key }) => key === 'disabled'));
  const title = `Sending ${enabled.length} requests`;
  const location = vscode.ProgressLocation.Notification;
  await vscode.window.withProgress({ location, title, cancellable: true }, async (progress, token) => {
    const abort = new AbortController();
    const subscription = token.onCancellationRequested(() => abort.abort());
    for (const [index, target] of enabled.entries()) {
      if (abort.signal.aborted) break;
      progress.report({ message: `${index + 1}: ${target.keyed.key}`, increment: 100 / enabled.length });
      await sender.send(target, { signal: abort.signal });
    }
    subscription.dispose();
  });
  return undefined;
}

/** Sends the request of a finished run once more, from its file as it is now. */
async function resend(deps: SendDeps, input: unknown): Promise<Refusal | undefined> {
  const run = (await namedRun(deps, input)) ?? (await deps.history.latest());
  return run === undefined ? nothingSent : sendTarget(deps, await currentTarget(run));
}

async function cancel(runs: Runs, input: unknown): Promise<Refusal | undefined> {
  const named = isRequestId(input) ? runs.activeOf(input) : runs.active().filter(({ id }) => id === input);
  const candidates = named.length > 0 ? named : runs.active();
  const chosen = candidates.length > 1 ? await pickRuns(candidates) : candidates;
  for (const { id } of chosen) runs.cancel(id);
  return undefined;
}

async function pickRuns(runs: readonly ActiveRun[]): Promise<readonly ActiveRun[]> {
  const all = { label: 'All requests', run: undefined };
  const items = runs.map((run) => ({ label: run.title, run }));
  const chosen = await vscode.window.showQuickPick([all, ...items], { title: 'Cancel which request?' });
  if (chosen === undefined) return [];
  return chosen.run === undefined ? runs : [chosen.run];
}

/** From the History view the focus stays there, so that one can go through the list; otherwise it goes to the panel. */
async function showResponse(deps: SendDeps, input: unknown): Promise<Refusal | undefined> {
  const { panel, runs, history } = deps;
  const fromHistory = await namedRun(deps, input);
  if (fromHistory !== undefined) {
    panel.show(fromHistory.record);
    return undefined;
  }
  const record = (await lastOfTarget(runs, input)) ?? (await history.latest())?.record;
  if (record === undefined) return nothingSent;
  panel.show(record);
  panel.reveal();
  return undefined;
}

async function lastOfTarget(runs: Runs, input: unknown) {
  const target = await targetOf([input]);
  return isRefusal(target) ? undefined : runs.last({ uri: target.uri.toString(), key: target.keyed.key });
}

const nothingSent: Refusal = { message: 'Nothing has been sent yet. Send a request first.' };

/** The run that an item of the History view is about, or that is named by its id. */
async function namedRun({ history }: SendDeps, input: unknown): Promise<FinishedRun | undefined> {
  const id = runIdOf(input);
  return id === undefined ? undefined : history.find(id);
}
