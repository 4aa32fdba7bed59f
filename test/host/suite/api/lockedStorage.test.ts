import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { TokenProfile } from '../../../../src/auth/tokenProfile';
import type { TokenSource } from '../../../../src/http/sendPorts';
import { namedSecrets } from '../../../../src/workbench/environments/secrets';
import { TokenProfiles } from '../../../../src/workbench/tokens/tokenProfiles';
import { FakeSecretStorage } from '../../../support/fakeSecretStorage';

const profile: TokenProfile = {
  name: 'office',
  grant: 'pasted',
  tokenUrl: '',
  clientId: '',
  clientAuth: 'public',
  scopes: [],
  hosts: ['a.test'],
  tokens: { accessToken: 'abc' },
};

const inMemory: TokenSource = {
  allows: () => true,
  current: () => Promise.resolve({ kind: 'token', accessToken: 'abc', exchanges: [] }),
  renew: () => Promise.reject(new Error('not asked for here')),
};

describe('tokens in a storage that is locked', () => {
  let storage: FakeSecretStorage;
  let tokens: TokenProfiles;
  const changes = new vscode.EventEmitter<vscode.SecretStorageChangeEvent>();

  beforeEach(() => {
    storage = new FakeSecretStorage(changes.event);
    const secrets = namedSecrets(storage, 'tokenProfiles', (name) => `tokenProfile.${name}`);
    tokens = new TokenProfiles(secrets, {
      source: () => Promise.resolve(inMemory),
      ports: () => Promise.reject(new Error('not asked for here')),
    });
  });

  afterEach(() => tokens.dispose());
  after(() => changes.dispose());

  const current = async () => (await tokens.source('office'))?.current(new AbortController().signal);

  it('are refused with what to do, and none is taken for gone', async () => {
    storage.locked = () => true;
    const result = await current();
    assert.ok(result?.kind === 'refused');
    assert.match(result.message, /"office" cannot be read .* Unlock its keyring/);
  });

  it('go on from memory once this window has used them', async () => {
    await tokens.store(profile);
    assert.equal((await current())?.kind, 'token');
    storage.locked = () => true;
    assert.equal((await current())?.kind, 'token');
  });
});
