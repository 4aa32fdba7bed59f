import { exec, type JsonValue } from 'jsonpath-rfc9535';

/** One value found in a JSON text. `source` is the text as it stands there, so that every digit of a number is kept. */
export interface JsonMatch {
  readonly source: string;
  readonly type: 'object' | 'array' | 'string' | 'number' | 'boolean' | 'null';
  /** How the value reads in a URL or field: a string without its quotes, else its source. */
  readonly text: string;
}

/** What a path finds: the first match and how many there are, or why the question has no answer. */
export type JsonSearch =
  | { readonly kind: 'found'; readonly first: JsonMatch; readonly count: number }
  | { readonly kind: 'nothing' }
  | { readonly kind: 'notJson' }
  | { readonly kind: 'invalidPath'; readonly message: string };

/** Looks up a JSONPath (RFC 9535) in a JSON text. Of members with the same name the last one counts, as `JSON.parse` has it. */
export function findInJson(json: string, path: string): JsonSearch {
  const parsed = parsedJson(json);
  if (parsed === undefined) return { kind: 'notJson' };
  let first: readonly (string | number)[] | undefined;
  let count = 0;
  try {
    exec(parsed.value, path, (_value, at) => {
      first ??= at.map((step) => (typeof step === 'string' ? unescapedKey(step) : step));
      count++;
    });
  } catch (error) {
    // The library says by an exception, and only so, that a path is malformed.
    return { kind: 'invalidPath', message: error instanceof Error ? error.message : String(error) };
  }
  return first === undefined ? { kind: 'nothing' } : { kind: 'found', first: matchAt(json, first), count };
}

/** Every path at which a JSONPath finds something; or why there is no answer, `at` being the zero-based place in the path. */
export type PathSearch =
  | { readonly kind: 'found'; readonly paths: readonly (readonly (string | number)[])[] }
  | { readonly kind: 'notJson' }
  | { readonly kind: 'invalidPath'; readonly at: number };

/** Looks up all that a JSONPath (RFC 9535) finds in a JSON text, at most `limit` of it. */
export function selectInJson(json: string, path: string, limit: number): PathSearch {
  const parsed = parsedJson(json);
  if (parsed === undefined) return { kind: 'notJson' };
  const paths: (readonly (string | number)[])[] = [];
  try {
    exec(parsed.value, path, (_value, at) => {
      if (paths.length < limit) paths.push(at.map((step) => (typeof step === 'string' ? unescapedKey(step) : step)));
    });
  } catch (error) {
    return { kind: 'invalidPath', at: placeOf(error) };
  }
  return { kind: 'found', paths };
}

/** The place that the library's parser gives with its exception. */
function placeOf(error: unknown): number {
  if (typeof error !== 'object' || error === null || !('location' in error)) return 0;
  const location = error.location as { readonly start?: { readonly offset?: unknown } } | undefined;
  const offset = location?.start?.offset;
  return typeof offset === 'number' ? offset : 0;
}

/** Paths of names and indexes to all that a JSONPath finds, in its order; none when the text is no JSON or the path is malformed. */
export function pathsInJson(json: string, path: string): readonly (readonly (string | number)[])[] {
  const search = selectInJson(json, path, Infinity);
  return search.kind === 'found' ? search.paths : [];
}

function parsedJson(json: string): { readonly value: JsonValue } | undefined {
  try {
    return { value: JSON.parse(json.startsWith('\uFEFF') ? json.slice(1) : json) as JsonValue };
  } catch {
    return undefined;
  }
}

/** A key of a normalised path (RFC 9535 §2.7) without its escapes. */
function unescapedKey(key: string): string {
  return key.replace(/\\(?:u([0-9a-fA-F]{4})|(.))/g, (_escape, hex: string | undefined, letter: string) => {
    if (hex !== undefined) return String.fromCharCode(Number.parseInt(hex, 16));
    return { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t' }[letter] ?? letter;
  });
}

const types: Readonly<Record<string, JsonMatch['type']>> = {
  '{': 'object',
  '[': 'array',
  '"': 'string',
  t: 'boolean',
  f: 'boolean',
  n: 'null',
};

/** The source of the value at `path` in a text that is known to be JSON and to have it. */
function matchAt(json: string, path: readonly (string | number)[]): JsonMatch {
  let start = afterSpace(json, json.startsWith('\uFEFF') ? 1 : 0);
  for (const step of path)
    start = typeof step === 'number' ? elementAt(json, start, step) : memberAt(json, start, step);
  const source = json.slice(start, valueEnd(json, start));
  const type = types[source.charAt(0)] ?? 'number';
  return { source, type, text: type === 'string' ? (JSON.parse(source) as string) : source };
}

const space = /[ \t\n\r]*/y;
const scalar = /[^,\]}\s]+/y;
const structure = /["{}[\]]/g;

function endOf(pattern: RegExp, json: string, at: number): number {
  pattern.lastIndex = at;
  return pattern.test(json) ? pattern.lastIndex : at;
}

function afterSpace(json: string, at: number): number {
  return endOf(space, json, at);
}

/** Where the string that begins at `start` ends: the next quote with an even number of backslashes before it. */
function stringEnd(json: string, start: number): number {
  for (let quote = json.indexOf('"', start + 1); quote !== -1; quote = json.indexOf('"', quote + 1)) {
    let escapes = quote;
    while (json.charAt(escapes - 1) === '\\') escapes--;
    if ((quote - escapes) % 2 === 0) return quote + 1;
  }
  return json.length;
}

/** Where the value that begins at `start` ends: one pass, without recursion, so that depth costs nothing. */
function valueEnd(json: string, start: number): number {
  const first = json.charAt(start);
  if (first === '"') return stringEnd(json, start);
  if (first !== '{' && first !== '[') return endOf(scalar, json, start);
  let depth = 0;
  let at = start;
  do {
    structure.lastIndex = at;
    const next = structure.exec(json);
    if (next === null) return json.length;
    const sign = next[0];
    at = sign === '"' ? stringEnd(json, next.index) : next.index + 1;
    if (sign === '{' || sign === '[') depth++;
    if (sign === '}' || sign === ']') depth--;
  } while (depth > 0);
  return at;
}

function elementAt(json: string, arrayStart: number, index: number): number {
  let at = afterSpace(json, arrayStart + 1);
  for (let passed = 0; passed < index; passed++) {
    at = afterSpace(json, afterSpace(json, valueEnd(json, at)) + 1);
  }
  return at;
}

function memberAt(json: string, objectStart: number, name: string): number {
  let found = objectStart;
  let at = afterSpace(json, objectStart + 1);
  while (json.charAt(at) === '"') {
    const keyEnd = stringEnd(json, at);
    const valueStart = afterSpace(json, afterSpace(json, keyEnd) + 1);
    if (JSON.parse(json.slice(at, keyEnd)) === name) found = valueStart;
    at = afterSpace(json, valueEnd(json, valueStart));
    if (json.charAt(at) === ',') at = afterSpace(json, at + 1);
  }
  return found;
}
