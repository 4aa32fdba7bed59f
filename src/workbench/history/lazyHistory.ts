import * as vscode from 'vscode';
import { registerCommands } from '../guarded';
import type { FinishedRun } from '../send/runs';
import type { History, HistoryDeps } from './history';
import type { HistoryNode } from './historyTree';

/** What the history is asked to do by a command; each is in `createHistory`. */
const historyCommands = [
  'rcreq.history.clear',
  'rcreq.history.filter',
  'rcreq.history.remove',
  'rcreq.history.openRequest',
  'rcreq.history.saveRequest',
  'rcreq.history.copyAsCurl',
  'rcreq.history.compareSelected',
  'rcreq.compareWithPrevious',
  'rcreq.compareWith',
  'rcreq.internal.sendAsItWas',
] as const;

export type HistoryCommand = (typeof historyCommands)[number];

/** Milliseconds after the end of a run until the history is loaded to keep it: by then its response is painted. */
const patience = 1000;

/** The history, loaded at the first look at its view, by a command, or a while after the first run. */
export class LazyHistory implements vscode.TreeDataProvider<HistoryNode>, vscode.Disposable {
  readonly #deps: HistoryDeps;
  readonly #changed = new vscode.EventEmitter<undefined>();
  readonly #subscriptions: vscode.Disposable;
  #history: Promise<History> | undefined;
  #waiting: FinishedRun[] = [];
  #timer: NodeJS.Timeout | undefined;

  constructor(deps: HistoryDeps) {
    this.#deps = deps;
    const view = vscode.window.createTreeView('rcreq.history', {
      treeDataProvider: this,
      canSelectMany: true,
      showCollapseAll: true,
    });
    const minutely = setInterval(() => {
      if (view.visible) this.#changed.fire(undefined);
    }, 60_000);
    this.#subscriptions = vscode.Disposable.from(
      view,
      this.#changed,
      new vscode.Disposable(() => clearInterval(minutely)),
      view.onDidChangeVisibility(({ visible }) => {
        if (visible) this.#changed.fire(undefined);
      }),
      deps.runs.onDidHappen((event) => {
        if (event.kind !== 'ended' || event.start.isPrivate) return;
        const { request, source } = event.start;
        this.#add({ request, source, record: event.record });
      }),
      registerCommands(
        deps.log,
        Object.fromEntries(
          historyCommands.map((id) => [id, async (...inputs) => (await this.#get()).commands[id](...inputs)]),
        ),
      ),
    );
  }

  readonly onDidChangeTreeData = this.#changed.event;

  async getChildren(node?: HistoryNode): Promise<HistoryNode[]> {
    return [...(await (await this.#get()).children(node))];
  }

  async getTreeItem(node: HistoryNode): Promise<vscode.TreeItem> {
    return (await this.#get()).item(node);
  }

  /** A run of this session with all of its body, or one of the history; undefined when it is in neither. */
  async find(id: string): Promise<FinishedRun | undefined> {
    return this.#deps.runs.find(id) ?? (await this.#get()).find(id);
  }

  /** The newest run, of this session or an earlier one. */
  async latest(): Promise<FinishedRun | undefined> {
    return this.#deps.runs.finished()[0] ?? (await this.#get()).latest();
  }

  /** The text of a document about a run: its body, the body of a part by its one-based index, or what is compared. */
  async text(runId: string, what: number | 'body' | 'compared'): Promise<string | undefined> {
    return (await this.#get()).text(runId, what);
  }

  /** Resolves when what has ended is on disk; nothing is loaded for it when nothing has. */
  async flush(): Promise<void> {
    if (this.#waiting.length === 0 && this.#history === undefined) return;
    await (await this.#get()).flush();
  }

  dispose(): void {
    clearTimeout(this.#timer);
    this.#subscriptions.dispose();
    void this.#history?.then((history) => {
      history.dispose();
    });
  }

  #add(run: FinishedRun): void {
    this.#waiting.push(run);
    if (this.#history !== undefined) void this.#get();
    else this.#timer ??= setTimeout(() => void this.#get(), patience);
  }

  /** The history, told of all that has ended so far. */
  async #get(): Promise<History> {
    this.#history ??= import('./history').then(({ createHistory }) =>
      createHistory({ ...this.#deps, changed: () => this.#changed.fire(undefined) }),
    );
    const history = await this.#history;
    for (const run of this.#waiting.splice(0)) history.add(run);
    return history;
  }
}
