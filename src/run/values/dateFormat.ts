import { dotNetLetters, isDotNetFormat } from '../../language/words/dateLetters';

const monthNames = 'January February March April May June July August September October November December'.split(' ');
const dayNames = 'Sunday Monday Tuesday Wednesday Thursday Friday Saturday'.split(' ');

/** Amounts of time that a dynamic value may be moved by; `M` is a month, `m` a minute, `Q` a quarter. */
const monthsOf: Readonly<Record<string, number>> = { y: 12, Q: 3, M: 1 };
const millisecondsOf: Readonly<Record<string, number>> = {
  w: 604_800_000,
  d: 86_400_000,
  h: 3_600_000,
  m: 60_000,
  s: 1000,
  ms: 1,
};

/** Every unit of `{{$timestamp 3 d}}`, in the order messages list them. */
export const timeUnits = ['y', 'Q', 'M', 'w', 'd', 'h', 'm', 's', 'ms'] as const;

/**
 * `time` (milliseconds since the epoch) moved by `amount` units, months by the calendar in UTC: 31 January and one month is the last day of
 * February. Undefined for an unknown unit or a time beyond what a date can hold.
 */
export function movedTime(time: number, amount: number, unit: string): number | undefined {
  const months = monthsOf[unit];
  const milliseconds = millisecondsOf[unit];
  const moved =
    months === undefined ? time + amount * (milliseconds ?? Number.NaN) : movedByMonths(time, amount * months);
  return Number.isNaN(new Date(moved).getTime()) ? undefined : moved;
}

function movedByMonths(time: number, months: number): number {
  const date = new Date(time);
  const day = date.getUTCDate();
  date.setUTCDate(1);
  date.setUTCMonth(date.getUTCMonth() + months);
  const lastDay = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate();
  return date.setUTCDate(Math.min(day, lastDay));
}

/** One time, as the letters of a format see it. */
interface Parts {
  /** Shifted, so that its UTC members read as the wanted zone's. */
  readonly date: Date;
  readonly time: number;
  readonly offsetMinutes: number;
}

const parts: Readonly<Record<string, (at: Parts) => string>> = {
  YYYY: ({ date }) => padded(date.getUTCFullYear(), 4),
  YY: ({ date }) => padded(date.getUTCFullYear() % 100, 2),
  MMMM: ({ date }) => monthNames[date.getUTCMonth()] ?? '',
  MMM: ({ date }) => (monthNames[date.getUTCMonth()] ?? '').slice(0, 3),
  MM: ({ date }) => padded(date.getUTCMonth() + 1, 2),
  M: ({ date }) => String(date.getUTCMonth() + 1),
  DD: ({ date }) => padded(date.getUTCDate(), 2),
  D: ({ date }) => String(date.getUTCDate()),
  dddd: ({ date }) => dayNames[date.getUTCDay()] ?? '',
  ddd: ({ date }) => (dayNames[date.getUTCDay()] ?? '').slice(0, 3),
  dd: ({ date }) => (dayNames[date.getUTCDay()] ?? '').slice(0, 2),
  d: ({ date }) => String(date.getUTCDay()),
  HH: ({ date }) => padded(date.getUTCHours(), 2),
  H: ({ date }) => String(date.getUTCHours()),
  hh: ({ date }) => padded(date.getUTCHours() % 12 || 12, 2),
  h: ({ date }) => String(date.getUTCHours() % 12 || 12),
  mm: ({ date }) => padded(date.getUTCMinutes(), 2),
  m: ({ date }) => String(date.getUTCMinutes()),
  ss: ({ date }) => padded(date.getUTCSeconds(), 2),
  s: ({ date }) => String(date.getUTCSeconds()),
  SSS: ({ date }) => padded(date.getUTCMilliseconds(), 3),
  A: ({ date }) => (date.getUTCHours() < 12 ? 'AM' : 'PM'),
  a: ({ date }) => (date.getUTCHours() < 12 ? 'am' : 'pm'),
  ZZ: ({ offsetMinutes }) => zone(offsetMinutes, ''),
  Z: ({ offsetMinutes }) => zone(offsetMinutes, ':'),
  X: ({ time }) => String(Math.floor(time / 1000)),
  x: ({ time }) => String(time),
};

/**
 * A time in the letters that `.http` files use (`YYYY-MM-DD HH:mm:ss.SSS Z`, text in `[brackets]` stays; or `yyyy-MM-dd` of Visual
 * Studio), or by the names `iso8601` and `rfc1123`. `offsetMinutes` is the zone's distance east of UTC.
 */
export function formattedTime(time: number, format: string, offsetMinutes: number): string {
  const date = new Date(time + offsetMinutes * 60_000);
  if (format === 'iso8601') {
    return offsetMinutes === 0 ? date.toISOString() : date.toISOString().replace('Z', zone(offsetMinutes, ':'));
  }
  if (format === 'rfc1123') {
    const utc = date.toUTCString();
    return offsetMinutes === 0 ? utc : utc.replace('GMT', zone(offsetMinutes, ''));
  }
  const at = { date, time, offsetMinutes };
  const letters = isDotNetFormat(format) ? dotNetLetters(format) : format;
  return letters.replace(
    /\[([^\]]*)\]|YYYY|YY|M{1,4}|DD?|d{1,4}|HH?|hh?|mm?|ss?|SSS|A|a|ZZ?|X|x/g,
    (letter, literal: string | undefined) => literal ?? parts[letter]?.(at) ?? letter,
  );
}

function padded(value: number, width: number): string {
  return String(value).padStart(width, '0');
}

function zone(offsetMinutes: number, separator: string): string {
  const minutes = Math.abs(offsetMinutes);
  return `${offsetMinutes < 0 ? '-' : '+'}${padded(Math.floor(minutes / 60), 2)}${separator}${padded(minutes % 60, 2)}`;
}
