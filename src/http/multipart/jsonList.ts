/** One element of a JSON 207: the source text of its status and id, and where its body lies (`end` exclusive). */
export interface JsonListElement {
  readonly status: string | undefined;
  readonly resourceId: string | undefined;
  readonly body: OctetRange | undefined;
}

/** Offsets in the content; `end` is exclusive. */
interface OctetRange {
  readonly start: number;
  readonly end: number;
}

/**
 * Reads `[{"resourceId":…,"status":…,"body":…}, …]` without building values: numbers keep every digit and bodies stay where they
 * are. Undefined when the text is no JSON array of objects. Bodies themselves are only bracketed, not checked. At most
 * `maxElements + 1` elements are read, so that the caller sees that there are too many. Linear, never throws.
 */
export function readJsonList(octets: Uint8Array, maxElements: number): readonly JsonListElement[] | undefined {
  const cursor = new JsonCursor(octets);
  const elements: JsonListElement[] = [];
  if (!cursor.take('[')) return undefined;
  if (!cursor.take(']')) {
    do {
      const element = readElement(cursor);
      if (element === undefined) return undefined;
      if (elements.push(element) > maxElements) return elements;
    } while (cursor.take(','));
    if (!cursor.take(']')) return undefined;
  }
  return cursor.isAtEnd() ? elements : undefined;
}

function readElement(cursor: JsonCursor): JsonListElement | undefined {
  const members = new Map<unknown, OctetRange>();
  if (!cursor.take('{')) return undefined;
  if (!cursor.take('}')) {
    do {
      const name = cursor.value();
      if (name === undefined || !cursor.take(':')) return undefined;
      const value = cursor.value();
      if (value === undefined) return undefined;
      members.set(parseJson(cursor.text(name)), value);
    } while (cursor.take(','));
    if (!cursor.take('}')) return undefined;
  }
  const source = (name: string) => {
    const range = members.get(name);
    return range && cursor.text(range);
  };
  return { status: source('status'), resourceId: source('resourceId'), body: members.get('body') };
}

/** The value of a JSON text; undefined when it is none. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

const utf8 = new TextDecoder();
const quote = 0x22;
const backslash = 0x5c;

/** A place in a JSON text of UTF-8 octets. */
class JsonCursor {
  readonly #octets: Uint8Array;
  #at: number;

  constructor(octets: Uint8Array) {
    this.#octets = octets;
    this.#at = octets[0] === 0xef && octets[1] === 0xbb && octets[2] === 0xbf ? 3 : 0;
  }

  isAtEnd(): boolean {
    this.#skipBlanks();
    return this.#at === this.#octets.length;
  }

  /** Passes this character, if it comes next. */
  take(char: string): boolean {
    this.#skipBlanks();
    const isNext = this.#octets[this.#at] === char.charCodeAt(0);
    if (isNext) this.#at++;
    return isNext;
  }

  text(range: OctetRange): string {
    return utf8.decode(this.#octets.subarray(range.start, range.end));
  }

  /** Passes one value of any kind; undefined when there is none or it does not end. */
  value(): OctetRange | undefined {
    this.#skipBlanks();
    const start = this.#at;
    const first = this.#octets[start];
    const ends =
      first === quote
        ? this.#skipString()
        : first === 0x7b || first === 0x5b
          ? this.#skipNested()
          : this.#skipLiteral();
    return ends ? { start, end: this.#at } : undefined;
  }

  #skipBlanks(): void {
    while (isBlank(this.#octets[this.#at])) this.#at++;
  }

  #skipString(): boolean {
    const octets = this.#octets;
    for (let at = this.#at + 1; at < octets.length; at++) {
      if (octets[at] === backslash) at++;
      else if (octets[at] === quote) {
        this.#at = at + 1;
        return true;
      }
    }
    return false;
  }

  #skipNested(): boolean {
    let depth = 0;
    while (this.#at < this.#octets.length) {
      const octet = this.#octets[this.#at];
      if (octet === quote) {
        if (!this.#skipString()) return false;
        continue;
      }
      this.#at++;
      if (octet === 0x5b || octet === 0x7b) depth++;
      else if ((octet === 0x5d || octet === 0x7d) && --depth === 0) return true;
    }
    return false;
  }

  #skipLiteral(): boolean {
    const start = this.#at;
    const isLiteral = (octet: number | undefined) =>
      octet !== undefined && /[-+.0-9A-Za-z]/.test(String.fromCharCode(octet));
    while (isLiteral(this.#octets[this.#at])) this.#at++;
    return parseJson(this.text({ start, end: this.#at })) !== undefined;
  }
}

function isBlank(octet: number | undefined): boolean {
  return octet === 0x20 || octet === 0x0a || octet === 0x0d || octet === 0x09;
}
