import * as vscode from 'vscode';
import type { WorkbenchEnvironments } from './environments/environments';
import type { Runs } from './send/runs';
import { registerRequestsView } from './requests/requestCommands';
import type { RequestFiles } from './requests/requestFiles';
import type { SavedRequests } from './requests/savedRequests';
import type { NamedSecrets } from './environments/secrets';
import type { TokenProfiles } from './tokens/tokenProfiles';
import { EnvironmentsTree } from './environments/environmentsTree';
import { RequestsTree } from './requests/requestsTree';
import { TokensTree } from './tokens/tokensTree';

/** What the views show. */
export interface TreeDeps {
  readonly log: vscode.LogOutputChannel;
  readonly runs: Runs;
  readonly environments: WorkbenchEnvironments;
  readonly secrets: NamedSecrets;
  readonly tokens: TokenProfiles;
  readonly files: RequestFiles;
  readonly saved: SavedRequests;
  readonly place: () => vscode.Uri | undefined;
}

/** The views of the activity bar but History. Each looks for its content when it is first seen. */
export function registerTrees(deps: TreeDeps): vscode.Disposable {
  const { log, runs, environments, secrets, tokens, files, saved, place } = deps;
  const requestsTree = new RequestsTree(files, saved, runs);
  const tokensTree = new TokensTree(tokens);
  const environmentsTree = new EnvironmentsTree(environments, secrets, place);
  const tokensView = vscode.window.createTreeView('rcreq.tokens', { treeDataProvider: tokensTree });
  return vscode.Disposable.from(
    requestsTree,
    tokensTree,
    environmentsTree,
    registerRequestsView(log, { files, tree: requestsTree, saved }),
    tokensView,
    tokensTree.watch(tokensView),
    vscode.window.createTreeView('rcreq.environments', { treeDataProvider: environmentsTree, showCollapseAll: true }),
  );
}
