/** The extension under test and the files of the workspace, as the tests reach them. */
import * as vscode from 'vscode';
import type { RcreqApi } from '../../../src/workbench/api';

/** Activates the extension if nobody has. */
export async function activated(): Promise<RcreqApi> {
  return extension().activate();
}

/** The manifest that VS Code has read, of the source folder or of the installed package. */
export function manifest(): Manifest {
  return extension().packageJSON as Manifest;
}

export interface Manifest {
  readonly contributes: {
    readonly commands: readonly { readonly command: string }[];
    readonly views: Readonly<Record<string, readonly { readonly id: string }[]>>;
  };
}

/** Opens a file of the workspace, by its path in there, in an editor that has the focus. */
export async function openFile(path: string): Promise<vscode.TextEditor> {
  const [folder] = vscode.workspace.workspaceFolders ?? [];
  if (folder === undefined) throw new Error('No folder is open.');
  return vscode.window.showTextDocument(vscode.Uri.joinPath(folder.uri, path));
}

function extension(): vscode.Extension<RcreqApi> {
  const found = vscode.extensions.getExtension<RcreqApi>('rcreq.rcreq');
  if (found === undefined) throw new Error('The extension rcreq.rcreq is not there.');
  return found;
}
