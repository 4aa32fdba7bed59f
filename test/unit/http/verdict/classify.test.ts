import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { categoryOf, classify, outcomeOf } from '../../../../src/http/verdict/classify';
import { errorDetail } from '../../../../src/http/verdict/errorDetail';
import type { ErrorDetail } from '../../../../src/http/outcome';
import { defaultPolicy } from '../../../../src/http/policy';
import { memoryContent } from '../../../../src/http/sendPorts';
import { fields } from '../sendHarness';

const octets = (text: string) => new TextEncoder().encode(text);

function answer(status: number, ...lines: readonly string[]) {
  const content = memoryContent(new Uint8Array());
  const response = {
    status,
    reason: '',
    httpVersion: '1.1',
    fields: fields(...lines),
    trailers: [],
    content,
    wireSize: 0,
    decoded: [],
  };
  return classify({ kind: 'answer', method: 'GET', response, error: undefined }, defaultPolicy, 0);
}

describe('outcomeOf', () => {
  const cases: readonly [status: number | undefined, method: string, outcome: string, category: string][] = [
    [200, 'GET', 'completed', 'success'],
    [207, 'GET', 'multiStatus', 'success'],
    [304, 'GET', 'notModified', 'success'],
    [399, 'GET', 'redirectUnresolved', 'success'],
    [401, 'GET', 'unauthorized', 'clientError'],
    [404, 'GET', 'clientError', 'clientError'],
    [404, 'DELETE', 'alreadyDeleted', 'clientError'],
    [410, 'DELETE', 'clientError', 'clientError'],
    [429, 'GET', 'rateLimited', 'clientError'],
    [599, 'GET', 'serverError', 'serverError'],
    [600, 'GET', 'protocolError', 'none'],
    [undefined, 'GET', 'protocolError', 'none'],
  ];
  for (const [status, method, outcome, category] of cases) {
    it(`takes ${status ?? 'no status'} on ${method} for ${outcome}`, () => {
      assert.equal(outcomeOf(status, method, undefined, defaultPolicy), outcome);
      assert.equal(categoryOf(status), category);
    });
  }

  it('takes a 404 on DELETE for an error when told to, or when the URI is invalid', () => {
    const invalid = errorDetail(octets('{"errorCode":"CMN-120"}'));
    assert.equal(outcomeOf(404, 'DELETE', invalid, defaultPolicy), 'clientError');
    assert.equal(outcomeOf(404, 'DELETE', undefined, { ignore404OnDelete: false }), 'clientError');
  });
});

describe('classify', () => {
  it('advises support on a 5xx that is not repeated', () => assert.equal(answer(501).advice, 'contact-support'));

  it('takes a failure by cancelling for a cancelled run', () => {
    const failure = { kind: 'cancelled', code: 'ABORT_ERR', message: 'Cancelled.', phase: 'response' } as const;
    const end = { kind: 'failure', failure, response: undefined, retry: undefined } as const;
    assert.equal(classify(end, defaultPolicy, 0).kind, 'cancelled');
  });

  it('reads what a 405 allows', () => {
    assert.deepEqual(answer(405, 'Allow: GET, HEAD').allow, ['GET', 'HEAD']);
    assert.equal(answer(404, 'Allow: GET').allow, undefined);
  });

  it('reads deprecation and sunset', () => {
    assert.equal(answer(200, 'Deprecation: @1688169599').deprecated, '2023-06-30T23:59:59Z');
    assert.equal(answer(200, 'Deprecation: true').deprecated, true);
    assert.equal(answer(200, 'Deprecation: ?0').deprecated, undefined);
    assert.equal(answer(200, 'Sunset: Sun, 30 Jun 2030 23:59:59 GMT').sunset, '2030-06-30T23:59:59Z');
    assert.equal(answer(200, 'Sunset: soon').sunset, undefined);
  });

  it('surfaces correlation fields by the names they came with', () =>
    assert.deepEqual(answer(200, 'rcrequestid: 1', 'X-Request-ID: 2', 'X-Other: 3').correlation, {
      rcrequestid: '1',
      'X-Request-ID': '2',
    }));
});

describe('errorDetail', () => {
  const check = (json: string, expected: Partial<ErrorDetail> | undefined) => {
    const detail = errorDetail(octets(json));
    assert.deepEqual(
      expected === undefined
        ? detail
        : Object.fromEntries(Object.keys(expected).map((name) => [name, detail?.[name as keyof ErrorDetail]])),
      expected,
    );
  };
  const cases: readonly [claim: string, json: string, expected: Partial<ErrorDetail> | undefined][] = [
    [
      'reads every entry with its further attributes',
      '{"errors":[{"errorCode":"A-1","message":"m","parameterName":"to","n":1},{"errorCode":"A-2"}]}',
      {
        errors: [
          { errorCode: 'A-1', message: 'm', attributes: { parameterName: 'to', n: '1' } },
          { errorCode: 'A-2', message: undefined, attributes: {} },
        ],
        message: 'm',
      },
    ],
    [
      'reads a legacy code',
      '{"errorCode":"InvalidParameter","message":"m"}',
      { errors: [], legacyErrorCode: 'InvalidParameter' },
    ],
    [
      'does not repeat a listed code as a legacy one',
      '{"errorCode":"A","errors":[{"errorCode":"A"}]}',
      { legacyErrorCode: undefined },
    ],
    [
      'prefers OAuth’s description',
      '{"error":"e","error_description":"d","message":"m"}',
      { oauthError: 'e', message: 'd' },
    ],
    ['reads SCIM', '{"detail":"not found","status":"404"}', { message: 'not found' }],
    ['reads problem details', '{"title":"t","type":"about:blank"}', { message: 't' }],
    ['is undefined for text', 'Service Unavailable', undefined],
    ['is undefined for broken JSON', '{"errors":', undefined],
    ['is undefined for a list', '[1]', undefined],
    ['is undefined for an object that says nothing', '{"a":1}', undefined],
    [
      'takes odd entries for what they are',
      '{"errors":["x",1,null]}',
      { errors: [{ errorCode: undefined, message: 'x', attributes: {} }] },
    ],
  ];
  for (const [claim, json, expected] of cases) it(claim, () => check(json, expected));
});
