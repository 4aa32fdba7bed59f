import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { ErrorDetail } from '../../../../src/http/outcome';
import { errorDetail, hasErrorCode } from '../../../../src/http/verdict/errorDetail';

const octets = (text: string) => new TextEncoder().encode(text);

describe('errorDetail of odd bodies', () => {
  const cases: readonly [claim: string, json: string, expected: Partial<ErrorDetail> | undefined][] = [
    [
      'prefers a description to all else',
      '{"description":"a","error_description":"b","message":"c","errors":[{"message":"d"}],"detail":"e","title":"f","error":"g"}',
      { message: 'a' },
    ],
    [
      'prefers its message to those of its entries',
      '{"message":"c","errors":[{"message":"d"}],"detail":"e","title":"f","error":"g"}',
      { message: 'c' },
    ],
    [
      'takes the first message of an entry that has one',
      '{"errors":[{"errorCode":"x"},{"message":"d"}],"detail":"e","title":"f","error":"g"}',
      { message: 'd' },
    ],
    ['prefers a detail to a title', '{"detail":"e","title":"f","error":"g"}', { message: 'e' }],
    ['prefers a title to an error', '{"title":"f","error":"g"}', { message: 'f', oauthError: 'g' }],
    ['takes an error for a message when there is no other', '{"error":"g"}', { message: 'g', oauthError: 'g' }],
    ['reads no error that is no text', '{"error":{"code":1},"message":"m"}', { oauthError: undefined, message: 'm' }],
    [
      'reads the one error that is nested',
      '{"error":{"code":"InvalidArgument","message":"m","target":"t"}}',
      {
        errors: [{ errorCode: 'InvalidArgument', message: 'm', attributes: { code: 'InvalidArgument', target: 't' } }],
        message: 'm',
        oauthError: undefined,
      },
    ],
    [
      'prefers a list of errors to a nested one',
      '{"error":{"message":"n"},"errors":[{"message":"l"}]}',
      { message: 'l' },
    ],
    ['is undefined when all its texts are empty', '{"error":"","message":"","errorCode":"","errors":[]}', undefined],
    [
      'reads an entry that says nothing',
      '{"errors":[{}]}',
      { errors: [{ errorCode: undefined, message: undefined, attributes: {} }] },
    ],
    ['reads a legacy code alone', '{"errorCode":"A"}', { legacyErrorCode: 'A', message: undefined }],
    [
      'reads the code of an entry by its shorter name too, and leaves null out',
      '{"errors":[{"code":"C","a":null,"b":{"c":[1]},"d":"e"}]}',
      { errors: [{ errorCode: 'C', message: undefined, attributes: { code: 'C', b: '{"c":[1]}', d: 'e' } }] },
    ],
    ['reads white space before the object', ' \r\n\t{"message":"m"}', { message: 'm' }],
    [
      'reads no code and no message that is no text',
      '{"errorCode":5,"message":{"a":1},"title":"t"}',
      { legacyErrorCode: undefined, message: 't' },
    ],
    ['is undefined for nothing', '', undefined],
    ['is undefined for text with an object in it', 'x {"message":"m"}', undefined],
    ['is undefined for text before an object', 'x{"message":"m"}', undefined],
  ];
  for (const [claim, json, expected] of cases) {
    it(claim, () => {
      const detail = errorDetail(octets(json));
      if (expected === undefined) assert.equal(detail, undefined);
      else assert.deepEqual({ ...detail, ...expected }, detail);
    });
  }

  it('reads no more than a mebibyte', () => {
    const padded = (size: number) => `{"message":"m"}`.padEnd(size, ' ');
    assert.equal(errorDetail(octets(padded(1_048_576)))?.message, 'm');
    assert.equal(errorDetail(octets(padded(1_048_577))), undefined);
  });
});

describe('hasErrorCode', () => {
  it('finds a code among the entries, and as the legacy one', () => {
    const detail = errorDetail(octets('{"errorCode":"L","errors":[{"errorCode":"A"},{"errorCode":"B"}]}'));
    assert.deepEqual(
      ['L', 'A', 'B', 'C'].map((code) => hasErrorCode(detail, code)),
      [true, true, true, false],
    );
    assert.equal(hasErrorCode(undefined, 'A'), false);
  });
});
