import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { Hop } from '../../../../src/http/hop';
import { defaultPolicy, type SendPolicy } from '../../../../src/http/policy';
import { redirected, type Redirection } from '../../../../src/http/redirect/redirect';
import { secretsOf } from '../../../../src/http/secrets';
import { body, fields, request } from '../sendHarness';

const plain: Hop = {
  method: 'POST',
  url: 'https://a.test/x',
  fragment: '#f',
  fields: [],
  content: body('x'),
  httpVersion: '1.1',
  isManaged: false,
  validators: fields('If-None-Match: "a"'),
};

interface Answer {
  readonly status?: number;
  readonly headers?: readonly string[];
  readonly hop?: Partial<Hop>;
  readonly policy?: Partial<SendPolicy>;
}

function follow({ status = 302, headers = ['Location: /y'], hop, policy }: Answer): Redirection | undefined {
  const all = { ...defaultPolicy, ...policy };
  const progress = { redirects: 0, repeats: 0, visits: new Map<string, number>() };
  const state = { hop: { ...plain, ...hop }, progress, secrets: secretsOf(request(), all), now: 0 };
  return redirected(state, { status, fields: fields(...headers) }, all);
}

function hopOf(answer: Answer): Hop {
  const redirection = follow(answer);
  assert.ok(redirection?.kind === 'follow');
  return redirection.hop;
}

describe('redirected', () => {
  it('is for 3xx alone, and not for 304', () => {
    const statuses = [200, 299, 300, 301, 302, 303, 304, 305, 306, 307, 308, 399, 400];
    assert.deepEqual(
      statuses.map((status) => follow({ status })?.kind),
      [
        undefined,
        undefined,
        'stop',
        'follow',
        'follow',
        'follow',
        undefined,
        'stop',
        'stop',
        'follow',
        'follow',
        'stop',
        undefined,
      ],
    );
  });

  it('says nothing of a warning where there is none', () => {
    assert.deepEqual(follow({ policy: { followRedirects: false } })?.notes, [
      { rule: 'RD10', message: 'Redirects are not followed here: the 302 itself is shown.' },
    ]);
  });

  it('takes every field of the body away with the body, and no other', () => {
    const names = [
      'Content-Type',
      'content-anything',
      'Transfer-Encoding',
      'Digest',
      'Last-Modified',
      'Expect',
      'Trailer',
    ];
    const kept = fields('Accept: a', 'X-Content-Type: b', 'Expected: c');
    const hop = hopOf({ hop: { fields: [...fields(...names.map((name) => `${name}: x`)), ...kept] } });
    assert.deepEqual([hop.method, hop.content, hop.fields], ['GET', undefined, kept]);
  });

  it('keeps fragment and body of a 307, and drops the validators the engine added', () => {
    const hop = hopOf({ status: 307 });
    assert.deepEqual([hop.method, hop.content, hop.fragment, hop.validators], ['POST', plain.content, '#f', []]);
  });

  it('does with other methods on 301 and 302 what the policy says', () => {
    const after = (method: string, redirectPatch: SendPolicy['redirectPatch'] = 'get') => {
      const redirection = follow({ hop: { method }, policy: { redirectPatch } });
      return redirection?.kind === 'follow' ? redirection.hop.method : redirection?.outcome;
    };
    assert.deepEqual(
      [after('PATCH'), after('PATCH', 'keep'), after('PATCH', 'stop'), after('OPTIONS'), after('TRACE'), after('MAKE')],
      ['GET', 'PATCH', 'redirectUnresolved', 'OPTIONS', 'TRACE', 'redirectUnresolved'],
    );
    assert.deepEqual(
      ['GET', 'HEAD', 'POST', 'PUT', 'DELETE'].map((method) => after(method)),
      ['GET', 'HEAD', 'GET', 'GET', 'GET'],
    );
  });

  it('repeats a request that is not safe only when it may', () => {
    const outcome = (method: string, policy: Partial<SendPolicy>) =>
      follow({ headers: [], hop: { method }, policy })?.kind;
    const stop = { missingLocationUnsafe: 'stop' } as const;
    assert.deepEqual(
      ['POST', 'PATCH', 'PUT', 'DELETE', 'GET'].map((method) => outcome(method, stop)),
      ['stop', 'stop', 'follow', 'follow', 'follow'],
    );
    assert.deepEqual([outcome('POST', {}), outcome('GET', { missingLocationMaxRepeats: 0 })], ['follow', 'stop']);
  });

  it('goes from http to https and to http, and from https to http only stripped', () => {
    const http = { url: 'http://a.test/x' };
    const kinds = [
      follow({ hop: http }),
      follow({ hop: http, headers: ['Location: https://a.test/y'] }),
      follow({ headers: ['Location: http://a.test/y'] }),
      follow({ headers: ['Location: http://a.test/y'], policy: { insecureRedirect: 'strip' } }),
    ].map((redirection) => redirection?.kind);
    assert.deepEqual(kinds, ['follow', 'follow', 'stop', 'follow']);
  });

  it('keeps the managed token on its origin, and drops it on any other', () => {
    const managed = { isManaged: true };
    assert.equal(hopOf({ hop: managed }).isManaged, true);
    assert.equal(hopOf({ hop: managed, headers: ['Location: https://a.test:444/y'] }).isManaged, false);
    const policy = { trustedRedirectOrigins: ['https://b.test'] };
    assert.equal(hopOf({ hop: managed, headers: ['Location: https://b.test/y'], policy }).isManaged, true);
  });

  it('carries no override of the query into another method', () => {
    const hop = { url: 'https://a.test/x?_method=PUT' };
    assert.equal(hopOf({ hop, status: 303 }).url, 'https://a.test/y');
    assert.equal(hopOf({ hop, status: 308 }).url, 'https://a.test/y?_method=PUT');
    assert.equal(hopOf({ hop: { ...hop, method: 'PUT' }, status: 308 }).url, 'https://a.test/y');
  });
});
