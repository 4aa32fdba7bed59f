import { base64 } from '../base64';
import { hasField, isToken } from '../fields';
import type { Hop } from '../hop';
import type { Field } from '../message';
import type { SendPolicy } from '../policy';
import type { TokenSource } from '../sendPorts';
import type { SendRequest } from '../sendRequest';
import { targetUrl, type UrlProblem } from './targetUrl';
import type { Note } from '../trace';
import { overrideNotes, tunnel } from './tunnel';
import { withUserAgent } from './userAgent';

/** Why nothing was sent (rules UR, SE, AU8). */
type BlockReason =
  | UrlProblem
  | 'invalid-method'
  | 'invalid-header-name'
  | 'invalid-header-value'
  | 'token-audience'
  | 'workspace-untrusted';

/** The first hop of a request, or why it must not leave. */
export type Prepared =
  | { readonly kind: 'ready'; readonly hop: Hop; readonly notes: readonly Note[] }
  | { readonly kind: 'blocked'; readonly reason: BlockReason; readonly note: Note };

/** Turns a resolved request into its first hop (rules UR, MT, UA, SE): checked after variable expansion, so that nothing unsafe can be smuggled in. */
export function prepare(request: SendRequest, policy: SendPolicy, tokens: TokenSource | undefined): Prepared {
  if (!policy.workspaceTrusted) return blocked('workspace-untrusted');
  if (!isToken(request.method)) return blocked('invalid-method');
  if (request.unresolved.length > 0) return blocked('unresolved-variable');
  const target = targetUrl(request);
  if (target.kind === 'problem') return blocked(target.problem);
  if (request.fields.some((field) => !isToken(field.name))) return blocked('invalid-header-name');
  if (request.fields.some((field) => !isFieldValue(field.value))) return blocked('invalid-header-value');
  const typed: readonly Field[] =
    target.userInfo === undefined || hasField(request.fields, 'authorization')
      ? request.fields
      : [...request.fields, { name: 'Authorization', value: `Basic ${base64(target.userInfo)}` }];
  const isManaged = request.auth === 'managed' && tokens !== undefined && !hasField(typed, 'authorization');
  if (isManaged && !mayCarryToken(target.url, policy, tokens)) return blocked('token-audience');
  const agent = withUserAgent(typed, policy.userAgent);
  const { content, httpVersion, method } = request;
  const { url, fragment } = target;
  const plain: Hop = { method, url, fragment, fields: agent.fields, content, httpVersion, isManaged, validators: [] };
  const sent = tunnel(plain, request.tunnel);
  const notes = [
    ...target.notes,
    ...agent.notes,
    ...sent.notes,
    ...overrideNotes(sent.hop),
    ...bodyNotes(request),
    ...urlNotes(sent.hop.url, policy),
  ];
  return { kind: 'ready', hop: sent.hop, notes };
}

/** Whether the managed token may go there (rule AU8): to the hosts allowed, over https, loopback excepted. */
function mayCarryToken(url: string, policy: SendPolicy, tokens: TokenSource): boolean {
  return policy.allowHosts === null ? tokens.allows(url) : isAudience(url, policy.allowHosts);
}

/** Whether a URL is of one of these hosts, named as `host` or `host:port`, over https or on loopback (rule AU8). */
export function isAudience(url: string, hosts: readonly string[]): boolean {
  const { protocol, host, hostname } = new URL(url);
  const isLoopback = hostname === 'localhost' || hostname === '[::1]' || /^127(?:\.\d+){3}$/.test(hostname);
  if (protocol !== 'https:' && !isLoopback) return false;
  return hosts.some((allowed) => [host, hostname].includes(allowed.toLowerCase()));
}

function blocked(reason: BlockReason): Prepared {
  return { kind: 'blocked', reason, note: explanations[reason] };
}

const explanations: Readonly<Record<BlockReason, Note>> = {
  'workspace-untrusted': {
    rule: 'SE',
    message: 'This workspace is not trusted. Trust it to send requests from its files.',
  },
  'invalid-method': { rule: 'SE', message: 'The method is not a token of HTTP.' },
  'unresolved-variable': {
    rule: 'UR',
    message: 'A variable has no value. Give it one in the file or the environment.',
  },
  'invalid-url': { rule: 'UR', message: 'The URL is not an absolute http or https URL.' },
  'scheme-not-http': { rule: 'UR', message: 'Only http and https are sent.' },
  'empty-path-parameter': {
    rule: 'UR',
    message: 'A path parameter is empty. Without its id a request may reach every resource, so nothing was sent.',
  },
  'path-dot-segment': {
    rule: 'UR',
    message: 'A path value of . or .. would lead to another resource, so nothing was sent.',
  },
  'invalid-header-name': { rule: 'SE', message: 'A field name holds characters that no field name may have.' },
  'invalid-header-value': { rule: 'SE', message: 'A field value holds a line break or another control character.' },
  'token-audience': {
    rule: 'AU8',
    message:
      'The managed token goes only to the hosts of its profile, over https. Add this host to the profile to send it there.',
  },
};

function isFieldValue(value: string): boolean {
  // eslint-disable-next-line no-control-regex -- control characters are what is looked for
  return !/[\u0000-\u0008\u000a-\u001f\u007f]/.test(value);
}

function bodyNotes(request: SendRequest): readonly Note[] {
  if (request.content === undefined || request.content.size === 0) return [];
  const notes: Note[] = [];
  if (request.method === 'GET') {
    notes.push({
      rule: 'CL',
      message: 'A GET was sent with a body; many servers ignore or refuse it.',
      warning: 'body-on-get',
    });
  }
  if (!hasField(request.fields, 'content-type')) {
    notes.push({ rule: 'CL', message: 'The body was sent without Content-Type.', warning: 'content-type-missing' });
  }
  return notes;
}

function urlNotes(url: string, policy: SendPolicy): readonly Note[] {
  const notes: Note[] = [];
  const mark = url.indexOf('?');
  const path = mark < 0 ? url : url.slice(0, mark);
  const ids = path.includes(',') ? Math.max(...path.split('/').map((segment) => segment.split(',').length)) : 1;
  if (ids > policy.maxPathIds) {
    const message = `The path holds ${ids} ids; batches of more than ${policy.maxPathIds} are refused by many services.`;
    notes.push({ rule: 'BA', message, warning: 'too-many-ids' });
  }
  if (mark >= 0 && url.includes('access_token') && new URLSearchParams(url.slice(mark)).has('access_token')) {
    notes.push({
      rule: 'SE',
      message: 'A token in the URL ends up in logs. Send it as a field.',
      warning: 'token-in-url',
    });
  }
  return notes;
}
