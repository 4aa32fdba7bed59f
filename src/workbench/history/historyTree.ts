import { wordCount } from '../../view/wording/quantity';
import * as vscode from 'vscode';
import { groupByDay, wordAgo, type Day } from '../../view/history/days';
import type { RunSummary, SummaryIcon } from '../../view/history/storedRun';
import { durationText } from '../requests/statusBadge';
import { hostOf } from './summary';

/** A day of the History view, or a run of one. */
export type HistoryNode =
  { readonly kind: 'day'; readonly day: Day<RunSummary> } | { readonly kind: 'run'; readonly run: RunSummary };

/** The nodes under one of the view, or its first ones: days, newest first. */
export function historyChildren(
  node: HistoryNode | undefined,
  runs: readonly RunSummary[],
  now: number,
): readonly HistoryNode[] {
  if (node === undefined) return groupByDay(runs, now).map((day) => ({ kind: 'day', day }));
  return node.kind === 'day' ? node.day.items.map((run) => ({ kind: 'run', run })) : [];
}

/** How a node looks at this time. */
export function historyItem(node: HistoryNode, now: number): vscode.TreeItem {
  return node.kind === 'day' ? dayItem(node.day) : runItem(node.run, now);
}

function dayItem({ label, items }: Day<RunSummary>): vscode.TreeItem {
  const item = new vscode.TreeItem(label, vscode.TreeItemCollapsibleState.Expanded);
  item.id = `day ${label}`;
  item.contextValue = 'day';
  item.accessibilityInformation = { label: `${label}, ${wordCount(items.length, 'run')}` };
  return item;
}

function runItem(run: RunSummary, now: number): vscode.TreeItem {
  const { id, title, method, url, status, duration, startedAt, environment, icon } = run;
  const item = new vscode.TreeItem(title);
  const ago = wordAgo(startedAt, now);
  const took = durationText(duration);
  item.id = id;
  item.description = [status, took, ago, `${method} ${hostOf(url)}`].join(' · ');
  item.iconPath = iconOf(icon);
  item.contextValue = 'run';
  item.tooltip = [
    `${method} ${url}`,
    `${status} in ${took}`,
    new Date(startedAt).toLocaleString(),
    ...(environment === undefined ? [] : [`Environment: ${environment}`]),
  ].join('\n');
  item.accessibilityInformation = { label: [title, status, took, ago, method, hostOf(url)].join(', ') };
  item.command = { title: 'Show Response', command: 'rcreq.showResponse', arguments: [id] };
  return item;
}

/** The icon of a class in its colour, as lenses and the tree of requests have it. */
export function iconOf(icon: SummaryIcon): vscode.ThemeIcon {
  return new vscode.ThemeIcon(icon, new vscode.ThemeColor(colors[icon]));
}

const colors: Readonly<Record<SummaryIcon, string>> = {
  pass: 'testing.iconPassed',
  warning: 'list.warningForeground',
  error: 'testing.iconFailed',
  'circle-slash': 'disabledForeground',
  info: 'charts.blue',
};

/** The run of a node, and of all that are selected with it where there are more. */
export function runsOf([node, selected]: readonly unknown[]): readonly RunSummary[] {
  const nodes = Array.isArray(selected) && selected.length > 0 ? (selected as readonly unknown[]) : [node];
  return nodes.flatMap((each) => (isRunNode(each) ? [each.run] : []));
}

function isRunNode(value: unknown): value is HistoryNode & { kind: 'run' } {
  return typeof value === 'object' && value !== null && 'kind' in value && value.kind === 'run' && 'run' in value;
}
