import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { validatorCache } from '../../../src/http/conditional/validatorCache';
import type { RequestMessage } from '../../../src/http/message';
import type { Reply } from '../../../src/http/ports';
import { memoryContent, type TokenExchange, type TokenResult, type TokenSource } from '../../../src/http/sendPorts';
import { penaltyGate } from '../../../src/http/retry/penaltyGate';
import { VirtualClock } from '../../support/virtualClock';
import { fields, play, step, type Setting } from './sendHarness';

const tokenRequest: RequestMessage = {
  method: 'POST',
  url: 'https://auth.test/token',
  fields: [],
  content: undefined,
  httpVersion: '1.1',
};
const timings = { dns: -1, connect: -1, tls: -1, send: 0, wait: 0, receive: 0 };

/** One answer of the token endpoint. */
function asked(status: number, text = '', waited = 0): TokenExchange {
  const content = memoryContent(new TextEncoder().encode(text));
  const response = {
    status,
    reason: '',
    httpVersion: '1.1',
    fields: [],
    trailers: [],
    content,
    wireSize: 0,
    decoded: [],
  };
  const reply: Reply = { kind: 'response', response, sent: tokenRequest, timings, connection: undefined };
  return { grant: 'refresh_token', waited, startedAt: new Date(0).toISOString(), reply };
}

/** A token endpoint that could not be reached. */
const unreachable: TokenExchange = {
  ...asked(0),
  reply: {
    kind: 'failure',
    failure: { kind: 'connect', code: 'ECONNREFUSED', message: 'Nothing listens.', phase: 'connect' },
    sent: tokenRequest,
    timings,
    connection: undefined,
  },
};

const token = (
  accessToken: string,
  ...exchanges: readonly TokenExchange[]
): TokenResult & { readonly kind: 'token' } => ({
  kind: 'token',
  accessToken,
  exchanges,
});
const refusal = (...exchanges: readonly TokenExchange[]): TokenResult & { readonly kind: 'refused' } => ({
  kind: 'refused',
  needsLogin: true,
  message: 'The token was refused.',
  warnings: ['token-refused'],
  exchanges,
});

/** Gives these tokens in turn, and writes down what was asked of it. */
function source(current: TokenResult, ...renewals: readonly TokenResult[]) {
  const calls: string[] = [];
  const rest = [...renewals];
  const tokens: TokenSource = {
    identity: 'me',
    allows: () => true,
    current: () => {
      calls.push('current');
      return Promise.resolve(current);
    },
    renew: (rejected) => {
      calls.push(`renew ${rejected}`);
      return Promise.resolve(rest.shift() ?? refusal());
    },
  };
  return { tokens, calls };
}

const managed = (tokens: TokenSource, setting: Setting = {}): Setting => ({
  ...setting,
  request: { auth: 'managed', ...setting.request },
  ports: { tokens, ...setting.ports },
});
const withToken = (status: number, accessToken: string, ...headers: readonly string[]) => ({
  ...step('GET /x', status, ...headers),
  expect: { headers: { authorization: `Bearer ${accessToken}` } },
});

