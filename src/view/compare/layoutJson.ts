import { isJson } from '../../base/isJson';
/** How a JSON text is laid out anew. */
export interface JsonLayout {
  /** Sorts the members of objects by name (in UTF-16 code units), so that two texts differ only where their values do. */
  readonly isSorted: boolean;
  /** Whether to leave out the value at this path of names and indexes; never asked for the root. */
  readonly leavesOut?: (path: readonly (string | number)[]) => boolean;
}

/**
 * A JSON text with one member or element a line, indented by two spaces. Numbers stay as they were sent, digit by digit; strings keep their value, and are
 * written with no more escapes than JSON needs. Undefined for a text that is no JSON, or nested deeper than 500.
 */
export function layoutJson(text: string, layout: JsonLayout): string | undefined {
  const json = text.startsWith('\uFEFF') ? text.slice(1) : text;
  if (!isJson(json)) return undefined;
  const reader = new Layouter(json, layout);
  const laidOut = reader.value(0);
  return reader.isTooDeep ? undefined : laidOut;
}

const deepest = 500;

const token = /[ \t\n\r]*(?:("(?:[^"\\]|\\.)*")|([[\]{}:,])|([^\s[\]{}:,"]+))/y;

/** Reads tokens of a text that is known to be JSON. */
class Layouter {
  readonly #text: string;
  readonly #layout: JsonLayout;
  readonly #path: (string | number)[] = [];
  #at = 0;
  isTooDeep = false;

  constructor(text: string, layout: JsonLayout) {
    this.#text = text;
    this.#layout = layout;
  }

  value(depth: number): string {
    const first = this.#next();
    if (depth > deepest) this.isTooDeep = true;
    if (this.isTooDeep) return '';
    if (first === '{') return this.#object(depth);
    if (first === '[') return this.#array(depth);
    return first.startsWith('"') ? plain(first) : first;
  }

  #object(depth: number): string {
    const members: { readonly name: string; readonly text: string }[] = [];
    while (!this.#closes('}')) {
      const name = JSON.parse(this.#next()) as string;
      this.#next();
      const text = this.#kept(name, depth);
      if (text !== undefined) members.push({ name, text: `${JSON.stringify(name)}: ${text}` });
    }
    if (this.#layout.isSorted)
      members.sort((one, other) => (one.name < other.name ? -1 : Number(one.name > other.name)));
    return enclosed(
      '{}',
      members.map(({ text }) => text),
      depth,
    );
  }

  #array(depth: number): string {
    const elements: string[] = [];
    for (let index = 0; !this.#closes(']'); index += 1) {
      const text = this.#kept(index, depth);
      if (text !== undefined) elements.push(text);
    }
    return enclosed('[]', elements, depth);
  }

  #kept(step: string | number, depth: number): string | undefined {
    this.#path.push(step);
    const text = this.value(depth + 1);
    const isLeftOut = this.#layout.leavesOut?.(this.#path) ?? false;
    this.#path.pop();
    return isLeftOut ? undefined : text;
  }

  /** Goes past the comma before the next member or element, or past the bracket. */
  #closes(bracket: string): boolean {
    const before = this.#at;
    const next = this.#next();
    if (next === bracket || this.isTooDeep) return true;
    if (next !== ',') this.#at = before;
    return false;
  }

  #next(): string {
    token.lastIndex = this.#at;
    const [all = '', string, sign, scalar] = token.exec(this.#text) ?? [];
    this.#at += all.length;
    return string ?? sign ?? scalar ?? '';
  }
}

function plain(string: string): string {
  return string.includes('\\') ? JSON.stringify(JSON.parse(string)) : string;
}

function enclosed([open = '', close = '']: string, lines: readonly string[], depth: number): string {
  if (lines.length === 0) return open + close;
  const indent = '  '.repeat(depth);
  return `${open}\n${lines.map((line) => `${indent}  ${line}`).join(',\n')}\n${indent}${close}`;
}
