import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { Hop } from '../../../src/http/hop';
import { gatePlace, identityOf, sessionOf } from '../../../src/http/identity';
import { defaultPolicy } from '../../../src/http/policy';
import { secretsOf } from '../../../src/http/secrets';
import type { SendPorts, TokenSource } from '../../../src/http/sendPorts';
import { memoryReader } from '../../support/scriptedTransport';
import { VirtualClock } from '../../support/virtualClock';
import { fields, request } from './sendHarness';

const hop: Hop = {
  method: 'GET',
  url: 'https://a.test:8443/x/y?z=1',
  fragment: '',
  fields: [],
  content: undefined,
  httpVersion: '1.1',
  isManaged: false,
  validators: [],
};

function contextOf(identity?: string) {
  const refused = () => Promise.reject(new Error('No token is asked for here.'));
  const tokens: TokenSource = { allows: () => true, current: refused, renew: refused };
  const ports: SendPorts = {
    transport: { exchange: () => Promise.reject(new Error('Nothing is sent here.')) },
    clock: new VirtualClock(),
    random: { next: () => 0 },
    contents: memoryReader,
    tokens: identity === undefined ? tokens : { ...tokens, identity },
  };
  return { ports, secrets: secretsOf(request(), defaultPolicy) };
}

describe('sessionOf', () => {
  it('is the identity, and the cookies that the jar would send', () => {
    const { ports, secrets } = contextOf();
    const cookies = { fields: (url: string) => fields(`Cookie: of=${url}`), store: () => [] };
    const typed = { ...hop, fields: fields('Cookie: c') };
    assert.equal(sessionOf(typed, { ports, secrets }), 'cookie: c');
    assert.equal(sessionOf(typed, { ports: { ...ports, cookies }, secrets }), `cookie: c\njar of=${hop.url}`);
  });
});

describe('identityOf', () => {
  const cases: readonly [claim: string, changes: Partial<Hop>, identity: string][] = [
    ['nobody without credentials', { fields: fields('Accept: a') }, ''],
    [
      'the typed credentials, each by its name',
      { fields: fields('Cookie: c', 'Accept: a', 'X-API-Key: k') },
      'cookie: c\nx-api-key: k',
    ],
    ['the profile of the managed token', { isManaged: true }, 'managed me'],
    ['both', { isManaged: true, fields: fields('COOKIE: c') }, 'managed me\ncookie: c'],
  ];
  for (const [claim, changes, identity] of cases) {
    it(`is ${claim}`, () => assert.equal(identityOf({ ...hop, ...changes }, contextOf('me')), identity));
  }

  it('is a managed one all the same when its profile has no name', () => {
    assert.equal(identityOf({ ...hop, isManaged: true }, contextOf()), 'managed ');
    assert.equal(
      identityOf({ ...hop, isManaged: true }, { ...contextOf(), ports: { ...contextOf().ports, tokens: undefined } }),
      'managed ',
    );
  });
});

describe('gatePlace', () => {
  it('is origin and identity, with method and path', () => {
    assert.deepEqual(gatePlace({ ...hop, isManaged: true }, contextOf('me')), {
      key: 'https://a.test:8443\nmanaged me',
      target: 'GET /x/y',
    });
  });
});
