import { homedir } from 'node:os';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { fromRestClientHistory, type FromHistory } from '../../language/convert/fromHistory';
import type { NamedSecrets } from '../environments/secrets';
import type { Refusal } from '../guarded';
import { exists } from './moveFiles';
import { freeName } from '../workspaceFiles';
import type { ViewDeps } from './viewDeps';

/** Writes the history of REST Client as saved requests and keeps its secrets in the secret storage. The file is where REST Client has it, else one that is chosen. */
export async function importHistory({ saved, secrets }: ViewDeps, given: unknown): Promise<Refusal | undefined> {
  const from = given instanceof vscode.Uri ? given : ((await historyFile()) ?? (await chooseFile()));
  if (from === undefined) return undefined;
  const history = await read(from);
  if (history === undefined) {
    return { message: `${from.fsPath} is no history of REST Client. That one is history.json in ~/.rest-client.` };
  }
  if (history.text === '') return { message: 'The history of REST Client holds no request that can be written here.' };
  const text = await withKeptSecrets(history, secrets);
  if (typeof text !== 'string') return text;
  const uri = await freeName(vscode.Uri.joinPath(saved.folder, 'REST Client history.rcreq'));
  await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(text));
  await vscode.window.showTextDocument(uri);
  return leftOut(history.leftOut);
}

async function historyFile(): Promise<vscode.Uri | undefined> {
  const cache = process.env['XDG_CACHE_HOME'];
  const folders = [join(homedir(), '.rest-client'), ...(cache === undefined ? [] : [join(cache, 'rest-client')])];
  for (const folder of folders) {
    const uri = vscode.Uri.file(join(folder, 'history.json'));
    if (await exists(uri)) return uri;
  }
  return undefined;
}

async function chooseFile(): Promise<vscode.Uri | undefined> {
  const title = 'history.json of REST Client';
  const chosen = await vscode.window.showOpenDialog({ title, filters: { JSON: ['json'] }, openLabel: 'Import' });
  return chosen?.[0];
}

async function read(uri: vscode.Uri): Promise<FromHistory | undefined> {
  try {
    return fromRestClientHistory(new TextDecoder().decode(await vscode.workspace.fs.readFile(uri)));
  } catch {
    return undefined;
  }
}

/** The text, its secrets kept, each under a name that has no other value here. */
async function withKeptSecrets(
  { text, secrets: found }: FromHistory,
  secrets: NamedSecrets,
): Promise<string | Refusal> {
  const names = new Map<string, string>();
  try {
    for (const { name, value } of found) {
      const kept = await nameFor(name, value, { secrets, taken: [...names.values()] });
      await secrets.write(kept, value);
      names.set(name, kept);
    }
  } catch {
    return {
      message:
        'The secret storage of this machine would not keep the tokens of the history. Unlock its keyring, then try again.',
    };
  }
  return text.replaceAll(/\{\{\$secret (\w+)\}\}/g, (whole, name: string) => `{{$secret ${names.get(name) ?? name}}}`);
}

async function nameFor(
  wanted: string,
  value: string,
  { secrets, taken }: { readonly secrets: NamedSecrets; readonly taken: readonly string[] },
): Promise<string> {
  for (let count = 1; ; count += 1) {
    const name = count === 1 ? wanted : `${wanted}_${count}`;
    const present = await secrets.read(name);
    if (!taken.includes(name) && (present === undefined || present === value)) return name;
  }
}

function leftOut(requests: readonly string[]): Refusal | undefined {
  if (requests.length === 0) return undefined;
  const shown = requests.slice(0, 3).join(', ') + (requests.length > 3 ? ` and ${requests.length - 3} more` : '');
  return { message: `Left out, because they cannot be written as they were sent: ${shown}.` };
}
