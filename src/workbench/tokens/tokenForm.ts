import * as vscode from 'vscode';
import type { Grant, TokenProfile } from '../../auth/tokenProfile';
import type { SandboxControl } from '../sandbox/sandboxControl';

/** Asks for a token profile, one question after another; undefined when the person leaves one unanswered. */
export async function askTokenProfile(sandbox: Pick<SandboxControl, 'login'>): Promise<TokenProfile | undefined> {
  const way = await vscode.window.showQuickPick(ways, { title: 'Add Token: how is it got?', matchOnDescription: true });
  if (way === undefined) return undefined;
  if (way.grant === 'sandbox') return sandboxProfile(sandbox);
  const name = await askName('');
  if (name === undefined) return undefined;
  return way.grant === 'pasted' ? askPasted(name) : askFetched(name, way.grant);
}

interface Way extends vscode.QuickPickItem {
  readonly grant: Exclude<Grant, 'authorization_code' | 'jwt'> | 'sandbox';
}

const ways: readonly Way[] = [
  { label: 'Paste a token', description: 'from anywhere; it is not renewed', grant: 'pasted' },
  { label: 'Client credentials', description: 'an application on its own behalf', grant: 'client_credentials' },
  { label: 'Password', description: 'a user name and a password', grant: 'password' },
  { label: 'Refresh token', description: 'one that you have already', grant: 'refresh_token' },
  { label: 'Sandbox', description: 'a ready-made profile to try it offline', grant: 'sandbox' },
];

async function sandboxProfile(sandbox: Pick<SandboxControl, 'login'>): Promise<TokenProfile> {
  const { url, clientId, clientSecret, username, password } = await sandbox.login();
  return {
    name: 'sandbox',
    grant: 'password',
    tokenUrl: `${url}/restapi/oauth/token`,
    ...{ clientId, clientSecret, username, password },
    clientAuth: 'basic',
    scopes: [],
    hosts: [],
  };
}

async function askPasted(name: string): Promise<TokenProfile | undefined> {
  const accessToken = await ask(name, 'The access token', { password: true });
  const hosts = accessToken && (await askHosts(name, 'The hosts that it may go to, divided by commas'));
  if (!accessToken || !hosts) return undefined;
  const tokens = { accessToken: accessToken.replace(/^Bearer\s+/i, '') };
  return { name, grant: 'pasted', tokenUrl: '', clientId: '', clientAuth: 'public', scopes: [], hosts, tokens };
}

async function askFetched(name: string, grant: Grant): Promise<TokenProfile | undefined> {
  const value = 'https://platform.ringcentral.com/restapi/oauth/token';
  const tokenUrl = await ask(name, 'The token endpoint', { value, validate: complaintAboutTokenUrl });
  const clientId = tokenUrl && (await ask(name, 'The client id', {}));
  if (!tokenUrl || !clientId) return undefined;
  const clientSecret = await vscode.window.showInputBox({
    title: `Token ${name}`,
    prompt: 'The client secret. Leave it empty for a public client.',
    password: true,
    ignoreFocusOut: true,
  });
  const own = clientSecret === undefined ? undefined : await askGrant(name, grant);
  if (own === undefined) return undefined;
  const client = clientSecret ? { clientSecret, clientAuth: 'basic' as const } : { clientAuth: 'public' as const };
  return { name, grant, tokenUrl, clientId, ...client, scopes: [], hosts: [], ...own };
}

/** What one grant needs beside the client. */
async function askGrant(name: string, grant: Grant): Promise<Partial<TokenProfile> | undefined> {
  if (grant === 'client_credentials') return {};
  if (grant === 'refresh_token') {
    const refreshToken = await ask(name, 'The refresh token', { password: true });
    const ended = new Date(0).toISOString();
    return refreshToken ? { tokens: { accessToken: '', refreshToken, expiresAt: ended } } : undefined;
  }
  const username = await ask(name, 'The user name, such as +15550100', {});
  const password = username && (await ask(name, 'The password', { password: true }));
  return username && password ? { username, password } : undefined;
}

async function askName(value: string): Promise<string | undefined> {
  return vscode.window.showInputBox({
    title: 'Add Token',
    prompt: 'A name for it. Requests use it as # @auth NAME or {{$token NAME}}.',
    value,
    ignoreFocusOut: true,
    validateInput: (name) => (/^[\w.-]+$/.test(name) ? undefined : 'A name has letters, digits, _, - and dots.'),
  });
}

async function askHosts(name: string, prompt: string): Promise<readonly string[] | undefined> {
  const complaint = (text: string): string | undefined =>
    hostList(text).length > 0 ? undefined : 'At least one host is needed, such as api.example.com.';
  const text = await ask(name, prompt, { value: 'platform.ringcentral.com', validate: complaint });
  return text === undefined ? undefined : hostList(text);
}

/** Hosts as typed, URLs included: `https://a.test/x, b.test:8443` are `a.test` and `b.test:8443`. */
function hostList(text: string): readonly string[] {
  return text
    .split(/[\s,]+/)
    .filter((each) => each !== '')
    .flatMap((each) => {
      const url = /^https?:\/\//i.test(each) ? each : `https://${each}`;
      return URL.canParse(url) ? [new URL(url).host] : [];
    });
}

function complaintAboutTokenUrl(text: string): string | undefined {
  if (!URL.canParse(text)) return 'This is no URL. It begins with https://.';
  const { protocol, hostname } = new URL(text);
  const isLoopback = hostname === 'localhost' || hostname === '[::1]' || hostname.startsWith('127.');
  return protocol === 'https:' || (protocol === 'http:' && isLoopback)
    ? undefined
    : 'A token endpoint is reached by https.';
}

interface Question {
  readonly value?: string;
  readonly password?: boolean;
  readonly validate?: (text: string) => string | undefined;
}

/** An answer that is not empty; undefined when there is none. */
async function ask(name: string, prompt: string, { value = '', password = false, validate }: Question) {
  const text = await vscode.window.showInputBox({
    title: `Token ${name}`,
    prompt,
    value,
    password,
    ignoreFocusOut: true,
    validateInput: (typed) => (typed.trim() === '' ? 'An answer is needed.' : validate?.(typed.trim())),
  });
  return text?.trim();
}
