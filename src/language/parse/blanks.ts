/** True for what surrounds words within a line: spaces, also those that come with text from web pages and other keyboards, and tabs. */
export function isBlank(unit: string | undefined): boolean {
  return unit !== undefined && isBlankCode(unit.charCodeAt(0));
}

/** The same for the code of a unit. */
export function isBlankCode(unit: number): boolean {
  if (unit === space || unit === tab) return true;
  return unit >= noBreakSpace && otherSpaces.has(unit);
}

const space = 32;
const tab = 9;
const noBreakSpace = 0xa0;

/** Unicode's space separators (Zs) but for the common one. */
const otherSpaces: ReadonlySet<number> = new Set([
  ...[noBreakSpace, 0x1680, 0x202f, 0x205f, 0x3000],
  ...Array.from({ length: 11 }, (_each, at) => 0x2000 + at),
]);

/** The first offset at or after `from` that holds no blank; `to` when all are blank. */
export function skipBlanks(text: string, from: number, to: number): number {
  let at = from;
  while (at < to && isBlankCode(text.charCodeAt(at))) at++;
  return at;
}
