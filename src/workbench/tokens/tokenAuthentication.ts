import * as vscode from 'vscode';
import { loadTokenDesk } from '../loaded';
import type { TokenSessions } from './desk/tokenSessions';
import type { TokenProfiles } from './tokenProfiles';

/** Makes tokens sessions of VS Code's Accounts menu, under the id by which other extensions ask for one. What there is to list is loaded when there is a profile. */
export function registerTokenAuthentication(tokens: TokenProfiles): vscode.Disposable {
  const changed = new vscode.EventEmitter<vscode.AuthenticationProviderAuthenticationSessionsChangeEvent>();
  let loading: Promise<TokenSessions> | undefined;
  const load = (): Promise<TokenSessions> =>
    (loading ??= loadTokenDesk().then(({ createTokenSessions }) =>
      createTokenSessions(tokens, (event) => changed.fire(event)),
    ));
  const provider: vscode.AuthenticationProvider = {
    onDidChangeSessions: changed.event,
    getSessions: async (scopes) =>
      loading === undefined && (await tokens.names()).length === 0 ? [] : (await load()).list(scopes),
    createSession: async (scopes) => (await load()).create(scopes),
    removeSession: async (id) => (await load()).remove(id),
  };
  const options = { supportsMultipleAccounts: true };
  const registration = vscode.authentication.registerAuthenticationProvider('rcreq', 'RCReq', provider, options);
  // The first profile is nobody's question: the menu hears of it by an event, for which it has to be loaded.
  return vscode.Disposable.from(
    changed,
    registration,
    tokens.onDidChange(() => void load()),
    new vscode.Disposable(() => void loading?.then((loaded) => loaded.dispose())),
  );
}
