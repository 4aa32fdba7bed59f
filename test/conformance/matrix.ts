import type { ScriptedExchange } from '../support/scriptedTransport';
import type { Case, CaseOutcome, CaseRequest } from './suite';

/** What the guide and RFC 9110 say of a method; the table from which every combination follows. */
interface Method {
  readonly name: string;
  readonly body: string | null;
  /** What 301 and 302 make of it; undefined: they are not followed. */
  readonly moved: string | undefined;
  /** Whether the guide's table names it for 301 and 302. */
  readonly isNamed: boolean;
  readonly isIdempotent: boolean;
}

const content = '{"a":1}';
const methods: readonly Method[] = [
  { name: 'GET', body: null, moved: 'GET', isNamed: true, isIdempotent: true },
  { name: 'HEAD', body: null, moved: 'HEAD', isNamed: true, isIdempotent: true },
  { name: 'POST', body: content, moved: 'GET', isNamed: true, isIdempotent: false },
  { name: 'PUT', body: content, moved: 'GET', isNamed: true, isIdempotent: true },
  { name: 'DELETE', body: null, moved: 'GET', isNamed: true, isIdempotent: true },
  { name: 'PATCH', body: content, moved: 'GET', isNamed: false, isIdempotent: false },
  { name: 'OPTIONS', body: null, moved: 'OPTIONS', isNamed: false, isIdempotent: true },
  { name: 'TRACE', body: null, moved: 'TRACE', isNamed: false, isIdempotent: true },
  { name: 'PURGE', body: null, moved: undefined, isNamed: false, isIdempotent: false },
];

const here = 'https://api.example.test/x';
const near = 'https://api.example.test/y';
const far = 'https://other.example/y';
const secrets = { authorization: 'Bearer LIT', cookie: 's=1', 'x-api-key': 'K' };

/** Every method with every way to be redirected and repeated. */
export function matrixCases(): readonly Case[] {
  return methods.flatMap((method) => [
    ...[301, 302, 303, 307, 308].flatMap((status) => [
      redirect(method, status, near),
      redirect(method, status, far),
      missingLocation(method, status),
    ]),
    ...repeats(method),
  ]);
}

function redirect(method: Method, status: number, target: string): Case {
  const keeps = status === 307 || status === 308;
  const next = keeps ? method.name : status === 303 ? (method.name === 'HEAD' ? 'HEAD' : 'GET') : method.moved;
  const body = next === method.name ? method.body : null;
  const odd = keeps || status === 303 || method.isNamed ? [] : ['redirect-method-unspecified'];
  const first = exchange(typedRequest(method), { status, headers: [['Location', target]] });
  const id = `${status} ${method.name} to ${target}`;
  if (next === undefined) {
    return one(id, method, [first], { outcome: 'redirectUnresolved', status, redirects: 0, warnings: odd });
  }
  const isFar = target === far;
  const kept = { 'user-agent': 'matrix/1.0', ...(isFar ? {} : secrets) };
  const typed = body === null ? kept : { ...kept, 'content-type': 'application/json' };
  const absent = [...(isFar ? Object.keys(secrets) : []), ...(body === null ? ['content-type'] : [])];
  const second = exchange({ method: next, url: target, body, headers: typed, absent }, { status: 200 });
  const warnings = [
    ...odd,
    ...(isFar ? ['credentials-dropped'] : []),
    ...(isFar && body !== null ? ['body-sent-cross-origin'] : []),
  ];
  return one(id, method, [first, second], { redirects: 1, finalUrl: target, warnings });
}

function missingLocation(method: Method, status: number): Case {
  const exchanges = [
    exchange(typedRequest(method), { status }),
    exchange({ ...typedRequest(method), headers: secrets }, { status: 200 }),
  ];
  const isUnsafe = method.name === 'POST' || method.name === 'PATCH';
  const warnings = ['redirect-without-location', ...(isUnsafe ? ['repeat-of-unsafe-method'] : [])];
  return one(`${status} ${method.name} to nowhere`, method, exchanges, { redirects: 1, warnings });
}

function repeats(method: Method): readonly Case[] {
  const { name, isIdempotent } = method;
  const again = exchange(typedRequest(method), { status: 200 }, 2000);
  const repeated = { retries: 1, waitsMs: [2000] };
  const wait: readonly (readonly [string, string])[] = [['Retry-After', '2']];
  const isSaid = { warnings: ['unsafe-not-retried'], retryable: true };
  const attempt = (respond: ScriptedExchange['respond']) => exchange(typedRequest(method), respond);
  const limited = attempt({ status: 429, headers: wait });
  const refused = attempt({ fail: 'ECONNREFUSED', phase: 'connect' });
  const away = attempt({ status: 503, headers: wait });
  const reset = attempt({ fail: 'ECONNRESET', phase: 'response' });
  const untrusted = attempt({ fail: 'CERT_HAS_EXPIRED', phase: 'tls' });
  const broken = { category: 'none', outcome: 'transportError', status: null };
  const unavailable = { category: 'serverError', outcome: 'serverError', status: 503, retryAfterMs: 2000 };
  return [
    one(`429 ${name}`, method, [limited, again], repeated),
    one(`refused ${name}`, method, [refused, again], repeated),
    one(`untrusted ${name}`, method, [untrusted], broken),
    isIdempotent
      ? one(`503 ${name}`, method, [away, again], repeated)
      : one(`503 ${name}`, method, [away], { ...unavailable, ...isSaid }),
    isIdempotent
      ? one(`reset ${name}`, method, [reset, again], repeated)
      : one(`reset ${name}`, method, [reset], { ...broken, ...isSaid }),
  ];
}

function exchange(
  expect: NonNullable<ScriptedExchange['expect']>,
  respond: ScriptedExchange['respond'],
  afterMs = 0,
): ScriptedExchange {
  return { for: 'r1', afterMs, expect, respond };
}

/** The request as it was typed. */
function typedRequest({ name, body }: Method): NonNullable<ScriptedExchange['expect']> {
  return { method: name, url: here, body };
}

function one(
  id: string,
  { name, body }: Method,
  exchanges: readonly ScriptedExchange[],
  outcome: Partial<CaseOutcome>,
): Case {
  const headers = Object.entries(secrets);
  const typed = body === null ? headers : [...headers, ['Content-Type', 'application/json'] as const];
  const request: CaseRequest = { id: 'r1', method: name, url: here, headers: typed, body };
  const usual = { category: 'success', outcome: 'completed', status: 200, redirects: 0, retries: 0, waitsMs: [] };
  const expected = { ...usual, attempts: exchanges.length, finalUrl: here, warnings: [], ...outcome };
  const policy = { retryNetwork: true, userAgent: 'matrix/1.0' };
  return { id, title: id, policy, requests: [request], exchanges, outcomes: [{ request: 'r1', ...expected }] };
}
