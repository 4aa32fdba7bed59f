import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { memorySecretStore, type SecretStore } from '../../../src/auth/secretStore';
import { formatTokenProfile, profileKey, type TokenProfile } from '../../../src/auth/tokenProfile';
import { createTokenSource } from '../../../src/auth/tokenSource';
import { defaultPolicy } from '../../../src/http/policy';
import type { SendEvent, TokenResult, TokenSource } from '../../../src/http/sendPorts';
import { ScriptedTransport, type ScriptedExchange, type ScriptedResponse } from '../../support/scriptedTransport';
import { VirtualClock } from '../../support/virtualClock';

const start = Date.UTC(2026, 0, 1);
const at = (time: number) => new Date(start + time).toISOString();
const never = () => new AbortController().signal;

const profile: TokenProfile = {
  name: 'p',
  grant: 'client_credentials',
  tokenUrl: 'https://auth.test/token',
  clientId: 'cid',
  clientSecret: 'sec',
  clientAuth: 'basic',
  scopes: [],
  hosts: [],
};
const held = { accessToken: 'T1', refreshToken: 'R1', expiresAt: at(3_600_000) };

const granted = (token: string, more = ''): ScriptedResponse => ({
  status: 200,
  body: `{"access_token":"${token}","token_type":"bearer","expires_in":3600${more}}`,
});
const asks = (
  form: Readonly<Record<string, string>>,
  respond: ScriptedExchange['respond'],
  afterMs?: number,
): ScriptedExchange => ({
  for: 'auth',
  expect: { method: 'POST', url: 'https://auth.test/token', body: { form } },
  respond,
  ...(afterMs === undefined ? {} : { afterMs }),
});
const refresh = { grant_type: 'refresh_token', refresh_token: 'R1' };
const original = { grant_type: 'client_credentials' };

interface Scene {
  readonly source: TokenSource;
  readonly clock: VirtualClock;
  readonly script: ScriptedTransport;
  readonly secrets: SecretStore;
}

function scene(
  changes: Partial<TokenProfile>,
  script: readonly ScriptedExchange[],
  secrets = memorySecretStore(),
): Scene {
  const clock = new VirtualClock(start);
  const transport = new ScriptedTransport(script, { clock });
  const ports = {
    transport: transport.of('auth'),
    clock,
    secrets,
    policy: { ...defaultPolicy, userAgent: 'test/1.0' },
  };
  return { source: createTokenSource({ ...profile, ...changes }, ports), clock, script: transport, secrets };
}

async function check(
  { source, clock, script }: Scene,
  ask: (source: TokenSource) => Promise<TokenResult>,
  expected: {
    readonly token?: string;
    readonly needsLogin?: boolean;
    readonly exchanges?: number;
    readonly warnings?: readonly string[] | undefined;
  },
  left = 0,
): Promise<TokenResult> {
  const result = await clock.settle(ask(source));
  assert.equal(script.finish().length, left, script.finish().join('\n'));
  const seen = {
    token: result.kind === 'token' ? result.accessToken : undefined,
    needsLogin: result.kind === 'refused' ? result.needsLogin : undefined,
    exchanges: result.exchanges.length,
    warnings: result.kind === 'refused' ? result.warnings : result.refusal?.warnings,
  };
  assert.deepEqual(
    Object.fromEntries(Object.keys(expected).map((name) => [name, seen[name as keyof typeof seen]])),
    expected,
  );
  return result;
}

const current = (source: TokenSource) => source.current(never());
const renew = (source: TokenSource) => source.renew('T1', never());

