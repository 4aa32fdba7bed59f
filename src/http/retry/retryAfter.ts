import { fieldValue, fieldValues } from '../fields';
import { httpDate } from '../httpDate';
import type { Field } from '../message';
import type { SendPolicy } from '../policy';

/** What the Retry-After of one answer asks for. `delay` is milliseconds from now, undefined when missing or malformed; never above `Number.MAX_SAFE_INTEGER`. */
export interface RetryAfter {
  readonly delay: number | undefined;
  readonly isMissing: boolean;
  readonly isInvalid: boolean;
  readonly isMultiple: boolean;
  /** Beyond `maxRetryAfterMs`: not waited for, but said. */
  readonly isTooLong: boolean;
}

/**
 * Reads Retry-After (rule RT6; RFC 9110 §10.2.3): `1*DIGIT` seconds or an HTTP-date in any of its forms, counted from the answer's own Date,
 * else from `now`. Not below `minRetryDelayMs`. Of several lines the later time wins.
 */
export function retryAfter(
  fields: readonly Field[],
  now: number,
  policy: Pick<SendPolicy, 'minRetryDelayMs' | 'maxRetryAfterMs'>,
): RetryAfter {
  const values = fieldValues(fields, 'retry-after');
  const delays = values.map((value) => delayOf(value.trim(), fields, now));
  const valid = delays.filter((delay) => delay !== undefined);
  const delay =
    valid.length === 0
      ? undefined
      : Math.min(Math.max(policy.minRetryDelayMs, ...valid.slice(0, 100)), Number.MAX_SAFE_INTEGER);
  return {
    delay,
    isMissing: values.length === 0,
    isInvalid: valid.length < values.length,
    isMultiple: values.length > 1,
    isTooLong: delay !== undefined && delay > policy.maxRetryAfterMs,
  };
}

function delayOf(value: string, fields: readonly Field[], now: number): number | undefined {
  if (/^\d+$/.test(value)) return Number(value) * 1000;
  const until = httpDate(value, now);
  if (until === undefined) return undefined;
  const answered = fieldValue(fields, 'date');
  return until - ((answered === undefined ? undefined : httpDate(answered.trim(), now)) ?? now);
}
