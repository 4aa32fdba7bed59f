import * as vscode from 'vscode';
import { loadRequestActions } from './loadActions';
import type { RequestFiles } from './requestFiles';

/**
 * Keeps the paths in request files true when files move, here or in the Explorer: as part of the same change, so that one undo takes both back. Files that had
 * no unsaved changes are saved with it.
 */
export function followMoves(log: vscode.LogOutputChannel, files: RequestFiles): vscode.Disposable {
  let clean: readonly vscode.Uri[] = [];
  const caught = (defect: unknown): void => log.error(defect instanceof Error ? defect : String(defect));
  return vscode.Disposable.from(
    vscode.workspace.onWillRenameFiles((event) => {
      const edits = async (): Promise<vscode.WorkspaceEdit> => {
        const found = await (await loadRequestActions()).pathEdits(event.files, files);
        clean = found.clean;
        return found.edit;
      };
      // A move goes on without its paths rather than not at all.
      event.waitUntil(edits().catch(caught));
    }),
    vscode.workspace.onDidRenameFiles((event) => {
      const changed = clean;
      clean = [];
      if (changed.length > 0)
        void loadRequestActions()
          .then(({ saveMoved }) => saveMoved(changed, event.files))
          .catch(caught);
    }),
  );
}
