import * as vscode from 'vscode';
import type { Refusal } from '../guarded';
import { exists } from './moveFiles';
import { shortPath } from './openedFile';
import type { ViewDeps } from './viewDeps';

/** Why a name cannot be that of a file or folder; undefined when it can. */
export function wrongName(name: string): string | undefined {
  if (name.trim() === '') return 'A name has at least one character.';
  return /[\\/:*?"<>|\0]/.test(name) || /^\.{1,2}$/.test(name) ? 'A name has none of \\ / : * ? " < > |.' : undefined;
}

/** Asks for a folder of the view. */
export async function pickFolder({ files, saved }: ViewDeps, title: string): Promise<vscode.Uri | undefined> {
  const roots = (vscode.workspace.workspaceFolders ?? []).map(({ uri }) => uri);
  const all = new Map([...roots, saved.folder, ...files.madeFolders()].map((uri) => [uri.toString(), uri]));
  for (const uri of await files.all()) {
    for (
      let folder = vscode.Uri.joinPath(uri, '..');
      !all.has(folder.toString());
      folder = vscode.Uri.joinPath(folder, '..')
    ) {
      if (folder.path === '/') break;
      all.set(folder.toString(), folder);
    }
  }
  const items = [...all.values()].map((uri) => ({
    label: uri.toString() === saved.folder.toString() ? 'Saved' : shortPath(uri),
    description: uri.toString() === saved.folder.toString() ? 'outside any workspace' : '',
    iconPath: vscode.ThemeIcon.Folder,
    uri,
  }));
  items.sort((one, other) => one.label.localeCompare(other.label));
  return (await vscode.window.showQuickPick(items, { title }))?.uri;
}

/** Asks for a request file, or makes a new one. */
export async function pickFile(deps: ViewDeps, title: string): Promise<vscode.Uri | Refusal | undefined> {
  const { files, saved } = deps;
  const all = await files.all();
  const isSaved = (uri: vscode.Uri): boolean => uri.path.startsWith(`${saved.folder.path}/`);
  const items = all.map((uri) => ({
    label: shortPath(uri),
    description: isSaved(uri) ? 'saved, outside any workspace' : '',
    iconPath: vscode.ThemeIcon.File,
    uri,
  }));
  items.sort((one, other) => one.label.localeCompare(other.label));
  const fresh = { label: 'New File…', description: '', iconPath: new vscode.ThemeIcon('new-file'), uri: undefined };
  const chosen = await vscode.window.showQuickPick([fresh, ...items], { title, matchOnDescription: true });
  if (chosen === undefined || chosen.uri !== undefined) return chosen?.uri;
  const folder = await pickFolder(deps, 'Folder of the new file');
  return folder === undefined ? undefined : makeFile(folder, deps, '');
}

/** Asks for a name and makes a file with this text. Undefined when the person gives none. */
export async function makeFile(
  folder: vscode.Uri,
  { files }: ViewDeps,
  text: string,
): Promise<vscode.Uri | Refusal | undefined> {
  const name = await askName('New Request File', folder, (typed) => (/\.\w+$/.test(typed) ? typed : `${typed}.rcreq`));
  if (name === undefined) return undefined;
  const uri = vscode.Uri.joinPath(folder, name);
  try {
    await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(text));
  } catch {
    return { message: `${shortPath(uri)} could not be made. Its folder may be read-only.` };
  }
  files.refresh();
  return uri;
}

/** Asks for a name that is free in a folder; `complete` adds what may be left out. */
export async function askName(
  title: string,
  folder: vscode.Uri,
  complete: (typed: string) => string,
): Promise<string | undefined> {
  const typed = await vscode.window.showInputBox({
    title,
    prompt: `A name in ${shortPath(folder)}.`,
    validateInput: async (value) => {
      const wrong = value === '' ? undefined : wrongName(value);
      const isTaken =
        wrong === undefined && value !== '' && (await exists(vscode.Uri.joinPath(folder, complete(value))));
      return isTaken ? `${complete(value)} is already there.` : wrong;
    },
  });
  return typed === undefined || typed.trim() === '' ? undefined : complete(typed.trim());
}
