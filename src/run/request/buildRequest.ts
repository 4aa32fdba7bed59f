import type { Span } from '../../base/span';
import { absoluteUrl, hostOnly } from './absoluteUrl';
import { memoryContent } from '../../http/sendPorts';
import type { Field } from '../../http/message';
import type { SendRequest } from '../../http/sendRequest';
import { pathValueProblem } from '../../http/request/targetUrl';
import type { ParsedAssertion, ParsedRequest, Template } from '../../language/document';
import { parseTemplate } from '../../language/parse/template';
import { encodedCredentials } from './credentials';
import { resolvedBody, type ResolvedBody } from './body';
import { resolvedFields } from './fields';
import { graphqlBody } from './graphql';
import type { Expectation } from '../judge/judgeRun';
import { joined, type Resolver } from '../values/resolve';
import type { RequestSettings } from './settings';
import type { Surroundings, Value } from './surroundings';

/** What a request asks for once every reference has its value. Look at the resolver's problems before sending it. */
export interface BuiltRequest {
  readonly message: SendRequest;
  readonly expectations: readonly Expectation[];
  /** Where the answer is saved; undefined without `>>`. */
  readonly savePath: string | undefined;
}

/** Resolves everything a request says. */
export async function buildRequest(
  request: ParsedRequest,
  settings: RequestSettings,
  resolver: Resolver,
  surroundings: Surroundings,
): Promise<BuiltRequest> {
  const url = await resolvedUrl(request.url, resolver);
  const fields: (Field & { readonly isSecret: boolean })[] = [];
  let host: string | undefined;
  for (const { name, value } of await resolvedFields(request.fields, resolver, surroundings.isRehearsal)) {
    const isHost = name.toLowerCase() === 'host';
    if (isHost) host ??= value.text;
    const isSecret = value.secrets.length > 0;
    fields.push({ name, value: isHost ? hostOnly(value.text) : encodedCredentials(name, value.text), isSecret });
  }
  const isGraphql = request.method === 'GRAPHQL' || fields.some(asksForGraphql);
  const body =
    request.body === undefined
      ? undefined
      : await resolvedBody(request.body, contentTypeOf(fields) ?? '', resolver, surroundings);
  const typed = fields.filter((field) => !asksForGraphql(field));
  const sent = isGraphql ? graphqlRequest(request, typed, body, resolver) : { fields: typed, body };
  const expectations: Expectation[] = [];
  for (const assertion of request.assertions) expectations.push(await resolvedAssertion(assertion, resolver));
  return {
    message: {
      method: isGraphql ? 'POST' : request.method,
      url: await absoluteUrl(url.text.trim(), host, resolver),
      fields: sent.fields.map(({ name, value }) => ({ name, value })),
      content: sent.body?.content,
      httpVersion: /^HTTP\/2/i.test(request.httpVersion ?? '') ? '2' : '1.1',
      tunnel: settings.tunnel,
      auth: 'none',
      secretFields: fields.filter(({ isSecret }) => isSecret).map(({ name }) => name),
      hasSecretContent: sent.body?.hasSecret ?? false,
      unresolved: [],
    },
    expectations,
    savePath: request.saveTo === undefined ? undefined : (await resolver.resolve(request.saveTo.path)).text,
  };
}

async function resolvedAssertion(assertion: ParsedAssertion, resolver: Resolver): Promise<Expectation> {
  const argument = parseTemplate(assertion.argument, 0, assertion.argument.length);
  return {
    assertion,
    argument: (await resolver.resolve(argument, assertion.span)).text,
    value: assertion.value === undefined ? undefined : (await resolver.resolve(assertion.value)).text,
  };
}

function asksForGraphql({ name, value }: Field): boolean {
  return name.toLowerCase() === 'x-request-type' && value.trim().toLowerCase() === 'graphql';
}

function contentTypeOf(fields: readonly Field[]): string | undefined {
  return fields.find(({ name }) => name.toLowerCase() === 'content-type')?.value;
}

interface GraphqlRequest {
  readonly fields: readonly Field[];
  readonly body: ResolvedBody | undefined;
}

function graphqlRequest(
  request: ParsedRequest,
  fields: readonly Field[],
  body: ResolvedBody | undefined,
  resolver: Resolver,
): GraphqlRequest {
  const octets = body?.content.kind === 'memory' ? body.content.octets : new Uint8Array();
  const json = graphqlBody(new TextDecoder().decode(octets));
  if (json.kind === 'invalid') {
    resolver.complain(request.bodySpan ?? request.lineSpan, { code: 'graphql-variables', message: json.message });
    return { fields, body };
  }
  const isTyped = contentTypeOf(fields) !== undefined;
  return {
    fields: isTyped ? fields : [...fields, { name: 'Content-Type', value: 'application/json' }],
    body: { content: memoryContent(new TextEncoder().encode(json.text)), hasSecret: body?.hasSecret ?? false },
  };
}

/** Where one reference of a URL ended up. */
interface Placed {
  readonly start: number;
  readonly end: number;
  readonly span: Span;
}

/** The URL with its values, none of them an empty or climbing path segment (rule UR: a DELETE without its id deletes every message). */
async function resolvedUrl(template: Template, resolver: Resolver): Promise<Value> {
  let url: Value = { text: '', secrets: [] };
  const placed: Placed[] = [];
  const before = resolver.problems.length;
  for (const piece of template.pieces) {
    const start = url.text.length;
    url = joined(url, await resolver.piece(piece));
    if (piece.kind === 'reference') placed.push({ start, end: url.text.length, span: piece.span });
  }
  if (resolver.problems.length > before) return url;
  const path = pathSpan(url.text);
  for (const { start, end, span } of placed) {
    const isInPath = start > path.start && end <= path.end;
    const isWhole = /[/,]/.test(url.text.charAt(start - 1)) && (end === path.end || /[/,]/.test(url.text.charAt(end)));
    const wrong = isInPath && isWhole ? pathValueProblem(url.text.slice(start, end)) : undefined;
    if (wrong !== undefined) resolver.complain(span, { code: wrong, message: pathMessages[wrong] });
  }
  return url;
}

const pathMessages = {
  'empty-path-parameter':
    'This value is empty, and without it the request may reach every resource. Give it a value before sending.',
  'path-dot-segment':
    'This value is `.` or `..`, which leads to another resource. Give it another value before sending.',
} as const;

/** Where the path lies in a URL: after scheme and authority, up to query or fragment. */
function pathSpan(url: string): Span {
  const authority = /^[a-z][a-z\d+.-]*:\/\/[^/?#]*/i.exec(url)?.[0].length ?? 0;
  const end = url.slice(authority).search(/[?#]/);
  return { start: authority, end: end === -1 ? url.length : authority + end };
}
