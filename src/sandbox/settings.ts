import { isJsonObject, type JsonObject } from './json';
import { defaultRateLimits, rateLimitGroups, type RateLimitRule, type RateLimitRules } from './rateLimit';

/** What a test may set about the sandbox, by `PUT /sandbox/settings` or when it starts. Seconds, as on the wire. */
export interface SandboxSettings {
  /** Life of access tokens, unless the client asks for another by `access_token_ttl`. */
  readonly expiresIn: number;
  readonly refreshTokenExpiresIn: number;
  readonly rateLimits: RateLimitRules;
}

export const defaultSettings: SandboxSettings = {
  expiresIn: 3600,
  refreshTokenExpiresIn: 604_800,
  rateLimits: defaultRateLimits,
};

/** `current` with the members that `changes` names; undefined when one of them is unknown or no such value, and then nothing changes. */
export function changeSettings(current: SandboxSettings, changes: unknown): SandboxSettings | undefined {
  if (!isJsonObject(changes)) return undefined;
  const { expiresIn, refreshTokenExpiresIn, rateLimits, ...unknownMembers } = changes;
  const rules = changeRules(current.rateLimits, rateLimits ?? {});
  const lives = [expiresIn ?? current.expiresIn, refreshTokenExpiresIn ?? current.refreshTokenExpiresIn];
  if (rules === undefined || !lives.every(isCount) || Object.keys(unknownMembers).length > 0) return undefined;
  return { expiresIn: Number(lives[0]), refreshTokenExpiresIn: Number(lives[1]), rateLimits: rules };
}

function changeRules(current: RateLimitRules, changes: unknown): RateLimitRules | undefined {
  if (!isJsonObject(changes)) return undefined;
  if (Object.keys(changes).some((name) => !rateLimitGroups.some((group) => group === name))) return undefined;
  const rules = { ...current };
  for (const group of rateLimitGroups) {
    const rule = changeRule(current[group], changes[group] ?? {});
    if (rule === undefined) return undefined;
    rules[group] = rule;
  }
  return rules;
}

function changeRule(current: RateLimitRule, changes: unknown): RateLimitRule | undefined {
  if (!isJsonObject(changes) || Object.keys(changes).some((name) => !(name in current))) return undefined;
  const rule: JsonObject = { ...current, ...changes };
  const { limit, windowSeconds, penaltySeconds, sendsRetryAfter } = rule;
  if (!isCount(limit) || !isCount(windowSeconds) || !isCount(penaltySeconds)) return undefined;
  return typeof sendsRetryAfter === 'boolean' ? { limit, windowSeconds, penaltySeconds, sendsRetryAfter } : undefined;
}

function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= 1e9;
}
