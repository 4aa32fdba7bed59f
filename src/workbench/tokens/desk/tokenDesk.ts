import * as vscode from 'vscode';
import { revokeTokens } from '../../../auth/revokeTokens';
import { parseTokenProfile, type TokenProfile } from '../../../auth/tokenProfile';
import type { Refusal } from '../../guarded';
import type { RequestFiles } from '../../requests/requestFiles';
import type { SandboxControl } from '../../sandbox/sandboxControl';
import type { SignInReturns } from '../signInReturns';
import type { TokenProfiles } from '../tokenProfiles';
import { draftOf, emptyDraft, endpointsAt, profileOf, type Draft } from './draft';
import { askDraft } from './form';
import type { FormSurroundings } from './questions';
import { signIn } from './signIn';
import { TokenSessions, type FireSessions } from './tokenSessions';
import { TokensTree, type TokenNode, type TokensTreeDeps } from './tokensTree';
import { TokenUsers, type ReadRequestFile } from './tokenUsers';
import { withCancel } from './withCancel';

/** The Tokens view's content. `fire` tells the view that a node, or all of it, has changed. */
export function createTokensTree(
  deps: TokensTreeDeps & { readonly files: RequestFiles; readonly read: ReadRequestFile },
  view: vscode.TreeView<TokenNode>,
  fire: (node: TokenNode | undefined) => void,
): TokensTree {
  return new TokensTree(deps, new TokenUsers(deps.files, deps.read), view, fire);
}

/** The sessions that VS Code's Accounts menu shows. */
export function createTokenSessions(tokens: TokenProfiles, fire: FireSessions): TokenSessions {
  return new TokenSessions(tokens, fire);
}

/** What handling tokens needs. */
export interface TokenDesk {
  readonly tokens: TokenProfiles;
  readonly sandbox: Pick<SandboxControl, 'login' | 'url'>;
  readonly returns: SignInReturns;
}

/** The ready-made profile, whose sandbox is started when it is chosen. */
const readyMade: Draft = { ...emptyDraft, grant: 'password', name: 'sandbox', server: 'sandbox' };

/** Asks for a new profile and fetches its token at once, so that a wrong credential shows here and not in a request. */
export async function addToken(desk: TokenDesk): Promise<Refusal | undefined> {
  const around = { ...(await surroundings(desk, undefined)), readyMade };
  const sandboxed = around.sandbox === undefined ? {} : { server: 'sandbox' as const };
  const draft = await askDraft('Add Token', { ...emptyDraft, ...sandboxed }, around);
  if (draft === undefined) return undefined;
  const profile = draft === readyMade ? await sandboxProfile(desk) : profileOf(draft, Date.now());
  return keepAndGet(desk, profile, undefined);
}

/** Asks for a profile again, everything filled in but secrets. */
export async function editToken(desk: TokenDesk, profile: TokenProfile): Promise<Refusal | undefined> {
  const around = await surroundings(desk, profile);
  const own = draftOf(profile);
  const isSandbox = around.sandbox !== undefined && own.tokenUrl === endpointsAt(around.sandbox.url).tokenUrl;
  const draft = await askDraft(`Edit Token ${profile.name}`, isSandbox ? { ...own, server: 'sandbox' } : own, around);
  if (draft === undefined) return undefined;
  return keepAndGet(desk, profileOf(draft, Date.now()), profile);
}

/** Gets a new token, also when the present one still holds: by the browser, or by the credentials that are kept. */
export async function getToken(desk: TokenDesk, profile: TokenProfile): Promise<Refusal | undefined> {
  if (profile.grant === 'pasted') return editToken(desk, profile);
  return profile.grant === 'authorization_code'
    ? signIn(profile, desk.tokens, desk.returns)
    : renewToken(desk, profile);
}

