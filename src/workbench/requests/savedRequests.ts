import * as vscode from 'vscode';

/** Requests that belong to no workspace: request files in the storage of this extension. */
export class SavedRequests {
  readonly folder: vscode.Uri;

  constructor(storage: vscode.Uri) {
    this.folder = vscode.Uri.joinPath(storage, 'saved');
  }
}
