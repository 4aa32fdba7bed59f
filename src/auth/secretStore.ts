/** Where secrets are kept, such as the editor's SecretStorage. `get` gives undefined when there is none. `store` may reject; a token is then used without being kept. */
export interface SecretStore {
  get(key: string): Promise<string | undefined>;
  store(key: string, value: string): Promise<void>;
}

/** A store in memory, for programs without one and for tests. */
export function memorySecretStore(): SecretStore {
  const values = new Map<string, string>();
  return {
    get: (key) => Promise.resolve(values.get(key)),
    store: (key, value) => {
      values.set(key, value);
      return Promise.resolve();
    },
  };
}
