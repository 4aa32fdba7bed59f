import { parseUrl } from '../../base/parseUrl';
import { encodePathPart, encodeQueryPart, encodeTypedPath, encodeTypedQuery, hasStrayPercent } from './percent';
import type { QueryParameter, SendRequest } from '../sendRequest';
import type { Note } from '../trace';

/** Why a URL cannot be sent, in the rules' words. */
export type UrlProblem =
  'invalid-url' | 'scheme-not-http' | 'unresolved-variable' | 'empty-path-parameter' | 'path-dot-segment';

/** A request target ready to be sent. `userInfo` is `user:password`, decoded, when the URL carried one. */
export interface TargetUrl {
  readonly kind: 'url';
  /** Absolute and encoded, without user info and fragment. */
  readonly url: string;
  /** With its `#`; empty when there is none. */
  readonly fragment: string;
  readonly userInfo: string | undefined;
  readonly notes: readonly Note[];
}

/** Builds the target of a request (rule UR): path parameters filled in, typed text encoded once, query parameters appended in order. */
export function targetUrl(
  request: Pick<SendRequest, 'url' | 'query' | 'pathParameters'>,
): TargetUrl | { readonly kind: 'problem'; readonly problem: UrlProblem } {
  const typed = request.url.trim();
  const problem = typedProblem(request.url, typed);
  if (problem !== undefined) return { kind: 'problem', problem };
  const { base, path, query, hasQuery, fragment } = split(typed);
  if (base.endsWith('/')) return { kind: 'problem', problem: 'invalid-url' };
  const filled = fillPath(path, request.pathParameters ?? {});
  if (filled.kind === 'problem') return filled;
  const notes: Note[] = [];
  if (hasStrayPercent(path) || hasStrayPercent(query)) {
    notes.push({ rule: 'UR', message: 'A % that begins no escape was sent as %25.', warning: 'url-stray-percent' });
  }
  const wholeQuery = [encodeTypedQuery(query), ...(request.query ?? []).map(parameter)]
    .filter((part) => part !== '')
    .join('&');
  const mark = wholeQuery === '' && !hasQuery ? '' : '?';
  const text = `${base}${filled.path}${mark}${wholeQuery}`;
  const url = parseUrl(text);
  if (url === undefined) return { kind: 'problem', problem: 'invalid-url' };
  const userInfo = takeUserInfo(url);
  if (userInfo !== undefined) {
    notes.push({
      rule: 'UR',
      message: 'User and password were taken out of the URL and sent as a Basic Authorization field.',
      warning: 'url-userinfo',
    });
  }
  return {
    kind: 'url',
    url: url.href,
    fragment: fragment === '' ? '' : `#${encodeTypedQuery(fragment)}`,
    userInfo,
    notes,
  };
}

/** What is wrong with a value that stands in a path, variables included: empty, or a dot segment that would climb (rule UR). Undefined: nothing. */
export function pathValueProblem(value: string): 'empty-path-parameter' | 'path-dot-segment' | undefined {
  if (value === '.' || value === '..') return 'path-dot-segment';
  return value.split(',').includes('') ? 'empty-path-parameter' : undefined;
}

function typedProblem(raw: string, typed: string): UrlProblem | undefined {
  // eslint-disable-next-line no-control-regex -- control characters are what is looked for
  if (/[\u0000-\u001f\u007f]/.test(raw)) return 'invalid-url';
  if (/\{\{.*?\}\}/.test(typed)) return 'unresolved-variable';
  if (/^https?:\/\//i.test(typed)) return undefined;
  const scheme = /^([A-Za-z][A-Za-z0-9+.-]*):(.*)$/.exec(typed);
  const isHostAndPort = /^\d+(\/|\?|#|$)/.test(scheme?.[2] ?? '');
  if (scheme === null || isHostAndPort || /^https?$/i.test(scheme[1] ?? '')) return 'invalid-url';
  return 'scheme-not-http';
}

function split(typed: string) {
  const hash = typed.indexOf('#');
  const fragment = hash < 0 ? '' : typed.slice(hash + 1);
  const whole = hash < 0 ? typed : typed.slice(0, hash);
  const mark = whole.indexOf('?');
  const query = mark < 0 ? '' : whole.slice(mark + 1);
  const target = mark < 0 ? whole : whole.slice(0, mark);
  const slash = target.indexOf('/', target.indexOf('//') + 2);
  const base = slash < 0 ? target : target.slice(0, slash);
  return { base, path: slash < 0 ? '' : target.slice(slash), query, hasQuery: mark >= 0, fragment };
}

function fillPath(
  path: string,
  values: NonNullable<SendRequest['pathParameters']>,
): { readonly kind: 'path'; readonly path: string } | { readonly kind: 'problem'; readonly problem: UrlProblem } {
  let problem: UrlProblem | undefined;
  const pieces = path.split(/\{([A-Za-z_][\w.-]*)\}/);
  const filled = pieces.map((piece, at) => {
    if (at % 2 === 0) return encodeTypedPath(piece);
    const value = valueOf(piece, values);
    problem ??= pathValueProblem(value);
    return encodePathPart(value);
  });
  return problem === undefined ? { kind: 'path', path: filled.join('') } : { kind: 'problem', problem };
}

/** Accounts and extensions default to `~`, the caller's own; what has no value is empty (rule UR). */
function valueOf(name: string, values: NonNullable<SendRequest['pathParameters']>): string {
  const value = Object.hasOwn(values, name) ? values[name] : undefined;
  if (value === undefined) return name === 'accountId' || name === 'extensionId' ? '~' : '';
  return typeof value === 'string' ? value : value.join(',');
}

function parameter({ name, value, explode }: QueryParameter): string {
  const encodedName = encodeQueryPart(name);
  if (value === null) return encodedName;
  if (typeof value === 'string') return `${encodedName}=${encodeQueryPart(value)}`;
  if (explode === false) return `${encodedName}=${value.map(encodeQueryPart).join(',')}`;
  return value.map((one) => `${encodedName}=${encodeQueryPart(one)}`).join('&');
}

function takeUserInfo(url: URL): string | undefined {
  if (url.username === '' && url.password === '') return undefined;
  const userInfo = `${decoded(url.username)}:${decoded(url.password)}`;
  url.username = '';
  url.password = '';
  return userInfo;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
