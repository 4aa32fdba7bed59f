import type { TokenPorts } from '../../auth/askForToken';
import type { TokenProfile } from '../../auth/tokenProfile';
import { createTokenSource } from '../../auth/tokenSource';
import { penaltyGate } from '../../http/retry/penaltyGate';
import type { Transport } from '../../http/ports';
import type { TokenSource } from '../../http/sendPorts';
import { validatorCache } from '../../http/conditional/validatorCache';
import { sessionAnswers } from '../../run/answers';
import { planRequest, type Planned } from '../../run/planRequest';
import type { Files, RunContext, RunPorts, RunTarget } from '../../run/ports';
import { exportedText } from '../../run/finish';
import type { RunRecord } from '../../run/record';
import { runRequest } from '../../run/runRequest';
import { sessionCookies } from '../../run/cookies/sessionCookies';
import { contentReader } from '../../transport/contents';
import type { EditorNetwork } from '../../transport/editor';
import type { Network } from '../../transport/network';
import { systemClock, systemRandom } from '../../transport/systemClock';
import { createTransport, type NodeTransport } from '../../transport/transport';

export { contentReader, exportedText };
export { curlCommand } from '../../view/export/curlCommand';
export { messageText } from './messageText';

/** Where an engine keeps bodies that are too large for memory. */
export interface EngineOptions {
  readonly spoolFolder: string;
  /** What the editor knows of its network. */
  readonly editor?: EditorNetwork | undefined;
}

/** What may hold back a message before it leaves. */
export type Guard = (transport: Transport) => Transport;

/** Everything that sends, loaded by the first send: this module is the entry of a bundle of its own, `dist/engine.js`. */
export interface Engine {
  /** The ports of one run on this network. */
  ports(network: Network, guard: Guard): RunPorts['send'];
  /** The cookie jars of the session, one for each environment. */
  readonly cookies: NonNullable<RunPorts['cookies']>;
  /** The source of a profile's token; it renews by requests of its own. */
  tokenSource(profile: TokenProfile, options: TokenSourceOptions): TokenSource;
  /** The world of the other requests about tokens, such as redeeming a code. */
  tokenPorts(options: TokenSourceOptions): TokenPorts;
  /** Runs one request. Answers, validators and penalties are those of the session. */
  run(
    target: RunTarget,
    context: Omit<RunContext, 'answers'>,
    ports: RunPorts,
    signal: AbortSignal,
  ): Promise<RunRecord>;
  /** What one request would send. Nothing leaves. */
  plan(target: RunTarget, context: Omit<RunContext, 'answers'>, files: Files): Promise<Planned>;
  /** Closes what is open and removes spooled bodies. */
  dispose(): Promise<void>;
}

/** What renewing a token needs. */
export interface TokenSourceOptions extends Omit<TokenPorts, 'transport' | 'clock'> {
  readonly network: Network;
  readonly guard: Guard;
}

/** Octets of one body that are held in memory; a larger one goes to a file. */
const memoryLimit = 33_554_432;

export function createEngine({ spoolFolder, editor }: EngineOptions): Engine {
  const transportOf = transports(spoolFolder, editor);
  const answers = sessionAnswers();
  const shared = {
    clock: systemClock,
    random: systemRandom,
    contents: contentReader,
    validators: validatorCache(),
    gate: penaltyGate(),
  };
  const tokenPorts = ({ network, guard, ...ports }: TokenSourceOptions): TokenPorts => ({
    ...ports,
    transport: guard(transportOf.of(network)),
    clock: systemClock,
  });
  return {
    ports: (network, guard) => ({ ...shared, transport: guard(transportOf.of(network)) }),
    cookies: sessionCookies(),
    tokenSource: (profile, options) => createTokenSource(profile, tokenPorts(options)),
    tokenPorts,
    run: (target, context, ports, signal) => runRequest(target, { ...context, answers }, ports, signal),
    plan: (target, context, files) => planRequest(target, { ...context, answers }, { ...shared, files }),
    dispose: () => transportOf.dispose(),
  };
}

/** One transport for each network that the settings have named, because connections belong to one. */
function transports(directory: string, editor: EditorNetwork | undefined) {
  const made = new Map<string, NodeTransport>();
  return {
    of(network: Network): Transport {
      const key = JSON.stringify(network);
      const transport =
        made.get(key) ?? createTransport({ ...network, editor, spool: { directory, limit: memoryLimit } });
      made.set(key, transport);
      return transport;
    },
    async dispose(): Promise<void> {
      await Promise.all([...made.values()].map((transport) => transport.dispose()));
    },
  };
}
