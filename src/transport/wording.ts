const units = ['KiB', 'MiB', 'GiB', 'TiB'];

/** A size for a sentence: `50 MiB`, `1.5 KiB`, `1,000 octets`. */
export function octetsText(octets: number): string {
  let value = octets;
  let unit = 'octets';
  for (const larger of units) {
    if (value < 1024) break;
    value /= 1024;
    unit = larger;
  }
  return `${unit === 'octets' ? value.toLocaleString('en-US') : String(Math.round(value * 10) / 10)} ${unit}`;
}
