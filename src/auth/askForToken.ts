import type { SendPolicy } from '../http/policy';
import type { Clock, Reply, Transport } from '../http/ports';
import { isAudience } from '../http/request/prepare';
import type { TokenExchange, WaitObserver } from '../http/sendPorts';
import { wait } from '../http/retry/wait';
import type { LeaseStore } from './lease';
import type { SecretStore } from './secretStore';
import { tokenAnswer, type TokenAnswer } from './tokenAnswer';
import type { TokenProfile, TokenSet } from './tokenProfile';
import { tokenRequest, type GrantForm } from './tokenRequest';

/** The world, as far as getting tokens needs it. `policy` gives the waits and the User-Agent, the same as for every other request (rule AU6). */
export interface TokenPorts {
  readonly transport: Transport;
  readonly clock: Clock;
  readonly secrets: SecretStore;
  readonly policy: SendPolicy;
  /** What windows that share `secrets` agree by on who renews; absent: nobody else does. */
  readonly lease?: LeaseStore;
  /** Told what a person should know of the profile, in sentences: why it could not be renewed, or not be kept; undefined: all is well again. */
  readonly notice?: (message: string | undefined) => void;
}

/** The end of asking by one grant, repeats included. */
export type Asked =
  | { readonly kind: 'granted'; readonly tokens: TokenSet; readonly exchanges: readonly TokenExchange[] }
  | {
      readonly kind: 'refused';
      readonly mayFallBack: boolean;
      readonly message: string;
      readonly warnings: readonly string[];
      readonly exchanges: readonly TokenExchange[];
    };

/** No answer of a token endpoint is longer. Octets. */
const longestAnswer = 1_048_576;

/** Asks by one grant until it is granted or refused for good (rule AU6). */
export async function askForToken(
  profile: TokenProfile,
  form: GrantForm,
  ports: TokenPorts,
  run: { readonly signal: AbortSignal; readonly observe: WaitObserver | undefined },
): Promise<Asked> {
  const exchanges: TokenExchange[] = [];
  if (!isSafeEndpoint(profile.tokenUrl)) {
    const message = 'The token URL is neither https nor on this machine, so no credentials were sent.';
    return { kind: 'refused', mayFallBack: false, message, warnings: [], exchanges };
  }
  let waited = 0;
  for (let repeats = 0; ; repeats += 1) {
    const { exchange, answer } = await askOnce(profile, form, waited, { ports, signal: run.signal });
    exchanges.push(exchange);
    if (answer.kind !== 'again') return { ...answer, exchanges };
    const { delay, limit, mayFallBack, message } = answer;
    const refused: Asked = { kind: 'refused', mayFallBack, message, warnings: [], exchanges };
    if (repeats >= limit) return refused;
    const pause = await wait({ duration: delay, rule: 'AU6' }, ports.clock, run.observe, run.signal);
    if (pause.end === 'stopped' || pause.end === 'cancelled') return { ...refused, mayFallBack: false };
    waited = pause.waited;
  }
}

/** Credentials go over https, or stay on this machine (rule AU8). */
export function isSafeEndpoint(url: string): boolean {
  return URL.canParse(url) && isAudience(url, [new URL(url).host]);
}

async function askOnce(
  profile: TokenProfile,
  form: GrantForm,
  waited: number,
  { ports, signal }: { readonly ports: TokenPorts; readonly signal: AbortSignal },
): Promise<{ readonly exchange: TokenExchange; readonly answer: TokenAnswer }> {
  const { clock, policy } = ports;
  const startedAt = new Date(clock.time()).toISOString();
  const reply = await post(profile, form, ports, signal);
  const grant = form.find(([name]) => name === 'grant_type')?.[1] ?? '';
  return { exchange: { grant, waited, startedAt, reply }, answer: tokenAnswer(reply, policy, clock.time()) };
}

/** One request to the URL of a profile, its client authenticated. */
export function post(profile: TokenProfile, form: GrantForm, ports: TokenPorts, signal: AbortSignal): Promise<Reply> {
  const { policy, transport } = ports;
  return transport.exchange(
    tokenRequest(profile, form, policy.userAgent),
    {
      limits: { wireBytes: longestAnswer, decodedBytes: longestAnswer, contentCodings: policy.maxContentCodings },
      connectTimeout: policy.connectTimeoutMs,
      totalTimeout: policy.totalTimeoutMs,
      keep: () => 'all',
    },
    signal,
  );
}
