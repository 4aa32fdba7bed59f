import { fieldValue, fieldValues } from '../fields';
import { httpDate } from '../httpDate';
import type { Field } from '../message';
import type { SendPolicy } from '../policy';
import type { Note } from '../trace';

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

/** What is to be told of the Retry-After of an answer with this status (rule RT6). */
export function askedNotes(asked: RetryAfter, status: number): Note[] {
  const notes: Note[] = [];
  const warn = (message: string, warning: string) => notes.push({ rule: 'RT6', message, warning });
  if (asked.isMissing && (status === 429 || status === 503))
    warn(`${status} came without Retry-After.`, 'retry-after-missing');
  if (asked.isInvalid) warn('Retry-After is neither seconds nor a date.', 'retry-after-invalid');
  if (asked.isMultiple) warn('Retry-After came several times; the later time counts.', 'retry-after-multiple');
  if (asked.isTooLong) warn('Retry-After asks for a longer wait than is allowed.', 'retry-after-too-long');
  return notes;
}

/** A wait as a person reads it: `2 s`, `1.5 s`. */
export function inSeconds(milliseconds: number): string {
  return `${milliseconds / 1000} s`;
}

function delayOf(value: string, fields: readonly Field[], now: number): number | undefined {
  if (/^\d+$/.test(value)) return Number(value) * 1000;
  const until = httpDate(value, now);
  if (until === undefined) return undefined;
  const answered = fieldValue(fields, 'date');
  return until - ((answered === undefined ? undefined : httpDate(answered.trim(), now)) ?? now);
}
