import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { defaultPolicy, type SendPolicy } from '../../../../src/http/policy';
import { isAudience, prepare } from '../../../../src/http/request/prepare';
import type { TokenSource } from '../../../../src/http/sendPorts';
import type { SendRequest } from '../../../../src/http/sendRequest';
import { fields, request } from '../sendHarness';

describe('isAudience', () => {
  const hosts = ['api.test', 'B.test:8443'];
  const cases: readonly [url: string, isAllowed: boolean][] = [
    ['https://api.test/x', true],
    ['https://api.test:8443/x', true],
    ['https://b.test:8443/', true],
    ['https://b.test/', false],
    ['https://c.test/', false],
    ['http://api.test/', false],
  ];
  for (const [url, isAllowed] of cases) {
    it(`${isAllowed ? 'lets' : 'does not let'} a token go to ${url}`, () =>
      assert.equal(isAudience(url, hosts), isAllowed));
  }

  const plain: readonly [host: string, isLoopback: boolean][] = [
    ['localhost', true],
    ['[::1]', true],
    ['127.0.0.1', true],
    ['127.10.200.3', true],
    ['128.0.0.1', false],
    ['127.test', false],
    ['127.0.0.1.test', false],
    ['a.127.0.0.1.test', false],
    ['localhost.test', false],
    ['[::2]', false],
  ];
  for (const [host, isLoopback] of plain) {
    it(`takes ${host} for ${isLoopback ? 'this machine' : 'another machine'}`, () => {
      assert.equal(isAudience(`http://${host}:8080/`, [host]), isLoopback);
      assert.equal(isAudience(`https://${host}:8080/`, [host]), true);
    });
  }
});

describe('prepare', () => {
  const refused = () => Promise.reject(new Error('No token is asked for here.'));
  const tokens = (isAllowed: boolean): TokenSource => ({ allows: () => isAllowed, current: refused, renew: refused });

  function check(
    { changes, policy, source }: { changes: Partial<SendRequest>; policy?: Partial<SendPolicy>; source?: TokenSource },
    expected: boolean | string,
  ): void {
    const prepared = prepare(request(changes), { ...defaultPolicy, ...policy }, source);
    assert.equal(prepared.kind === 'ready' ? prepared.hop.isManaged : prepared.reason, expected);
  }

  it('adds the managed token where it may go', () => {
    check({ changes: { auth: 'managed' }, source: tokens(true) }, true);
    check({ changes: { auth: 'managed' }, source: tokens(false) }, 'token-audience');
  });

  it('says where the managed token may go', () => {
    const prepared = prepare(request({ auth: 'managed' }), defaultPolicy, tokens(false));
    assert.deepEqual(prepared.kind === 'blocked' && prepared.note, {
      rule: 'AU8',
      message:
        'The managed token goes only to the hosts of its profile, over https. Add this host to the profile to send it there.',
    });
  });

  it('goes by the hosts of the policy before those of the profile', () => {
    const managed = { auth: 'managed' } as const;
    check({ changes: managed, policy: { allowHosts: ['a.test'] }, source: tokens(false) }, true);
    check({ changes: managed, policy: { allowHosts: ['b.test'] }, source: tokens(true) }, 'token-audience');
  });

  it('adds none that nobody asked for, that nobody has, or beside a typed one', () => {
    check({ changes: {}, source: tokens(false) }, false);
    check({ changes: { auth: 'managed' } }, false);
    check({ changes: { auth: 'managed', fields: fields('AUTHORIZATION: x') }, source: tokens(false) }, false);
  });

  it('makes a Basic field of user info, unless one was typed', () => {
    const url = 'https://u:p@a.test/x';
    const values = [[], fields('authorization: x')].map((typed) => {
      const prepared = prepare(request({ url, fields: typed }), defaultPolicy, undefined);
      assert.ok(prepared.kind === 'ready');
      return prepared.hop.fields.filter(({ name }) => /^authorization$/i.test(name));
    });
    assert.deepEqual(values, [fields('Authorization: Basic dTpw'), fields('authorization: x')]);
  });

  it('lets every octet but control characters into a field, a tab included', () => {
    const values = ['a\tb', 'é\u00a0~', '\u0080', '\u0000', '\u0008', '\n', '\r', '\u001f', '\u007f'];
    const blocked = values.filter(
      (value) => prepare(request({ fields: [{ name: 'X', value }] }), defaultPolicy, undefined).kind === 'blocked',
    );
    assert.deepEqual(blocked, ['\u0000', '\u0008', '\n', '\r', '\u001f', '\u007f']);
  });
});
