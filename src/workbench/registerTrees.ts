import * as vscode from 'vscode';
import type { WorkbenchEnvironments } from './environments/environments';
import type { Runs } from './send/runs';
import type { RequestFiles } from './requests/requestFiles';
import type { SavedRequests } from './requests/savedRequests';
import type { NamedSecrets } from './environments/secrets';
import type { TokenProfiles } from './tokens/tokenProfiles';
import { EnvironmentsTree } from './environments/environmentsTree';
import { HistoryTree } from './history/historyTree';
import { RequestsTree } from './requests/requestsTree';
import { TokensTree } from './tokens/tokensTree';

/** What the views show. */
export interface TreeDeps {
  readonly runs: Runs;
  readonly environments: WorkbenchEnvironments;
  readonly secrets: NamedSecrets;
  readonly tokens: TokenProfiles;
  readonly files: RequestFiles;
  readonly saved: SavedRequests;
  readonly place: () => vscode.Uri | undefined;
}

/** The four views of the activity bar. Each looks for its content when it is first seen. */
export function registerTrees({
  runs,
  environments,
  secrets,
  tokens,
  files,
  saved,
  place,
}: TreeDeps): vscode.Disposable {
  const requestsTree = new RequestsTree(files, saved, runs);
  const tokensTree = new TokensTree(tokens);
  const environmentsTree = new EnvironmentsTree(environments, secrets, place);
  const historyTree = new HistoryTree(runs);
  const tokensView = vscode.window.createTreeView('rcreq.tokens', { treeDataProvider: tokensTree });
  return vscode.Disposable.from(
    requestsTree,
    tokensTree,
    environmentsTree,
    historyTree,
    vscode.window.createTreeView('rcreq.requests', { treeDataProvider: requestsTree, showCollapseAll: true }),
    tokensView,
    tokensTree.watch(tokensView),
    vscode.window.createTreeView('rcreq.environments', { treeDataProvider: environmentsTree, showCollapseAll: true }),
    vscode.window.createTreeView('rcreq.history', { treeDataProvider: historyTree }),
  );
}
