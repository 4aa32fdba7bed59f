/** How a request may be redirected, repeated, renewed and limited. Every switch of the rules; names and defaults as in the conformance cases. Durations end in `Ms`, sizes are octets. */
export interface SendPolicy {
  readonly followRedirects: boolean;
  readonly maxRedirects: number;
  readonly missingLocation: 'repeat' | 'stop';
  readonly missingLocationMaxRepeats: number;
  readonly missingLocationUnsafe: 'repeat' | 'stop';
  readonly redirectPatch: 'get' | 'keep' | 'stop';
  readonly crossOriginBody: 'send' | 'block';
  readonly insecureRedirect: 'block' | 'strip';
  readonly trustedRedirectOrigins: readonly string[];
  /** Field names, any case, that are never sent to another origin (rule RD7). */
  readonly secretHeaders: readonly string[];
  readonly retryStatuses: readonly number[];
  readonly maxRetries: number;
  readonly backoffMs: number;
  readonly backoffFactor: number;
  readonly maxBackoffMs: number;
  /** Share of a backoff added at random, upward only: 0.2 adds up to 20 %. */
  readonly jitter: number;
  readonly minRetryDelayMs: number;
  readonly max429Retries: number;
  readonly default429Ms: number;
  readonly maxRetryAfterMs: number;
  readonly retryUnsafeMethods: boolean;
  readonly retryNetwork: boolean;
  readonly renewOn401: boolean;
  readonly maxRenewals: number;
  readonly proactiveRenewMs: number;
  readonly tokenRetryIntervalMs: number;
  readonly tokenMaxRetries: number;
  readonly ignore404OnDelete: boolean;
  readonly userAgent: string;
  readonly maxPathIds: number;
  readonly maxWireBytes: number;
  readonly maxDecodedBytes: number;
  readonly maxContentCodings: number;
  readonly maxParts: number;
  readonly validatorCache: boolean;
  /** Hosts a managed token may go to; null: those of its profile. */
  readonly allowHosts: readonly string[] | null;
  /** Values that are secret wherever they stand. */
  readonly secrets: readonly string[];
  readonly waitOnZeroRemaining: boolean;
  readonly workspaceTrusted: boolean;
  /** Undefined: no limit. */
  readonly connectTimeoutMs: number | undefined;
  readonly totalTimeoutMs: number | undefined;
}

/** The engine's defaults (design rules, `policyDefaults`); `userAgent` is the host's to set. */
export const defaultPolicy: SendPolicy = {
  followRedirects: true,
  maxRedirects: 10,
  missingLocation: 'repeat',
  missingLocationMaxRepeats: 1,
  missingLocationUnsafe: 'repeat',
  redirectPatch: 'get',
  crossOriginBody: 'send',
  insecureRedirect: 'block',
  trustedRedirectOrigins: [],
  secretHeaders: ['authorization', 'proxy-authorization', 'cookie', 'cookie2', 'x-api-key'],
  retryStatuses: [503],
  maxRetries: 3,
  backoffMs: 2000,
  backoffFactor: 2,
  maxBackoffMs: 60_000,
  jitter: 0,
  minRetryDelayMs: 1000,
  max429Retries: 3,
  default429Ms: 30_000,
  maxRetryAfterMs: 300_000,
  retryUnsafeMethods: false,
  retryNetwork: false,
  renewOn401: true,
  maxRenewals: 1,
  proactiveRenewMs: 60_000,
  tokenRetryIntervalMs: 10_000,
  tokenMaxRetries: 3,
  ignore404OnDelete: true,
  userAgent: 'rcreq/0',
  maxPathIds: 50,
  maxWireBytes: 52_428_800,
  maxDecodedBytes: 104_857_600,
  maxContentCodings: 5,
  maxParts: 1000,
  validatorCache: true,
  allowHosts: null,
  secrets: [],
  waitOnZeroRemaining: false,
  workspaceTrusted: true,
  connectTimeoutMs: 30_000,
  totalTimeoutMs: 120_000,
};
