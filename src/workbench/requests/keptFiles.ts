import * as vscode from 'vscode';

/** A file as it was before it was deleted. */
export interface KeptFile {
  readonly uri: vscode.Uri;
  readonly octets: Uint8Array;
}

/** Octets that are kept at most. */
const limit = 32 * 1_048_576;

/** The files of a folder and of those below it, or the file itself. Links to folders are not followed. Empty when it cannot be read. */
export async function filesBelow(uri: vscode.Uri): Promise<readonly vscode.Uri[]> {
  try {
    const { type } = await vscode.workspace.fs.stat(uri);
    if (type !== vscode.FileType.Directory) return [uri];
    const inside = await vscode.workspace.fs.readDirectory(uri);
    const below = inside.map(async ([name, kind]) => {
      const child = vscode.Uri.joinPath(uri, name);
      return kind === vscode.FileType.Directory ? filesBelow(child) : [child];
    });
    return (await Promise.all(below)).flat();
  } catch {
    return [];
  }
}

/** All contents; undefined when they are too large together, or one of them cannot be read. */
export async function readAll(uris: readonly vscode.Uri[]): Promise<readonly KeptFile[] | undefined> {
  const files: KeptFile[] = [];
  let size = 0;
  try {
    for (const uri of uris) {
      size += (await vscode.workspace.fs.stat(uri)).size;
      if (size > limit) return undefined;
      files.push({ uri, octets: await vscode.workspace.fs.readFile(uri) });
    }
  } catch {
    return undefined;
  }
  return files;
}
