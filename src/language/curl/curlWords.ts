import { append } from '../parse/append';
import type { Span } from '../../base/span';
import type { Template, TemplatePiece } from '../document';
import { layoutPiece, parseTemplate } from '../parse/template';

/** Splits a command line into words as a POSIX shell does: quotes, `\`, `$'…'`, and `\` before a line end. Each word is a template whose pieces mean what the shell would pass on. */
export function curlWords(text: string, span: Span): readonly Template[] {
  const reader = new WordReader(text, span);
  const words: Template[] = [];
  for (let word = reader.next(); word !== undefined; word = reader.next()) words.push(word);
  return words;
}

class WordReader {
  readonly #text: string;
  readonly #end: number;
  #at: number;
  #pieces: TemplatePiece[] = [];
  /** Start of the stretch that means itself and is not yet a piece. */
  #plainFrom = 0;

  constructor(text: string, span: Span) {
    this.#text = text;
    this.#at = span.start;
    this.#end = span.end;
  }

  next(): Template | undefined {
    this.#skipBlanks();
    if (this.#at >= this.#end) return undefined;
    const start = this.#at;
    this.#pieces = [];
    this.#plainFrom = start;
    while (this.#at < this.#end && !isBreak(this.#text.charAt(this.#at))) this.#part();
    this.#flush();
    return { span: { start, end: this.#at }, pieces: this.#pieces };
  }

  #part(): void {
    const unit = this.#text.charAt(this.#at);
    if (unit === '\\') this.#escape(lineEndLength(this.#text, this.#at + 1) > 0 ? '' : this.#text.charAt(this.#at + 1));
    else if (unit === "'") this.#quoted(1, "'", noEscapes);
    else if (unit === '"') this.#quoted(1, '"', doubleQuoteEscape);
    else if (unit === '$' && this.#text[this.#at + 1] === "'") this.#quoted(2, "'", ansiEscape);
    else this.#at++;
  }

  /** A stretch from its opening quote to the closing one, or to the end when nobody closes it. */
  #quoted(openLength: number, close: string, escapeAt: EscapeReader): void {
    this.#mean(openLength, '');
    while (this.#at < this.#end && this.#text[this.#at] !== close) {
      const escape = this.#text[this.#at] === '\\' ? escapeAt(this.#text, this.#at) : undefined;
      if (escape === undefined) this.#at++;
      else this.#mean(escape.length, escape.meaning);
    }
    if (this.#at < this.#end) this.#mean(1, '');
  }

  #escape(meaning: string): void {
    this.#mean(1 + Math.max(1, lineEndLength(this.#text, this.#at + 1)), meaning);
  }

  /** So many units of the text mean `meaning`. */
  #mean(length: number, meaning: string): void {
    this.#flush();
    const end = Math.min(this.#at + length, this.#end);
    this.#pieces.push(layoutPiece(this.#at, end, meaning));
    this.#at = end;
    this.#plainFrom = end;
  }

  #flush(): void {
    if (this.#plainFrom < this.#at) append(this.#pieces, parseTemplate(this.#text, this.#plainFrom, this.#at).pieces);
    this.#plainFrom = this.#at;
  }

  #skipBlanks(): void {
    while (this.#at < this.#end) {
      const continued = this.#text[this.#at] === '\\' ? lineEndLength(this.#text, this.#at + 1) : 0;
      if (continued > 0) this.#at += 1 + continued;
      else if (isBreak(this.#text.charAt(this.#at))) this.#at++;
      else return;
    }
  }
}

interface Escape {
  readonly length: number;
  readonly meaning: string;
}

/** What a `\` inside quotes stands for; undefined when it stands for itself. */
type EscapeReader = (text: string, at: number) => Escape | undefined;

function noEscapes(): undefined {
  return undefined;
}

function doubleQuoteEscape(text: string, at: number): Escape | undefined {
  const lineEnd = lineEndLength(text, at + 1);
  if (lineEnd > 0) return { length: 1 + lineEnd, meaning: '' };
  const escaped = text.charAt(at + 1);
  return '"\\$`'.includes(escaped) && escaped !== '' ? { length: 2, meaning: escaped } : undefined;
}

function ansiEscape(text: string, at: number): Escape | undefined {
  const code = /^(?:u([0-9a-f]{1,4})|x([0-9a-f]{1,2}))/i.exec(text.slice(at + 1, at + 6));
  const digits = code?.[1] ?? code?.[2];
  if (code !== null && digits !== undefined) {
    return { length: 1 + code[0].length, meaning: String.fromCharCode(Number.parseInt(digits, 16)) };
  }
  const escaped = text.charAt(at + 1);
  return { length: 2, meaning: ansiLetters.get(escaped) ?? escaped };
}

const ansiLetters: ReadonlyMap<string, string> = new Map([
  ['n', '\n'],
  ['r', '\r'],
  ['t', '\t'],
  ['0', '\0'],
]);

/** A `\` goes on in the next line also when blanks follow it: a person does not see them. */
function lineEndLength(text: string, at: number): number {
  let end = at;
  while (text[end] === ' ' || text[end] === '\t' || text[end] === '\r') end++;
  return text[end] === '\n' ? end + 1 - at : 0;
}

function isBreak(unit: string): boolean {
  return unit === ' ' || unit === '\t' || unit === '\n' || unit === '\r';
}
