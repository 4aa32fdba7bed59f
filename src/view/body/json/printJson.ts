const QUOTE = 0x22;
const BACKSLASH = 0x5c;

/** Octets that indent one level, and the deepest level that is indented further. */
const INDENT = 2;
const MAX_INDENTED = 100;

/**
 * Indented print of octets that are known to be JSON, in chunks of any size: every token as it was sent. The whole print is what all calls of `push` give, one
 * after another.
 */
export class JsonPrinter {
  #depth = 0;
  #isInString = false;
  #isEscaped = false;
  /** A container was opened and nothing has come in it yet. */
  #isOpened = false;
  #out = new Uint8Array(0);
  #length = 0;

  push(octets: Uint8Array): Uint8Array {
    this.#out = new Uint8Array(octets.length * 2 + 64);
    this.#length = 0;
    let at = 0;
    while (at < octets.length) at = this.#isInString ? this.#string(octets, at) : this.#outside(octets[at] ?? 0, at);
    return this.#out.subarray(0, this.#length);
  }

  #string(octets: Uint8Array, from: number): number {
    let at = from;
    while (at < octets.length && this.#isInString) {
      const octet = octets[at] ?? 0;
      if (this.#isEscaped) this.#isEscaped = false;
      else if (octet === BACKSLASH) this.#isEscaped = true;
      else if (octet === QUOTE) this.#isInString = false;
      at += 1;
    }
    this.#room(at - from);
    this.#out.set(octets.subarray(from, at), this.#length);
    this.#length += at - from;
    return at;
  }

  #outside(octet: number, at: number): number {
    if (octet === 0x20 || octet === 0x0a || octet === 0x0d || octet === 0x09) return at + 1;
    if (octet === 0x7d || octet === 0x5d) {
      this.#depth -= 1;
      if (!this.#isOpened) this.#line();
      this.#isOpened = false;
      this.#put(octet);
      return at + 1;
    }
    if (this.#isOpened) this.#line();
    this.#isOpened = octet === 0x7b || octet === 0x5b;
    this.#put(octet);
    if (this.#isOpened) this.#depth += 1;
    else if (octet === QUOTE) this.#isInString = true;
    else if (octet === 0x2c) this.#line();
    else if (octet === 0x3a) this.#put(0x20);
    return at + 1;
  }

  #line(): void {
    const spaces = Math.min(this.#depth, MAX_INDENTED) * INDENT;
    this.#room(spaces + 1);
    this.#out[this.#length] = 0x0a;
    this.#out.fill(0x20, this.#length + 1, this.#length + 1 + spaces);
    this.#length += spaces + 1;
  }

  #put(octet: number): void {
    this.#room(1);
    this.#out[this.#length] = octet;
    this.#length += 1;
  }

  #room(more: number): void {
    if (this.#length + more <= this.#out.length) return;
    const wider = new Uint8Array((this.#out.length + more) * 2);
    wider.set(this.#out.subarray(0, this.#length));
    this.#out = wider;
  }
}

/** Indented print of a whole JSON text in memory. */
export function printJson(octets: Uint8Array): Uint8Array {
  return new JsonPrinter().push(octets);
}