describe('token source: which token it gives', () => {
  it('gives the token it holds without asking', () =>
    check(scene({ tokens: held }, []), current, { token: 'T1', exchanges: 0 }));

  it('gets its first token by the original grant', () =>
    check(scene({ scopes: ['a', 'b'] }, [asks({ ...original, scope: 'a b' }, granted('T2'))]), current, {
      token: 'T2',
      exchanges: 1,
    }));

  it('renews a token that ends within a minute', () =>
    check(scene({ tokens: { ...held, expiresAt: at(60_000) } }, [asks(refresh, granted('T2'))]), current, {
      token: 'T2',
    }));

  it('keeps a token that lives a little longer than that', () =>
    check(scene({ tokens: { ...held, expiresAt: at(60_001) } }, []), current, { token: 'T1' }));

  it('does not renew a short-lived token again at once', async () => {
    const short = { ...granted('T2'), body: '{"access_token":"T2","expires_in":30}' };
    const one = scene({}, [asks(original, short)]);
    await check(one, current, { token: 'T2', exchanges: 1 });
    await check(one, current, { token: 'T2', exchanges: 0 });
  });

  it('goes on with a token that is still good when its renewal fails', () => {
    const tokens = { accessToken: 'T1', expiresAt: at(30_000) };
    return check(scene({ tokens }, [asks(original, { status: 403 })]), current, { token: 'T1', exchanges: 1 });
  });

  it('asks no more for a token whose early renewal was refused, until it is over', async () => {
    const tokens = { accessToken: 'T1', expiresAt: at(30_000) };
    const one = scene({ tokens }, [asks(original, { status: 403 }), asks(original, granted('T2'))]);
    await check(one, current, { token: 'T1', exchanges: 1, warnings: [] }, 1);
    await check(one, current, { token: 'T1', exchanges: 0, warnings: undefined }, 1);
    await one.clock.settle(one.clock.sleep(30_000, never()));
    await check(one, current, { token: 'T2', exchanges: 1 });
  });

  it('says why a token that is still good was not renewed', () => {
    const tokens = { accessToken: 'T1', expiresAt: at(30_000) };
    const script = [asks(original, { status: 307, headers: [['Location', 'https://other.test/']] })];
    return check(scene({ tokens }, script), current, { token: 'T1', warnings: ['token-endpoint-redirect'] });
  });

  it('asks at once when a token whose early renewal was refused is rejected', async () => {
    const tokens = { accessToken: 'T1', expiresAt: at(30_000) };
    const one = scene({ tokens }, [asks(original, { status: 403 }), asks(original, granted('T2'))]);
    await check(one, current, { token: 'T1' }, 1);
    await check(one, renew, { token: 'T2', exchanges: 1 });
  });

  it('gives a newer token for a rejected one without asking', () =>
    check(scene({ tokens: { ...held, accessToken: 'T9' } }, []), renew, { token: 'T9', exchanges: 0 }));

  it('takes over what another window has stored', async () => {
    const one = scene({ tokens: held }, []);
    await one.secrets.store(profileKey('p'), formatTokenProfile({ ...profile, tokens: { accessToken: 'T9' } }));
    await check(one, renew, { token: 'T9', exchanges: 0 });
  });

  it('takes over a renewal that another window made while it asked', async () => {
    const one = scene({ tokens: held }, [
      asks(refresh, { status: 400, body: '{"error":"invalid_grant"}', setToken: { access: 'T9', refresh: 'R9' } }),
    ]);
    one.script.onSetToken = ({ access }) =>
      one.secrets.store(profileKey('p'), formatTokenProfile({ ...profile, tokens: { accessToken: access } }));
    await check(one, renew, { token: 'T9', exchanges: 1 });
  });
});

describe('token source: renewal', () => {
  it('stores the new refresh token before the token is used', async () => {
    const one = scene({ tokens: held }, [asks(refresh, granted('T2', ',"refresh_token":"R2"'))]);
    let storedAtReturn: string | undefined;
    await check(
      one,
      async (source) => {
        const result = await renew(source);
        storedAtReturn = await one.secrets.get(profileKey('p'));
        return result;
      },
      { token: 'T2' },
    );
    assert.match(
      storedAtReturn ?? '',
      /"accessToken":"T2".*"refreshToken":"R2"|"refreshToken":"R2".*"accessToken":"T2"/,
    );
  });

  it('keeps the refresh token when no new one is given', async () => {
    const one = scene({ tokens: held }, [asks(refresh, granted('T2')), asks(refresh, granted('T3'))]);
    await one.clock.settle(renew(one.source));
    await check(one, (source) => source.renew('T2', never()), { token: 'T3' });
  });

  it('uses the token though the store is locked', () => {
    const locked = { get: () => Promise.reject(new Error('locked')), store: () => Promise.reject(new Error('locked')) };
    return check(scene({ tokens: held }, [asks(refresh, granted('T2'))], locked), renew, { token: 'T2' });
  });

  it('does not use a refresh token that has ended', () =>
    check(scene({ tokens: { ...held, refreshExpiresAt: at(0) } }, [asks(original, granted('T2'))]), renew, {
      token: 'T2',
    }));

  it('asks for a person when the grant was theirs', () =>
    check(scene({ grant: 'authorization_code', tokens: held }, [asks(refresh, { status: 400 })]), renew, {
      needsLogin: true,
      exchanges: 1,
    }));

  it('cannot renew a pasted token', () =>
    check(scene({ grant: 'pasted', tokens: { accessToken: 'T1' } }, []), renew, { needsLogin: true, exchanges: 0 }));

  it('sends the credentials of the password grant', () => {
    const form = { grant_type: 'password', username: 'u', password: 'p w' };
    return check(scene({ grant: 'password', username: 'u', password: 'p w' }, [asks(form, granted('T2'))]), current, {
      token: 'T2',
    });
  });

  it('authenticates in the body when told to', () => {
    const form = { ...original, client_id: 'cid', client_secret: 'sec' };
    const absent = { ...asks(form, granted('T2')) };
    return check(
      scene({ clientAuth: 'body' }, [{ ...absent, expect: { ...absent.expect, absent: ['authorization'] } }]),
      current,
      { token: 'T2' },
    );
  });
});

