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
    'rcreq.secret.set': (input) => setSecret(deps.secrets, nameOf(input)),
    'rcreq.secret.forget': (input) => forgetSecret(deps.secrets, nameOf(input)),
  });
}

/** Asks for the value of a secret and keeps it; undefined when the person does not give one. */
export async function askSecret(secrets: NamedSecrets, name: string): Promise<string | undefined> {
  const value = await vscode.window.showInputBox({
    title: `Secret ${name}`,
    prompt: `The value of {{$secret ${name}}}. It is kept in the secret storage of this machine.`,
    password: true,
    ignoreFocusOut: true,
  });
  if (value === undefined || value === '') return undefined;
  await secrets.write(name, value);
  return value;
}

/** A name given as the argument is chosen without asking; the empty one chooses none. */
async function select({ environments, place }: EnvironmentDeps, input: unknown): Promise<Refusal | undefined> {
  const uri = place();
  if (uri === undefined) return noFolder;
  const { names } = await environments.of(uri);
  if (names.length === 0 && input === undefined) {
    return {
      message: 'There are no environments here yet. They live in http-client.env.json beside the requests.',
      button: { title: 'Create It', command: 'rcreq.environments.edit' },
    };
  }
  if (typeof input === 'string') {
    await environments.choose(uri, input === '' ? undefined : input);
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

const noFolder: Refusal = {
  message: 'Environments belong to a folder. Open the folder that holds your requests.',
  button: { title: 'Open Folder', command: 'workbench.action.files.openFolder' },
};

async function setSecret(secrets: NamedSecrets, named: string | undefined): Promise<undefined> {
  const name = named ?? (await askSecretName());
  if (name !== undefined) await askSecret(secrets, name);
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
  if (name !== undefined) await secrets.forget(name);
  return undefined;
}
