import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { LeaseStore } from '../../../src/auth/lease';
import { takeLease } from '../../../src/auth/lease';
import { memorySecretStore, type SecretStore } from '../../../src/auth/secretStore';
import { formatTokenProfile, parseTokenProfile, profileKey, type TokenProfile } from '../../../src/auth/tokenProfile';
import { createTokenSource } from '../../../src/auth/tokenSource';
import { defaultPolicy } from '../../../src/http/policy';
import type { TokenSource } from '../../../src/http/sendPorts';
import { ScriptedTransport, type ScriptedExchange } from '../../support/scriptedTransport';
import { VirtualClock } from '../../support/virtualClock';

const start = Date.UTC(2026, 0, 1);
const signal = new AbortController().signal;
const profile: TokenProfile = {
  name: 'p',
  grant: 'authorization_code',
  tokenUrl: 'https://auth.test/token',
  clientId: 'cid',
  clientAuth: 'public',
  scopes: [],
  hosts: [],
  tokens: { accessToken: 'T1', refreshToken: 'R1' },
};
const refreshes = (refreshToken: string, answer: ScriptedExchange['respond']): ScriptedExchange => ({
  for: 'auth',
  expect: { body: { form: { grant_type: 'refresh_token', refresh_token: refreshToken, client_id: 'cid' } } },
  respond: answer,
});
const granted = (token: string, refreshToken: string) => ({
  status: 200,
  body: JSON.stringify({ access_token: token, refresh_token: refreshToken, expires_in: 3600 }),
});
const invalidGrant = { status: 400, body: '{"error":"invalid_grant","error_description":"Token not found"}' };

/** What all windows share. */
class Machine {
  readonly clock = new VirtualClock(start);
  readonly secrets = memorySecretStore();
  readonly notices: (string | undefined)[] = [];
  readonly script: ScriptedTransport;
  lease: string | undefined;

  constructor(script: readonly ScriptedExchange[]) {
    this.script = new ScriptedTransport(script, { clock: this.clock });
  }

  readonly leaseStore: LeaseStore = {
    read: () => Promise.resolve(this.lease),
    write: (text) => {
      this.lease = text;
      return Promise.resolve();
    },
  };

  window(changes: { secrets?: SecretStore; lease?: LeaseStore } = {}): TokenSource {
    const { clock, secrets, script, notices } = this;
    return createTokenSource(profile, {
      ...{ transport: script.of('auth'), clock, secrets, policy: defaultPolicy, lease: this.leaseStore },
      notice: (message) => notices.push(message),
      ...changes,
    });
  }

  async kept(): Promise<TokenProfile | undefined> {
    return parseTokenProfile((await this.secrets.get(profileKey('p'))) ?? '');
  }
}

const tokenOf = (result: Awaited<ReturnType<TokenSource['current']>>) =>
  result.kind === 'token' ? result.accessToken : result.message;

describe('two windows', () => {
  it('spend the refresh token once when both renew at the same time', async () => {
    const machine = new Machine([refreshes('R1', granted('T2', 'R2'))]);
    const windows = [machine.window(), machine.window(), machine.window()];
    const results = await machine.clock.settle(Promise.all(windows.map((each) => each.renew('T1', signal))));
    assert.deepEqual(results.map(tokenOf), ['T2', 'T2', 'T2']);
    assert.deepEqual([machine.script.finish(), machine.lease], [[], undefined]);
  });

  it('take what the other has stored when the storage tells of no lease', async () => {
    const machine = new Machine([refreshes('R1', { ...invalidGrant, setToken: { access: 'T2', refresh: 'R2' } })]);
    machine.script.onSetToken = () =>
      machine.secrets.store(profileKey('p'), formatTokenProfile({ ...profile, tokens: { accessToken: 'T2' } }));
    const broken: LeaseStore = {
      read: () => Promise.reject(new Error('locked')),
      write: () => Promise.reject(new Error('locked')),
    };
    const result = await machine.clock.settle(machine.window({ lease: broken }).renew('T1', signal));
    assert.equal(tokenOf(result), 'T2');
  });

  it('see at the next use what the other has renewed, revoked or forgotten', async () => {
    const machine = new Machine([]);
    const window = machine.window();
    const store = (changes: Partial<TokenProfile>) =>
      machine.secrets.store(profileKey('p'), formatTokenProfile({ ...profile, ...changes }));
    assert.equal(tokenOf(await window.current(signal)), 'T1');
    await store({ tokens: { accessToken: 'T5' } });
    assert.equal(tokenOf(await window.current(signal)), 'T5');
    await machine.secrets.store(profileKey('p'), JSON.stringify({ ...profile, tokens: undefined }));
    assert.match(tokenOf(await window.current(signal)), /Log in to "p" again/);
  });

  it('are not held up by a window that was closed while it renewed', async () => {
    const machine = new Machine([refreshes('R1', granted('T2', 'R2'))]);
    machine.lease = `${start - 10_000} closed`;
    assert.equal(tokenOf(await machine.clock.settle(machine.window().renew('T1', signal))), 'T2');
    assert.ok(machine.clock.now() <= 21_000, `waited ${machine.clock.now()}`);
  });

  it('are not held up by a lease from a clock that was wrong', async () => {
    const machine = new Machine([refreshes('R1', granted('T2', 'R2'))]);
    machine.lease = `${start + 86_400_000} tomorrow`;
    assert.equal(tokenOf(await machine.clock.settle(machine.window().renew('T1', signal))), 'T2');
    assert.equal(machine.clock.now(), 100);
  });

  it('wait no longer than a lease holds, though others take it again and again', async () => {
    const machine = new Machine([]);
    const store: LeaseStore = {
      read: () => Promise.resolve(`${machine.clock.time()} other`),
      write: () => Promise.resolve(),
    };
    const abort = new AbortController();
    const waiting = takeLease(store, machine.clock, () => Promise.resolve(machine.clock.now() > 90_000), abort.signal);
    void machine.clock.sleep(60_000, signal).then(() => abort.abort());
    assert.equal(await machine.clock.settle(waiting), undefined);
  });

  it('stop waiting when the person cancels', async () => {
    const machine = new Machine([]);
    machine.lease = `${start} other`;
    const abort = new AbortController();
    void machine.clock.sleep(1000, signal).then(() => abort.abort());
    const result = await machine.clock.settle(machine.window().renew('T1', abort.signal));
    assert.match(tokenOf(result), /cancelled/);
    assert.equal(machine.clock.now(), 1000);
  });
});

