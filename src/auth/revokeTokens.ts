import { isSafeEndpoint, post, type TokenPorts } from './askForToken';
import { answerText } from './tokenAnswer';
import { formatTokenProfile, profileKey, type TokenProfile } from './tokenProfile';
import { revocationForm } from './tokenRequest';

/** The end of giving tokens back; `message` is one sentence on why some may still be good. */
export type Revocation = { readonly kind: 'revoked' } | { readonly kind: 'refused'; readonly message: string };

/**
 * Gives the tokens of a profile back (RFC 7009): the refresh token first, so that nobody can renew meanwhile, then the access token.
 * Afterwards the stored profile has none; when the server refuses they stay, so that it can be tried again. Nothing is repeated.
 */
export async function revokeTokens(profile: TokenProfile, ports: TokenPorts, signal: AbortSignal): Promise<Revocation> {
  const { revocationUrl, tokens, ...identity } = profile;
  if (revocationUrl === undefined) return refused(`"${profile.name}" has no revocation URL.`);
  if (!isSafeEndpoint(revocationUrl)) {
    return refused('The revocation URL is neither https nor on this machine, so no token was sent.');
  }
  const endpoint = { ...profile, tokenUrl: revocationUrl };
  const { refreshToken, accessToken } = tokens ?? {};
  const forms = [
    ...(refreshToken === undefined ? [] : [revocationForm(refreshToken, 'refresh_token')]),
    ...(accessToken === undefined ? [] : [revocationForm(accessToken, 'access_token')]),
  ];
  for (const form of forms) {
    const reply = await post(endpoint, form, ports, signal);
    if (reply.kind === 'failure') return refused(reply.failure.message);
    if (reply.response.status !== 200) return refused(answerText('The revocation endpoint', reply.response));
  }
  try {
    await ports.secrets.store(profileKey(profile.name), formatTokenProfile({ ...identity, revocationUrl }));
  } catch {
    return refused('The server took the tokens back, but the secret storage would not forget them. Unlock it.');
  }
  return { kind: 'revoked' };
}

function refused(message: string): Revocation {
  return { kind: 'refused', message };
}
