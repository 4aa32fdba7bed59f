import { readFile, realpath, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { keyComplaint } from '../auth/assertion';
import type { LeaseStore } from '../auth/lease';
import type { SecretStore } from '../auth/secretStore';
import { parseTokenProfile, profileKey, profileSecrets, type TokenProfile } from '../auth/tokenProfile';
import { createTokenSource } from '../auth/tokenSource';
import type { SendPolicy } from '../http/policy';
import type { Clock, Transport } from '../http/ports';
import type { TokenSource } from '../http/sendPorts';
import { systemCode } from './inputs';
import { filledProfile, type ReadValue } from './profileFile';
import type { Pair } from './pairs';

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

/** Reads the file of each `PROFILE=FILE`: the JSON of a token profile, of which only `grant` is needed at least. `secret` gives the values of `--secret`. */
export async function readProfiles(pairs: readonly Pair[], secret: ReadValue): Promise<Profiles> {
  const profiles = new Map<string, StoredProfile>();
  for (const { name, value } of pairs) {
    const path = resolve(value);
    const read = await readProfile(name, path, secret);
    if (typeof read === 'string') return { kind: 'wrong', message: `--auth ${name}: ${read}` };
    profiles.set(name, { profile: read, path });
  }
  const secrets = [...profiles.values()].flatMap(({ profile }) => profileSecrets(profile));
  return { kind: 'profiles', profiles, secrets };
}

async function readProfile(name: string, path: string, secret: ReadValue): Promise<TokenProfile | string> {
  const text = await readText(path);
  if (typeof text !== 'string') return `${path} cannot be read (${text.code}). Check the path.`;
  const written = jsonObject(text);
  if (written === undefined) return notProfile(path);
  const filled = await filledProfile(written, {
    folder: dirname(path),
    readText,
    value: { secret, processEnv: (variable) => process.env[variable] },
  });
  if (typeof filled === 'string') return filled;
  const defaults = {
    tokenUrl: '',
    clientId: '',
    clientAuth: filled['clientSecret'] === undefined ? 'public' : 'basic',
  };
  const profile = parseTokenProfile(JSON.stringify({ ...defaults, ...filled, name })) ?? notProfile(path);
  if (typeof profile === 'string' || filled['signing'] === undefined) return profile;
  if (profile.signing === undefined) {
    return 'signing needs an algorithm (RS256, ES256 or HS256), and key or keyFile.';
  }
  return (await keyComplaint(profile.signing)) ?? profile;
}

function notProfile(path: string): string {
  return `${path} is no token profile. It is JSON such as {"grant":"client_credentials","tokenUrl":"https://…/oauth/token","clientId":"…","clientSecret":"{{$processEnv CLIENT_SECRET}}","hosts":["…"]}.`;
}

async function readText(path: string): Promise<string | { readonly code: string }> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    return { code: systemCode(error) };
  }
}

function jsonObject(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(text.replace(/^\uFEFF/, ''));
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Readonly<Record<string, unknown>>)
      : undefined;
  } catch {
    return undefined;
  }
}

/** One source for each profile, shared by all requests. A renewed token is written back to its file before it is used (rule AU5); `warn` hears when it cannot be. */
export function tokenSources(
  profiles: ReadonlyMap<string, StoredProfile>,
  ports: { readonly transport: Transport; readonly clock: Clock; readonly policy: SendPolicy },
  warn: (message: string) => void,
): (profile: string) => Promise<TokenSource | undefined> {
  const sources = new Map<string, TokenSource>();
  for (const [name, { profile, path }] of profiles) {
    const notice = fileNotice(name, path, warn);
    const store = fileStore(profile, path, notice);
    sources.set(name, createTokenSource(profile, { ...ports, secrets: store, lease: lockFile(`${path}.lock`) }));
  }
  return (name) => Promise.resolve(sources.get(name));
}

/** Says once that a file cannot be written. */
function fileNotice(name: string, path: string, warn: (message: string) => void): (code: string) => void {
  let isSaid = false;
  return (code) => {
    if (!isSaid) warn(`The new token of "${name}" cannot be written to ${path} (${code}); it holds for this run.`);
    isSaid = true;
  };
}

/** Of the file only `tokens` is read again and written: what it refers to stays a reference. */
function fileStore(profile: TokenProfile, path: string, unwritable: (code: string) => void): SecretStore {
  return {
    get: async (key) => {
      const text = key === profileKey(profile.name) ? await readText(path) : undefined;
      const written = typeof text === 'string' ? jsonObject(text) : undefined;
      return written === undefined ? undefined : JSON.stringify({ ...profile, tokens: written['tokens'] });
    },
    store: async (_key, value) => {
      const text = await readText(path);
      const written = typeof text === 'string' ? jsonObject(text) : undefined;
      const tokens = parseTokenProfile(value)?.tokens;
      try {
        await replaceFile(path, `${JSON.stringify({ ...written, tokens }, undefined, 2)}\n`);
      } catch (error) {
        unwritable(systemCode(error));
        throw error;
      }
    },
  };
}

/** Whole or not at all, and for its owner alone: a crash must not cost the refresh token. */
async function replaceFile(path: string, text: string): Promise<void> {
  const target = await realpath(path);
  const draft = `${target}.${process.pid}.tmp`;
  await writeFile(draft, text, { mode: 0o600 });
  await rename(draft, target);
}

/** Keeps two runs from spending the same refresh token. */
function lockFile(path: string): LeaseStore {
  return {
    read: async () => {
      const text = await readText(path);
      return typeof text === 'string' ? text : undefined;
    },
    write: (text) => (text === undefined ? rm(path, { force: true }) : writeFile(path, text, { mode: 0o600 })),
  };
}