describe('token source: the token endpoint', () => {
  const answers: readonly [
    claim: string,
    respond: readonly ScriptedExchange['respond'][],
    pauses: readonly number[],
    token: string | undefined,
  ][] = [
    [
      'asks again after the Retry-After of a 429',
      [{ status: 429, headers: [['Retry-After', '4']] }, granted('T2')],
      [0, 4000],
      'T2',
    ],
    ['asks again half a minute after a 429 that says nothing', [{ status: 429 }, granted('T2')], [0, 30_000], 'T2'],
    [
      'asks again after the Retry-After of a 503',
      [{ status: 503, headers: [['Retry-After', '2']] }, granted('T2')],
      [0, 2000],
      'T2',
    ],
    ['asks again ten seconds after a 408', [{ status: 408 }, granted('T2')], [0, 10_000], 'T2'],
    [
      'asks again ten seconds after a time-out',
      [{ fail: 'ETIMEDOUT', phase: 'response' }, granted('T2')],
      [0, 10_000],
      'T2',
    ],
    [
      'gives up after three repeats of a 500',
      [500, 500, 500, 500].map((status) => ({ status })),
      [0, 10_000, 10_000, 10_000],
      undefined,
    ],
    ['never repeats a 502', [{ status: 502 }], [0], undefined],
    ['never repeats a 401', [{ status: 401 }], [0], undefined],
    ['never repeats a broken connection', [{ fail: 'ECONNRESET', phase: 'response' }], [0], undefined],
    ['does not wait for longer than is allowed', [{ status: 429, headers: [['Retry-After', '301']] }], [0], undefined],
    ['refuses a token with a line break', [{ status: 200, body: '{"access_token":"a\\r\\nX: 1"}' }], [0], undefined],
    ['refuses an answer that is no JSON', [{ status: 200, body: '<html>' }], [0], undefined],
    ['refuses a token that came with a 201', [{ status: 201, body: granted('T2').body ?? '' }], [0], undefined],
    ['refuses a 300', [{ status: 300 }], [0], undefined],
    ['refuses a 399', [{ status: 399 }], [0], undefined],
  ];
  for (const [claim, responds, pauses, token] of answers) {
    it(claim, () => {
      const script = responds.map((respond, index) => asks(original, respond, pauses[index]));
      return check(
        scene({}, script),
        current,
        token === undefined ? { needsLogin: false, exchanges: script.length } : { token },
      );
    });
  }

  it('falls back to the original grant after a refused or failing refresh, but not after another 4xx', async () => {
    await check(scene({ tokens: held }, [asks(refresh, { status: 400 }), asks(original, granted('T2'))]), renew, {
      token: 'T2',
    });
    await check(scene({ tokens: held }, [asks(refresh, { status: 403 })]), renew, { needsLogin: false });
  });

  for (const [said, expected] of [
    ['grant request is invalid', /answered 400: grant request is invalid\. Check the credentials of "p"\./],
    [' Token not found. ', /answered 400: Token not found\. Check the credentials/],
    ['Really?', /answered 400: Really\? Check the credentials/],
  ] as const) {
    it(`ends what the endpoint says in one full stop: "${said}"`, async () => {
      const body = JSON.stringify({ error: 'invalid_grant', error_description: said });
      const { source, clock } = scene({}, [asks(original, { status: 400, body })]);
      const result = await clock.settle(source.current(never()));
      assert.match(result.kind === 'refused' ? result.message : 'granted', expected);
    });
  }

  it('never follows a redirect', () =>
    check(scene({}, [asks(original, { status: 307, headers: [['Location', 'https://b.test/']] })]), current, {
      warnings: ['token-endpoint-redirect'],
    }));

  it('sends no credentials over plain http', () =>
    check(scene({ tokenUrl: 'http://auth.test/token' }, []), current, { exchanges: 0 }));

  it('tells of its waits, which can be cut short', async () => {
    const one = scene({}, [asks(original, { status: 429 }), asks(original, granted('T2'), 0)]);
    const events: SendEvent[] = [];
    const observe = (event: SendEvent & { readonly kind: 'waiting' }) => {
      events.push(event);
      event.control.sendNow();
    };
    await check(one, (source) => source.current(never(), observe), { token: 'T2', exchanges: 2 });
    assert.deepEqual(
      events.map(({ kind }) => kind),
      ['waiting'],
    );
  });
});

