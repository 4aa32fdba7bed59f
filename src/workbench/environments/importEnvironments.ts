import * as vscode from 'vscode';
import {
  foreignEnvironments,
  isHttpYacEnvironmentFile,
  isHttpYacProgram,
  programIsNotRun,
  withMissingValues,
  type EnvironmentValues,
} from '../../run/values/foreignEnvironments';
import type { Refusal } from '../guarded';
import { foreignEnvironmentSettings } from '../settings';
import { topFolder } from '../workspaceFiles';
import { privateFile, publicFile, rewrite } from './environmentFile';
import type { WorkbenchEnvironments } from './environments';

/** Adds the environments of REST Client and httpYac to the environment files of a folder. What is there already stays as it is. */
export async function importEnvironments(
  place: vscode.Uri,
  environments: WorkbenchEnvironments,
): Promise<Refusal | undefined> {
  const folder = topFolder(place);
  const names = folder === undefined ? [] : await namesOf(folder);
  const [program] = names.filter(({ name }) => isHttpYacProgram(name));
  const unread = program && { message: programIsNotRun(program.name) };
  const found = folder && foreignEnvironments(await filesOf(folder, names));
  if (folder === undefined || found === undefined) {
    return (
      unread ?? {
        message:
          'Neither the settings nor the top of this folder hold environments of REST Client or httpYac (.httpyac.json, .env files).',
      }
    );
  }
  const counts: number[] = [];
  for (const [name, values] of [
    [publicFile, found.open],
    [privateFile, found.secret],
  ] as const) {
    const added = await add(vscode.Uri.joinPath(folder, name), values);
    if (typeof added !== 'number') return added;
    counts.push(added);
  }
  environments.refresh();
  await vscode.window.showTextDocument(vscode.Uri.joinPath(folder, publicFile));
  const [open = 0, secret = 0] = counts;
  vscode.window.setStatusBarMessage(`$(check) Imported ${open} values and ${secret} secrets`, 6000);
  return unread;
}

/** How many values were added to a file. */
async function add(uri: vscode.Uri, values: EnvironmentValues): Promise<number | Refusal> {
  if (Object.keys(values).length === 0) return 0;
  const counts: (number | undefined)[] = [];
  const refusal = await rewrite(uri, (text) => {
    const more = withMissingValues(text, values);
    counts.push(more?.added);
    return more?.text ?? text;
  });
  const name = vscode.workspace.asRelativePath(uri);
  return refusal ?? counts[0] ?? { message: `${name} is no JSON. Correct it, and import again.` };
}

interface ReadFile {
  readonly path: string;
  readonly text: string;
}

interface NamedFile {
  readonly name: string;
  readonly uri: vscode.Uri;
}

/** The files where httpYac looks for environments. */
async function namesOf(folder: vscode.Uri): Promise<readonly NamedFile[]> {
  return [...(await namesIn(folder)), ...(await namesIn(vscode.Uri.joinPath(folder, 'env')))];
}

/** The settings first: what a file of the project says wins. */
async function filesOf(folder: vscode.Uri, names: readonly NamedFile[]): Promise<readonly ReadFile[]> {
  const wanted = names.filter(({ name }) => name === 'package.json' || isHttpYacEnvironmentFile(name));
  const read = await Promise.all(wanted.map(({ uri }) => readFile(uri)));
  return [{ path: 'settings.json', text: foreignEnvironmentSettings(folder) }, ...read.flat()];
}

async function namesIn(folder: vscode.Uri): Promise<readonly NamedFile[]> {
  try {
    const entries = await vscode.workspace.fs.readDirectory(folder);
    return entries
      .filter(([, type]) => (type & vscode.FileType.File) !== 0)
      .map(([name]) => ({ name, uri: vscode.Uri.joinPath(folder, name) }))
      .sort((one, other) => (one.name < other.name ? -1 : 1));
  } catch {
    return [];
  }
}

async function readFile(uri: vscode.Uri): Promise<readonly ReadFile[]> {
  try {
    return [{ path: uri.path, text: new TextDecoder().decode(await vscode.workspace.fs.readFile(uri)) }];
  } catch {
    return [];
  }
}