describe('a secret storage that fails', () => {
  it('is tried again at the next use, so that no session is lost', async () => {
    const machine = new Machine([refreshes('R1', granted('T2', 'R2'))]);
    await machine.secrets.store(profileKey('p'), formatTokenProfile(profile));
    let isLocked = true;
    const secrets: SecretStore = {
      get: (key) => machine.secrets.get(key),
      store: (key, value) => (isLocked ? Promise.reject(new Error('locked')) : machine.secrets.store(key, value)),
    };
    const window = machine.window({ secrets });
    assert.equal(tokenOf(await machine.clock.settle(window.renew('T1', signal))), 'T2');
    assert.equal(tokenOf(await window.current(signal)), 'T2', 'what is outdated in the storage is not taken back');
    assert.match(machine.notices[0] ?? '', /would not keep it/);
    isLocked = false;
    await window.current(signal);
    assert.deepEqual([(await machine.kept())?.tokens?.refreshToken, machine.notices.at(-1)], ['R2', undefined]);
  });

  it('leaves the token that was given when it cannot be read', async () => {
    const secrets: SecretStore = {
      get: () => Promise.reject(new Error('locked')),
      store: () => Promise.reject(new Error('locked')),
    };
    assert.equal(tokenOf(await new Machine([]).window({ secrets }).current(signal)), 'T1');
  });
});

describe('a crash', () => {
  it('before the new refresh token was stored leaves the old one, which is then asked with', async () => {
    const machine = new Machine([
      refreshes('R1', granted('T2', 'R2')),
      refreshes('R1', granted('T2', 'R2')),
      refreshes('R2', granted('T3', 'R3')),
    ]);
    await machine.secrets.store(profileKey('p'), formatTokenProfile(profile));
    const dying: SecretStore = { get: (key) => machine.secrets.get(key), store: () => new Promise(() => undefined) };
    void machine.window({ secrets: dying }).renew('T1', signal);
    await machine.clock.settle(machine.clock.sleep(40_000, signal));
    assert.equal((await machine.kept())?.tokens?.refreshToken, 'R1');
    assert.equal(tokenOf(await machine.clock.settle(machine.window().renew('T1', signal))), 'T2');
    assert.equal(tokenOf(await machine.clock.settle(machine.window().renew('T2', signal))), 'T3');
    assert.deepEqual(machine.script.finish(), []);
  });
});

describe('a refresh token that was revoked', () => {
  it('is tried once, and the person is asked to log in', async () => {
    const machine = new Machine([refreshes('R1', invalidGrant)]);
    await machine.secrets.store(profileKey('p'), formatTokenProfile(profile));
    const result = await machine.clock.settle(machine.window().renew('T1', signal));
    assert.match(tokenOf(result), /Token not found.* Log in to "p" again\.$/);
    assert.deepEqual(machine.notices, [tokenOf(result)]);
    assert.equal((await machine.kept())?.tokens?.accessToken, 'T1', 'nothing is lost');
  });

  it('may be the fault of a wrong clock, which is said', async () => {
    const date = new Date(start + 25 * 60_000).toUTCString();
    const machine = new Machine([refreshes('R1', { ...invalidGrant, headers: [['Date', date]] })]);
    const result = await machine.clock.settle(machine.window().renew('T1', signal));
    assert.match(tokenOf(result), /The clock of this machine is 25 min behind that of the server/);
  });
});
