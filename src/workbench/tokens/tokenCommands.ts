import * as vscode from 'vscode';
import type { TokenProfile } from '../../auth/tokenProfile';
import { registerCommands, type Action, type Refusal } from '../guarded';
import { loadTokenDesk } from '../loaded';
import { nameOf } from '../nameOf';
import type { DefaultTokens } from './defaultTokens';
import type { TokenDesk } from './desk/tokenDesk';
import { hostsOf } from './desk/tokenRows';

/** What the token commands need. `place` is the file whose environment is meant. */
export interface TokenDeps extends TokenDesk {
  readonly log: vscode.LogOutputChannel;
  readonly defaults: DefaultTokens;
  readonly place: () => vscode.Uri | undefined;
}

/** Adding, fetching, copying and forgetting tokens. What asks and fetches is loaded by the first command that needs it. */
export function registerTokenCommands(deps: TokenDeps): vscode.Disposable {
  const { log, tokens } = deps;
  const on = (title: string, act: (profile: TokenProfile) => Promise<Refusal | undefined>, may?: Filter): Action => {
    return async (input) => {
      const profile = await pick(deps, input, title, may).catch(() => 'locked' as const);
      if (profile === 'locked') return locked;
      if (profile === undefined) return undefined;
      return profile === 'none' ? noProfile : act(profile);
    };
  };
  return registerCommands(log, {
    'rcreq.token.add': () => add(deps),
    'rcreq.token.get': async (input) => {
      if (input === undefined && (await tokens.names()).length === 0) return add(deps);
      return on('Get which token?', async (profile) => (await loadTokenDesk()).getToken(deps, profile))(input);
    },
    'rcreq.token.edit': on('Edit which token?', async (profile) => (await loadTokenDesk()).editToken(deps, profile)),
    'rcreq.token.renew': on(
      'Renew which token?',
      async (profile) => (await loadTokenDesk()).renewToken(deps, profile),
      ({ grant }) => grant !== 'pasted',
    ),
    'rcreq.token.revoke': on(
      'Revoke which token?',
      async (profile) => (await loadTokenDesk()).revokeToken(deps, profile),
      ({ revocationUrl, tokens: held }) => revocationUrl !== undefined && held !== undefined,
    ),
    'rcreq.token.copy': on('Copy which token?', (profile) => copy(deps, profile)),
    'rcreq.token.forget': on('Forget which token?', (profile) => forget(deps, profile)),
    'rcreq.token.useForEnvironment': (input) => useForEnvironment(deps, input),
  });
}

type Filter = (profile: TokenProfile) => boolean;

const noProfile: Refusal = {
  message: 'There is no such token here.',
  button: { title: 'Add Token', command: 'rcreq.token.add' },
};

/** The secret storage gives nothing. */
const locked: Refusal = {
  message: 'The secret storage of this machine cannot be read. Unlock its keyring, then try again.',
};

async function add(deps: TokenDeps): Promise<Refusal | undefined> {
  return (await loadTokenDesk()).addToken(deps);
}

async function copy({ tokens }: TokenDeps, { name }: TokenProfile): Promise<Refusal | undefined> {
  const detail = 'Whoever has it can act on your behalf until it ends.';
  const question = `Copy the token "${name}" to the clipboard?`;
  const chosen = await vscode.window.showWarningMessage(question, { modal: true, detail }, 'Copy');
  if (chosen !== 'Copy') return undefined;
  const result = await (await tokens.source(name))?.current(new AbortController().signal);
  if (result?.kind !== 'token') return { message: result?.message ?? noProfile.message };
  await vscode.env.clipboard.writeText(result.accessToken);
  return undefined;
}

async function forget({ tokens }: TokenDeps, { name }: TokenProfile): Promise<Refusal | undefined> {
  const detail = 'Its credentials and tokens are removed from this machine. The server is not told; Revoke does that.';
  const question = `Forget the token "${name}"?`;
  const chosen = await vscode.window.showWarningMessage(question, { modal: true, detail }, 'Forget');
  if (chosen === 'Forget') await tokens.forget(name);
  return undefined;
}

/** A profile given as the argument is chosen without asking, or given up when it is the chosen one already. */
async function useForEnvironment({ tokens, defaults, place }: TokenDeps, input: unknown): Promise<Refusal | undefined> {
  const uri = place();
  if (uri === undefined) return { message: 'Open the folder or the file whose requests are to carry the token.' };
  const present = await defaults.of(uri);
  const given = nameOf(input);
  if (given !== undefined) {
    await defaults.choose(uri, given === present ? undefined : given);
    return undefined;
  }
  const names = await tokens.names();
  if (names.length === 0) return noProfile;
  const items = [undefined, ...names].map((name) => ({
    label: name ?? 'No token',
    description: name === present ? 'chosen' : '',
    name,
  }));
  const title = 'Token of requests without # @auth in this environment';
  const chosen = await vscode.window.showQuickPick(items, { title });
  if (chosen !== undefined) await defaults.choose(uri, chosen.name);
  return undefined;
}

/** The profile that an item or a name gives, else one that the person picks; `none`: there is nothing to pick. */
async function pick(
  { tokens }: TokenDeps,
  input: unknown,
  title: string,
  may: Filter = () => true,
): Promise<TokenProfile | 'none' | undefined> {
  const name = nameOf(input);
  if (name !== undefined) return (await tokens.read(name)) ?? 'none';
  const profiles = (await tokens.list()).filter(may);
  if (profiles.length === 0) return 'none';
  const items = profiles.map((profile) => ({ label: profile.name, description: hostsOf(profile).join(', '), profile }));
  return (await vscode.window.showQuickPick(items, { title }))?.profile;
}
