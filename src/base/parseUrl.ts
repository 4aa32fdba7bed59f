/**
 * The URL that a text spells, against `base` when there is one; undefined when it spells none.
 * `URL.canParse` is not asked: once V8 has optimized the call, Node 20 and 22 take text with characters from U+0080 to U+00FF
 * for broken, and `https://bücher.example/` for no URL.
 */
export function parseUrl(text: string, base?: string): URL | undefined {
  try {
    return new URL(text, base);
  } catch {
    return undefined;
  }
}
