import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { Hop } from '../../../../src/http/hop';
import {
  effectiveMethod,
  overrideNotes,
  queryOverride,
  tunnel,
  withQueryOverride,
} from '../../../../src/http/request/tunnel';
import { fields } from '../sendHarness';

const hop: Hop = {
  method: 'POST',
  url: 'https://a.test/x',
  fragment: '',
  fields: [],
  content: undefined,
  httpVersion: '1.1',
  isManaged: false,
  validators: [],
};
const overriding = (value: string) => fields(`X-HTTP-Method-Override: ${value}`);

describe('effectiveMethod', () => {
  const cases: readonly [claim: string, changes: Partial<Hop>, method: string][] = [
    ['is the method itself', {}, 'POST'],
    ['is what the field of a POST names, in capitals', { fields: overriding('delete ') }, 'DELETE'],
    [
      'is what the field names though blanks surround it',
      { fields: [{ name: 'x-http-method-override', value: ' PUT ' }] },
      'PUT',
    ],
    ['is what the query of a POST names', { url: 'https://a.test/x?a=1&_method=put' }, 'PUT'],
    [
      'is what the field names before the query',
      { url: 'https://a.test/x?_method=PUT', fields: overriding('DELETE') },
      'DELETE',
    ],
    ['is the method itself when the override is empty', { fields: overriding('') }, 'POST'],
    ['is the method itself when it is no POST', { method: 'GET', fields: overriding('DELETE') }, 'GET'],
  ];
  for (const [claim, changes, method] of cases)
    it(claim, () => assert.equal(effectiveMethod({ ...hop, ...changes }), method));
});

describe('tunnel', () => {
  const check = (changes: Partial<Hop>, way: 'header' | 'query' | undefined, expected: Partial<Hop>) =>
    assert.deepEqual(tunnel({ ...hop, ...changes }, way).hop, { ...hop, ...changes, ...expected });

  for (const method of ['PUT', 'PATCH', 'DELETE']) {
    it(`sends ${method} as POST either way`, () => {
      check({ method }, 'header', { method: 'POST', fields: overriding(method) });
      check({ method }, 'query', { method: 'POST', url: `https://a.test/x?_method=${method}` });
      check({ method }, undefined, {});
    });
  }
  for (const method of ['GET', 'POST', 'HEAD', 'OPTIONS']) {
    it(`sends ${method} as it is`, () => {
      check({ method }, 'header', {});
      check({ method }, 'query', {});
    });
  }

  it('warns of a typed override that names another method, and sends it as typed', () => {
    const asField = tunnel({ ...hop, method: 'DELETE', fields: overriding('PUT') }, 'header');
    const asQuery = tunnel({ ...hop, method: 'DELETE', url: 'https://a.test/x?_method=PUT' }, 'query');
    assert.deepEqual([asField.hop.fields, asQuery.hop.url], [overriding('PUT'), 'https://a.test/x?_method=PUT']);
    assert.deepEqual(
      [...asField.notes, ...asQuery.notes].map(({ rule, message, warning }) => [rule, message, warning]),
      ['X-HTTP-Method-Override', '_method'].map((place) => [
        'MT',
        `The request is a DELETE, but its typed ${place} names PUT, which the server will take. Remove one.`,
        'method-override-conflict',
      ]),
    );
  });

  it('says nothing of a typed override that names the same method, in whatever letters', () => {
    for (const typed of ['PUT', ' put ']) {
      const { notes } = tunnel({ ...hop, method: 'PUT', fields: overriding(typed) }, 'header');
      assert.deepEqual(notes, [
        { rule: 'MT', message: 'PUT was sent as POST with the method in X-HTTP-Method-Override.' },
      ]);
    }
  });

  it('adds no second override', () => {
    check({ method: 'PUT', fields: overriding('put') }, 'header', { method: 'POST' });
    check({ method: 'PUT', url: 'https://a.test/x?_method=put' }, 'query', { method: 'POST' });
  });
});

describe('overrideNotes', () => {
  const warnings = (inField: string | undefined, inQuery: string | undefined) =>
    overrideNotes({
      url: inQuery === undefined ? hop.url : withQueryOverride(hop.url, inQuery),
      fields: inField === undefined ? [] : [{ name: 'X-HTTP-Method-Override', value: inField }],
    }).map(({ warning }) => warning);

  it('warn only of two overrides that differ', () => {
    assert.deepEqual(warnings(undefined, undefined), []);
    assert.deepEqual(warnings('PUT', undefined), []);
    assert.deepEqual(warnings(undefined, 'PUT'), []);
    assert.deepEqual(warnings(' PUT ', 'PUT'), []);
    assert.deepEqual(warnings('put', 'PUT'), ['method-override-case']);
    assert.deepEqual(warnings('ſtop', 'STOP'), ['method-override-case']);
    assert.deepEqual(warnings('PUT', 'DELETE'), ['method-override-conflict']);
  });
});

describe('queryOverride', () => {
  const cases: readonly [url: string, override: string | undefined][] = [
    ['https://a.test/x', undefined],
    ['https://a.test/_method=PUT', undefined],
    ['https://a.test/_method=PUT?a=1', undefined],
    ['https://a.test/x?my_method=PUT', undefined],
    ['https://a.test/x?_method=PUT&_method=DELETE', 'PUT'],
    ['?_method=PUT', 'PUT'],
  ];
  for (const [url, override] of cases)
    it(`is ${override ?? 'none'} in ${url}`, () => assert.equal(queryOverride(url), override));
});

describe('withQueryOverride', () => {
  const cases: readonly [url: string, expected: string][] = [
    ['https://a.test/x', 'https://a.test/x?_method=P%20T'],
    ['https://a.test/x?', 'https://a.test/x?_method=P%20T'],
    ['https://a.test/x?a=1', 'https://a.test/x?a=1&_method=P%20T'],
    ['https://a.test/x?a=1&', 'https://a.test/x?a=1&_method=P%20T'],
  ];
  for (const [url, expected] of cases)
    it(`makes ${expected} of ${url}`, () => assert.equal(withQueryOverride(url, 'P T'), expected));
});
