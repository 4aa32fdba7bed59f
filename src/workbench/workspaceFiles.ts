import { realpath } from 'node:fs/promises';
import { basename, dirname, join, sep } from 'node:path';
import * as vscode from 'vscode';
import type { Content } from '../http/message';
import type { ContentReader } from '../http/ports';
import type { FileRead, Files, FileSaved } from '../run/ports';

/**
 * The files that requests name, read and written through the editor, so that remote and virtual workspaces work too.
 * A file is named by its URI. In an untrusted workspace only files inside its folders are opened.
 */
export function workspaceFiles(contents: ContentReader): Files {
  return {
    read,
    save: async (path, from, content, overwrites) => {
      const uri = resolvePath(path, from);
      if (uri === undefined) return { kind: 'refused', message: nowhere(path) };
      if (!(await isReachable(uri))) return { kind: 'refused', message: outside(path) };
      return saveFile(overwrites ? uri : await freeName(uri), contents, content);
    },
  };
}

/** The same for environment files: nothing above the workspace folder is opened, or above the file's own folder when it is in none. */
export const environmentFiles: Files = {
  read: async (path, from) => {
    const uri = resolvePath(path, from);
    const top = from === undefined ? undefined : topFolder(vscode.Uri.parse(from));
    const isBelow = uri !== undefined && top !== undefined && uri.path.startsWith(`${top.path.replace(/\/$/, '')}/`);
    return isBelow
      ? read(path, from)
      : { kind: 'refused', path, message: 'Environment files are read no further up than the workspace folder.' };
  },
};

/** The folder of a file; for a text that was never saved, the first workspace folder. */
export function folderOf(uri: vscode.Uri): vscode.Uri | undefined {
  return uri.scheme === 'untitled' ? firstFolder() : vscode.Uri.joinPath(uri, '..');
}

/** The workspace folder of a file, else the file's own folder. */
export function topFolder(uri: vscode.Uri): vscode.Uri | undefined {
  return vscode.workspace.getWorkspaceFolder(uri)?.uri ?? folderOf(uri);
}

function firstFolder(): vscode.Uri | undefined {
  return vscode.workspace.workspaceFolders?.[0]?.uri;
}

async function read(path: string, from: string | undefined): Promise<FileRead> {
  const uri = resolvePath(path, from);
  if (uri === undefined) return { kind: 'missing', path, message: nowhere(path) };
  if (!(await isReachable(uri))) return { kind: 'refused', path: uri.toString(), message: outside(path) };
  return readFile(uri, path);
}

async function readFile(uri: vscode.Uri, path: string): Promise<FileRead> {
  try {
    return { kind: 'octets', octets: await vscode.workspace.fs.readFile(uri), path: uri.toString() };
  } catch {
    return {
      kind: 'missing',
      path: uri.toString(),
      message: `The file ${path} cannot be read. Looked for it at ${shown(uri)}.`,
    };
  }
}

async function saveFile(uri: vscode.Uri, contents: ContentReader, content: Content): Promise<FileSaved> {
  try {
    await vscode.workspace.fs.writeFile(uri, await contents.read(content, 0, content.size));
    return { kind: 'saved', path: uri.toString() };
  } catch {
    return { kind: 'refused', message: `The answer cannot be written to ${shown(uri)}.` };
  }
}

/** `a.json`, else the first of `a-1.json`, `a-2.json`, … that is not there. */
export async function freeName(uri: vscode.Uri): Promise<vscode.Uri> {
  const dot = uri.path.lastIndexOf('.') > uri.path.lastIndexOf('/') ? uri.path.lastIndexOf('.') : uri.path.length;
  for (let count = 0; ; count++) {
    const suffix = count === 0 ? '' : `-${count}`;
    const candidate = uri.with({ path: `${uri.path.slice(0, dot)}${suffix}${uri.path.slice(dot)}` });
    if (!(await exists(candidate))) return candidate;
  }
}

async function exists(uri: vscode.Uri): Promise<boolean> {
  try {
    await vscode.workspace.fs.stat(uri);
    return true;
  } catch {
    return false;
  }
}

/** Where a path leads: from the folder of the file that names it, or from the first workspace folder for a text without file. */
export function resolvePath(path: string, from: string | undefined): vscode.Uri | undefined {
  if (/^[a-z][a-z0-9+.-]+:\/\//i.test(path)) return vscode.Uri.parse(path);
  const folder = from === undefined ? firstFolder() : folderOf(vscode.Uri.parse(from));
  if (isAbsolute(path)) return folder?.with({ path: vscode.Uri.file(path).path }) ?? vscode.Uri.file(path);
  return folder === undefined ? undefined : vscode.Uri.joinPath(folder, path.replaceAll('\\', '/'));
}

function isAbsolute(path: string): boolean {
  return path.startsWith('/') || /^[a-z]:[\\/]/i.test(path);
}

/** Whether a file may be opened for a request file: in an untrusted workspace, only one inside its folders. A link inside the folder that leads out of it counts as outside. */
export async function isReachable(uri: vscode.Uri): Promise<boolean> {
  if (vscode.workspace.isTrusted) return true;
  const folder = vscode.workspace.getWorkspaceFolder(uri);
  if (folder === undefined) return false;
  if (uri.scheme !== 'file') return true;
  const [inner, outer] = await Promise.all([realPath(uri.fsPath), realPath(folder.uri.fsPath)]);
  return inner === outer || inner.startsWith(outer.endsWith(sep) ? outer : outer + sep);
}

/** The path without links; a file that is not there yet is judged by its folder. */
async function realPath(path: string): Promise<string> {
  try {
    return await realpath(path);
  } catch {
    const folder = dirname(path);
    return folder === path ? path : join(await realPath(folder), basename(path));
  }
}

function shown(uri: vscode.Uri): string {
  return uri.scheme === 'file' ? uri.fsPath : uri.toString(true);
}

function nowhere(path: string): string {
  return `The file ${path} cannot be found, because this request is in no folder. Save it first.`;
}

/** Why a file is left closed. */
export function outside(path: string): string {
  return `The file ${path} is outside the folder, and the folder is not trusted. Trust the folder, or move the file into it.`;
}
