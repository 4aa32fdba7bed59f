import { fieldValue, fieldValues } from '../fields';
import { httpDate, isoInstant } from '../httpDate';
import type { Field } from '../message';

/** Since when a resource is deprecated (RFC 9745): ISO 8601 for `@seconds` or a date, true when no time is given, undefined when it is not. */
export function deprecated(fields: readonly Field[], now: number): string | true | undefined {
  const value = fieldValue(fields, 'deprecation')?.trim();
  if (value === undefined || value === '' || /^(?:\?0|false)$/i.test(value)) return undefined;
  const seconds = /^@(-?\d{1,12})$/.exec(value)?.[1];
  if (seconds !== undefined) return isoInstant(Number(seconds) * 1000);
  const date = httpDate(value, now);
  return date === undefined ? true : isoInstant(date);
}

/** When a resource will be gone (RFC 8594), ISO 8601; undefined when missing or no date. */
export function sunset(fields: readonly Field[], now: number): string | undefined {
  const value = fieldValue(fields, 'sunset');
  const date = value === undefined ? undefined : httpDate(value.trim(), now);
  return date === undefined ? undefined : isoInstant(date);
}

/** The methods a 405 allows instead, in its order, of every field line (RFC 9110 §10.2.1); undefined when it does not say. */
export function allowed(fields: readonly Field[]): readonly string[] | undefined {
  const values = fieldValues(fields, 'allow');
  if (values.length === 0) return undefined;
  return values
    .flatMap((value) => value.split(','))
    .map((method) => method.trim())
    .filter((method) => method !== '');
}
