import assert from 'node:assert/strict';
import { namedSecrets } from '../../../../src/workbench/environments/secrets';
import { FakeSecretStorage } from '../../../support/fakeSecretStorage';

/** Secrets of which `a` is kept already. */
async function kept(): Promise<{ storage: FakeSecretStorage; secrets: ReturnType<typeof namedSecrets> }> {
  const storage = new FakeSecretStorage();
  const secrets = namedSecrets(storage, 'secrets', (name) => `secret.${name}`);
  await secrets.write('a', 'alpha');
  return { storage, secrets };
}

describe('secrets by name', () => {
  it('keep the names that are there when the list of them cannot be read', async () => {
    const { storage, secrets } = await kept();
    storage.locked = (action, key) => action === 'get' && key === 'secrets';
    await assert.rejects(secrets.write('b', 'beta'));
    await assert.rejects(secrets.forget('a'));
    storage.locked = () => false;
    assert.ok((await secrets.names()).includes('a'));
  });

  it('lose nothing to a storage that takes nothing, and go on after it', async () => {
    const { storage, secrets } = await kept();
    storage.locked = (action) => action !== 'get';
    await assert.rejects(secrets.write('a', 'changed'));
    await assert.rejects(secrets.write('b', 'beta'));
    await assert.rejects(secrets.forget('a'));
    assert.deepEqual([await secrets.names(), await secrets.read('a')], [['a'], 'alpha']);
    storage.locked = () => false;
    await secrets.write('b', 'beta');
    assert.deepEqual(await secrets.names(), ['a', 'b']);
  });

  it('keep every name of many that come at once', async () => {
    const { secrets } = await kept();
    await Promise.all(['d', 'c', 'b'].map((name) => secrets.write(name, name)));
    assert.deepEqual(await secrets.names(), ['a', 'b', 'c', 'd']);
  });
});
