import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { fieldText, fieldValue, fieldValues, hasField, isToken, withoutField } from '../../../src/http/fields';
import { fields } from './sendHarness';

describe('fields', () => {
  const some = fields('A: 1', 'b: 2', 'a: 3');

  it('are found by name in any case', () => {
    assert.equal(fieldValue(some, 'a'), '1');
    assert.equal(fieldValue(some, 'c'), undefined);
    assert.deepEqual(fieldValues(some, 'A'), ['1', '3']);
    assert.deepEqual([hasField(some, 'B'), hasField(some, 'c')], [true, false]);
    assert.deepEqual(withoutField(some, 'A'), fields('b: 2'));
  });
});

describe('isToken', () => {
  for (const text of ['GET', "!#$%&'*+-.^_`|~09az"]) it(`takes ${text}`, () => assert.equal(isToken(text), true));
  for (const text of ['', ' GET', 'GET ', 'A B', 'a:', '(a', 'a)', 'é', 'a\n']) {
    it(`refuses ${JSON.stringify(text)}`, () => assert.equal(isToken(text), false));
  }
});

describe('fieldText', () => {
  const cases: readonly [claim: string, value: string, text: string][] = [
    ['leaves ASCII as it is', 'a~', 'a~'],
    ['reads octets as UTF-8 where there is nothing else', '\u00c3\u00a9', 'é'],
    ['reads octets as UTF-8', 'a\u00c3\u00a9', 'aé'],
    ['leaves octets that are no UTF-8 as they are', 'a\u00e9', 'aé'],
    ['leaves text as it is that was read already', '\u00c3\u00a9\u2603', '\u00c3\u00a9\u2603'],
  ];
  for (const [claim, value, text] of cases) it(claim, () => assert.equal(fieldText(value), text));
});
