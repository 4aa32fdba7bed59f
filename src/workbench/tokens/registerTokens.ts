import * as vscode from 'vscode';
import type { RequestFiles } from '../requests/requestFiles';
import type { SandboxControl } from '../sandbox/sandboxControl';
import type { DefaultTokens } from './defaultTokens';
import { registerDefaultTokenStatus } from './defaultTokenStatus';
import { LazyTokensTree } from './lazyTokensTree';
import { SignInReturns } from './signInReturns';
import { registerTokenAuthentication } from './tokenAuthentication';
import { registerTokenCommands } from './tokenCommands';
import type { TokenProfiles } from './tokenProfiles';

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
  return vscode.Disposable.from(
    ...[tokens, defaults, returns, new LazyTokensTree({ tokens, defaults, files, place })],
    registerTokenCommands({ log, tokens, defaults, sandbox, returns, place }),
    registerDefaultTokenStatus(defaults),
    registerTokenAuthentication(tokens),
  );
}
