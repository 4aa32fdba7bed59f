import * as vscode from 'vscode';
import type { TokenProfile } from '../../auth/tokenProfile';
import { registerCommands, type Refusal } from '../guarded';
import type { SandboxControl } from '../sandbox/sandboxControl';
import type { TokenProfiles } from './tokenProfiles';
import { nameOf } from '../nameOf';
import { askTokenProfile } from './tokenForm';

/** What the token commands need. */
export interface TokenDeps {
  readonly log: vscode.LogOutputChannel;
  readonly tokens: TokenProfiles;
  readonly sandbox: Pick<SandboxControl, 'login'>;
}

/** Adding, fetching, copying and forgetting tokens. */
export function registerTokenCommands(deps: TokenDeps): vscode.Disposable {
  const { log, tokens } = deps;
  return registerCommands(log, {
    'rcreq.token.add': () => add(deps),
    'rcreq.token.get': (input) => get(deps, input),
    'rcreq.token.copy': async (input) => copy(tokens, await pick(tokens, input, 'Copy which token?')),
    'rcreq.token.forget': async (input) => forget(tokens, await pick(tokens, input, 'Forget which token?')),
  });
}

const noProfile: Refusal = {
  message: 'There is no such token here.',
  button: { title: 'Add Token', command: 'rcreq.token.add' },
};

/** A profile that is fetched is fetched at once, so that a wrong credential shows here and not in a request. */
async function add({ tokens, sandbox }: TokenDeps): Promise<Refusal | undefined> {
  const profile = await askTokenProfile(sandbox);
  if (profile === undefined) return undefined;
  if ((await tokens.read(profile.name)) !== undefined && !(await mayReplace(profile.name))) return undefined;
  await tokens.store(profile);
  return profile.grant === 'pasted' ? undefined : fetchToken(tokens, profile);
}

async function mayReplace(name: string): Promise<boolean> {
  const detail = 'What is kept under this name is forgotten.';
  const chosen = await vscode.window.showWarningMessage(
    `Replace the token "${name}"?`,
    { modal: true, detail },
    'Replace',
  );
  return chosen === 'Replace';
}

/** Fetches a new token, also when the present one still holds. Without any profile, one is added. */
async function get(deps: TokenDeps, input: unknown): Promise<Refusal | undefined> {
  const fetched = (await deps.tokens.list()).filter(({ grant }) => grant !== 'pasted');
  if (fetched.length === 0 && input === undefined) return add(deps);
  const profile = await pick(deps.tokens, input, 'Get which token?', fetched);
  if (profile === 'none') return noProfile;
  return profile && fetchToken(deps.tokens, profile);
}

async function fetchToken(
  tokens: TokenProfiles,
  { name, tokens: present }: TokenProfile,
): Promise<Refusal | undefined> {
  const source = await tokens.source(name);
  if (source === undefined) return noProfile;
  const location = vscode.ProgressLocation.Notification;
  const title = `Getting the token "${name}"`;
  return vscode.window.withProgress({ location, title, cancellable: true }, async (_progress, cancellation) => {
    const abort = new AbortController();
    const subscription = cancellation.onCancellationRequested(() => abort.abort());
    const result = present?.accessToken
      ? await source.renew(present.accessToken, abort.signal)
      : await source.current(abort.signal);
    subscription.dispose();
    if (result.kind === 'token') vscode.window.setStatusBarMessage(`$(key) The token "${name}" is ready`, 6000);
    return result.kind === 'refused' && !abort.signal.aborted ? { message: result.message } : undefined;
  });
}

async function copy(tokens: TokenProfiles, profile: TokenProfile | 'none' | undefined): Promise<Refusal | undefined> {
  if (profile === undefined) return undefined;
  if (profile === 'none') return noProfile;
  const detail = 'Whoever has it can act on your behalf until it ends.';
  const question = `Copy the token "${profile.name}" to the clipboard?`;
  const chosen = await vscode.window.showWarningMessage(question, { modal: true, detail }, 'Copy');
  if (chosen !== 'Copy') return undefined;
  const result = await (await tokens.source(profile.name))?.current(new AbortController().signal);
  if (result?.kind !== 'token') return { message: result?.message ?? noProfile.message };
  await vscode.env.clipboard.writeText(result.accessToken);
  return undefined;
}

async function forget(tokens: TokenProfiles, profile: TokenProfile | 'none' | undefined): Promise<Refusal | undefined> {
  if (profile === undefined) return undefined;
  if (profile === 'none') return noProfile;
  const detail = 'Its credentials and tokens are removed from this machine.';
  const question = `Forget the token "${profile.name}"?`;
  const chosen = await vscode.window.showWarningMessage(question, { modal: true, detail }, 'Forget');
  if (chosen === 'Forget') await tokens.forget(profile.name);
  return undefined;
}

/** The profile that an item or a name gives, else one that the person picks; `none`: there is nothing to pick. */
async function pick(
  tokens: TokenProfiles,
  input: unknown,
  title: string,
  choice?: readonly TokenProfile[],
): Promise<TokenProfile | 'none' | undefined> {
  const name = nameOf(input);
  if (name !== undefined) return (await tokens.read(name)) ?? 'none';
  const profiles = choice ?? (await tokens.list());
  if (profiles.length === 0) return 'none';
  const items = profiles.map((profile) => ({ label: profile.name, description: profile.hosts.join(', '), profile }));
  return (await vscode.window.showQuickPick(items, { title }))?.profile;
}
