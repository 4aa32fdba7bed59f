import * as vscode from 'vscode';
import type { RunSummary } from '../../view/history/storedRun';
import type { Refusal } from '../guarded';
import { responseUri } from '../panel/responseDocuments';

/** The run of the same request that came before this one; undefined for its first. `runs` are newest first. */
export function previousRun(run: RunSummary, runs: readonly RunSummary[]): RunSummary | undefined {
  return runs.find(
    ({ id, uri, key, startedAt }) => id !== run.id && uri === run.uri && key === run.key && startedAt <= run.startedAt,
  );
}

/** Opens the editor's own comparison of two responses, the older one on the left. */
export async function compareRuns(one: RunSummary, other: RunSummary): Promise<Refusal | undefined> {
  const [older, newer] = one.startedAt <= other.startedAt ? [one, other] : [other, one];
  const isSame = older.uri === newer.uri && older.key === newer.key;
  const title = isSame
    ? `${newer.title}: ${timeOf(older)} ↔ ${timeOf(newer)}`
    : `${older.title} (${timeOf(older)}) ↔ ${newer.title} (${timeOf(newer)})`;
  await vscode.commands.executeCommand('vscode.diff', documentOf(older), documentOf(newer), title, { preview: true });
  return undefined;
}

function documentOf({ id }: RunSummary): vscode.Uri {
  return responseUri(id, 'compared', 'response.txt');
}

/** The time of day, with the date where it is another one. */
function timeOf({ startedAt }: RunSummary): string {
  const at = new Date(startedAt);
  return at.toDateString() === new Date().toDateString() ? at.toLocaleTimeString() : at.toLocaleString();
}
