import * as vscode from 'vscode';

/** Asks a person, by a modal question, whether a folder that is not trusted may send to a host; says which secrets would go there. */
export async function askHost(host: string, secrets: readonly string[]): Promise<boolean> {
  const what = secrets.length === 0 ? 'No secret would go there.' : `This would go there: ${secrets.join(', ')}.`;
  const detail = `This folder is not trusted, so a request in it may not do what it seems to. ${what}`;
  const chosen = await vscode.window.showWarningMessage(`Send to ${host}?`, { modal: true, detail }, 'Send');
  return chosen === 'Send';
}
