import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { apiError, type Answer, type Call, type FieldLine, type StreamedAnswer } from './call';
import { conditional } from './conditional';
import { authorize } from './oauth/bearer';
import { fieldLines, maxBodySize, originOf, readBody, targetUrl } from './receive';
import { matchRoute, type Route } from './route';
import { isControlPath, routes } from './routes';
import type { SandboxState } from './state';
import { effectiveMethod } from './tunnel';

/** One connection's request and the place for its answer. */
export interface Arrival {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  /** Where the sandbox listens. */
  readonly baseUrl: string;
}

/** Answers one request. Nothing a client sends makes it reject. */
export async function serve(arrival: Arrival, state: SandboxState): Promise<void> {
  const { request, response } = arrival;
  const gone = new AbortController();
  response.on('close', () => gone.abort());
  response.on('error', () => gone.abort());
  try {
    const body = await readBody(request);
    if (body === 'aborted') return;
    setCommonFields(response, state);
    const answer =
      body === 'tooLarge' ? refuseBody(response) : await answerOf(arrival, state, { body, signal: gone.signal });
    if ('stream' in answer) await answer.stream(response);
    else write(response, answer);
  } catch (error) {
    if (!gone.signal.aborted) fail(response, error);
  }
}

function setCommonFields(response: ServerResponse, state: SandboxState): void {
  response.setHeader('Date', new Date(state.now()).toUTCString());
  response.setHeader('RCRequestId', randomUUID());
  response.setHeader('RoutingKey', 'SANDBOX01');
  response.setHeader('Content-Language', 'en-US');
}

async function answerOf(
  { request, response, baseUrl }: Arrival,
  state: SandboxState,
  received: Pick<Call, 'body' | 'signal'>,
): Promise<Answer | StreamedAnswer> {
  const { method = 'GET', url: target = '/', httpVersion } = request;
  const fields = fieldLines(request);
  const origin = originOf(request, baseUrl);
  const url = targetUrl(target, origin);
  if (!isControlPath(url.pathname)) {
    const at = new Date(state.now()).toISOString();
    state.log.add({ at, method, url: target, httpVersion, fields }, received.body);
    const planted = state.takeFault(url.pathname);
    if (planted !== undefined) return planted;
  }
  const tunnel = effectiveMethod({ method, url, fields });
  if (tunnel.kind === 'refused') return tunnel.answer;
  const match = matchRoute(routes, tunnel.method, rawPath(target));
  if (match.kind === 'none') return apiError(404, { errorCode: 'CMN-120', message: 'Invalid URI' });
  if (match.kind === 'notAllowed') return refuseMethod(match.allow);
  const call = { ...received, method: tunnel.method, url, origin, fields, httpVersion, parameters: match.parameters };
  const refusal = admit(match.route, call, { state, response });
  if (refusal !== undefined) return refusal;
  const answer = await match.route.answer(call, state);
  return 'stream' in answer ? answer : conditional(call, answer);
}

/** The path as on the wire: a URL would take `.` and `..` away, and could not tell `%2F` from `/`. */
function rawPath(target: string): string {
  return (target.startsWith('/') ? target : `/${target}`).split('?', 1)[0] ?? '/';
}

/** Checks token and quota of a route; undefined when the call may go on. */
function admit(
  route: Route,
  call: Call,
  { state, response }: { readonly state: SandboxState; readonly response: ServerResponse },
): Answer | undefined {
  const session = route.isProtected ? authorize(call, state) : undefined;
  if (session !== undefined && 'status' in session) return session;
  if (route.group === undefined) return undefined;
  const user = session === undefined ? 'anybody' : `${session.clientId} ${session.user ?? ''}`;
  const verdict = state.limiter.count(user, route.group, state.settings.rateLimits[route.group], state.now());
  appendFields(response, verdict.fields);
  return verdict.refusal;
}

function refuseMethod(allow: readonly string[]): Answer {
  return apiError(405, { errorCode: 'ADG-102', message: 'Method is not allowed' }, [['Allow', allow.join(', ')]]);
}

/** The rest of the body is not read, so the connection cannot be used again. */
function refuseBody(response: ServerResponse): Answer {
  response.shouldKeepAlive = false;
  const message = `The request content is larger than ${maxBodySize} octets`;
  return apiError(413, { errorCode: 'CMN-101', message });
}

function write(response: ServerResponse, { status, fields, body }: Answer): void {
  appendFields(response, fields);
  response.statusCode = status;
  if (body !== undefined) response.setHeader('Content-Length', Buffer.byteLength(body));
  else if (status === 200) response.setHeader('Content-Length', 0);
  response.end(body);
}

function appendFields(response: ServerResponse, fields: readonly FieldLine[]): void {
  for (const [name, value] of fields) response.appendHeader(name, value);
}

/** A field that cannot be sent, asked for by `/sandbox/fields` or a planted fault, ends here too. */
function fail(response: ServerResponse, error: unknown): void {
  if (response.headersSent) {
    response.destroy();
    return;
  }
  for (const name of response.getHeaderNames()) response.removeHeader(name);
  const message = error instanceof Error ? error.message : 'Internal server error';
  write(response, apiError(500, { errorCode: 'CMN-203', message }));
}
