/** The first place where a text stops being JSON (RFC 8259), in UTF-16 code units. */
export interface JsonProblem {
  readonly at: number;
  readonly message: string;
}

/** Stands for a `{{reference}}` in the text to check; where JSON wants a value, a name or more of a string, it is one. */
export const referenceMark = '\ufffc';

/** Undefined when the text is one JSON value. Looks at each unit once and does not recurse. */
export function jsonProblem(text: string): JsonProblem | undefined {
  return new JsonChecker(text).check();
}

type Expected = 'value' | 'valueOrEnd' | 'name' | 'nameOrEnd' | 'colon' | 'comma' | 'end';

const wanted: Readonly<Record<Expected, string>> = {
  value: 'a value',
  valueOrEnd: 'a value or ]',
  name: 'a name in double quotes',
  nameOrEnd: 'a name in double quotes or }',
  colon: 'a colon',
  comma: 'a comma or the end',
  end: 'nothing more',
};

class JsonChecker {
  readonly #text: string;
  readonly #open: ('{' | '[')[] = [];
  #at = 0;
  #expected: Expected = 'value';

  constructor(text: string) {
    this.#text = text;
  }

  check(): JsonProblem | undefined {
    while (this.#skip() < this.#text.length) {
      const message = this.#token(this.#text.charAt(this.#at));
      if (message !== undefined) return { at: this.#at, message };
    }
    if (this.#expected === 'end') return undefined;
    return { at: this.#text.length, message: `The JSON ends too early; ${wanted[this.#expected]} is missing.` };
  }

  /** Goes on to the next token and tells where it is. */
  #skip(): number {
    while (/^[ \t\r\n]$/.test(this.#text.charAt(this.#at))) this.#at++;
    return this.#at;
  }

  #token(unit: string): string | undefined {
    if (unit === '/') return 'JSON has no comments.';
    if (unit === referenceMark) return this.#reference();
    if (unit === '}' || unit === ']') return this.#close(unit);
    if (unit === ',') return this.#comma();
    if (unit === ':') return this.#expected === 'colon' ? this.#advance(1, 'value') : this.#unexpected(':');
    if (unit === '"') return this.#string();
    if (this.#expected !== 'value' && this.#expected !== 'valueOrEnd') return this.#unexpected(unit);
    if (unit === '{' || unit === '[') {
      this.#open.push(unit);
      return this.#advance(1, unit === '{' ? 'nameOrEnd' : 'valueOrEnd');
    }
    return this.#literal(unit);
  }

  /** A reference may bring a value, or several members at once: what follows it is taken as it comes. */
  #reference(): string | undefined {
    this.#at++;
    if (this.#expected === 'name' || this.#expected === 'nameOrEnd') {
      this.#skip();
      this.#expected = this.#text[this.#at] === ':' ? 'colon' : 'comma';
    } else if (this.#expected === 'value' || this.#expected === 'valueOrEnd') this.#expected = this.#afterValue();
    return undefined;
  }

  #close(unit: '}' | ']'): string | undefined {
    const opening = unit === '}' ? '{' : '[';
    if (this.#open.at(-1) !== opening) return this.#unexpected(unit);
    if (this.#expected === 'value' || this.#expected === 'name') {
      return this.#text[this.#at - 1] === ':' ? this.#unexpected(unit) : 'JSON has no comma before the end. Remove it.';
    }
    if (this.#expected === 'colon') return this.#unexpected(unit);
    this.#open.pop();
    return this.#advance(1, this.#afterValue());
  }

  #comma(): string | undefined {
    if (this.#expected !== 'comma') return this.#unexpected(',');
    return this.#advance(1, this.#open.at(-1) === '{' ? 'name' : 'value');
  }

  #string(): string | undefined {
    const isName = this.#expected === 'name' || this.#expected === 'nameOrEnd';
    if (!isName && this.#expected !== 'value' && this.#expected !== 'valueOrEnd') return this.#unexpected('"');
    for (let at = this.#at + 1; at < this.#text.length; at++) {
      const unit = this.#text.charAt(at);
      if (unit === '"') return this.#advance(at + 1 - this.#at, isName ? 'colon' : this.#afterValue());
      if (unit === '\n' || unit === '\r') return 'This string is not closed on its line.';
      if (unit < ' ') {
        this.#at = at;
        return 'A string holds no control characters; write \\t or \\u0009 for a tab.';
      }
      if (unit !== '\\') continue;
      const escape = /^(?:["\\/bfnrt]|u[0-9a-fA-F]{4}|\ufffc)/.exec(this.#text.slice(at + 1, at + 6));
      if (escape === null) {
        this.#at = at;
        return 'JSON knows no such escape. Write \\\\ for a backslash.';
      }
      at += escape[0].length;
    }
    return 'This string is not closed.';
  }

  #literal(unit: string): string | undefined {
    const rest = this.#text.slice(this.#at, this.#at + 400);
    const literal = /^(?:true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?)(?![\w.+-])/.exec(rest);
    const isMixed = /^[\w.+-]*\ufffc/.test(rest);
    if (literal === null && !isMixed) {
      if (unit === "'") return 'JSON knows only double quotes.';
      return /^[\w.+-]/.test(rest) ? 'This is no JSON value. Text stands in double quotes.' : this.#unexpected(unit);
    }
    const length = literal?.[0].length ?? rest.search(referenceMark);
    return this.#advance(length, this.#afterValue());
  }

  #advance(length: number, expected: Expected): string | undefined {
    this.#at += length;
    this.#expected = expected;
    return undefined;
  }

  #afterValue(): Expected {
    return this.#open.length === 0 ? 'end' : 'comma';
  }

  #unexpected(unit: string): string {
    return `"${unit}" is not JSON here; ${wanted[this.#expected]} is expected.`;
  }
}
