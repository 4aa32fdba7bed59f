import type { SecretStorage } from 'vscode';

/** A secret storage in memory. While `locked` says so for a key, reading or writing it rejects, as a keyring does that is locked. */
export class FakeSecretStorage implements SecretStorage {
  readonly kept = new Map<string, string>();
  locked: (action: 'get' | 'store' | 'delete', key: string) => boolean = () => false;

  readonly onDidChange: SecretStorage['onDidChange'];

  /** It fires nothing itself; who listens needs an event of the editor. */
  constructor(onDidChange: SecretStorage['onDidChange'] = noEvent) {
    this.onDidChange = onDidChange;
  }

  get(key: string): Promise<string | undefined> {
    return this.#use('get', key, () => this.kept.get(key));
  }

  keys(): Promise<string[]> {
    return Promise.resolve([...this.kept.keys()]);
  }

  store(key: string, value: string): Promise<void> {
    return this.#use('store', key, () => void this.kept.set(key, value));
  }

  delete(key: string): Promise<void> {
    return this.#use('delete', key, () => void this.kept.delete(key));
  }

  #use<Value>(action: 'get' | 'store' | 'delete', key: string, work: () => Value): Promise<Value> {
    return this.locked(action, key) ? Promise.reject(new Error('The keyring is locked.')) : Promise.resolve(work());
  }
}

function noEvent(): never {
  throw new Error('Nobody was meant to listen.');
}
