import * as vscode from 'vscode';
import type { WorkbenchEnvironments } from './environments/environments';
import type { Runs } from './send/runs';
import { registerRequestsView } from './requests/requestCommands';
import type { RequestFiles } from './requests/requestFiles';
import type { SavedRequests } from './requests/savedRequests';
import type { NamedSecrets } from './environments/secrets';
import { registerEnvironmentsView } from './environments/environmentsView';
import { RequestsTree } from './requests/requestsTree';

/** What the views show. */
export interface TreeDeps {
  readonly log: vscode.LogOutputChannel;
  readonly runs: Runs;
  readonly environments: WorkbenchEnvironments;
  readonly secrets: NamedSecrets;
  readonly files: RequestFiles;
  readonly saved: SavedRequests;
  readonly place: () => vscode.Uri | undefined;
}

/** The views of the activity bar but Tokens and History. Each looks for its content when it is first seen. */
export function registerTrees(deps: TreeDeps): vscode.Disposable {
  const { log, runs, environments, secrets, files, saved, place } = deps;
  const requestsTree = new RequestsTree(files, saved, runs);
  return vscode.Disposable.from(
    requestsTree,
    registerRequestsView(log, { files, tree: requestsTree, saved, environments, secrets }),
    registerEnvironmentsView(log, { environments, secrets, files, place }),
  );
}
