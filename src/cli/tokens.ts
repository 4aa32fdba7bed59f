import { readFile, writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { SecretStore } from '../auth/secretStore';
import { parseTokenProfile, profileKey, profileSecrets, type TokenProfile } from '../auth/tokenProfile';
import { createTokenSource } from '../auth/tokenSource';
import type { SendPolicy } from '../http/policy';
import type { Clock, Transport } from '../http/ports';
import type { TokenSource } from '../http/sendPorts';
import { systemCode } from './inputs';
import type { Pair } from './runOptions';

/** Token profiles of `--auth`, ready to be used, or a sentence on the first that cannot be. */
export type Profiles =
  | {
      readonly kind: 'profiles';
      readonly profiles: ReadonlyMap<string, StoredProfile>;
      readonly secrets: readonly string[];
    }
  | { readonly kind: 'wrong'; readonly message: string };

interface StoredProfile {
  readonly profile: TokenProfile;
  readonly path: string;
}

/** Reads the file of each `PROFILE=FILE`: the JSON of a token profile, of which only `grant` is needed at least. */
export async function readProfiles(pairs: readonly Pair[]): Promise<Profiles> {
  const profiles = new Map<string, StoredProfile>();
  for (const { name, value } of pairs) {
    const path = resolve(value);
    const read = await readProfile(name, path);
    if (typeof read === 'string') return { kind: 'wrong', message: `--auth ${name}: ${read}` };
    profiles.set(name, { profile: read, path });
  }
  const secrets = [...profiles.values()].flatMap(({ profile }) => profileSecrets(profile));
  return { kind: 'profiles', profiles, secrets };
}

async function readProfile(name: string, path: string): Promise<TokenProfile | string> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    return `${path} cannot be read (${systemCode(error)}). Check the path.`;
  }
  return completed(name, text) ?? `${path} is no token profile. It is JSON such as ${example}.`;
}

const example =
  '{"grant":"client_credentials","tokenUrl":"https://…/oauth/token","clientId":"…","clientSecret":"…","hosts":["…"]}';

function completed(name: string, text: string): TokenProfile | undefined {
  try {
    const value: unknown = JSON.parse(text);
    if (value === null || typeof value !== 'object') return undefined;
    const defaults = { tokenUrl: '', clientId: '', clientAuth: 'basic' };
    return parseTokenProfile(JSON.stringify({ ...defaults, ...value, name }));
  } catch {
    return undefined;
  }
}

/** One source for each profile, shared by all requests. A renewed token is written back to its file before it is used (rule AU5). */
export function tokenSources(
  profiles: ReadonlyMap<string, StoredProfile>,
  ports: { readonly transport: Transport; readonly clock: Clock; readonly policy: SendPolicy },
): (profile: string) => Promise<TokenSource | undefined> {
  const sources = new Map<string, TokenSource>();
  for (const [name, { profile, path }] of profiles) {
    sources.set(name, createTokenSource(profile, { ...ports, secrets: fileStore(name, path) }));
  }
  return (name) => Promise.resolve(sources.get(name));
}

function fileStore(name: string, path: string): SecretStore {
  return {
    get: async (key) => {
      const profile = key === profileKey(name) ? await readProfile(name, path) : '';
      return typeof profile === 'string' ? undefined : JSON.stringify(profile);
    },
    store: (_key, value) => writeFile(path, `${value}\n`, { mode: 0o600 }),
  };
}
