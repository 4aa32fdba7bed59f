import type { RateLimit } from './outcome';
import type { Clock, ContentReader, Random, Reply, Transport } from './ports';
import type { Content, Field, RequestMessage, ResponseMessage } from './message';
import type { CookieFate, Exchange } from './trace';

/** The outcome of asking for a token. `exchanges` are the token requests that were made, to be shown in the trace. */
export type TokenResult =
  | {
      readonly kind: 'token';
      readonly accessToken: string;
      readonly exchanges: readonly TokenExchange[];
      /** Why it was not renewed before its end, although it was tried; it is still good. */
      readonly refusal?: { readonly message: string; readonly warnings: readonly string[] };
    }
  | {
      readonly kind: 'refused';
      readonly needsLogin: boolean;
      readonly message: string;
      readonly warnings: readonly string[];
      readonly exchanges: readonly TokenExchange[];
    };

/** One request to the token endpoint. */
export interface TokenExchange {
  readonly grant: string;
  readonly waited: number;
  readonly startedAt: string;
  readonly reply: Reply;
}

/** Gives and renews the managed token (rules AU). One renewal at a time: concurrent callers share it. */
export interface TokenSource {
  /** Whose token it is: the profile's name. Keeps stored answers and penalties of different identities apart. */
  readonly identity?: string;
  /** Whether the token may go to this URL (rule AU8). */
  allows(url: string): boolean;
  /** The token to send, renewed first when it is about to expire (rule AU1). */
  current(signal: AbortSignal, observe?: WaitObserver): Promise<TokenResult>;
  /** After a 401 for `rejected`: a newer token, by renewal if nobody has renewed it yet (rule AU4). */
  renew(rejected: string, signal: AbortSignal, observe?: WaitObserver): Promise<TokenResult>;
}

/** Told of each wait at the token endpoint, so that it is never silent (rule RT8). */
export type WaitObserver = (event: SendEvent & { readonly kind: 'waiting' }) => void;

/** A stored answer with its validators (rules CN). */
export interface StoredResponse {
  readonly etag: string | undefined;
  readonly lastModified: string | undefined;
  readonly response: ResponseMessage;
  /** The request fields that `Vary` names, lower case, with the values they had; absent: it names none. */
  readonly selected?: Readonly<Record<string, string>>;
}

/** Keeps last answers by method, URL, identity and Accept. */
export interface ValidatorCache {
  find(key: string): StoredResponse | undefined;
  store(key: string, stored: StoredResponse): void;
}

/**
 * Holds back requests of one credential and origin (`key`) while a penalty runs (rule RT7), and knows their quotas (rule RT11).
 * `target` is method and path: which group it belongs to is learned from its answers. Times are milliseconds of `Clock.time()`.
 */
export interface PenaltyGate {
  /** When the penalty that holds this target ends; undefined when none does. */
  until(key: string, target: string): number | undefined;
  /** A penalty of one group, begun by an answer at `begun`; of all groups when it is undefined. */
  penalize(key: string, group: string | undefined, until: number, begun: number): void;
  /** What was sent to this target at `time` was let through: the penalties that held it and had begun by then are over. */
  release(key: string, target: string, time: number): void;
  /** Calls `listener` whenever penalties of this key are released, until the function it gives is called. */
  onRelease(key: string, listener: () => void): () => void;
  /** What an answer at `time` told of the quota. */
  observe(key: string, target: string, limit: RateLimit, time: number): void;
  /** When the used-up quota of this target is filled again; undefined when it is not used up. */
  refilled(key: string, target: string): number | undefined;
}

/** Cookies of one environment (off by default). */
export interface CookieJar {
  fields(url: string): readonly Field[];
  /** Takes Set-Cookie lines of an answer from `url`, and says of each, in order, what became of it. */
  store(url: string, setCookie: readonly string[]): readonly CookieFate[];
}

/** What a person may do during a wait (rule RT8). */
export interface WaitControl {
  sendNow(): void;
  stop(): void;
}

/** News while a request runs, in order. `until` is milliseconds of `Clock.time()`. */
export type SendEvent =
  | { readonly kind: 'started'; readonly message: RequestMessage; readonly index: number }
  | { readonly kind: 'waiting'; readonly until: number; readonly rule: string; readonly control: WaitControl }
  | { readonly kind: 'exchange'; readonly exchange: Exchange; readonly index: number };

/** The world, as `send()` may touch it. Undefined ports switch their feature off. */
export interface SendPorts {
  readonly transport: Transport;
  readonly clock: Clock;
  readonly random: Random;
  readonly contents: ContentReader;
  readonly tokens?: TokenSource | undefined;
  readonly validators?: ValidatorCache | undefined;
  readonly gate?: PenaltyGate | undefined;
  readonly cookies?: CookieJar | undefined;
  readonly observe?: ((event: SendEvent) => void) | undefined;
}

/** Content of these octets, held in memory. */
export function memoryContent(octets: Uint8Array): Content {
  return { kind: 'memory', octets, size: octets.length };
}