describe('send: managed tokens', () => {
  it('asks for the token at each step, and sends it', async () => {
    const { tokens, calls } = source(token('t1'));
    const { sent, differences } = await play(
      [withToken(503, 't1', 'Retry-After: 1'), withToken(200, 't1')],
      managed(tokens),
    );
    assert.deepEqual([differences, calls], [[], ['current', 'current']]);
    assert.deepEqual([sent.outcome.kind, sent.renewals], ['completed', 0]);
  });

  it('does not ask where none is wanted', async () => {
    const { tokens, calls } = source(token('t1'));
    const plain = { ...step('GET /x', 401), expect: { absent: ['authorization'] } };
    const { sent, differences } = await play([plain], { ports: { tokens } });
    assert.deepEqual([differences, calls, sent.outcome.kind], [[], [], 'unauthorized']);
  });

  it('puts what was asked of the token endpoint into the trace, waits included', async () => {
    const { tokens } = source(token('t1', asked(503, '', 2000), asked(200)));
    const { sent } = await play([withToken(200, 't1')], managed(tokens));
    assert.deepEqual(
      sent.trace.map(({ cause, waited, notes, failure, response }) => [
        cause,
        waited,
        notes.map(({ rule, message }) => `${rule} ${message}`),
        failure,
        response?.status,
      ]),
      [
        [
          { kind: 'renewal', grant: 'refresh_token', rule: 'AU2' },
          2000,
          ['AU2 A token was asked for by the grant refresh_token.'],
          undefined,
          503,
        ],
        [
          { kind: 'renewal', grant: 'refresh_token', rule: 'AU2' },
          0,
          ['AU2 A token was asked for by the grant refresh_token.'],
          undefined,
          200,
        ],
        [{ kind: 'initial' }, 0, [], undefined, 200],
      ],
    );
    assert.deepEqual([sent.waits, sent.attempts, sent.renewals], [[2000], 1, 1]);
  });

  it('counts no renewal for a token that was there, or that came in spite of an odd answer', async () => {
    for (const [status, renewals] of [
      [199, 0],
      [200, 1],
      [299, 1],
      [300, 0],
    ] as const) {
      const { tokens } = source(token('t1', asked(status)));
      const { sent } = await play([withToken(200, 't1')], managed(tokens));
      assert.equal(sent.renewals, renewals, `after ${status}`);
    }
  });

  it('says why a token that still serves was not renewed, and counts no renewal', async () => {
    const refused = { message: 'The endpoint redirected.', warnings: ['token-endpoint-redirect'] };
    const { tokens } = source({ ...token('t1', asked(200)), refusal: refused });
    const { sent } = await play([withToken(200, 't1')], managed(tokens));
    assert.deepEqual([sent.outcome.kind, sent.renewals, sent.warnings], ['completed', 0, refused.warnings]);
    assert.deepEqual(sent.notes, [
      { rule: 'AU1', message: 'The token was not renewed, and is used until it ends.' },
      { rule: 'AU2', message: 'The endpoint redirected.' },
      { rule: 'AU6', message: 'The endpoint redirected.', warning: 'token-endpoint-redirect' },
    ]);
  });

  it('sends nothing when there is no token, and says what the endpoint said', async () => {
    const { tokens } = source(refusal(asked(400, '{"error":"invalid_grant"}')));
    const { sent, differences } = await play([], managed(tokens));
    const { kind, needsLogin, error, status, category } = sent.outcome;
    assert.deepEqual(
      [differences, kind, needsLogin, error?.oauthError, status, category],
      [[], 'authFailed', true, 'invalid_grant', undefined, 'none'],
    );
    assert.deepEqual([sent.attempts, sent.finalUrl, sent.renewals, sent.response], [0, undefined, 0, undefined]);
    assert.deepEqual(sent.notes, [
      { rule: 'AU2', message: 'The token was refused.' },
      { rule: 'AU6', message: 'The token was refused.', warning: 'token-refused' },
    ]);
  });

  it('shows an endpoint that cannot be reached as a failure of its own step', async () => {
    for (const exchanges of [[unreachable], []]) {
      const { tokens } = source(refusal(...exchanges));
      const { sent } = await play([], managed(tokens));
      assert.deepEqual([sent.outcome.kind, sent.outcome.error], ['authFailed', undefined]);
      assert.deepEqual(
        sent.trace.map(({ failure, response }) => [failure?.code, response]),
        exchanges.map(() => ['ECONNREFUSED', undefined]),
      );
    }
  });

  it('renews after a 401 and repeats once, at once', async () => {
    const { tokens, calls } = source(token('t1'), token('t2', asked(200)));
    const { sent, differences } = await play([withToken(401, 't1'), withToken(200, 't2')], managed(tokens));
    assert.deepEqual([differences, calls], [[], ['current', 'renew t1']]);
    assert.deepEqual(sent.trace.map(({ cause, waited, notes }) => [cause, waited, notes]).at(-1), [
      { kind: 'repeat', from: 0, rule: 'AU1' },
      0,
      [{ rule: 'AU1', message: '401: the request was repeated once, with a new token.' }],
    ]);
    assert.deepEqual([sent.outcome.kind, sent.attempts, sent.renewals, sent.retries], ['completed', 2, 1, 0]);
  });

  it('counts no renewal for a refusal, whatever status it came with', async () => {
    const { tokens } = source(refusal(asked(200)));
    const { sent } = await play([], managed(tokens));
    assert.equal(sent.renewals, 0);
  });

  it('holds the repeat, like any other step, while a penalty runs', async () => {
    const gate = penaltyGate();
    const clock = new VirtualClock();
    const { tokens } = source(token('t1'), token('t2'));
    const { differences } = await play(
      [withToken(401, 't1'), { ...withToken(200, 't2'), afterMs: 5000 }],
      managed(tokens, {
        clock,
        ports: { tokens, gate },
        observe: (event) => {
          if (event.kind === 'exchange') gate.penalize('https://a.test\nmanaged me', undefined, clock.time() + 5000, 0);
        },
      }),
    );
    assert.deepEqual(differences, []);
  });

  it('shows the second 401', async () => {
    const { tokens, calls } = source(token('t1'), token('t2'), token('t3'));
    const { sent } = await play([withToken(401, 't1'), withToken(401, 't2')], managed(tokens));
    assert.deepEqual([sent.outcome.kind, sent.outcome.status, calls.length], ['unauthorized', 401, 2]);
  });

  it('does not renew when told not to', async () => {
    const { tokens, calls } = source(token('t1'), token('t2'));
    const { sent } = await play([withToken(401, 't1')], managed(tokens, { policy: { renewOn401: false } }));
    assert.deepEqual([sent.outcome.kind, calls], ['unauthorized', ['current']]);
  });

  it('shows the 401 with the refusal of its renewal', async () => {
    const { tokens } = source(token('t1'), refusal(asked(400, '{"error":"invalid_grant"}')));
    const { sent } = await play([withToken(401, 't1')], managed(tokens));
    const { kind, status, needsLogin, error } = sent.outcome;
    assert.deepEqual([kind, status, needsLogin, error?.oauthError], ['authFailed', 401, true, 'invalid_grant']);
    assert.equal(sent.response?.status, 401);
    assert.deepEqual(
      sent.notes.map(({ rule }) => rule),
      ['AU2', 'AU6'],
    );
  });

  it('shows the error of the 401 itself when the endpoint said nothing', async () => {
    const { tokens } = source(token('t1'), refusal());
    const answer = { for: 'r', respond: { status: 401, body: '{"errorCode":"TokenInvalid"}' } };
    const { sent } = await play([answer], managed(tokens));
    assert.deepEqual([sent.outcome.kind, sent.outcome.error?.legacyErrorCode], ['authFailed', 'TokenInvalid']);
  });

  it('ends as cancelled when it is cancelled while a token is asked for', async () => {
    for (const during of ['current', 'renew'] as const) {
      const controller = new AbortController();
      const { tokens } = source(token('t1'));
      const cancelling: TokenSource = {
        ...tokens,
        current: (...given) => {
          if (during !== 'current') return tokens.current(...given);
          controller.abort();
          return Promise.resolve(refusal());
        },
        renew: () => {
          controller.abort();
          return Promise.resolve(refusal());
        },
      };
      const script = during === 'current' ? [] : [withToken(401, 't1')];
      const { sent, differences } = await play(script, managed(cancelling, { signal: controller.signal }));
      assert.deepEqual([differences, sent.outcome.kind, sent.attempts], [[], 'cancelled', script.length], during);
    }
  });

  it('keeps the token off a hop to another origin, and says so', async () => {
    const { tokens, calls } = source(token('t1'));
    const script = [
      withToken(302, 't1', 'Location: https://b.test/y'),
      { ...step('GET https://b.test/y', 401), expect: { absent: ['authorization'] } },
    ];
    const { sent, differences } = await play(script, managed(tokens));
    assert.deepEqual([differences, calls, sent.warnings], [[], ['current'], ['credentials-dropped']]);
    assert.equal(sent.outcome.kind, 'unauthorized');
    assert.match(sent.trace[1]?.notes[0]?.message ?? '', /^Authorization not sent to https:\/\/b\.test\.$/);
  });

  it('asks for no stored answer of the managed token without it', async () => {
    const validators = validatorCache();
    const { tokens } = source(token('t1'));
    const script = [withToken(200, 't1', 'ETag: "a"')];
    assert.deepEqual((await play(script, managed(tokens, { ports: { tokens, validators } }))).differences, []);
    const plain = { ...step('GET /x', 200), expect: { absent: ['if-none-match'] } };
    const request = { fields: fields('Authorization: Bearer t1') };
    assert.deepEqual((await play([plain], { request, ports: { validators } })).differences, []);
  });
});
