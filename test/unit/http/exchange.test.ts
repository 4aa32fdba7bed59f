import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { ExchangeOptions, Reply, Transport } from '../../../src/http/ports';
import { memoryContent } from '../../../src/http/sendPorts';
import { body, check, fields, play, step, type Setting } from './sendHarness';

const timings = { dns: -1, connect: -1, tls: -1, send: 0, wait: 0, receive: 0 };

describe('exchange', () => {
  const lengths: readonly [claim: string, method: string, setting: Setting['request'], length: string | undefined][] = [
    ['none on GET without a body', 'GET', {}, undefined],
    ['none on DELETE without a body, whatever was typed', 'DELETE', { fields: fields('Content-Length: 5') }, undefined],
    ['zero on POST without a body', 'POST', {}, '0'],
    ['zero on PUT without a body', 'PUT', {}, '0'],
    ['zero on PATCH without a body', 'PATCH', {}, '0'],
    ['zero on GET with an empty body', 'GET', { content: body('') }, '0'],
    ['the octets of the body', 'DELETE', { content: body('é') }, '2'],
    [
      'none beside Transfer-Encoding',
      'POST',
      { fields: fields('transfer-encoding: chunked'), content: body('x') },
      undefined,
    ],
  ];
  for (const [claim, method, request, length] of lengths) {
    it(`sends a length of ${claim}`, async () => {
      const expect = length === undefined ? { absent: ['content-length'] } : { headers: { 'content-length': length } };
      await check([{ ...step(`${method} /x`, 200), expect }], {}, { request: { method, ...request } });
    });
  }

  it('sends the cookies of the jar in one field, with or without typed ones', async () => {
    const stored: unknown[] = [];
    const cookies = {
      fields: () => fields('Cookie: a=1', 'Cookie: b=2'),
      store: (url: string, lines: readonly string[]) => {
        stored.push([url, lines]);
        return lines.map(() => 'kept' as const);
      },
    };
    const script = (cookie: string) => [
      { ...step('GET /x', 200, 'Set-Cookie: c=3', 'set-cookie: d=4'), expect: { headers: { cookie } } },
    ];
    const first = await check(script('a=1; b=2'), {}, { ports: { cookies } });
    assert.deepEqual(first.trace[0]?.cookies, ['kept', 'kept']);
    await check(script('t=0; a=1; b=2'), {}, { ports: { cookies }, request: { fields: fields('cookie: t=0') } });
    assert.deepEqual(stored, [
      ['https://a.test/x', ['c=3', 'd=4']],
      ['https://a.test/x', ['c=3', 'd=4']],
    ]);
    await check([{ for: 'r', respond: { fail: 'ECONNRESET', phase: 'response' } }], {}, { ports: { cookies } });
    assert.equal(stored.length, 2);
  });

  it('writes down when it began, what was sent and what failed', async () => {
    const { sent, clock } = await play(
      [{ for: 'r', respond: { fail: 'ECONNREFUSED', phase: 'connect' } }, step('GET /x', 200)],
      { policy: { retryNetwork: true } },
    );
    assert.deepEqual(
      sent.trace.map(({ cause, startedAt, waited, failure, response }) => [
        cause,
        Date.parse(startedAt) - clock.time(),
        waited,
        failure?.code,
        response?.status,
      ]),
      [
        [{ kind: 'initial' }, -2000, 0, 'ECONNREFUSED', undefined],
        [{ kind: 'retry', from: 0, attempt: 1, rule: 'RT5' }, 0, 2000, undefined, 200],
      ],
    );
  });

  it('says of each step which one caused it', async () => {
    const { sent } = await play([
      step('GET /x', 301, 'Location: /y'),
      step('GET /y', 307),
      step('GET /y', 308, 'Location: /z'),
      step('GET /z', 429, 'Retry-After: 1'),
      step('GET /z', 429, 'Retry-After: 1'),
      step('GET /z', 503, 'Retry-After: 1'),
      step('GET /z', 307, 'Location: /w'),
      step('GET /w', 200),
    ]);
    assert.deepEqual(
      sent.trace.map(({ cause }) => cause),
      [
        { kind: 'initial' },
        { kind: 'redirect', from: 0, status: 301, rule: 'RD2' },
        { kind: 'repeat', from: 1, rule: 'RD4' },
        { kind: 'redirect', from: 2, status: 308, rule: 'RD3' },
        { kind: 'retry', from: 3, attempt: 1, rule: 'RT1' },
        { kind: 'retry', from: 4, attempt: 2, rule: 'RT1' },
        { kind: 'retry', from: 5, attempt: 1, rule: 'RT2' },
        { kind: 'redirect', from: 6, status: 307, rule: 'RD3' },
      ],
    );
  });

  it('waits for no redirect by another rule than its own', async () => {
    const rules: string[] = [];
    await check(
      [step('GET /x', 302, 'Location: /y', 'Retry-After: 1'), step('GET /y', 200)],
      { waits: [1000] },
      {
        observe: (event) => event.kind === 'waiting' && rules.push(event.rule),
      },
    );
    assert.deepEqual(rules, ['RD8']);
  });

  it('hands its limits to the transport, and says which answers lead on', async () => {
    let given: ExchangeOptions | undefined;
    const kept: string[] = [];
    const transport: Transport = {
      exchange: (sent, options) => {
        given = options;
        for (const [status, location] of [
          [200, '/y'],
          [299, '/y'],
          [300, '/y'],
          [302, '/y'],
          [302, ''],
          [302, 'ftp://a.test'],
          [304, '/y'],
          [399, '/y'],
          [400, '/y'],
        ] as const) {
          kept.push(`${status} ${location}: ${options.keep(status, fields(`Location: ${location}`))}`);
        }
        const response = {
          status: 200,
          reason: '',
          httpVersion: '1.1',
          fields: [],
          trailers: [],
          content: memoryContent(new Uint8Array()),
          wireSize: 0,
          decoded: [],
        };
        const reply: Reply = { kind: 'response', response, sent, timings, connection: undefined };
        return Promise.resolve(reply);
      },
    };
    await play([], {
      ports: { transport },
      policy: { maxWireBytes: 1, maxDecodedBytes: 2, maxContentCodings: 3, connectTimeoutMs: 4, totalTimeoutMs: 5 },
    });
    assert.deepEqual(
      [given?.limits, given?.connectTimeout, given?.totalTimeout],
      [{ wireBytes: 1, decodedBytes: 2, contentCodings: 3 }, 4, 5],
    );
    assert.deepEqual(kept, [
      '200 /y: all',
      '299 /y: all',
      '300 /y: all',
      '302 /y: discard',
      '302 : discard',
      '302 ftp://a.test: all',
      '304 /y: all',
      '399 /y: all',
      '400 /y: all',
    ]);
  });

  it('needs nobody who listens', async () => {
    const script = [step('GET /x', 429, 'Retry-After: 1'), step('GET /x', 200)];
    await check(script, { outcome: 'completed' }, { ports: { observe: undefined } });
  });

  it('ends as cancelled when the transport was cancelled, though broken connections are repeated', async () => {
    const transport: Transport = {
      exchange: (sent) =>
        Promise.resolve({
          kind: 'failure',
          failure: { kind: 'cancelled', code: 'ABORT_ERR', message: 'Cancelled.', phase: 'response' },
          sent,
          timings,
          connection: undefined,
        }),
    };
    const { sent } = await play([], { ports: { transport }, policy: { retryNetwork: true } });
    assert.deepEqual([sent.outcome.kind, sent.outcome.retryable, sent.attempts], ['cancelled', false, 1]);
  });
});
