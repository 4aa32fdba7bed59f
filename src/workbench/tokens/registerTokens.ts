import * as vscode from 'vscode';
import type { RequestFiles } from '../requests/requestFiles';
import type { SandboxControl } from '../sandbox/sandboxControl';
import type { DefaultTokens } from './defaultTokens';
import { registerDefaultTokenStatus } from './defaultTokenStatus';
import { SignInReturns } from './signInReturns';
import { TokenAuthentication } from './tokenAuthentication';
import { registerTokenCommands } from './tokenCommands';
import type { TokenProfiles } from './tokenProfiles';
import { TokensTree } from './tokensTree';
import { TokenUsers } from './tokenUsers';

/** What everything about tokens needs. `place` is the file whose environment is meant. */
export interface TokensDeps {
  readonly log: vscode.LogOutputChannel;
  readonly tokens: TokenProfiles;
  readonly defaults: DefaultTokens;
  readonly sandbox: SandboxControl;
  readonly files: RequestFiles;
  readonly place: () => vscode.Uri | undefined;
}

/** The Tokens view, its commands, the way back from a browser, and the sessions of the Accounts menu. */
export function registerTokens({ log, tokens, defaults, sandbox, files, place }: TokensDeps): vscode.Disposable {
  const returns = new SignInReturns();
  const users = new TokenUsers(files);
  const tree = new TokensTree({ tokens, users, defaults, place });
  const view = vscode.window.createTreeView('rcreq.tokens', { treeDataProvider: tree, showCollapseAll: true });
  return vscode.Disposable.from(
    ...[tokens, defaults, returns, users, tree, view, tree.watch(view)],
    registerTokenCommands({ log, tokens, defaults, sandbox, returns, place }),
    registerDefaultTokenStatus(defaults),
    new TokenAuthentication(tokens),
  );
}