describe('token source: a wait that a person stops', () => {
  it('ends it, and asks by no other grant', async () => {
    const one = scene({ tokens: held }, [asks(refresh, { status: 500 })]);
    const observe = (event: SendEvent & { readonly kind: 'waiting' }) => event.control.stop();
    await check(one, (source) => source.renew('T1', never(), observe), { needsLogin: false, exchanges: 1 });
  });

  it('keeps a token that is still good', async () => {
    const tokens = { ...held, expiresAt: at(30_000) };
    const one = scene({ tokens }, [asks(refresh, { status: 429 })]);
    const observe = (event: SendEvent & { readonly kind: 'waiting' }) => event.control.stop();
    await check(one, (source) => source.current(never(), observe), { token: 'T1', exchanges: 1 });
  });
});

describe('token source: many at once', () => {
  it('renews once for everybody, and shows the exchange to one of them', async () => {
    const one = scene({ tokens: held }, [asks(refresh, granted('T2'))]);
    const results = await one.clock.settle(Promise.all([renew(one.source), renew(one.source), current(one.source)]));
    assert.deepEqual(one.script.finish(), []);
    assert.deepEqual(
      results.map((result) => result.kind === 'token' && result.accessToken),
      ['T2', 'T2', 'T2'],
    );
    assert.deepEqual(results.map(({ exchanges }) => exchanges.length).sort(), [0, 0, 1]);
  });

  it('goes on for the others when one of them cancels', async () => {
    const one = scene({ tokens: held }, [asks(refresh, { status: 429 }), asks(refresh, granted('T2'))]);
    const controller = new AbortController();
    const cancelled = one.source.renew('T1', controller.signal, () => controller.abort());
    const [first, second] = await one.clock.settle(Promise.all([cancelled, renew(one.source)]));
    assert.deepEqual([first.kind, second.kind, second.exchanges.length], ['refused', 'token', 2]);
  });

  it('stops asking when all of them cancel', async () => {
    const one = scene({ tokens: held }, [asks(refresh, { status: 429 })]);
    const controller = new AbortController();
    await one.clock.settle(one.source.renew('T1', controller.signal, () => controller.abort()));
    await new Promise((resolve) => setImmediate(resolve));
    assert.deepEqual([one.script.finish(), one.clock.now()], [[], 0]);
  });
});

describe('token source: where the token may go', () => {
  const places: readonly [url: string, hosts: readonly string[], isAllowed: boolean][] = [
    ['https://auth.test/x', [], true],
    ['https://api.test/x', [], false],
    ['https://api.test/x', ['API.test'], true],
    ['https://api.test:8443/x', ['api.test'], true],
    ['https://api.test:8443/x', ['api.test:8443'], true],
    ['https://api.test/x', ['api.test:8443'], false],
    ['https://sub.api.test/x', ['api.test'], false],
    ['http://api.test/x', ['api.test'], false],
    ['http://localhost:3000/x', ['localhost'], true],
    ['http://127.0.0.1:3000/x', ['127.0.0.1'], true],
    ['http://127.0.0.1.evil.test/x', ['127.0.0.1.evil.test'], false],
  ];
  for (const [url, hosts, isAllowed] of places) {
    it(`${isAllowed ? 'sends' : 'does not send'} it to ${url} for [${hosts.join()}]`, () =>
      assert.equal(scene({ hosts }, []).source.allows(url), isAllowed));
  }
});
