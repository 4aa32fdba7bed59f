import type * as vscode from 'vscode';
import { turns } from '../turns';

/** Texts kept under names in the secret storage of this machine. */
export interface NamedSecrets {
  /** All names, sorted. */
  names(): Promise<readonly string[]>;
  read(name: string): Promise<string | undefined>;
  write(name: string, text: string): Promise<void>;
  forget(name: string): Promise<void>;
  /** Fires after a change in this or another window. */
  readonly onDidChange: vscode.Event<unknown>;
}

/** One kind of secret: `keyOf` gives the key of a name, `listKey` is where the names are. They are listed, because the storage cannot be asked for its keys before VS Code 1.105. */
export function namedSecrets(
  storage: vscode.SecretStorage,
  listKey: string,
  keyOf: (name: string) => string,
): NamedSecrets {
  const names = async (): Promise<readonly string[]> => parseNames(await storage.get(listKey));
  const list = async (change: (names: ReadonlySet<string>) => ReadonlySet<string>): Promise<void> =>
    storage.store(listKey, JSON.stringify([...change(new Set(await names()))].sort()));
  // Two changes of the list at once would each write one without the other's name.
  const inTurn = turns();
  return {
    names,
    read: async (name) => storage.get(keyOf(name)),
    write: async (name, text) =>
      inTurn(async () => {
        await storage.store(keyOf(name), text);
        await list((present) => new Set([...present, name]));
      }),
    forget: async (name) =>
      inTurn(async () => {
        await storage.delete(keyOf(name));
        await list((present) => new Set([...present].filter((other) => other !== name)));
      }),
    onDidChange: (listener, self, disposables) =>
      storage.onDidChange(
        ({ key }) => {
          if (key === listKey || key.startsWith(keyOf(''))) listener.call(self, undefined);
        },
        undefined,
        disposables,
      ),
  };
}

function parseNames(text: string | undefined): readonly string[] {
  try {
    const names: unknown = JSON.parse(text ?? '[]');
    return Array.isArray(names) ? names.filter((name) => typeof name === 'string') : [];
  } catch {
    return [];
  }
}
