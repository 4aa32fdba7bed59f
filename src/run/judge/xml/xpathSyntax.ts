/** One step of a path. `isDeep`: any number of elements may lie between (`//`). */
export interface Step {
  readonly isDeep: boolean;
  readonly axis: 'child' | 'attribute' | 'self' | 'parent';
  /** `*`, `text()`, `node()`, `name`, `p:name` or `p:*`. */
  readonly test: string;
  readonly predicates: readonly Expression[];
}

/** What XPath 1.0 can ask, but for arithmetic, variables and the axes that only their long names reach. */
export type Expression =
  | { readonly kind: 'path'; readonly isAbsolute: boolean; readonly steps: readonly Step[] }
  | { readonly kind: 'literal'; readonly value: string | number }
  | { readonly kind: 'call'; readonly name: string; readonly values: readonly Expression[] }
  | { readonly kind: 'operation'; readonly operator: string; readonly left: Expression; readonly right: Expression };

/** Reads an XPath; undefined when it is none. */
export function parseXPath(text: string): Expression | undefined {
  const words = wordsOf(text);
  if (words === undefined) return undefined;
  const reader = new Reader(words);
  const expression = reader.binary(0);
  return reader.isAtEnd ? expression : undefined;
}

const word =
  /\s*(?:(\/\/|::|\.\.|!=|<=|>=|[/()[\].@,=<>|*])|("[^"]*"|'[^']*')|(\d+(?:\.\d+)?)|([\p{L}_][\p{L}\p{N}_.-]*(?::(?:[\p{L}_][\p{L}\p{N}_.-]*|\*))?))/uy;

/** The words of an expression; undefined when something is none. */
function wordsOf(text: string): readonly string[] | undefined {
  const words: string[] = [];
  const end = text.trimEnd().length;
  word.lastIndex = 0;
  while (word.lastIndex < end) {
    const found = word.exec(text);
    if (found === null) return undefined;
    words.push(found[1] ?? found[2] ?? found[3] ?? found[4] ?? '');
  }
  return words;
}

/** Operators by how tightly they hold, the loosest first. */
const operators: readonly ReadonlySet<string>[] = [
  new Set(['or']),
  new Set(['and']),
  new Set(['=', '!=']),
  new Set(['<', '<=', '>', '>=']),
  new Set(['|']),
];

const axes: Readonly<Record<string, Step['axis']>> = {
  child: 'child',
  attribute: 'attribute',
  self: 'self',
  parent: 'parent',
};

/** More brackets in each other than anybody writes. */
const deepest = 100;

class Reader {
  readonly #words: readonly string[];
  #at = 0;
  #depth = 0;

  constructor(words: readonly string[]) {
    this.#words = words;
  }

  get isAtEnd(): boolean {
    return this.#at === this.#words.length;
  }

  binary(level: number): Expression | undefined {
    const known = operators[level];
    if (known === undefined) return this.#primary();
    let left = this.binary(level + 1);
    while (left !== undefined && known.has(this.#next)) {
      const operator = this.#take();
      const right = this.binary(level + 1);
      left = right && { kind: 'operation', operator, left, right };
    }
    return left;
  }

  get #next(): string {
    return this.#words[this.#at] ?? '';
  }

  #take(): string {
    return this.#words[this.#at++] ?? '';
  }

  #skip(expected: string): boolean {
    if (this.#next !== expected) return false;
    this.#at++;
    return true;
  }

  #primary(): Expression | undefined {
    const next = this.#next;
    if (/^["']/.test(next)) return { kind: 'literal', value: this.#take().slice(1, -1) };
    if (/^\d/.test(next)) return { kind: 'literal', value: Number(this.#take()) };
    if (next === '(') return this.#inside(() => this.binary(0), '(', ')');
    const isCall = this.#words[this.#at + 1] === '(' && /^[a-z]/.test(next) && next !== 'text' && next !== 'node';
    return isCall ? this.#call() : this.#path();
  }

  #call(): Expression | undefined {
    const name = this.#take();
    const values: Expression[] = [];
    if (this.#words[this.#at + 1] === ')') {
      this.#at += 2;
      return { kind: 'call', name, values };
    }
    const isRead = this.#inside(
      () => {
        do {
          const value = this.binary(0);
          if (value === undefined) return undefined;
          values.push(value);
        } while (this.#skip(','));
        return values;
      },
      '(',
      ')',
    );
    return isRead && { kind: 'call', name, values };
  }

  #path(): Expression | undefined {
    const steps: Step[] = [];
    const isAbsolute = this.#next === '/' || this.#next === '//';
    if (isAbsolute && this.#next === '/' && this.#words[this.#at + 1] === undefined) {
      this.#at++;
      return { kind: 'path', isAbsolute, steps };
    }
    let isFirst = true;
    while (isFirst || this.#next === '/' || this.#next === '//') {
      const isDeep = this.#next === '//';
      if (isAbsolute || !isFirst) this.#at++;
      isFirst = false;
      const step = this.#step(isDeep);
      if (step === undefined) return undefined;
      steps.push(step);
    }
    return { kind: 'path', isAbsolute, steps };
  }

  #step(isDeep: boolean): Step | undefined {
    if (this.#skip('..')) return { isDeep, axis: 'parent', test: 'node()', predicates: [] };
    if (this.#skip('.')) return { isDeep, axis: 'self', test: 'node()', predicates: [] };
    let axis: Step['axis'] = this.#skip('@') ? 'attribute' : 'child';
    if (this.#words[this.#at + 1] === '::') {
      const named = axes[this.#take()];
      if (named === undefined) return undefined;
      axis = named;
      this.#at++;
    }
    let test = this.#take();
    if (test !== '*' && !/^[\p{L}_]/u.test(test)) return undefined;
    if (this.#next === '(') {
      if (!this.#skip('(') || !this.#skip(')')) return undefined;
      test = `${test}()`;
    }
    const predicates: Expression[] = [];
    while (this.#next === '[') {
      const predicate = this.#inside(() => this.binary(0), '[', ']');
      if (predicate === undefined) return undefined;
      predicates.push(predicate);
    }
    return { isDeep, axis, test, predicates };
  }

  #inside<T>(read: () => T | undefined, open: string, close: string): T | undefined {
    if (!this.#skip(open) || ++this.#depth > deepest) return undefined;
    const value = read();
    this.#depth--;
    return value !== undefined && this.#skip(close) ? value : undefined;
  }
}
