import { apiError, noContent, type Answer, type Call } from '../call';
import type { SandboxState } from '../state';
import { demoCredentials } from './demoCredentials';
import type { CodeRequest } from './sessions';

interface AuthorizationRequest extends CodeRequest {
  readonly state: string | undefined;
}

/** GET: the page with *Allow* and *Deny*. */
export function showAuthorizePage(call: Call): Answer {
  const request = readRequest(call.url.searchParams);
  if (request === undefined) return invalidRequest();
  return {
    status: 200,
    fields: [
      ['Content-Type', 'text/html;charset=UTF-8'],
      ['Content-Security-Policy', "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'"],
      ['Cache-Control', 'no-store'],
    ],
    body: page(call.url.searchParams, request),
  };
}

/** POST of the page's form: 302 to the client with `code`, or with `error=access_denied`. */
export function decideAuthorization(call: Call, sandbox: SandboxState): Answer {
  const form = new URLSearchParams(call.body.toString('utf8'));
  const request = readRequest(form);
  if (request === undefined) return invalidRequest();
  const target = new URL(request.redirectUri);
  if (form.get('decision') === 'allow') {
    target.searchParams.set('code', sandbox.sessions.issueCode(request));
    target.searchParams.set('expires_in', '60');
  } else {
    target.searchParams.set('error', 'access_denied');
  }
  if (request.state !== undefined) target.searchParams.set('state', request.state);
  return noContent(302, [
    ['Location', target.href],
    ['Cache-Control', 'no-store'],
  ]);
}

/** Undefined when the client or its redirect URI is wrong: then nothing may be sent there (RFC 6749 §4.1.2.1). */
function readRequest(query: URLSearchParams): AuthorizationRequest | undefined {
  const clientId = query.get('client_id') ?? '';
  const redirectUri = query.get('redirect_uri') ?? '';
  const isKnown = [demoCredentials.clientId, demoCredentials.publicClientId].some((id) => id === clientId);
  if (!isKnown || !isRegistered(redirectUri) || query.get('response_type') !== 'code') return undefined;
  const challenge = query.get('code_challenge') ?? undefined;
  const method = query.get('code_challenge_method') ?? 'plain';
  if (method !== 'plain' && method !== 'S256') return undefined;
  return {
    clientId,
    redirectUri,
    state: query.get('state') ?? undefined,
    challenge: challenge === undefined ? undefined : { value: challenge, method },
  };
}

/** Registered are loopback with any port (RFC 8252 §7.3) and the schemes of desktop editors. */
function isRegistered(redirectUri: string): boolean {
  if (!URL.canParse(redirectUri)) return false;
  const { protocol, hostname } = new URL(redirectUri);
  const isLoopback = ['127.0.0.1', 'localhost', '[::1]'].includes(hostname);
  return (protocol === 'http:' && isLoopback) || /^(vscode|vscode-insiders|code-oss|vscodium):$/.test(protocol);
}

function invalidRequest(): Answer {
  const message = 'Unknown client_id, unregistered redirect_uri, or a response_type other than code';
  return apiError(400, { errorCode: 'OAU-109', message });
}

function page(query: URLSearchParams, { clientId, redirectUri }: AuthorizationRequest): string {
  const hidden = [...query].map(
    ([name, value]) => `<input type="hidden" name="${escapeHtml(name)}" value="${escapeHtml(value)}">`,
  );
  return `<!doctype html>
<html lang="en">
<title>Sandbox: allow access?</title>
<style>body { font: 1rem/1.5 sans-serif; max-width: 32rem; margin: 4rem auto; padding: 0 1rem } button { font: inherit; padding: .5rem 1rem }</style>
<h1>Allow access?</h1>
<p>The client <b>${escapeHtml(clientId)}</b> asks to act as <b>${escapeHtml(demoCredentials.username)}</b> in this sandbox. The answer goes to <code>${escapeHtml(redirectUri)}</code>.</p>
<form method="post">
${hidden.join('\n')}
<button name="decision" value="allow">Allow</button>
<button name="decision" value="deny">Deny</button>
</form>
</html>
`;
}

/** Text made safe for HTML content and quoted attributes. */
function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (char) => `&#${char.charCodeAt(0)};`);
}
