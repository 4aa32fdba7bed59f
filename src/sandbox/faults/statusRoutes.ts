import { STATUS_CODES } from 'node:http';
import {
  apiError,
  invalidParameter,
  json,
  noContent,
  numberOf,
  type Answer,
  type Call,
  type FieldLine,
  type StreamedAnswer,
} from '../call';
import type { Route } from '../route';
import type { SandboxState } from '../state';

/** Any status on demand, and redirects of every kind. */
export const statusRoutes: readonly Route[] = [
  {
    methods: ['*'],
    path: '/sandbox/status/:code',
    standsFor:
      '"The server returns an HTTP response with one of the 5xx status codes", or any other: the status asked for. retryAfter= seconds, any text, or date:SECONDS; times=N: after N such answers one 200; 100 to 199 come before a 200.',
    isProtected: false,
    answer: answerStatus,
  },
  {
    methods: ['*'],
    path: '/sandbox/redirect/:code',
    standsFor:
      '"client must support automatic redirection"; to=, hops=N, retryAfter=, location=none|empty|relative|absolute|invalid|two|userinfo|fragment|loop. Without Location "the client should repeat the request to the same URL".',
    isProtected: false,
    answer: answerRedirect,
  },
];

function answerStatus(call: Call, state: SandboxState): Answer | StreamedAnswer {
  const { code = '' } = call.parameters;
  if (!/^[1-9]\d\d$/.test(code)) return invalidParameter('code', code);
  const status = Number(code);
  if (status < 200) return informational(status);
  return isOver(call, state) ? json({ status: 200, message: 'OK' }) : statusAnswer(call, state, status);
}

/** True for the answer after the last of `times`; the count then starts anew. */
function isOver(call: Call, state: SandboxState): boolean {
  if (!call.url.searchParams.has('times')) return false;
  const times = numberOf(call, 'times', { min: 0, max: 1_000_000, fallback: 1 });
  const key = `${call.method} ${call.url.pathname}${call.url.search}`;
  const given = state.faultCounts.get(key) ?? 0;
  state.faultCounts.set(key, given < times ? given + 1 : 0);
  return given >= times;
}

function statusAnswer(call: Call, state: SandboxState, status: number): Answer {
  const fields = [...retryAfterField(call, state.now()), ...(extraFields[status] ?? [])];
  if ([204, 205, 304].includes(status)) return noContent(status, fields);
  const message = STATUS_CODES[status] ?? 'Unassigned';
  if (status < 400) return json({ status, message }, status, fields);
  return apiError(status, { errorCode: errorCodes[status] ?? 'CMN-201', message }, fields);
}

const extraFields: Readonly<Record<number, readonly FieldLine[]>> = {
  401: [['WWW-Authenticate', 'Bearer realm="RingCentral REST API", error="invalid_token"']],
  405: [['Allow', 'GET, HEAD']],
};

const errorCodes: Readonly<Record<number, string>> = {
  400: 'CMN-101',
  401: 'OAU-128',
  403: 'CMN-401',
  404: 'CMN-102',
  405: 'ADG-102',
  416: 'CMN-107',
  429: 'CMN-301',
  501: 'CMN-202',
};

/** `date:5` is an HTTP-date five seconds from now; any other text goes as it is. */
function retryAfterField(call: Call, now: number): readonly FieldLine[] {
  const text = call.url.searchParams.get('retryAfter');
  if (text === null) return [];
  const [, seconds] = /^date:(-?\d{1,6})$/.exec(text) ?? [];
  const value = seconds === undefined ? text : new Date(now + Number(seconds) * 1000).toUTCString();
  return [['Retry-After', value]];
}

function informational(status: number): StreamedAnswer {
  return {
    stream: (response) => {
      if (status === 100) response.writeContinue();
      else if (status === 102) response.writeProcessing();
      else if (status === 103) response.writeEarlyHints({ link: '</sandbox/echo>; rel=preload' });
      response.writeHead(200, { 'Content-Type': 'application/json;charset=UTF-8' });
      response.end('{"status":200,"message":"OK"}');
    },
  };
}

function answerRedirect(call: Call, state: SandboxState): Answer {
  const { code = '' } = call.parameters;
  if (!/^3\d\d$/.test(code)) return invalidParameter('code', code);
  const hops = numberOf(call, 'hops', { min: 1, max: 1000, fallback: 1 });
  const locations = hops > 1 ? [nextHop(call, hops - 1)] : lastLocations(call);
  const fields = [...locations.map((value) => ['Location', value] as const), ...retryAfterField(call, state.now())];
  if (code === '304') return noContent(304, fields);
  return json({ status: Number(code), message: STATUS_CODES[code] ?? 'Unassigned' }, Number(code), fields);
}

function nextHop(call: Call, hops: number): string {
  const next = new URL(call.url);
  next.searchParams.set('hops', String(hops));
  return `${next.pathname}${next.search}`;
}

/** Location lines of the last hop, by `location=`; the default is `to` as given. */
function lastLocations(call: Call): readonly string[] {
  const to = call.url.searchParams.get('to') ?? '/sandbox/echo';
  const host = call.origin.slice('http://'.length);
  const kinds: Readonly<Record<string, readonly string[]>> = {
    none: [],
    empty: [''],
    relative: [`..${to.replace(/^\/sandbox/, '')}`],
    absolute: [`${call.origin}${to}`],
    invalid: ['http://[no-host'],
    two: [to, '/sandbox/html'],
    userinfo: [`http://user:secret@${host}${to}`],
    fragment: [`${to}#fragment`],
    loop: [`${call.url.pathname}${call.url.search}`],
  };
  return kinds[call.url.searchParams.get('location') ?? ''] ?? [to];
}
