import * as vscode from 'vscode';
import type { LazyHistory } from '../history/lazyHistory';

/** Scheme of read-only documents about a run: `rcreq-response:/RUN/body/name.json`. */
const responseScheme = 'rcreq-response';

/** Shows bodies and what is compared of responses as read-only documents, for the editor's own find, folding and comparing. */
export function registerResponseDocuments(history: Pick<LazyHistory, 'text'>): vscode.Disposable {
  return vscode.workspace.registerTextDocumentContentProvider(responseScheme, {
    provideTextDocumentContent: async ({ path }) => {
      const [, id = '', what = ''] = path.split('/');
      const text = await history.text(id, what === 'body' || what === 'compared' ? what : Number(what));
      return text ?? 'This response is no longer held. Send the request again.';
    },
  });
}

/** The address of such a document: of the body, of the part with this one-based index, or of what is compared. */
export function responseUri(runId: string, what: number | 'body' | 'compared', name: string): vscode.Uri {
  return vscode.Uri.from({ scheme: responseScheme, path: `/${runId}/${what}/${name}` });
}
