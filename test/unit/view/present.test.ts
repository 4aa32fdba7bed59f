import assert from 'node:assert/strict';
import { present } from '../../../src/view/present';
import type { RunRecord } from '../../../src/run/record';
import { answer, exchangeRecord, runRecord } from '../../support/runRecords';

const part = (
  index: number,
  status: number,
  category: 'success' | 'clientError',
): NonNullable<RunRecord['parts']>[number] => ({
  index,
  status,
  category,
  outcome: category === 'success' ? 'completed' : 'clientError',
  resourceId: String(index),
  fields: [{ name: 'Content-Type', value: 'application/json; charset=utf-8' }],
  body: { kind: 'text', text: '{}' },
  error: undefined,
});

describe('present', () => {
  it('has a tab for what there is and none for what there is not', () => {
    assert.deepEqual(present(runRecord()).tabs, ['body', 'headers', 'trace', 'request']);
    const blocked = present(runRecord({ outcome: 'blocked', exchanges: [], content: undefined }));
    assert.deepEqual([blocked.tabs, blocked.tab], [['trace'], 'trace']);
    const assertions = [{ line: 9, text: 'status == 200', isOk: true, actual: '200', message: undefined }];
    assert.deepEqual(present(runRecord({ assertions })).tests?.summary, '1 of 1 passed');
  });

  it('says the correlation ids of a failure, and leaves those of a success among the headers', () => {
    const said = (record: Partial<RunRecord>): boolean =>
      JSON.stringify(present(runRecord({ ...record, correlation: { RCRequestId: 'id-1' } })).banner).includes('id-1');
    assert.equal(said({ category: 'serverError', outcome: 'serverError', status: 500 }), true);
    assert.equal(said({}), false);
  });

  it('says a correlation id once, where the advice names it', () => {
    const failed: Partial<RunRecord> = { category: 'serverError', outcome: 'serverError', status: 502 };
    const { banner } = present(
      runRecord({ ...failed, advice: 'contact-support', correlation: { RCRequestId: 'id-1', 'X-Trace': 'id-2' } }),
    );
    assert.equal(JSON.stringify(banner).split('id-1').length, 2);
    assert.equal(JSON.stringify(banner).split('id-2').length, 2);
  });

  it('says how many requests left, and what caused those after the first', () => {
    const said = (record: Partial<RunRecord>): string | undefined =>
      present(runRecord(record)).facts.find(({ name }) => name === 'Requests')?.value;
    assert.equal(said({ attempts: 1 }), undefined);
    assert.equal(said({ attempts: 4, redirects: 2, retries: 1 }), '4 (2 redirects, 1 repeat)');
  });

  it('makes an error of a failed assertion, unless no answer came to judge', () => {
    const assertions = [{ line: 9, text: 'status == 201', isOk: false, actual: '200', message: 'It is 200.' }];
    const failed = present(runRecord({ assertions })).banner;
    assert.deepEqual([failed.tone, ...failed.words], ['error', 'success', '1 of 1 assertion failed']);
    const cancelled = present(runRecord({ assertions, outcome: 'cancelled', status: undefined })).banner;
    assert.deepEqual([cancelled.tone, ...cancelled.words], ['neutral']);
  });

  it('says a complaint in the list with its place, and not above it as well', () => {
    const diagnostics = [{ line: 3, column: 5, severity: 'error', code: 'x', message: 'No value. Give one.' }] as const;
    const view = present(runRecord({ outcome: 'blocked', status: undefined, diagnostics, exchanges: [] }));
    assert.equal(view.banner.whatNow, undefined);
    assert.deepEqual(view.diagnostics, [{ line: 3, column: 5, tone: 'error', text: 'No value. Give one.' }]);
  });

  it('opens redirects that came to no end at the Trace, which shows where they turned', () => {
    for (const outcome of ['redirectLoop', 'tooManyRedirects'] as const)
      assert.equal(present(runRecord({ outcome, status: 302 })).tab, 'trace');
  });

  it('opens a 207 at its parts with the verdict', () => {
    const view = present(
      runRecord({
        outcome: 'multiStatus',
        status: 207,
        parts: [part(1, 200, 'success'), part(2, 404, 'clientError')],
        exchanges: [exchangeRecord({ response: answer(207, 'Multi-Status') })],
      }),
    );
    assert.equal(view.tab, 'parts');
    assert.equal(view.parts?.verdict, '1 of 2 failed');
    assert.deepEqual(
      view.parts.parts.map(({ status, isFailed, type }) => [status, isFailed, type]),
      [
        ['200 OK', false, 'application/json'],
        ['404 Not Found', true, 'application/json'],
      ],
    );
    assert.deepEqual([view.banner.title, ...view.banner.words], ['207 Multi-Status', '1 of 2 failed']);
  });

  it('lays the phases of every step on one scale, the wait before it included', () => {
    const timings = { dns: -1, connect: -1, tls: -1, send: 1, wait: 9, receive: 2 };
    const { trace } = present(
      runRecord({
        duration: 2100,
        exchanges: [
          exchangeRecord(),
          exchangeRecord({
            cause: { kind: 'retry', from: 0, attempt: 1, rule: 'RT2' },
            waited: 2000,
            startedAt: '2026-03-01T14:03:22.050Z',
            timings,
          }),
        ],
      }),
    );
    assert.equal(trace.total, 2100);
    assert.deepEqual(trace.steps[1]?.why, { rule: 'RT2', text: 'Repeat 1 after step 1' });
    assert.deepEqual(
      trace.steps[1].phases.map(({ name, start, duration }) => [name, start, duration]),
      [
        ['held', 50, 2000],
        ['send', 2050, 1],
        ['wait', 2051, 9],
        ['receive', 2060, 2],
      ],
    );
  });

  it('gives sizes on the wire and decoded when they differ', () => {
    const response = { ...answer(200, 'OK'), wireSize: 512, decodedSize: 2048 };
    const facts = present(runRecord({ exchanges: [exchangeRecord({ response })] })).facts;
    assert.deepEqual(facts.find(({ name }) => name === 'Size')?.value, '512 B → 2.0 KB');
  });

  it('never counts a quota beyond its limits', () => {
    const rateLimit = { group: 'heavy', limit: 10, remaining: 99, windowSeconds: 60, resetSeconds: undefined };
    assert.deepEqual(present(runRecord({ rateLimit })).rateLimits, [
      { name: 'Quota (heavy)', remaining: 10, limit: 10, text: '99 of 10 left in 1 min' },
    ]);
  });

  it('tells the quota of every group that an exchange was counted in, each as it was last', () => {
    const counted = (group: string, remaining: number) => {
      const told = { Group: group, Limit: '10', Remaining: String(remaining) };
      const fields = Object.entries(told).map(([name, value]) => ({ name: `X-Rate-Limit-${name}`, value }));
      return exchangeRecord({ response: { ...answer(200, 'OK'), fields } });
    };
    const exchanges = [counted('auth', 4), counted('light', 9), counted('auth', 3)];
    assert.deepEqual(
      present(runRecord({ exchanges })).rateLimits.map(({ name, text }) => `${name}: ${text}`),
      ['Quota (light): 9 of 10 left', 'Quota (auth): 3 of 10 left'],
    );
  });

  it('takes every cookie apart that was set or sent, and says what the jar did with it', () => {
    const lines = [
      'sid=***; Path=/; Domain=.example.test; Max-Age=3600; Secure; HttpOnly; SameSite=Lax',
      '=; Expires=Thu, 01 Jan 1970 00:00:00 GMT',
      '',
    ];
    const fields = lines.map((value) => ({ name: 'Set-Cookie', value }));
    const cookies = ['kept', 'removed', 'malformed'] as const;
    const request = { ...exchangeRecord().request, fields: [{ name: 'Cookie', value: 'a=***; b' }] };
    const exchange = exchangeRecord({ request, response: { ...answer(200, 'OK'), fields }, cookies });
    const view = present(runRecord({ exchanges: [exchangeRecord(), exchange] })).cookies;
    assert.deepEqual(view?.received[0], {
      step: 2,
      name: 'sid',
      value: '***',
      domain: 'example.test',
      path: '/',
      expires: 'after 3600 s',
      flags: ['Secure', 'HttpOnly', 'SameSite=Lax'],
      fate: 'Kept',
      tone: 'success',
    });
    assert.deepEqual(
      view.received.slice(1).map(({ name, domain, expires, fate }) => [name, domain, expires, fate]),
      [
        ['', 'api.example.test only', 'Thu, 01 Jan 1970 00:00:00 GMT', 'Removed, because it has expired'],
        ['', 'api.example.test only', 'with the session', 'Not kept: it is no cookie.'],
      ],
    );
    assert.deepEqual(
      view.sent.map(({ name, value }) => [name, value]),
      [
        ['a', '***'],
        ['b', ''],
      ],
    );
    assert.equal(present(runRecord()).cookies, undefined);
  });

  it('is fit for JSON', () => {
    const view = present(runRecord());
    assert.deepEqual(JSON.parse(JSON.stringify(view)), JSON.parse(JSON.stringify(structuredClone(view))));
  });

  it('shows the request as it first left, whatever later steps made of it', () => {
    const posted = exchangeRecord();
    const first = exchangeRecord({ request: { ...posted.request, method: 'POST', bodySize: 4, bodyText: 'a=1&' } });
    const second = exchangeRecord({ cause: { kind: 'redirect', from: 0, status: 303, rule: 'RD2' } });
    const { request } = present(runRecord({ exchanges: [first, second] }));
    assert.equal(request?.line, 'POST /v1/messages/17?view=full HTTP/1.1');
    assert.equal(request.body, 'a=1&');
  });
});
