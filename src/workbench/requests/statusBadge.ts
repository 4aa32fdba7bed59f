import * as vscode from 'vscode';
import { assertNever } from '../../base/assertNever';
import type { RunRecord } from '../../run/record';

/** How the end of a run looks in lenses and trees: an icon of its class, and words. */
export interface StatusBadge {
  readonly icon: 'pass' | 'warning' | 'error' | 'circle-slash' | 'info';
  readonly color: vscode.ThemeColor;
  /** `200 OK`, or what happened instead. */
  readonly text: string;
}

/** The badge of a run. A request that failed its assertions is an error, whatever its status; a 207 looks like its worst part (rule BA). */
export function statusBadge(record: RunRecord): StatusBadge {
  const failed = record.status === undefined ? 0 : record.assertions.filter(({ isOk }) => !isOk).length;
  const suffix =
    failed > 0
      ? ` · ${failed} of ${record.assertions.length} assertions failed`
      : partsText(failedParts(record), record);
  return { ...classBadge(record, failed), text: `${statusText(record)}${suffix}` };
}

/** `42 ms`, `1.2 s`, `2 min 5 s`. */
export function durationText(duration: number): string {
  if (duration < 999.5) return `${Math.round(duration)} ms`;
  if (duration < 59_950) return `${(duration / 1000).toFixed(1)} s`;
  const seconds = Math.round(duration / 1000);
  return `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}

function classBadge(record: RunRecord, failedAssertions: number): Omit<StatusBadge, 'text'> {
  if (record.outcome === 'cancelled') return { icon: 'circle-slash', color: color('disabledForeground') };
  if (record.outcome === 'alreadyDeleted') return { icon: 'info', color: color('charts.blue') };
  if (failedAssertions > 0) return { icon: 'error', color: color('testing.iconFailed') };
  if (failedParts(record) > 0) return { icon: 'warning', color: color('list.warningForeground') };
  if (record.isOk) return { icon: 'pass', color: color('testing.iconPassed') };
  switch (record.category) {
    case 'success':
    case 'clientError':
      return { icon: 'warning', color: color('list.warningForeground') };
    case 'serverError':
    case 'none':
      return { icon: 'error', color: color('testing.iconFailed') };
    default:
      return assertNever(record.category);
  }
}

function failedParts({ parts = [] }: RunRecord): number {
  return parts.filter(({ category }) => category !== 'success').length;
}

function partsText(failed: number, { parts = [] }: RunRecord): string {
  return failed === 0 ? '' : ` · ${failed} of ${parts.length} failed`;
}

function statusText({ status, exchanges, outcome, failure }: RunRecord): string {
  if (status !== undefined) {
    const reason = exchanges.findLast(({ response }) => response?.status === status)?.response?.reason;
    return `${status} ${reason ?? ''}`.trim();
  }
  if (outcome === 'cancelled') return 'cancelled';
  if (outcome === 'blocked') return 'not sent';
  return failure === undefined ? 'no response' : `no response (${failure.code})`;
}

function color(id: string): vscode.ThemeColor {
  return new vscode.ThemeColor(id);
}
