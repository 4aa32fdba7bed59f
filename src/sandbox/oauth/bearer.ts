import { apiError, fieldOf, type Answer, type Call } from '../call';
import type { SandboxState } from '../state';
import type { Session } from './sessions';

/** The session of a call to a protected resource, or the 401 with its challenge (RFC 6750 §3). */
export function authorize(call: Call, state: SandboxState): Session | Answer {
  const authorization = fieldOf(call, 'authorization');
  const [, typed] = /^bearer +([^ ]+)$/i.exec(authorization ?? '') ?? [];
  const token = typed ?? call.url.searchParams.get('access_token') ?? undefined;
  if (token === undefined) {
    const isMissing = authorization === undefined;
    const message = isMissing ? 'Authorization header is not specified' : 'Authorization method not supported';
    return challenge({ errorCode: isMissing ? 'OAU-134' : 'OAU-151', message }, undefined);
  }
  const session = state.sessions.find(token);
  if (session === 'expired')
    return challenge({ errorCode: 'OAU-128', message: 'Access token expired' }, 'invalid_token');
  if (session === 'unknown') {
    return challenge({ errorCode: 'OAU-129', message: 'Access token corrupted' }, 'invalid_token');
  }
  return session;
}

/** Without credentials a challenge names no error (RFC 6750 §3.1). */
function challenge(entry: { errorCode: string; message: string }, error: string | undefined): Answer {
  const details = error === undefined ? '' : `, error="${error}", error_description="${entry.message}"`;
  return apiError(401, entry, [['WWW-Authenticate', `Bearer realm="RingCentral REST API"${details}`]]);
}
