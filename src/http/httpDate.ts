const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const imfFixdate = /^(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun), (\d{2}) ([A-Z][a-z]{2}) (\d{4}) (\d{2}:\d{2}:\d{2}) GMT$/;
const rfc850 = /^(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day, (\d{2})-([A-Z][a-z]{2})-(\d{2}) (\d{2}:\d{2}:\d{2}) GMT$/;
const asctime = /^(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun) ([A-Z][a-z]{2}) ([ \d]\d) (\d{2}:\d{2}:\d{2}) (\d{4})$/;

/**
 * Milliseconds since the epoch of an HTTP-date in any of its three forms, all of them UTC (RFC 9110 §5.6.7); undefined when it is none.
 * A two-digit year that would lie more than 50 years after `now` (milliseconds) is taken from the century before.
 */
export function httpDate(text: string, now: number): number | undefined {
  const imf = imfFixdate.exec(text);
  if (imf !== null) return instant(Number(imf[3]), imf[2], Number(imf[1]), imf[4]);
  const old = rfc850.exec(text);
  if (old !== null) return instant(fullYear(Number(old[3]), now), old[2], Number(old[1]), old[4]);
  const c = asctime.exec(text);
  if (c !== null) return instant(Number(c[4]), c[1], Number(c[2]), c[3]);
  return undefined;
}

/** An instant as ISO 8601 in UTC, without milliseconds when they are zero. */
export function isoInstant(time: number): string {
  return new Date(time).toISOString().replace('.000Z', 'Z');
}

function fullYear(twoDigits: number, now: number): number {
  const thisYear = new Date(now).getUTCFullYear();
  const sameCentury = thisYear - (thisYear % 100) + twoDigits;
  return sameCentury > thisYear + 50 ? sameCentury - 100 : sameCentury;
}

function instant(year: number, monthName: string | undefined, day: number, clock: string | undefined) {
  const month = months.indexOf(monthName ?? '');
  const [hour = 0, minute = 0, second = 0] = (clock ?? '').split(':').map(Number);
  const date = new Date(0);
  date.setUTCFullYear(year, month, day);
  if (date.getUTCMonth() !== month || hour > 23 || minute > 59 || second > 60) return undefined;
  return date.setUTCHours(hour, minute, second);
}
