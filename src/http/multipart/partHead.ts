import { isToken } from '../fields';
import type { Field } from '../message';

/** A part keeps at most this many fields of at most this many octets (rule MP); what is beyond stays in the content and is not read. */
const maxPartFields = 32;
const maxFieldSize = 8192;

const LF = 0x0a;
const CR = 0x0d;

/** Reads the header of one part from octets that come in any chunks. Folded lines are joined by a space, repeated fields kept. */
export class PartHead {
  readonly #fields: { name: string; value: string }[] = [];
  #line: number[] = [];
  #isFirstLine = true;
  #state: 'reading' | 'ended' | 'none' = 'reading';
  #bodyStart: number | undefined;

  get isReading(): boolean {
    return this.#state === 'reading';
  }

  get fields(): readonly Field[] {
    return this.#fields;
  }

  /** Where the body begins in the content: after the blank line, or at the part's start when its first line is no field; undefined when the header has not ended. */
  get bodyStart(): number | undefined {
    return this.#bodyStart;
  }

  /** True when there was no blank line because there is no header at all. */
  get isAbsent(): boolean {
    return this.#state === 'none';
  }

  /** Takes `chunk` from `from` to `to`; `base` is the offset of the chunk's first octet in the content. */
  feed(chunk: Uint8Array, span: { readonly from: number; readonly to: number; readonly base: number }): void {
    for (let at = span.from; at < span.to && this.isReading; at++) {
      const octet = chunk[at] ?? 0;
      if (octet === LF) this.#endLine(span.base + at + 1);
      else if (this.#line.length <= maxFieldSize) this.#line.push(octet);
    }
  }

  /** The content ended inside a line. */
  flush(): void {
    if (this.isReading) this.#endLine(undefined);
  }

  #endLine(next: number | undefined): void {
    if (this.#line.at(-1) === CR) this.#line.pop();
    const line = decodeLine(this.#line);
    this.#line = [];
    if (line === '') {
      this.#state = 'ended';
      this.#bodyStart = next;
    } else if (!this.#takeField(line) && this.#isFirstLine) {
      this.#state = 'none';
    }
    this.#isFirstLine = false;
  }

  /** False when the line is no field; such a line inside a header is skipped. */
  #takeField(line: string): boolean {
    const previous = this.#fields.at(-1);
    if ((line.startsWith(' ') || line.startsWith('\t')) && previous !== undefined) {
      previous.value = `${previous.value} ${line.trim()}`.slice(0, maxFieldSize).trim();
      return true;
    }
    const colon = line.indexOf(':');
    const name = line.slice(0, Math.max(colon, 0)).trim();
    if (!isToken(name)) return false;
    if (this.#fields.length < maxPartFields)
      this.#fields.push({ name, value: line.slice(colon + 1, maxFieldSize).trim() });
    return true;
  }
}

const utf8 = new TextDecoder();

function decodeLine(octets: readonly number[]): string {
  return octets.every((octet) => octet < 0x80) ? String.fromCharCode(...octets) : utf8.decode(Uint8Array.from(octets));
}
