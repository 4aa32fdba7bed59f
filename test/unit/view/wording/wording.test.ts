import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import type { FailureKind } from '../../../../src/http/failure';
import type { OutcomeKind } from '../../../../src/http/outcome';
import { account } from '../../../../src/view/wording/outcome';
import { wordCount, wordDuration, wordSize } from '../../../../src/view/wording/quantity';
import { blockedReasons, protocolReasons, wordReason } from '../../../../src/view/wording/reason';
import { wordWarning, warnings } from '../../../../src/view/wording/warning';
import type { RunRecord } from '../../../../src/run/record';
import { answer, exchangeRecord, runRecord } from '../../../support/runRecords';

/** Every kind once; a kind that is missing or unknown does not compile. */
const outcomes: Readonly<Record<OutcomeKind, number | undefined>> = {
  completed: 200,
  multiStatus: 207,
  notModified: 304,
  redirectUnresolved: 300,
  redirectBlocked: 302,
  redirectLoop: 302,
  tooManyRedirects: 302,
  clientError: 404,
  unauthorized: 401,
  authFailed: 401,
  alreadyDeleted: 404,
  rateLimited: 429,
  serverError: 500,
  protocolError: 207,
  transportError: undefined,
  cancelled: undefined,
  blocked: undefined,
};
const failures: Readonly<Record<FailureKind, string>> = {
  dns: 'ENOTFOUND',
  connect: 'ECONNREFUSED',
  tls: 'CERT_HAS_EXPIRED',
  timeout: 'ETIMEDOUT',
  reset: 'ECONNRESET',
  protocol: 'HPE_INVALID_CONSTANT',
  tooLarge: 'LIMIT',
  cancelled: 'CANCELLED',
};
const reasons = [undefined, 'of-tomorrow', ...Object.keys(blockedReasons), ...Object.keys(protocolReasons)];
const statuses = [undefined, 100, 200, 202, 206, 300, 304, 400, 403, 404, 405, 409, 412, 418, 429, 451, 500, 503, 599];

function sentences(record: RunRecord): void {
  const said = account(record);
  const context = `${record.outcome} ${record.status ?? ''} ${record.reason ?? ''} ${JSON.stringify(said)}`;
  assert.match(said.title, /^\S.*\S$/u, context);
  assert.match(said.where, /\S/u, context);
  if (said.tone !== 'success') assert.ok(said.whatNow !== undefined, context);
  for (const text of [said.title, ...said.words, said.whatNow ?? 'A.', ...said.offers.map(({ label }) => label)])
    assert.doesNotMatch(text, /undefined|NaN|\[object|^$/u, context);
  assert.match(said.whatNow ?? 'A.', /[.)]$/u, context);
}

