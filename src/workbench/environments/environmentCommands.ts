import * as vscode from 'vscode';
import type { WorkbenchEnvironments } from './environments';
import { registerCommands, type Refusal } from '../guarded';
import { nameOf } from '../nameOf';
import { loadServices } from '../loaded';
import type { NamedSecrets } from './secrets';
import { environmentFiles, topFolder } from '../workspaceFiles';

/** What the environment commands need. `place` is the file whose environment is meant. */
export interface EnvironmentDeps {
  readonly log: vscode.LogOutputChannel;
  readonly environments: WorkbenchEnvironments;
  readonly secrets: NamedSecrets;
  readonly place: () => vscode.Uri | undefined;
}

/** Choosing an environment, opening its file, and keeping the secrets of requests. */
export function registerEnvironmentCommands(deps: EnvironmentDeps): vscode.Disposable {
  return registerCommands(deps.log, {
    'rcreq.selectEnvironment': (input) => select(deps, input),
    'rcreq.environments.edit': () => edit(deps),
    'rcreq.secret.set': (input) => withStorage(() => setSecret(deps.secrets, nameOf(input))),
    'rcreq.secret.forget': (input) => withStorage(() => forgetSecret(deps.secrets, nameOf(input))),
  });
}

/** The value of a secret, which is asked for when none is kept, or the storage does not answer; then it is used this once, and not kept. */
export async function secretValue(secrets: NamedSecrets, name: string): Promise<string | undefined> {
  let kept: string | undefined;
  try {
    kept = await secrets.read(name);
  } catch {
    return showSecretInput(name, `${lockedStorage} The value is used this once, and not kept.`);
  }
  if (kept !== undefined) return kept;
  const value = await showSecretInput(name, keptHint(name));
  try {
    if (value !== undefined) await secrets.write(name, value);
  } catch {
    vscode.window.setStatusBarMessage(`$(warning) The secret ${name} is used this once: it could not be kept.`, 8000);
  }
  return value;
}

/** What cannot be read or written is said; nothing is lost. */
async function withStorage(work: () => Promise<Refusal | undefined>): Promise<Refusal | undefined> {
  try {
    return await work();
  } catch {
    return { message: `${lockedStorage} Nothing was changed. Unlock its keyring and try again.` };
  }
}

const lockedStorage = 'The secret storage of this machine cannot be used.';

function keptHint(name: string): string {
  return `The value of {{$secret ${name}}}. It is kept in the secret storage of this machine.`;
}

function replacingHint(name: string): string {
  return `Another value of {{$secret ${name}}}. It takes the place of the one that is kept; leave it empty to keep that one.`;
}

/** Undefined when the person gives none. */
async function showSecretInput(name: string, prompt: string): Promise<string | undefined> {
  const options = { title: `Secret ${name}`, prompt, password: true, ignoreFocusOut: true };
  const value = await vscode.window.showInputBox(options);
  return value === '' ? undefined : value;
}

/** A name given as the argument is chosen without asking; the empty one chooses none. */
async function select({ environments, place }: EnvironmentDeps, input: unknown): Promise<Refusal | undefined> {
  const node = isEnvironmentNode(input) ? input : undefined;
  const uri = node?.place ?? place();
  if (uri === undefined) return noFolder;
  const { names } = await environments.of(uri);
  if (names.length === 0 && input === undefined) {
    return {
      message: 'There are no environments here yet. They live in http-client.env.json beside the requests.',
      button: { title: 'Create It', command: 'rcreq.environments.edit' },
    };
  }
  const named = node === undefined ? input : node.name;
  if (typeof named === 'string') {
    await environments.choose(uri, named === '' ? undefined : named);
    return undefined;
  }
  const present = await environments.chosen(uri);
  const items = [undefined, ...names].map((name) => ({
    label: name ?? 'No environment',
    description: name === present ? 'chosen' : '',
    name,
  }));
  const chosen = await vscode.window.showQuickPick(items, { title: 'Environment for the requests in this folder' });
  if (chosen !== undefined) await environments.choose(uri, chosen.name);
  return undefined;
}

/** An environment of the view, or a folder there, for which one is asked. */
function isEnvironmentNode(value: unknown): value is { readonly place: vscode.Uri; readonly name?: string } {
  return typeof value === 'object' && value !== null && 'place' in value && value.place instanceof vscode.Uri;
}

/** Opens the nearest environment file; a first one is begun at the top of the folder. */
async function edit({ environments, place }: EnvironmentDeps): Promise<Refusal | undefined> {
  const uri = place();
  const folder = uri && topFolder(uri);
  if (uri === undefined || folder === undefined) return noFolder;
  const nearest = await nearestEnvironmentFile(uri);
  const file = nearest ?? vscode.Uri.joinPath(folder, 'http-client.env.json');
  if (nearest === undefined) await vscode.workspace.fs.writeFile(file, new TextEncoder().encode(firstEnvironments));
  await vscode.window.showTextDocument(file);
  environments.refresh();
  return undefined;
}

async function nearestEnvironmentFile(uri: vscode.Uri): Promise<vscode.Uri | undefined> {
  const { foldersUpward } = await loadServices();
  for await (const [found] of foldersUpward(environmentFiles, uri.toString(), ['http-client.env.json'])) {
    if (found !== undefined) return vscode.Uri.parse(found.path);
  }
  return undefined;
}

const firstEnvironments = `{
  "$shared": {
    "version": "v1.0"
  },
  "dev": {
    "host": "http://127.0.0.1:8377"
  },
  "prod": {
    "host": "https://platform.ringcentral.com"
  }
}
`;

/** Said where no folder is open. */
export const noFolder: Refusal = {
  message: 'Environments belong to a folder. Open the folder that holds your requests.',
  button: { title: 'Open Folder', command: 'workbench.action.files.openFolder' },
};

async function setSecret(secrets: NamedSecrets, named: string | undefined): Promise<undefined> {
  const name = named ?? (await askSecretName());
  if (name === undefined) return undefined;
  const isKept = (await secrets.read(name)) !== undefined;
  const value = await showSecretInput(name, isKept ? replacingHint(name) : keptHint(name));
  if (value !== undefined) await secrets.write(name, value);
  return undefined;
}

async function askSecretName(): Promise<string | undefined> {
  return vscode.window.showInputBox({
    title: 'Set Secret',
    prompt: 'A name for the secret. A request uses it as {{$secret NAME}}.',
    validateInput: (name) => (/^[\w.-]+$/.test(name) ? undefined : 'A name has letters, digits, _, - and dots.'),
  });
}

async function forgetSecret(secrets: NamedSecrets, named: string | undefined): Promise<Refusal | undefined> {
  const names = await secrets.names();
  if (names.length === 0) return { message: 'No secret is kept here.' };
  const name = named ?? (await vscode.window.showQuickPick([...names], { title: 'Forget which secret?' }));
  if (name === undefined) return undefined;
  const value = await secrets.read(name);
  await secrets.forget(name);
  if (value !== undefined) void offerUndo(secrets, name, value);
  return undefined;
}

/** A value that nobody has written down elsewhere comes back while the message is there. */
async function offerUndo(secrets: NamedSecrets, name: string, value: string): Promise<void> {
  const chosen = await vscode.window.showInformationMessage(`The secret "${name}" is forgotten.`, 'Undo');
  if (chosen !== 'Undo') return;
  const refusal = await withStorage(async () => {
    await secrets.write(name, value);
    return undefined;
  });
  if (refusal !== undefined) await vscode.window.showInformationMessage(refusal.message);
}
