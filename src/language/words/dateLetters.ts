/** .NET's letters of a date as those of Day.js: `dd-MM-yyyy` is `DD-MM-YYYY`. */
export function dotNetLetters(format: string): string {
  const letters = format.replaceAll('y', 'Y').replace(/d+/g, (days) => (days.length < 3 ? days.toUpperCase() : days));
  return letters
    .replace(/f{1,3}/g, 'SSS')
    .replaceAll('tt', 'A')
    .replace(/zzz|K/g, 'Z');
}

/** True for a format with a year in .NET's letters, which means nothing in Day.js. */
export function isDotNetFormat(format: string): boolean {
  const letters = format.replace(/\[[^\]]*\]/g, '');
  return letters.includes('yy') && !letters.includes('YY');
}
