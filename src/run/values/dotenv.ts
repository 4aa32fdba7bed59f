/** Reads a `.env` text: `NAME=value`, optionally after `export`, values in single, double or no quotes, `#` comments. The last of a name counts. */
export function parseDotenv(text: string): ReadonlyMap<string, string> {
  const line = /^[ \t]*(?:export[ \t]+)?([\w.-]+)[ \t]*=[ \t]*(?:'([^']*)'|"((?:[^"\\]|\\.)*)"|([^\r\n]*))/gm;
  const values = new Map<string, string>();
  for (const [, name = '', single, double, plain = ''] of text.matchAll(line)) {
    values.set(name, single ?? (double === undefined ? plain.replace(/(?:^|\s)#.*$/, '').trim() : unescaped(double)));
  }
  return values;
}

function unescaped(text: string): string {
  return text.replace(/\\([nrt"\\$])/g, (_escape, letter: string) => ({ n: '\n', r: '\r', t: '\t' })[letter] ?? letter);
}