describe('account', () => {
  it('says what, where and what now for every outcome, status, reason and flag', () => {
    for (const [outcome, usual] of Object.entries(outcomes) as [OutcomeKind, number | undefined][])
      for (const status of [usual, ...statuses])
        for (const reason of reasons)
          for (const isOn of [false, true])
            sentences(
              runRecord({
                outcome,
                status,
                reason,
                category: 'none',
                retryable: isOn,
                needsLogin: isOn,
                retryAfter: isOn ? 28_000 : undefined,
                advice: isOn ? 'contact-support' : undefined,
                allow: isOn ? ['GET', 'PUT'] : undefined,
                renewals: isOn ? 1 : 0,
                exchanges: outcome === 'blocked' ? [] : [exchangeRecord()],
                warnings: isOn ? Object.keys(warnings) : [],
              }),
            );
  });

  it('says what, where and what now for every failure in every phase', () => {
    for (const [kind, code] of Object.entries(failures) as [FailureKind, string][])
      for (const phase of ['connect', 'tls', 'send', 'response'] as const)
        for (const named of [code, 'E_OTHER']) {
          const failure = { kind, code: named, message: 'It did not work.', phase };
          sentences(runRecord({ outcome: 'transportError', category: 'none', status: undefined, failure }));
        }
  });

  it('headlines status, class and error of the body', () => {
    const error = {
      errors: [{ errorCode: 'CMN-102', message: 'Resource is not found', attributes: {} }],
      legacyErrorCode: undefined,
      oauthError: undefined,
      oauthDescription: undefined,
      message: 'Resource is not found',
    };
    const exchanges = [exchangeRecord({ response: answer(404, 'Not Found') })];
    const said = account(runRecord({ outcome: 'clientError', category: 'clientError', status: 404, error, exchanges }));
    assert.deepEqual([said.title, ...said.words], ['404 Not Found', 'client error', 'CMN-102 Resource is not found']);
  });

  it('says when a server that is not ready may be asked again, and what to check before', () => {
    const said = (record: Partial<RunRecord>): string | undefined =>
      account(runRecord({ outcome: 'serverError', status: 503, ...record })).whatNow;
    const unsure = { retryable: true, warnings: ['unsafe-not-retried'] } as const;
    const check = 'It was not repeated by itself, because it may have taken effect: check on the server first.';
    assert.deepEqual(
      [{}, { retryable: true }, { retryable: true, retryAfter: 30_000 }, unsure, { ...unsure, retryAfter: 30_000 }].map(
        said,
      ),
      [
        'The server is not ready for it: send again later.',
        'The server is not ready for it: send again later.',
        'The server is not ready for it: send again in 30 s.',
        `${check} Then send again.`,
        `${check} Send again in 30 s.`,
      ],
    );
  });

  it('names the phrase of a status that came without one', () => {
    const exchanges = [exchangeRecord({ response: answer(503, '') })];
    assert.equal(
      account(runRecord({ outcome: 'serverError', status: 503, exchanges })).title,
      '503 Service Unavailable',
    );
  });

  it('cuts a phrase that a server sends without end', () => {
    const exchanges = [exchangeRecord({ response: answer(200, 'so '.repeat(1000)) })];
    assert.equal(account(runRecord({ exchanges })).title.length, 105);
  });

  it('points at the line of what kept a request from being sent', () => {
    const diagnostics = [
      { line: 7, column: 12, severity: 'error', code: 'unresolved-variable', message: '`id` has no value.' } as const,
    ];
    const said = account(runRecord({ outcome: 'blocked', reason: 'unresolved-variable', diagnostics, exchanges: [] }));
    assert.equal(said.where, 'messages.rcreq, line 7, column 12');
    assert.match(said.whatNow ?? '', /^`id` has no value\. Define it/u);
  });

  it('advises once: a message that says what to do already gets no other advice', () => {
    const now = (given: Partial<RunRecord>): string => account(runRecord(given)).whatNow ?? '';
    const failure = { kind: 'connect', code: 'ECONNREFUSED', phase: 'connect' } as const;
    const refused = (message: string): string =>
      now({ outcome: 'transportError', status: undefined, failure: { ...failure, message } });
    assert.equal(refused('Nothing listens there. Start the server.'), 'Nothing listens there. Start the server.');
    assert.match(refused('Nothing listens there.'), /^Nothing listens there\. Nothing is listening at /u);
    const message = '`id` has no value here. Define it with `@id = …`.';
    const diagnostics = [{ line: 7, column: 12, severity: 'error', code: 'unresolved-variable', message } as const];
    assert.equal(now({ outcome: 'blocked', reason: 'unresolved-variable', diagnostics, exchanges: [] }), message);
  });

  it('says of an answer that broke off what the connection did', () => {
    const message = 'The server closed the connection before its answer was complete. Send again for the rest.';
    const failure = {
      kind: 'protocol',
      code: 'ECONNRESET',
      phase: 'response',
      reason: 'answer-truncated',
      message,
    } as const;
    const said = account(runRecord({ outcome: 'protocolError', status: 200, reason: 'answer-truncated', failure }));
    assert.equal(said.whatNow, message);
    assert.deepEqual(
      said.offers.map(({ action }) => action),
      ['resend', 'showLog'],
    );
  });

  it('offers to renew a token only where one was sent', () => {
    const label = (...fields: readonly { name: string; value: string }[]): string | undefined => {
      const sent = exchangeRecord();
      const exchanges = [{ ...sent, request: { ...sent.request, fields } }];
      return account(runRecord({ outcome: 'unauthorized', status: 401, exchanges })).offers[0]?.label;
    };
    assert.equal(label(), 'Get token');
    assert.equal(label({ name: 'authorization', value: 'Bearer ***' }), 'Renew token');
  });

  it('offers a blocked redirect only when its target is one http or https URL', () => {
    const offered = (...locations: string[]): readonly (string | undefined)[] => {
      const fields = locations.map((value) => ({ name: 'Location', value }));
      const exchanges = [exchangeRecord({ response: { ...answer(302, 'Found'), fields } })];
      return account(runRecord({ outcome: 'redirectBlocked', status: 302, exchanges })).offers.map(({ url }) => url);
    };
    assert.deepEqual(offered('../x'), ['https://api.example.test/v1/x']);
    assert.deepEqual(offered('javascript:alert(1)'), []);
    assert.deepEqual(offered('/a', '/b'), []);
    assert.deepEqual(offered('http://[oops'), []);
  });

  it('says from when sending again is welcome', () => {
    const said = account(runRecord({ outcome: 'rateLimited', status: 429, retryAfter: 30_000 }));
    assert.deepEqual(said.offers, [
      { action: 'resend', label: 'Send again', at: Date.parse('2026-03-01T14:03:50.042Z') },
    ]);
  });
});

describe('the tables of wording', () => {
  it('hold every warning and reason that the conformance cases name', () => {
    const suite = JSON.parse(readFileSync('test/conformance/cases.json', 'utf8')) as {
      cases: { outcomes: { warnings?: string[]; reason?: string }[] }[];
    };
    const named = suite.cases.flatMap(({ outcomes: listed }) => listed);
    for (const id of named.flatMap((outcome) => outcome.warnings ?? [])) assert.ok(Object.hasOwn(warnings, id), id);
    for (const { reason } of named) if (reason !== undefined) assert.ok(wordReason(reason) !== undefined, reason);
  });

  it('are sentences', () => {
    const all = [...Object.values(warnings), ...Object.values(blockedReasons), ...Object.values(protocolReasons)];
    for (const { what, whatNow } of all)
      for (const text of [what, whatNow ?? 'A.']) assert.match(text, /^[A-Z`].*\.$/u);
  });

  it('name a warning they do not know, be it called like a member of every object', () => {
    assert.equal(wordWarning('of-tomorrow').what, 'Warning: of-tomorrow.');
    assert.equal(wordWarning('constructor').what, 'Warning: constructor.');
  });
});

describe('quantities', () => {
  it('are worded as people say them', () => {
    assert.deepEqual([0, 812, 1024, 1_048_575, 52_428_800].map(wordSize), [
      '0 B',
      '812 B',
      '1.0 KB',
      '1.0 MB',
      '50.0 MB',
    ]);
    assert.deepEqual([0, 0.84, 42, 999.6, 1240, 59_990, 125_000, -1].map(wordDuration), [
      '0 ms',
      '0.8 ms',
      '42 ms',
      '1 s',
      '1.24 s',
      '1 min',
      '2 min 5 s',
      'not known',
    ]);
    assert.deepEqual([wordCount(1, 'part'), wordCount(1200, 'part')], ['1 part', '1,200 parts']);
  });
});
