import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { defaultPolicy } from '../../../src/http/policy';
import { holdsSecret, isSecretField, secretsOf } from '../../../src/http/secrets';
import { body, fields, request } from './sendHarness';

const policy = { ...defaultPolicy, secretHeaders: ['X-Mine'], secrets: ['', 's3 "c/r', 'other'] };
const secrets = secretsOf(request({ secretFields: ['X-Var'] }), policy);

describe('isSecretField', () => {
  const cases: readonly [line: string, isSecret: boolean][] = [
    ['Authorization: a', true],
    ['PROXY-Authorization: a', true],
    ['Cookie: a', true],
    ['cookie2: a', true],
    ['X-API-Key: a', true],
    ['x-mine: a', true],
    ['x-VAR: a', true],
    ['X-Plain: a', false],
    ['X-Plain: my other', true],
    ['X-Plain:', false],
  ];
  for (const [line, isSecret] of cases) {
    it(`takes ${line} for ${isSecret ? 'a secret' : 'no secret'}`, () => {
      assert.deepEqual(
        fields(line).map((field) => isSecretField(field, secrets)),
        [isSecret],
      );
    });
  }
});

describe('holdsSecret', () => {
  const cases: readonly [claim: string, text: string, holds: boolean][] = [
    ['as it is', 'x s3 "c/r y', true],
    ['in a form, spaces as %20', 'a=s3%20%22c%2Fr', true],
    ['in a form, spaces as +', 'a=s3+%22c%2Fr', true],
    ['inside a JSON string', '{"a":"my s3 \\"c/r!"}', true],
    ['when it is one of several', 'another', true],
    ['not at all', 's3 c/r', false],
    ['not when it is empty', '', false],
  ];
  for (const [claim, text, holds] of cases) {
    it(`finds a secret ${claim}`, () => assert.equal(holdsSecret(body(text), secrets), holds));
  }

  it('believes what is said of a body that it cannot read', () => {
    const file = { kind: 'file', path: 'x', size: 1 } as const;
    assert.equal(holdsSecret(file, secrets), false);
    assert.equal(holdsSecret(file, { ...secrets, hasSecretContent: true }), true);
  });

  it('finds none in no body, whatever is said of it', () => {
    assert.equal(holdsSecret(undefined, { ...secrets, hasSecretContent: true }), false);
    assert.equal(holdsSecret(body(''), { ...secrets, hasSecretContent: true }), false);
  });

  it('finds none where there are none', () => {
    assert.equal(holdsSecret(body('other'), { ...secrets, values: [] }), false);
  });
});
