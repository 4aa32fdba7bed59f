/** True for a space or a tab: the blanks that surround words within a line. */
export function isBlank(unit: string | undefined): boolean {
  return unit === ' ' || unit === '\t';
}

/** The first offset at or after `from` that holds no blank; `to` when all are blank. */
export function skipBlanks(text: string, from: number, to: number): number {
  let at = from;
  while (at < to && isBlank(text[at])) at++;
  return at;
}
