import { fieldOf, type Answer, type Call } from '../call';
import { demoCredentials } from './demoCredentials';
import { oauthError } from './oauthError';

/** A client that has shown who it is. */
export interface Client {
  readonly id: string;
  readonly isConfidential: boolean;
}

/** Who calls an OAuth endpoint: Basic for a client with a secret, `client_id` in the body for one without; else the refusal. */
export function identifyClient(call: Call, form: URLSearchParams): Client | Answer {
  const authorization = fieldOf(call, 'authorization');
  if (authorization !== undefined) return identifyBasic(authorization);
  return form.get('client_id') === demoCredentials.publicClientId
    ? { id: demoCredentials.publicClientId, isConfidential: false }
    : refusal('Client authentication is required');
}

/** A public client that sends Basic with an empty secret is refused, as the service does. */
function identifyBasic(authorization: string): Client | Answer {
  const [, encoded] = /^basic +([^ ]+)$/i.exec(authorization) ?? [];
  const text = Buffer.from(encoded ?? '', 'base64').toString('utf8');
  return text === `${demoCredentials.clientId}:${demoCredentials.clientSecret}`
    ? { id: demoCredentials.clientId, isConfidential: true }
    : refusal('Client authentication failed');
}

function refusal(message: string): Answer {
  const fields = [['WWW-Authenticate', 'Basic realm="RingCentral REST API"']] as const;
  return oauthError('invalid_client', { errorCode: 'OAU-123', message }, { status: 401, fields });
}
