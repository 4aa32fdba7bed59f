import * as vscode from 'vscode';

/** What `when` clauses in package.json may ask about. */
export type ContextKey =
  | 'rcreq.context.sending'
  | 'rcreq.context.responsePinned'
  | 'rcreq.context.sandbox'
  | 'rcreq.context.requestsFiltered'
  | 'rcreq.context.canUndoDelete';

export function setContext(key: ContextKey, value: boolean): void {
  void vscode.commands.executeCommand('setContext', key, value);
}