/** A newer token, by the refresh token where there is one. */
export async function renewToken({ tokens }: TokenDesk, { name, grant }: TokenProfile): Promise<Refusal | undefined> {
  const source = await tokens.source(name);
  if (source === undefined) return { message: `There is no token "${name}" any more.` };
  return withCancel(`Getting the token "${name}"`, async (signal) => {
    const present = (await tokens.read(name))?.tokens?.accessToken ?? '';
    const result = present === '' ? await source.current(signal) : await source.renew(present, signal);
    if (result.kind === 'token') vscode.window.setStatusBarMessage(`$(key) The token "${name}" is ready`, 6000);
    if (result.kind === 'token' || signal.aborted) return undefined;
    const title = grant === 'authorization_code' ? 'Sign In' : 'Edit Token';
    const command = grant === 'authorization_code' ? 'rcreq.token.get' : 'rcreq.token.edit';
    return { message: result.message, button: { title, command, arguments: [name] } };
  });
}

/** Gives the tokens back to the server; the profile stays. */
export async function revokeToken({ tokens }: TokenDesk, profile: TokenProfile): Promise<Refusal | undefined> {
  const { name } = profile;
  const detail = 'The server ends the session; what else uses it has to get a new token.';
  const question = `Revoke the token "${name}"?`;
  if ((await vscode.window.showWarningMessage(question, { modal: true, detail }, 'Revoke')) === undefined)
    return undefined;
  const ports = await tokens.ports(profile);
  return withCancel(`Revoking the token "${name}"`, async (signal) => {
    const end = await revokeTokens(profile, ports, signal);
    if (end.kind === 'refused') return signal.aborted ? undefined : { message: end.message };
    ports.notice?.(undefined);
    vscode.window.setStatusBarMessage(`$(key) The token "${name}" is revoked`, 6000);
    return undefined;
  });
}

/** What was kept is replaced whole or not at all. */
async function keepAndGet(
  desk: TokenDesk,
  profile: TokenProfile,
  before: TokenProfile | undefined,
): Promise<Refusal | undefined> {
  const { tokens } = desk;
  const isSame = before !== undefined && identityOf(before) === identityOf(profile);
  const kept = isSame || profile.grant === 'pasted' || before === undefined ? profile : withoutTokens(profile);
  try {
    await tokens.store(kept);
    if (before !== undefined && before.name !== profile.name) await tokens.forget(before.name);
  } catch {
    return storageFault;
  }
  if (profile.grant === 'pasted' || (isSame && profile.tokens !== undefined)) return undefined;
  return getToken(desk, kept);
}

/** A secret storage that cannot be written to. */
const storageFault: Refusal = {
  message: 'The secret storage of this machine would not keep the token. Unlock its keyring, then try again.',
};

/** Whether two profiles may have the same tokens: those of another client or person are no longer good. */
function identityOf({ grant, tokenUrl, clientId, username, assertion, signing, scopes, tokens }: TokenProfile): string {
  const given = grant === 'refresh_token' ? tokens?.refreshToken : undefined;
  return JSON.stringify([grant, tokenUrl, clientId, username, assertion, signing, scopes, given]);
}

function withoutTokens(profile: TokenProfile): TokenProfile {
  if (profile.grant === 'refresh_token') return profile;
  return parseTokenProfile(JSON.stringify({ ...profile, tokens: undefined })) ?? profile;
}

async function surroundings(
  { tokens, sandbox, returns }: TokenDesk,
  edited: TokenProfile | undefined,
): Promise<FormSurroundings> {
  const names = await tokens.names();
  const login = sandbox.url === undefined ? undefined : await sandbox.login();
  return {
    sandbox: login,
    readyMade: undefined,
    editorUri: returns.uri,
    taken: names.filter((name) => name !== edited?.name),
    isEdit: edited !== undefined,
  };
}

async function sandboxProfile({ sandbox, tokens }: TokenDesk): Promise<TokenProfile> {
  const { url, clientId, clientSecret, username, password } = await sandbox.login();
  const { tokenUrl, revocationUrl } = endpointsAt(url);
  const present = await tokens.read('sandbox');
  // Somebody may have a profile of that name for another sandbox.
  const name = present === undefined || present.clientId === clientId ? 'sandbox' : 'rcreq-sandbox';
  return {
    ...{ name, grant: 'password', tokenUrl, revocationUrl },
    ...{ clientId, clientSecret, username, password, clientAuth: 'basic', scopes: [], hosts: [] },
    ...(name === 'sandbox' && present?.tokenUrl === tokenUrl && present.tokens !== undefined
      ? { tokens: present.tokens }
      : {}),
  };
}
