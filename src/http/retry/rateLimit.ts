import { fieldValue } from '../fields';
import type { Field } from '../message';
import type { RateLimit } from '../outcome';

/** Greater values of a reset are seconds since the epoch, not from now. */
const epochThreshold = 1_000_000_000;

/** The quota an answer tells of in `X-Rate-Limit-*`, `X-RateLimit-*`, `RateLimit-*` or `RateLimit` (rule RT11); undefined when it tells of none. `now` is milliseconds. */
export function rateLimit(fields: readonly Field[], now: number): RateLimit | undefined {
  if (!fields.some((field) => /^(?:x-rate-?limit|ratelimit)/i.test(field.name))) return undefined;
  const draft = structured(fieldValue(fields, 'ratelimit'), fieldValue(fields, 'ratelimit-policy'));
  const reset = numberOf(fields, 'reset') ?? draft.resetSeconds;
  const limit: RateLimit = {
    group: member(fields, 'group') ?? draft.group,
    limit: numberOf(fields, 'limit') ?? draft.limit,
    remaining: numberOf(fields, 'remaining') ?? draft.remaining,
    windowSeconds: numberOf(fields, 'window') ?? draft.windowSeconds,
    resetSeconds: reset !== undefined && reset > epochThreshold ? Math.max(0, reset - Math.floor(now / 1000)) : reset,
  };
  return Object.values(limit).every((value) => value === undefined) ? undefined : limit;
}

/** Milliseconds until a quota is filled again: by its reset, else its window; undefined when neither was sent. */
export function refillDelay(limit: RateLimit): number | undefined {
  const seconds = limit.resetSeconds ?? limit.windowSeconds;
  return seconds === undefined ? undefined : seconds * 1000;
}

function member(fields: readonly Field[], name: string): string | undefined {
  const value =
    fieldValue(fields, `x-rate-limit-${name}`) ??
    fieldValue(fields, `x-ratelimit-${name}`) ??
    fieldValue(fields, `ratelimit-${name}`);
  return value === undefined || value.trim() === '' ? undefined : value.trim();
}

function numberOf(fields: readonly Field[], name: string): number | undefined {
  return integer(/^\d+/.exec(member(fields, name) ?? '')?.[0]);
}

function integer(digits: string | undefined): number | undefined {
  return digits === undefined ? undefined : Math.min(Number(digits), Number.MAX_SAFE_INTEGER);
}

/** draft-ietf-httpapi-ratelimit-headers: `RateLimit: "name";r=50;t=30`, `RateLimit-Policy: "name";q=100;w=60`; older ones `limit=10, remaining=5, reset=4`. */
function structured(current: string | undefined, policy: string | undefined) {
  const parameter = (text: string | undefined, ...names: readonly string[]) =>
    integer(new RegExp(`(?:^|[;,])\\s*(?:${names.join('|')})\\s*=\\s*(\\d+)`, 'i').exec(text ?? '')?.[1]);
  return {
    group: /^\s*"([^"]*)"/.exec(current ?? '')?.[1],
    limit: parameter(policy, 'q') ?? parameter(current, 'limit'),
    remaining: parameter(current, 'r', 'remaining'),
    windowSeconds: parameter(policy, 'w'),
    resetSeconds: parameter(current, 't', 'reset'),
  };
}
