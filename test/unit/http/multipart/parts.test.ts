import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { partsOf } from '../../../../src/http/multipart/parts';
import { defaultPolicy } from '../../../../src/http/policy';

const check = (text: string, contentType: string, method = 'GET') =>
  partsOf(new TextEncoder().encode(text), contentType, method, { ...defaultPolicy, maxParts: 4 });

describe('partsOf', () => {
  it('classifies each part like a response, and reads what the failed ones say', () => {
    const error = '{"errorCode":"CMN-102","message":"m"}';
    const elements = [200, 404, 503, 999].map((status) => `{"status":${status},"body":${error}}`);
    const { parts, reason } = check(`[${elements.join(',')}]`, 'application/json');
    assert.equal(reason, undefined);
    assert.deepEqual(
      parts?.map((part) => [part.index, part.category, part.outcome, part.error?.message]),
      [
        [1, 'success', 'completed', undefined],
        [2, 'clientError', 'clientError', 'm'],
        [3, 'serverError', 'serverError', 'm'],
        [4, 'none', 'protocolError', undefined],
      ],
    );
  });

  it('reads no error where a part has no body', () => {
    const { parts } = check('[{"status":400}]', 'application/json');
    assert.deepEqual(
      parts?.map(({ outcome, error }) => [outcome, error]),
      [['clientError', undefined]],
    );
  });

  it('takes a 404 of a DELETE for done, and of another method for an error', () => {
    const outcomes = ['DELETE', 'GET'].map(
      (method) => check('[{"status":404}]', 'application/json', method).parts?.[0]?.outcome,
    );
    assert.deepEqual(outcomes, ['alreadyDeleted', 'clientError']);
  });

  it('gives a reason for what cannot be split, and none for what is no list', () => {
    const five = `[${Array<string>(5).fill('{"status":200}').join(',')}]`;
    assert.deepEqual(
      [check('', 'application/json'), check(five, 'application/json'), check('{}', 'application/json')].map(
        ({ parts, reason }) => [parts, reason],
      ),
      [
        [undefined, 'multistatus-empty'],
        [undefined, 'multistatus-too-many-parts'],
        [undefined, undefined],
      ],
    );
  });
});
