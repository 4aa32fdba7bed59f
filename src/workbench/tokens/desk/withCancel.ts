import * as vscode from 'vscode';

/** Shows that something goes on and can be cancelled; `say` tells how far it is, in a sentence. */
export async function withCancel<Value>(
  title: string,
  work: (signal: AbortSignal, say: (message: string) => void) => Promise<Value>,
): Promise<Value> {
  const location = vscode.ProgressLocation.Notification;
  return vscode.window.withProgress({ location, title, cancellable: true }, async (progress, cancellation) => {
    const abort = new AbortController();
    const subscription = cancellation.onCancellationRequested(() => abort.abort());
    try {
      return await work(abort.signal, (message) => progress.report({ message }));
    } finally {
      subscription.dispose();
    }
  });
}
