import * as vscode from 'vscode';
import type { FinishedRun, Runs } from '../send/runs';
import { durationText, statusBadge } from '../requests/statusBadge';

/** The runs of this session, newest first. */
export class HistoryTree implements vscode.TreeDataProvider<FinishedRun>, vscode.Disposable {
  readonly #runs: Runs;
  readonly #changed = new vscode.EventEmitter<undefined>();
  readonly #subscriptions: vscode.Disposable;

  constructor(runs: Runs) {
    this.#runs = runs;
    this.#subscriptions = vscode.Disposable.from(
      this.#changed,
      runs.onDidChange(() => this.#changed.fire(undefined)),
    );
  }

  readonly onDidChangeTreeData = this.#changed.event;

  getChildren(run?: FinishedRun): FinishedRun[] {
    return run === undefined ? [...this.#runs.finished()] : [];
  }

  getTreeItem(run: FinishedRun): vscode.TreeItem {
    const { record } = run;
    const badge = statusBadge(record);
    const name = record.title ?? record.name ?? `${record.method} ${record.url}`;
    const item = new vscode.TreeItem(name);
    item.id = record.id;
    item.description = `${badge.text} · ${durationText(record.duration)}`;
    item.iconPath = new vscode.ThemeIcon(badge.icon, badge.color);
    item.contextValue = 'run';
    item.tooltip = [
      `${record.method} ${record.url}`,
      new Date(record.startedAt).toLocaleString(),
      ...(record.environment === undefined ? [] : [`Environment: ${record.environment}`]),
    ].join('\n');
    item.accessibilityInformation = { label: `${name}, ${badge.text}, ${durationText(record.duration)}` };
    item.command = { title: 'Show Response', command: 'rcreq.showResponse', arguments: [run] };
    return item;
  }

  dispose(): void {
    this.#subscriptions.dispose();
  }
}
