import * as vscode from 'vscode';
import type { Diagnostic, RequestDocument } from '../../language/document';
import { loadServices } from '../loaded';
import { importCircle } from '../../run/request/importCircle';
import { isReachable, outside, resolvePath } from '../workspaceFiles';

/** Paths that are looked for in one file; nobody names more, and each costs a question to the disk. */
const most = 200;

/**
 * Files that bodies and imports name and that are not there, that a folder without trust keeps closed, or that import this one in turn. A path
 * with a variable in it is known only when the request is sent.
 */
export async function namedFileDiagnostics(
  uri: vscode.Uri,
  document: RequestDocument,
  circles: ReadonlySet<string>,
): Promise<readonly Diagnostic[]> {
  const { documentLinks } = await loadServices();
  const links = documentLinks(document)
    .filter(({ kind, path }) => kind !== 'save' && !path.includes('{{'))
    .slice(0, most);
  const found = await Promise.all(
    links.map(async ({ span, path, kind }): Promise<readonly Diagnostic[]> => {
      if (kind === 'import' && circles.has(path)) return [importCircle(span, path)];
      const target = resolvePath(path, uri.toString());
      if (target === undefined) return [];
      if (!(await isReachable(target)))
        return [{ span, severity: 'error', code: 'file-refused', message: outside(path) }];
      if (await isFile(target)) return [];
      const message = `There is no file ${path} here. The path is relative to this file; correct it, or create the file.`;
      return [{ span, severity: 'error', code: 'missing-file', message }];
    }),
  );
  return found.flat();
}

async function isFile(uri: vscode.Uri): Promise<boolean> {
  try {
    return ((await vscode.workspace.fs.stat(uri)).type & vscode.FileType.File) !== 0;
  } catch {
    return false;
  }
}
