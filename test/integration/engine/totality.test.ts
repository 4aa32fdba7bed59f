import assert from 'node:assert/strict';
import { classify, type End } from '../../../src/http/verdict/classify';
import type { Failure, FailureKind } from '../../../src/http/failure';
import type { ResponseMessage } from '../../../src/http/message';
import type { Category, OutcomeKind } from '../../../src/http/outcome';
import { defaultPolicy } from '../../../src/http/policy';
import type { Retry } from '../../../src/http/retry/retry';
import { memoryContent } from '../../../src/http/sendPorts';
import type { Cause, Exchange, Sent } from '../../../src/http/trace';
import { present } from '../../../src/view/present';
import { account } from '../../../src/view/wording/outcome';
import { blockedReasons, protocolReasons } from '../../../src/view/wording/reason';
import { recordOf } from '../../conformance/records';

/** Every kind once; a kind that is missing or unknown does not compile. */
const failureKinds: Readonly<Record<FailureKind, string>> = {
  dns: 'ENOTFOUND',
  connect: 'ECONNREFUSED',
  tls: 'CERT_HAS_EXPIRED',
  timeout: 'ETIMEDOUT',
  reset: 'ECONNRESET',
  protocol: 'HPE_INVALID_CONSTANT',
  tooLarge: 'LIMIT',
  cancelled: 'CANCELLED',
};
const phases: Readonly<Record<Failure['phase'], true>> = { connect: true, tls: true, send: true, response: true };
const causes: { readonly [Kind in Cause['kind']]: Cause & { readonly kind: Kind } } = {
  initial: { kind: 'initial' },
  redirect: { kind: 'redirect', from: 0, status: 302, rule: 'RD2' },
  repeat: { kind: 'repeat', from: 0, rule: 'RD4' },
  retry: { kind: 'retry', from: 0, attempt: 1, rule: 'RT1' },
  renewal: { kind: 'renewal', grant: 'refresh_token', rule: 'AU2' },
};
const categories: Readonly<Record<Category, true>> = {
  success: true,
  clientError: true,
  serverError: true,
  none: true,
};
const stops: readonly (OutcomeKind | undefined)[] = [
  undefined,
  'redirectUnresolved',
  'redirectBlocked',
  'redirectLoop',
  'tooManyRedirects',
];
/** Every status of HTTP, and numbers that are none. */
const statuses = [-1, 0, 99, ...Array.from({ length: 500 }, (_, at) => 100 + at), 600, 999];
const notable = [200, 202, 207, 304, 302, 401, 404, 405, 429, 503];

function retries(kind: Retry['kind']): readonly (Retry | undefined)[] {
  const retry = { kind, rule: 'RT1', isRetryable: true, notes: [] } as const;
  return [
    undefined,
    { ...retry, delay: undefined, retryAfter: undefined },
    { ...retry, delay: undefined, retryAfter: 600_000 },
    { ...retry, isRetryable: false, delay: undefined, retryAfter: undefined },
  ];
}

function response(status: number): ResponseMessage {
  const content = memoryContent(new TextEncoder().encode('{"errorCode":"CMN-102","message":"Not found."}'));
  const fields = [{ name: 'Allow', value: 'GET' }];
  return { status, reason: '', httpVersion: '1.1', fields, trailers: [], content, wireSize: 0, decoded: [] };
}

const timings = { dns: -1, connect: -1, tls: -1, send: 0, wait: 1, receive: 0 };

/** What came of a run that ended so, its last exchange made for `cause`. */
function sent(end: End, cause: Cause): Sent {
  const answered = end.kind === 'answer' || end.kind === 'failure' ? end.response : undefined;
  const failure = end.kind === 'failure' ? end.failure : undefined;
  const url = 'https://api.example.test/a';
  const last: Exchange = {
    ...{ cause, waited: 0, startedAt: new Date(0).toISOString(), timings, connection: undefined, notes: [] },
    ...{ response: answered, failure },
    request: { method: 'GET', url, fields: [], content: undefined, httpVersion: '1.1' },
  };
  const trace = end.kind === 'blocked' || end.kind === 'refused' ? [] : [last];
  return {
    ...{
      trace,
      outcome: classify(end, defaultPolicy, 0),
      response: answered,
      finalUrl: trace.length === 0 ? undefined : url,
    },
    ...{ attempts: trace.length, redirects: 0, retries: 0, renewals: 0, waits: [], warnings: [], notes: [] },
  };
}

