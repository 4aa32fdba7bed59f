import { contentTypeOf, json, noContent, type Answer, type Call } from '../call';
import type { Route } from '../route';
import type { SandboxState } from '../state';
import { decideAuthorization, showAuthorizePage } from './authorizePage';
import { identifyClient, type Client } from './client';
import { grants } from './grants';
import { oauthError } from './oauthError';
import type { Session } from './sessions';

/** Logging in, renewing, logging out. */
export const oauthRoutes: readonly Route[] = [
  {
    methods: ['POST'],
    path: '/restapi/oauth/token',
    standsFor:
      '"The client must request a new access token": authorization_code (with PKCE), jwt-bearer, client_credentials, password, refresh_token. Refresh tokens are good for one use; the old access token is dead at once.',
    group: 'auth',
    isProtected: false,
    answer: answerToken,
  },
  {
    methods: ['POST'],
    path: '/restapi/oauth/revoke',
    standsFor: 'Revoking a token ends its whole session; an unknown token is answered 200 (RFC 7009 §2.2).',
    group: 'auth',
    isProtected: false,
    answer: answerRevoke,
  },
  {
    methods: ['GET'],
    path: '/restapi/oauth/authorize',
    standsFor: 'The page where a person allows a client to act for them (authorization code flow).',
    isProtected: false,
    answer: showAuthorizePage,
  },
  {
    methods: ['POST'],
    path: '/restapi/oauth/authorize',
    standsFor:
      'The decision of that page: 302 to the client with code, state and expires_in, or with error=access_denied.',
    isProtected: false,
    answer: decideAuthorization,
  },
  {
    methods: ['GET'],
    path: '/.well-known/openid-configuration',
    standsFor: 'Where the OAuth endpoints are (OpenID Connect Discovery 1.0 §4).',
    isProtected: false,
    answer: ({ origin }) =>
      json({
        issuer: origin,
        authorization_endpoint: `${origin}/restapi/oauth/authorize`,
        token_endpoint: `${origin}/restapi/oauth/token`,
        revocation_endpoint: `${origin}/restapi/oauth/revoke`,
        grant_types_supported: Object.keys(grants),
        response_types_supported: ['code'],
        code_challenge_methods_supported: ['S256', 'plain'],
      }),
  },
];

function answerToken(call: Call, state: SandboxState): Answer {
  const request = readForm(call);
  if ('status' in request) return request;
  const { form, client } = request;
  const grantType = form.get('grant_type');
  if (grantType === null) {
    return oauthError('invalid_request', { errorCode: 'OAU-105', message: 'Parameter [grant_type] is missing' });
  }
  const grant = Object.hasOwn(grants, grantType) ? grants[grantType] : undefined;
  if (grant === undefined) {
    return oauthError('unsupported_grant_type', { errorCode: 'OAU-250', message: 'Unsupported grant type' });
  }
  const { settings } = state;
  const life = {
    access: requestedLife(form, 'access_token_ttl', settings.expiresIn) * 1000,
    refresh: requestedLife(form, 'refresh_token_ttl', settings.refreshTokenExpiresIn) * 1000,
  };
  const result = grant({ form, client, life, state });
  return 'status' in result ? result : tokenAnswer(result, state.now());
}

function answerRevoke(call: Call, state: SandboxState): Answer {
  const request = readForm(call);
  if ('status' in request) return request;
  const token = request.form.get('token') ?? call.url.searchParams.get('token') ?? '';
  state.sessions.revoke(token, request.client.id);
  return noContent(200);
}

function readForm(call: Call): { readonly form: URLSearchParams; readonly client: Client } | Answer {
  if (call.body.length > 0 && contentTypeOf(call) !== 'application/x-www-form-urlencoded') {
    const message = 'Content-Type must be application/x-www-form-urlencoded';
    return oauthError('invalid_request', { errorCode: 'OAU-105', message });
  }
  const form = new URLSearchParams(call.body.toString('utf8'));
  const client = identifyClient(call, form);
  return 'status' in client ? client : { form, client };
}

/** Seconds the client asks for, any whole number; the sandbox does not insist on the service's 600 to 3600, so that a test can see a token end. */
function requestedLife(form: URLSearchParams, name: string, fallback: number): number {
  const text = form.get(name) ?? '';
  return /^\d{1,7}$/.test(text) ? Number(text) : fallback;
}

function tokenAnswer(session: Session, now: number): Answer {
  const owner = session.user === undefined ? {} : { owner_id: session.user };
  const renewal =
    session.refreshToken === undefined
      ? {}
      : {
          refresh_token: session.refreshToken,
          refresh_token_expires_in: Math.round((session.refreshExpiresAt - now) / 1000),
        };
  const body = {
    access_token: session.accessToken,
    token_type: 'bearer',
    expires_in: Math.round((session.accessExpiresAt - now) / 1000),
    ...renewal,
    scope: 'ReadAccounts ReadMessages EditMessages SMS Contacts ReadCallLog',
    ...owner,
    session_id: session.id,
  };
  return json(body, 200, [
    ['Cache-Control', 'no-store'],
    ['Pragma', 'no-cache'],
  ]);
}
