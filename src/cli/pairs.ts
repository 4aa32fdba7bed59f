/** `NAME=VALUE` of the command line. */
export interface Pair {
  readonly name: string;
  readonly value: string;
}

/** Reads pairs; undefined when one is none. An empty value is a value. */
export function pairsOf(texts: readonly string[]): readonly Pair[] | undefined {
  const pairs = texts.map((text): Pair => {
    const at = text.indexOf('=');
    return { name: text.slice(0, Math.max(at, 0)).trim(), value: text.slice(at + 1) };
  });
  return pairs.every(({ name }) => name !== '') ? pairs : undefined;
}
