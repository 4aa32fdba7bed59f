/** `1234567` as `1,234,567`. */
export function groupDigits(count: number): string {
  return String(Math.round(count)).replace(/\B(?=(?:\d{3})+$)/gu, ',');
}

/** Octets as people say them, in powers of 1,024 with the usual names: `812 B`, `1.2 KB`, `50.0 MB`. */
export function wordSize(octets: number): string {
  const units = ['KB', 'MB', 'GB'];
  if (octets < 1024) return `${octets} B`;
  let amount = octets / 1024;
  let unit = 0;
  while (amount >= 1023.95 && unit < units.length - 1) {
    amount /= 1024;
    unit += 1;
  }
  return `${amount.toFixed(amount < 100 ? 1 : 0)} ${units[unit] ?? ''}`;
}

/** Milliseconds as people say them: `0.8 ms`, `42 ms`, `1.24 s`, `2 min 5 s`. */
export function wordDuration(milliseconds: number): string {
  if (milliseconds < 0) return 'not known';
  if (milliseconds < 10 && !Number.isInteger(milliseconds)) return `${milliseconds.toFixed(1)} ms`;
  if (milliseconds < 999.5) return `${Math.round(milliseconds)} ms`;
  if (milliseconds < 59_950) return `${trimZeros((milliseconds / 1000).toFixed(2))} s`;
  const seconds = Math.round(milliseconds / 1000);
  const rest = seconds % 60;
  return `${groupDigits(Math.floor(seconds / 60))} min${rest === 0 ? '' : ` ${rest} s`}`;
}

/** `1 part`, `2 parts`: the noun with its count, the plural in `s` unless given. */
export function wordCount(count: number, noun: string, plural = `${noun}s`): string {
  return `${groupDigits(count)} ${count === 1 ? noun : plural}`;
}

function trimZeros(text: string): string {
  return text.replace(/\.?0+$/u, '');
}
