import * as vscode from 'vscode';
import { wordAgo } from '../../view/history/days';
import type { RunSummary } from '../../view/history/storedRun';
import { wordCount } from '../../view/wording/quantity';
import type { Action, Refusal } from '../guarded';
import { durationText } from '../requests/statusBadge';
import { copyTarget } from '../send/copyAsCurl';
import type { FinishedRun } from '../send/runs';
import { isRefusal } from '../send/target';
import type { HistoryDeps } from './history';
import type { HistoryStore } from './historyStore';
import { compareRuns, previousRun } from './compareRuns';
import { iconOf, runsOf } from './historyTree';
import type { HistoryCommand } from './lazyHistory';
import { runTarget, untitledTarget } from './runTarget';
import { summaryOf } from './summary';

/** What the commands of the history need. */
export interface HistoryCommandDeps extends HistoryDeps {
  readonly store: HistoryStore;
  readonly find: (id: string) => Promise<FinishedRun | undefined>;
}

/** The commands of the History view, the palette and the panel that are about runs that ended. */
export function historyCommands(deps: HistoryCommandDeps): Readonly<Record<HistoryCommand, Action>> {
  const { store, runs, find, sender } = deps;
  const withRun =
    (
      action: (run: FinishedRun) => Promise<Refusal | undefined>,
      otherwise = async (): Promise<string | undefined> => (await pickRun(deps, 'Choose a Run'))?.id,
    ): Action =>
    async (...inputs) => {
      const [input] = inputs;
      const id = typeof input === 'string' ? input : (runsOf(inputs)[0]?.id ?? (await otherwise()));
      if (id === undefined) return undefined;
      const run = await find(id);
      return run === undefined ? notHeld : action(run);
    };
  const shown = async (): Promise<string | undefined> => (await deps.panel.shownRun()) ?? (await store.list())[0]?.id;
  return {
    'rcreq.history.clear': async () => {
      const count = (await store.list()).length;
      if (count > 0 && !(await confirmClear(count))) return undefined;
      const shown = await Promise.all((await deps.panel.shownRuns()).map(find));
      await store.clear();
      runs.clear(shown.flatMap((run) => run ?? []));
      return undefined;
    },
    'rcreq.history.filter': () => showPicked(deps),
    'rcreq.history.remove': async (...inputs) => {
      await store.remove(runsOf(inputs).map(({ id }) => id));
      return undefined;
    },
    'rcreq.history.openRequest': withRun(openRequest),
    'rcreq.history.saveRequest': withRun(async (run) => {
      await vscode.commands.executeCommand('rcreq.saveRequest', run);
      return undefined;
    }),
    'rcreq.history.copyAsCurl': withRun(async (run) => {
      const target = await runTarget(run);
      return isRefusal(target) ? target : copyTarget(sender, target);
    }),
    'rcreq.history.compareSelected': (...inputs) => {
      const [one, other] = runsOf(inputs);
      return one && other && compareRuns(one, other);
    },
    'rcreq.compareWithPrevious': withRun(async (run) => {
      const summary = summaryOf(run);
      const previous = previousRun(summary, await store.list());
      return previous === undefined ? noPrevious(summary) : compareRuns(summary, previous);
    }, shown),
    'rcreq.compareWith': withRun(async (run) => {
      const summary = summaryOf(run);
      const other = await pickRun(deps, `Compare ${summary.title} with`, summary.id);
      return other && compareRuns(summary, other);
    }, shown),
    'rcreq.internal.sendAsItWas': withRun(async (run) => {
      const target = await untitledTarget(run);
      if (isRefusal(target)) return target;
      await sender.send(target);
      return undefined;
    }),
  };
}

function noPrevious({ title }: RunSummary): Refusal {
  return { message: `The history has no earlier run of "${title}". Send it again, or compare with another run.` };
}

const nothingSent: Refusal = { message: 'The history is empty. Every request that you send is listed there.' };

/** When a run is neither in memory nor on disk. */
const notHeld: Refusal = { message: 'This run is no longer in the history. Send the request again.' };

async function confirmClear(count: number): Promise<boolean> {
  const detail = 'Their records and bodies are deleted from this machine. This cannot be undone.';
  const question = `Clear the history of ${wordCount(count, 'run')}?`;
  return (await vscode.window.showWarningMessage(question, { modal: true, detail }, 'Clear')) === 'Clear';
}

/** At the request in its file; where it is gone, as it was, in a new file. */
async function openRequest(run: FinishedRun): Promise<Refusal | undefined> {
  const target = await runTarget(run);
  if (isRefusal(target)) return target;
  const text = await vscode.workspace.openTextDocument(target.uri).then(
    (opened) => (opened.getText() === target.document.text ? opened : undefined),
    () => undefined,
  );
  if (text === undefined) {
    const untitled = await untitledTarget(run);
    return isRefusal(untitled) ? untitled : undefined;
  }
  const at = text.positionAt(target.keyed.request.lineSpan.start);
  await vscode.window.showTextDocument(text, { selection: new vscode.Range(at, at) });
  return undefined;
}

/** A run that the person chooses among all. */
async function pickRun(
  { store }: Pick<HistoryCommandDeps, 'store'>,
  title: string,
  without?: string,
): Promise<RunSummary | undefined> {
  const runs = (await store.list()).filter(({ id }) => id !== without);
  const options = { title, placeHolder: 'Type a part of a title, URL, status or file', ...matching };
  return (await vscode.window.showQuickPick(runs.map(pickItem), options))?.run;
}

const matching = { matchOnDescription: true, matchOnDetail: true };

interface RunItem extends vscode.QuickPickItem {
  readonly run: RunSummary;
}

function pickItem(run: RunSummary): RunItem {
  const { title, method, url, status, duration, startedAt, uri, icon } = run;
  const file = vscode.workspace.asRelativePath(vscode.Uri.parse(uri));
  const ago = wordAgo(startedAt, Date.now());
  return {
    run,
    label: title,
    iconPath: iconOf(icon),
    description: `${status} · ${durationText(duration)} · ${ago}`,
    detail: `${method} ${url} · ${file}`,
  };
}

async function showPicked(deps: HistoryCommandDeps): Promise<Refusal | undefined> {
  if ((await deps.store.list()).length === 0) return nothingSent;
  const run = await pickRun(deps, 'Filter History');
  const found = run && (await deps.find(run.id));
  if (run === undefined) return undefined;
  if (found === undefined) return notHeld;
  deps.panel.show(found.record);
  return undefined;
}
