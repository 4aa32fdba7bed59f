/** The entry of `dist/history.js`: the runs of this and earlier sessions, and what can be done with them. */
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import * as vscode from 'vscode';
import type { ContentReader } from '../../http/ports';
import type { Action } from '../guarded';
import { loadEngine } from '../loaded';
import type { LazyPanel } from '../panel/lazyPanel';
import type { FinishedRun, Runs } from '../send/runs';
import type { Sender } from '../send/sender';
import { historyCommands } from './historyCommands';
import { folderFiles } from './historyFiles';
import { HistoryStore } from './historyStore';
import { historyChildren, historyItem, type HistoryNode } from './historyTree';
import type { HistoryCommand } from './lazyHistory';
import { comparedText, editorText } from './responseText';
import { summaryOf } from './summary';
import type { StoredRun } from '../../view/history/storedRun';

/** What the history needs of the window. */
export interface HistoryDeps {
  /** Folder of this extension for all workspaces. */
  readonly storageUri: vscode.Uri;
  readonly log: vscode.LogOutputChannel;
  readonly runs: Runs;
  readonly sender: Sender;
  readonly panel: Pick<LazyPanel, 'show' | 'shownRun' | 'shownRuns'>;
  readonly contents: ContentReader;
  /** Runs to keep; 0 keeps none. */
  readonly length: () => number;
  /** Names and JSONPaths that a comparison leaves out. */
  readonly ignored: () => readonly string[];
}

/** The history of one workspace. */
export interface History {
  add(run: FinishedRun): void;
  find(id: string): Promise<FinishedRun | undefined>;
  latest(): Promise<FinishedRun | undefined>;
  flush(): Promise<void>;
  text(runId: string, what: number | 'body' | 'compared'): Promise<string | undefined>;
  children(node: HistoryNode | undefined): Promise<readonly HistoryNode[]>;
  item(node: HistoryNode): vscode.TreeItem;
  readonly commands: Readonly<Record<HistoryCommand, Action>>;
  dispose(): void;
}

/** Milliseconds between the end of a run and writing it, so that many that end together are written together. */
const writeDelay = 300;

export function createHistory(deps: HistoryDeps & { readonly changed: () => void }): History {
  const { storageUri, log, runs, contents, length, changed } = deps;
  const folder = join(storageUri.fsPath, 'history', workspaceId());
  const masking = async () => (await loadEngine()).exportedText;
  const store = new HistoryStore({
    files: folderFiles(folder),
    contents,
    length,
    masking,
    pause: () => setTimeout(writeDelay),
    changed,
    warn: (message) => log.warn(message),
  });
  const find = async (id: string): Promise<FinishedRun | undefined> => {
    const stored = runs.find(id) === undefined ? await store.read(id) : undefined;
    return runs.find(id) ?? (stored && finishedRun(stored));
  };
  const watcher = vscode.workspace.createFileSystemWatcher(
    new vscode.RelativePattern(vscode.Uri.file(folder), '*.run'),
    false,
    true,
  );
  watcher.onDidCreate(changed);
  watcher.onDidDelete(changed);
  return {
    add: (run) => store.add({ ...run, summary: summaryOf(run) }),
    find,
    latest: async () => {
      const [newest] = await store.list();
      return newest && find(newest.id);
    },
    flush: () => store.flush(),
    text: async (runId, what) => {
      const record = (await find(runId))?.record;
      if (record === undefined) return undefined;
      const ports = { contents, masking, ignored: deps.ignored };
      return what === 'compared'
        ? comparedText(record, ports)
        : editorText(record, what === 'body' ? undefined : what, ports);
    },
    children: async (node) => historyChildren(node, node === undefined ? await store.list() : [], Date.now()),
    item: (node) => historyItem(node, Date.now()),
    commands: historyCommands({ ...deps, store, find }),
    dispose: () => {
      watcher.dispose();
    },
  };
}

function finishedRun({ summary, record, source }: StoredRun): FinishedRun {
  return { request: { uri: summary.uri, key: summary.key }, record, source };
}

/** The same for the same workspace file, or the same folders; all windows without any share one. */
function workspaceId(): string {
  const { workspaceFile, workspaceFolders = [] } = vscode.workspace;
  const name = workspaceFile?.toString() ?? workspaceFolders.map(({ uri }) => uri.toString()).join('\n');
  return name === '' ? 'no-folder' : createHash('sha256').update(name).digest('hex').slice(0, 24);
}
