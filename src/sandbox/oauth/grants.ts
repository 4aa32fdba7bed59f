import type { Answer } from '../call';
import { fromJson, isJsonObject } from '../json';
import type { SandboxState } from '../state';
import type { Client } from './client';
import { demoCredentials } from './demoCredentials';
import { oauthError } from './oauthError';
import type { Session, TokenLife } from './sessions';

/** The extension that every login of the sandbox belongs to (the guide's own example). */
export const demoExtensionId = '171857008';

/** A request to the token endpoint by a client that is known. */
interface TokenRequest {
  readonly form: URLSearchParams;
  readonly client: Client;
  readonly life: TokenLife;
  readonly state: SandboxState;
}

/** Gives a session for one grant, or the refusal. */
type Grant = (request: TokenRequest) => Session | Answer;

/** The grants by `grant_type`. */
export const grants: Readonly<Record<string, Grant>> = {
  password: grantPassword,
  client_credentials: grantClientCredentials,
  authorization_code: grantCode,
  'urn:ietf:params:oauth:grant-type:jwt-bearer': grantAssertion,
  refresh_token: grantRefresh,
};

/** A `+` that was not percent-encoded arrives as a space; phone numbers are typed so often that the sandbox forgives it. */
function grantPassword({ form, client, life, state }: TokenRequest): Session | Answer {
  const username = form.get('username')?.replace(/^ /, '+');
  if (username === demoCredentials.usernameWithSecondFactor) {
    return invalidGrant('OAU-168', 'Password grant is not allowed because MFA is required');
  }
  return username === demoCredentials.username && form.get('password') === demoCredentials.password
    ? state.sessions.start({ clientId: client.id, user: demoExtensionId }, life)
    : invalidGrant('OAU-140', 'Invalid resource owner credentials');
}

function grantClientCredentials({ client, life, state }: TokenRequest): Session | Answer {
  if (!client.isConfidential) {
    const message = 'Unauthorized for this grant type';
    return oauthError('unauthorized_client', { errorCode: 'OAU-145', message });
  }
  return state.sessions.start({ clientId: client.id, user: undefined }, life);
}

function grantCode({ form, client, life, state }: TokenRequest): Session | Answer {
  const isRedeemed = state.sessions.redeemCode(form.get('code') ?? '', {
    clientId: client.id,
    redirectUri: form.get('redirect_uri') ?? '',
    verifier: form.get('code_verifier') ?? undefined,
  });
  return isRedeemed
    ? state.sessions.start({ clientId: client.id, user: demoExtensionId }, life)
    : invalidGrant('OAU-107', 'Authorization code is invalid, used or expired, or was issued for another request');
}

/** Signatures are not checked: the sandbox knows no keys. */
function grantAssertion({ form, client, life, state }: TokenRequest): Session | Answer {
  const payload = (form.get('assertion') ?? '').split('.')[1] ?? '';
  const claims = fromJson(Buffer.from(payload, 'base64url').toString('utf8'));
  if (!isJsonObject(claims) || claims['iss'] !== client.id) {
    return invalidGrant('OAU-211', 'The assertion is no JWT issued by this client');
  }
  const { exp } = claims;
  if (typeof exp === 'number' && state.now() >= exp * 1000) return invalidGrant('OAU-212', 'The assertion has expired');
  return state.sessions.start({ clientId: client.id, user: demoExtensionId }, life);
}

function grantRefresh({ form, client, life, state }: TokenRequest): Session | Answer {
  return (
    state.sessions.renew(form.get('refresh_token') ?? '', client.id, life) ?? invalidGrant('OAU-213', 'Token not found')
  );
}

function invalidGrant(errorCode: string, message: string): Answer {
  return oauthError('invalid_grant', { errorCode, message });
}
