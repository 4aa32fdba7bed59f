import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { Failure, FailureKind } from '../../../../src/http/failure';
import type { ResponseMessage } from '../../../../src/http/message';
import type { Outcome } from '../../../../src/http/outcome';
import { defaultPolicy } from '../../../../src/http/policy';
import { memoryContent } from '../../../../src/http/sendPorts';
import { categoryOf, classify, outcomeOf, type End } from '../../../../src/http/verdict/classify';
import { errorDetail } from '../../../../src/http/verdict/errorDetail';
import { fields } from '../sendHarness';

const octets = (text: string) => new TextEncoder().encode(text);

function responseOf(status: number, ...lines: readonly string[]): ResponseMessage {
  const content = memoryContent(new Uint8Array());
  return {
    status,
    reason: '',
    httpVersion: '1.1',
    fields: fields(...lines),
    trailers: [],
    content,
    wireSize: 0,
    decoded: [],
  };
}

function answer(status: number, ...lines: readonly string[]) {
  return verdict({ kind: 'answer', method: 'GET', response: responseOf(status, ...lines), error: undefined });
}

function verdict(end: End) {
  return classify(end, defaultPolicy, 0);
}

describe('outcomeOf at the edges of the classes', () => {
  for (const [status, outcome, category] of [
    [199, 'protocolError', 'none'],
    [299, 'completed', 'success'],
    [300, 'redirectUnresolved', 'success'],
  ] as const) {
    it(`takes ${status} for ${outcome}`, () => {
      assert.equal(outcomeOf(status, 'GET', undefined, defaultPolicy), outcome);
      assert.equal(categoryOf(status), category);
    });
  }
});

describe('classify: how it ended', () => {
  const nothing: Outcome = {
    category: 'none',
    kind: 'cancelled',
    status: undefined,
    reason: undefined,
    error: undefined,
    parts: undefined,
    rateLimit: undefined,
    retryable: false,
    retryAfter: undefined,
    needsLogin: false,
    advice: undefined,
    allow: undefined,
    deprecated: undefined,
    sunset: undefined,
    correlation: {},
    saveName: undefined,
    fromCache: false,
  };
  const failed = (kind: FailureKind, response?: ResponseMessage): Outcome => {
    const failure: Failure = { kind, code: 'E', message: 'm', phase: 'response', reason: 'why' };
    const retry = {
      kind: 'network',
      rule: 'RT5',
      delay: undefined,
      isRetryable: true,
      retryAfter: undefined,
      notes: [],
    } as const;
    return verdict({ kind: 'failure', failure, response, retry });
  };

  it('says all there is to say of an end without an answer', () => {
    const error = errorDetail(octets('{"error":"e"}'));
    assert.deepEqual(verdict({ kind: 'cancelled' }), nothing);
    assert.deepEqual(verdict({ kind: 'blocked', reason: 'r' }), { ...nothing, kind: 'blocked', reason: 'r' });
    assert.deepEqual(verdict({ kind: 'refused', needsLogin: true, error }), {
      ...nothing,
      kind: 'authFailed',
      needsLogin: true,
      error,
    });
    assert.deepEqual(failed('reset'), { ...nothing, kind: 'transportError', reason: 'why', retryable: true });
    assert.deepEqual(failed('protocol'), { ...nothing, kind: 'protocolError', reason: 'why', retryable: true });
    assert.deepEqual(failed('cancelled', responseOf(200)), nothing);
  });

  it('says all there is to say of a plain answer', () => {
    assert.deepEqual(answer(200), { ...nothing, kind: 'completed', category: 'success', status: 200 });
    assert.deepEqual(answer(404), { ...nothing, kind: 'clientError', category: 'clientError', status: 404 });
  });

  it('keeps the status of an answer that broke a rule of HTTP, and not that of one that broke off', () => {
    for (const [kind, expected] of [
      ['protocol', ['protocolError', 'success', 200, 'x.txt']],
      ['tooLarge', ['protocolError', 'success', 200, 'x.txt']],
      ['reset', ['transportError', 'none', undefined, 'x.txt']],
      ['timeout', ['transportError', 'none', undefined, 'x.txt']],
    ] as const) {
      const outcome = failed(kind, responseOf(200, 'Content-Disposition: attachment; filename=x.txt'));
      assert.deepEqual([outcome.kind, outcome.category, outcome.status, outcome.saveName], expected);
    }
  });

  it('is not repeatable when nothing says so', () => {
    const failure: Failure = { kind: 'reset', code: 'E', message: 'm', phase: 'response' };
    assert.equal(verdict({ kind: 'failure', failure, response: undefined, retry: undefined }).retryable, false);
  });

  it('advises support when the repeats of a 5xx are used up, and not while a time is known to try again', () => {
    const advice = (status: number, delay?: number, retryAfter?: number) => {
      const retry = { kind: 'serverError', rule: 'RT2', delay, isRetryable: true, retryAfter, notes: [] } as const;
      const response = responseOf(status);
      return verdict({ kind: 'answer', method: 'GET', response, error: undefined, retry }).advice;
    };
    assert.deepEqual(
      [advice(503), advice(503, undefined, 1000), advice(503, 1000, 1000), advice(429)],
      ['contact-support', undefined, undefined, undefined],
    );
    assert.equal(answer(404).advice, undefined);
  });
});
