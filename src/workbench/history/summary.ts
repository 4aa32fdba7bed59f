import type { RunRecord } from '../../run/record';
import type { RunSummary } from '../../view/history/storedRun';
import { statusBadge } from '../requests/statusBadge';
import type { FinishedRun } from '../send/runs';

/** What lists show of a run. */
export function summaryOf({ request, record }: FinishedRun): RunSummary {
  const { id, method, url, environment, startedAt, duration } = record;
  const { icon, text } = statusBadge(record);
  const title = titleOf(record);
  return { id, ...request, title, method, url, environment, startedAt, duration, status: text, icon };
}

function titleOf({ title, name, method, url }: RunRecord): string {
  return title ?? name ?? `${method} ${pathOf(url)}`;
}

function pathOf(url: string): string {
  return URL.canParse(url) ? new URL(url).pathname : url;
}

/** `example.com:8080`; the URL itself when it is none yet. */
export function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).host : url;
}
