import type * as vscode from 'vscode';
import { assertNever } from '../../base/assertNever';
import type { RunRecord } from '../../run/record';
import type { ResponsePanel } from '../panel/responsePanel';
import type { Runs } from './runs';
import { durationText, statusBadge } from '../requests/statusBadge';

/** Shows each run in the panel, and writes a line about it to the log. */
export function followRuns(
  runs: Runs,
  panel: Pick<ResponsePanel, 'begin' | 'sending' | 'waiting' | 'show' | 'broke'>,
  log: vscode.LogOutputChannel,
): vscode.Disposable {
  return runs.onDidHappen((event) => {
    switch (event.kind) {
      case 'begun':
        panel.begin({ id: event.id, ...event.start });
        return;
      case 'sending':
        panel.sending(event.id, event);
        return;
      case 'waiting':
        panel.waiting(event.id, event.until, event.rule);
        return;
      case 'ended':
        panel.show(event.record);
        if (!event.start.isPrivate) log.info(summary(event.record));
        return;
      case 'broken':
        panel.broke(event.id);
        // Not every caller logs what it gets, and the panel says that the log has it.
        log.error(event.defect instanceof Error ? event.defect : String(event.defect));
        return;
      default:
        assertNever(event);
    }
  });
}

function summary(record: RunRecord): string {
  const took = durationText(record.duration);
  return `${record.method} ${record.url}: ${statusBadge(record).text} in ${took}, ${record.attempts} sent`;
}
