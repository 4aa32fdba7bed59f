import * as vscode from 'vscode';
import { redeemCode } from '../../../auth/authorization';
import type { TokenProfile } from '../../../auth/tokenProfile';
import type { Refusal } from '../../guarded';
import type { SignInReturns } from '../signInReturns';
import type { TokenProfiles } from '../tokenProfiles';
import { browserSignIn, type ReturnPlace, type ReturnVerdict, type SignInWorld } from './browserSignIn';
import { listenOnLoopback } from './loopback';
import { withCancel } from './withCancel';

/** Lets a person sign in with the browser, and keeps the tokens that this brings. What was kept stays when it does not. */
export async function signIn(
  profile: TokenProfile,
  tokens: TokenProfiles,
  returns: SignInReturns,
): Promise<Refusal | undefined> {
  const { authorizationUrl, name } = profile;
  if (authorizationUrl === undefined) {
    const button = { title: 'Edit Token', command: 'rcreq.token.edit', arguments: [name] };
    return { message: `The token "${name}" has no authorization endpoint.`, button };
  }
  const ports = await tokens.ports(profile);
  return withCancel(`Signing in for "${name}"`, async (signal, say) => {
    say('Go on in the browser.');
    const world: SignInWorld = {
      listen: (returned) => listen(profile, returns, returned),
      open: openBrowser,
      say,
      clock: ports.clock,
    };
    const end = await browserSignIn({ ...profile, authorizationUrl }, world, signal);
    if (end.kind === 'left') return undefined;
    if (end.kind === 'refused') return again(end.message, name);
    say('Getting the token.');
    const result = await redeemCode(profile, end, ports, signal);
    if (signal.aborted) return undefined;
    if (result.kind === 'refused') return again(result.message, name);
    ports.notice?.(undefined);
    vscode.window.setStatusBarMessage(`$(key) The token "${name}" is ready`, 6000);
    return undefined;
  });
}

function again(message: string, name: string): Refusal {
  return { message, button: { title: 'Sign In Again', command: 'rcreq.token.get', arguments: [name] } };
}

async function listen(
  { redirectUri }: TokenProfile,
  returns: SignInReturns,
  returned: (url: string) => ReturnVerdict,
): Promise<ReturnPlace | { readonly message: string }> {
  if (redirectUri === undefined || redirectUri.startsWith('http:')) {
    return listenOnLoopback(redirectUri, returned, forwarded);
  }
  const external = await vscode.env.asExternalUri(vscode.Uri.parse(returns.uri));
  const expected = returns.expect((url) => returned(url) !== 'foreign');
  return { redirectUri: external.toString(true), close: () => void expected.dispose() };
}

/** Where a browser finds a port of this machine: when the extension runs elsewhere, VS Code forwards it. */
async function forwarded(url: string): Promise<string> {
  if (vscode.env.remoteName === undefined) return url;
  const external = await vscode.env.asExternalUri(vscode.Uri.parse(url));
  return external.toString(true);
}

/**
 * The address goes as a string: a Uri is decoded on its way to the browser, so that an `&` within the redirect URI would end it. VS Code takes
 * strings here, and its types do not say so.
 */
async function openBrowser(url: string): Promise<boolean> {
  return vscode.env.openExternal(url as unknown as vscode.Uri);
}
