import { promises as fs } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { penaltyGate } from '../http/retry/penaltyGate';
import { defaultPolicy, type SendPolicy } from '../http/policy';
import type { Transport } from '../http/ports';
import { validatorCache } from '../http/conditional/validatorCache';
import type { RunPorts } from '../run/ports';
import { sessionCookies } from '../run/cookies/sessionCookies';
import { contentReader } from '../transport/contents';
import type { NodeTransport, TransportOptions } from '../transport/transport';
import { systemClock, systemRandom } from '../transport/systemClock';
import { terminalQuestions } from './ask';
import { systemCode } from './inputs';
import { nodeFiles } from './nodeFiles';
import type { RunOptions } from './runOptions';
import { userAgent } from './version';

/** What requests of one command are sent with. `dispose` closes connections and removes spooled files. */
export interface World {
  readonly kind: 'world';
  readonly ports: RunPorts;
  readonly policy: SendPolicy;
  dispose(): Promise<void>;
}

/** A body larger than this goes to a file; octets. */
const spoolLimit = 33_554_432;

/** What the command gives to its world: who hears of events and warnings. */
interface WorldHost {
  readonly observe: NonNullable<RunPorts['observe']>;
  readonly warn: (message: string) => void;
}

/** Puts the ports together; a sentence when a secret or a token profile of the command line cannot be read. */
export async function createWorld(
  options: RunOptions,
  { observe, warn }: WorldHost,
  signal: AbortSignal,
): Promise<World | { readonly kind: 'wrong'; readonly message: string }> {
  const secrets = await readSecrets(options);
  if (typeof secrets === 'string') return { kind: 'wrong', message: secrets };
  const managed = options.profiles.length === 0 ? undefined : await import('./tokens');
  const profiles = await managed?.readProfiles(options.profiles, (name) => secrets.get(name));
  if (profiles?.kind === 'wrong') return profiles;
  const policy: SendPolicy = {
    ...defaultPolicy,
    userAgent,
    secrets: [...secrets.values(), ...(profiles?.secrets ?? [])].filter((value) => value !== ''),
    ...(options.timeout === undefined ? {} : { totalTimeoutMs: options.timeout }),
    ...(options.maxWait === undefined ? {} : { maxRetryAfterMs: options.maxWait }),
  };
  const transport = lazyTransport(transportOptions(options));
  const ports: RunPorts = {
    send: {
      transport,
      clock: systemClock,
      random: systemRandom,
      contents: contentReader,
      validators: validatorCache(),
      gate: penaltyGate(),
    },
    cookies: sessionCookies(),
    files: nodeFiles,
    secret: (name) => Promise.resolve(secrets.get(name)),
    processEnv: (name) => process.env[name],
    tokens:
      managed === undefined || profiles === undefined
        ? () => Promise.resolve(undefined)
        : managed.tokenSources(profiles.profiles, { transport, clock: systemClock, policy }, warn),
    ...terminalQuestions(signal),
    observe,
  };
  return { kind: 'world', ports, policy, dispose: () => transport.dispose() };
}

/** Values of `--secret NAME=VARIABLE` and `NAME=@FILE`, by name. */
async function readSecrets({ secrets }: RunOptions): Promise<ReadonlyMap<string, string> | string> {
  const values = new Map<string, string>();
  for (const { name, value } of secrets) {
    const found = value.startsWith('@') ? await fileSecret(value.slice(1)) : process.env[value];
    if (found === undefined) {
      return value.startsWith('@')
        ? `--secret ${name}: the file ${value.slice(1)} cannot be read. Check the path.`
        : `--secret ${name}: there is no environment variable ${value}. Set it first, or name a file: ${name}=@FILE.`;
    }
    values.set(name, found);
  }
  return values;
}

/** The text of a file without its last line end. */
async function fileSecret(path: string): Promise<string | undefined> {
  try {
    return (await fs.readFile(path, 'utf8')).replace(/\r?\n$/, '');
  } catch (error) {
    if (systemCode(error) === 'unknown error') throw error;
    return undefined;
  }
}

function transportOptions({ insecureHosts, resolve }: RunOptions): TransportOptions {
  return {
    mode: 'direct',
    proxy: { kind: 'environment', variables: { ...process.env } },
    tls: insecureHosts.map((host) => ({ host, rejectUnauthorized: false })),
    resolve,
    spool: { directory: join(tmpdir(), 'rcreq'), limit: spoolLimit },
  };
}

/** A transport that is loaded with its first exchange: a dry run needs none. */
function lazyTransport(options: TransportOptions): Transport & Pick<NodeTransport, 'dispose'> {
  let transport: Promise<NodeTransport> | undefined;
  const load = async (): Promise<NodeTransport> => (await import('../transport/transport')).createTransport(options);
  return {
    ready: async (url) => {
      const loaded = await (transport ??= load());
      await loaded.ready?.(url);
    },
    exchange: async (...exchange) => (await (transport ??= load())).exchange(...exchange),
    dispose: async () => (await transport)?.dispose(),
  };
}