/** An end is classified, goes through the one door to records, and is worded for panel and command line without a gap. */
function check(end: End, cause: Cause = causes.initial): OutcomeKind {
  const run = sent(end, cause);
  const record = recordOf(
    { request: { id: 'r1', method: 'GET', url: 'https://api.example.test/a', headers: [] }, sent: run, events: [] },
    defaultPolicy,
  );
  const said = account(record);
  const view = present(record);
  const context = JSON.stringify({ end: { ...end, response: undefined }, cause: cause.kind, said });
  assert.ok(run.outcome.category in categories, context);
  assert.match(said.title, /^\S(?:.*\S)?$/u, context);
  assert.match(said.where, /\S/u, context);
  const steps = view.trace.steps.map((step) => step.why.text);
  for (const text of [said.title, said.where, ...said.words, said.whatNow ?? 'A.', ...steps])
    assert.doesNotMatch(text, /undefined|NaN|\[object|^$/u, context);
  assert.match(said.whatNow ?? 'A.', /[.)]$/u, context);
  return run.outcome.kind;
}

describe('every end of a run has an outcome and words', () => {
  const seen = new Set<OutcomeKind>();

  it('when it was blocked, cancelled or refused a token', () => {
    for (const reason of [...Object.keys(blockedReasons), 'of-tomorrow']) seen.add(check({ kind: 'blocked', reason }));
    for (const cause of Object.values(causes)) seen.add(check({ kind: 'cancelled' }, cause));
    for (const needsLogin of [false, true]) seen.add(check({ kind: 'refused', needsLogin, error: undefined }));
  });

  it('when it failed in any way, in any phase, with or without an answer begun', () => {
    for (const [kind, code] of Object.entries(failureKinds) as [FailureKind, string][])
      for (const phase of Object.keys(phases) as Failure['phase'][])
        for (const cause of Object.values(causes))
          for (const begun of [undefined, ...notable])
            for (const reason of [undefined, ...Object.keys(protocolReasons)])
              for (const retry of reason === undefined ? retries('network') : [undefined]) {
                const failure = {
                  kind,
                  code,
                  message: 'It broke.',
                  phase,
                  ...(reason === undefined ? {} : { reason }),
                };
                const answered = begun === undefined ? undefined : response(begun);
                seen.add(check({ kind: 'failure', failure, response: answered, retry }, cause));
              }
  });

  it('when it was answered with any status, on any method and for any cause', () => {
    for (const status of statuses)
      for (const method of ['GET', 'POST', 'DELETE'])
        for (const cause of Object.values(causes))
          seen.add(check({ kind: 'answer', method, response: response(status), error: undefined }, cause));
  });

  it('when an answer was stopped at, was not repeated, had no token, came from the cache or could not be split', () => {
    for (const status of notable)
      for (const stop of stops)
        for (const retry of retries('rateLimit'))
          for (const refused of [
            undefined,
            { needsLogin: true, error: undefined },
            { needsLogin: false, error: undefined },
          ])
            for (const isFromCache of [false, true])
              for (const protocolReason of [undefined, ...Object.keys(protocolReasons), 'of-tomorrow']) {
                const rest = { stop, retry, refused, isFromCache, protocolReason };
                seen.add(
                  check({ kind: 'answer', method: 'GET', response: response(status), error: undefined, ...rest }),
                );
              }
  });

  it('and all kinds of outcome were among them', () => {
    const all: Readonly<Record<OutcomeKind, true>> = {
      ...{ completed: true, multiStatus: true, notModified: true, redirectUnresolved: true, redirectBlocked: true },
      ...{ redirectLoop: true, tooManyRedirects: true, clientError: true, unauthorized: true, authFailed: true },
      ...{ alreadyDeleted: true, rateLimited: true, serverError: true, protocolError: true, transportError: true },
      ...{ cancelled: true, blocked: true },
    };
    assert.deepEqual([...seen].sort(), Object.keys(all).sort());
  });
});
