import { apiError, type Answer, type FieldLine } from './call';

/** Groups of the guide that the sandbox's routes use. */
export const rateLimitGroups = ['light', 'medium', 'heavy', 'auth'] as const;
export type RateLimitGroup = (typeof rateLimitGroups)[number];

/** A quota of one group: `limit` calls in `windowSeconds`; whoever goes beyond is refused for `penaltySeconds`. */
export interface RateLimitRule {
  readonly limit: number;
  readonly windowSeconds: number;
  readonly penaltySeconds: number;
  /** The service leaves Retry-After out at times; then the guide says "30 seconds or later". */
  readonly sendsRetryAfter: boolean;
}

export type RateLimitRules = Readonly<Record<RateLimitGroup, RateLimitRule>>;

const minute = { windowSeconds: 60, penaltySeconds: 60, sendsRetryAfter: true };

/** The guide's numbers, but for `auth`: its 5 a minute would hold up whoever tries the examples twice. Settable by `/sandbox/settings`. */
export const defaultRateLimits: RateLimitRules = {
  light: { limit: 50, ...minute },
  medium: { limit: 40, ...minute },
  heavy: { limit: 10, ...minute },
  auth: { limit: 50, ...minute },
};

interface Account {
  windowStart: number;
  used: number;
  penaltyUntil: number;
}

/** What one call is told: its `X-Rate-Limit-*` fields, and the 429 when it is refused. */
export interface RateLimitVerdict {
  readonly fields: readonly FieldLine[];
  readonly refusal: Answer | undefined;
}

/** Counts calls per user and group in fixed windows. A call inside a penalty restarts the penalty. */
export class RateLimiter {
  readonly #accounts = new Map<string, Account>();

  /** `user` is user and application, `now` milliseconds. */
  count(user: string, group: RateLimitGroup, rule: RateLimitRule, now: number): RateLimitVerdict {
    const key = `${group} ${user}`;
    const account = this.#accounts.get(key) ?? { windowStart: now, used: 0, penaltyUntil: 0 };
    this.#accounts.set(key, account);
    if (now >= account.windowStart + rule.windowSeconds * 1000) Object.assign(account, { windowStart: now, used: 0 });
    const isRefused = now < account.penaltyUntil || account.used >= rule.limit;
    if (isRefused) account.penaltyUntil = now + rule.penaltySeconds * 1000;
    else account.used++;
    const fields: readonly FieldLine[] = [
      ['X-Rate-Limit-Group', group],
      ['X-Rate-Limit-Limit', String(rule.limit)],
      ['X-Rate-Limit-Remaining', String(rule.limit - account.used)],
      ['X-Rate-Limit-Window', String(rule.windowSeconds)],
    ];
    return { fields, refusal: isRefused ? refusal(rule) : undefined };
  }

  clear(): void {
    this.#accounts.clear();
  }
}

/** The Bearer challenge is as captured from the service; it asks for no new token. */
function refusal(rule: RateLimitRule): Answer {
  const message = 'Request rate exceeded';
  return apiError(429, { errorCode: 'CMN-301', message }, [
    ['WWW-Authenticate', `Bearer realm="RingCentral REST API", error="CMN-301", error_description="${message}"`],
    ...(rule.sendsRetryAfter ? [['Retry-After', String(rule.penaltySeconds)] as const] : []),
  ]);
}
