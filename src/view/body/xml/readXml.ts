import { groupDigits } from '../../wording/quantity';
import { visible } from '../row';
import type { Piece } from '../row';
import type { ReadingPlace, TreeReader, TreeRow } from '../treeGrammar';
import { isSpace, MAX_INLINE } from './indexXml';

const LESS = 0x3c;
const GREATER = 0x3e;
const SLASH = 0x2f;

const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

/** Reads rows one after another from octets that are known to be XML, starting at a row of a known depth. */
export class XmlReader implements TreeReader {
  readonly #octets: Uint8Array;
  readonly #missing: number;
  readonly #shownAt: (place: number) => number;
  #at = 0;
  #depth: number;
  #place = 0;

  constructor(octets: Uint8Array, { depth, missing, shown }: ReadingPlace) {
    this.#octets = octets;
    this.#missing = missing;
    this.#shownAt = shown;
    this.#depth = octets[0] === LESS && octets[1] === SLASH ? depth + 1 : depth;
  }

  next(): TreeRow | undefined {
    const octets = this.#octets;
    while (this.#at < octets.length && isSpace(octets[this.#at] ?? 0)) this.#at += 1;
    if (this.#at >= octets.length) return undefined;
    const start = this.#at;
    this.#place += 1;
    if (octets[start] !== LESS) {
      this.#at = this.#find([LESS], start);
      return this.#row('leaf', this.#depth, start);
    }
    const second = octets[start + 1];
    if (second === SLASH) {
      this.#at = this.#find([GREATER], start) + 1;
      this.#depth -= 1;
      return this.#row('close', this.#depth, start);
    }
    if (second === 0x21 || second === 0x3f) {
      this.#at = this.#declarationEnd(start);
      return this.#row('leaf', this.#depth, start);
    }
    return this.#element(start);
  }

  #element(start: number): TreeRow {
    const octets = this.#octets;
    const end = this.#tagEnd(start);
    this.#at = end;
    if (octets[end - 2] === SLASH || end > octets.length) return this.#row('leaf', this.#depth, start);
    let text = end;
    while (text < octets.length && isSpace(octets[text] ?? 0)) text += 1;
    const close = octets.indexOf(LESS, end);
    const isInline = close !== -1 && octets[close + 1] === SLASH && (close === text || close - text <= MAX_INLINE);
    if (isInline) {
      this.#at = this.#find([GREATER], close) + 1;
      return this.#row('leaf', this.#depth, start, decoder.decode(octets.subarray(text, close)).trim());
    }
    this.#depth += 1;
    return this.#row('open', this.#depth - 1, start);
  }

  /** Where a tag ends, behind its `>`; quotes may hold others. */
  #tagEnd(start: number): number {
    const octets = this.#octets;
    let quote = 0;
    for (let at = start; at < octets.length; at += 1) {
      const octet = octets[at] ?? 0;
      if (quote !== 0) quote = octet === quote ? 0 : quote;
      else if (octet === 0x22 || octet === 0x27) quote = octet;
      else if (octet === GREATER) return at + 1;
    }
    return octets.length + 1;
  }

  #declarationEnd(start: number): number {
    const octets = this.#octets;
    if (octets[start + 1] === 0x3f) return this.#find([0x3f, GREATER], start) + 2;
    if (octets[start + 2] === 0x2d) return this.#find([0x2d, 0x2d, GREATER], start + 4) + 3;
    if (octets[start + 2] === 0x5b) return this.#find([0x5d, 0x5d, GREATER], start) + 3;
    let quote = 0;
    let brackets = 0;
    for (let at = start; at < octets.length; at += 1) {
      const octet = octets[at] ?? 0;
      if (quote !== 0) quote = octet === quote ? 0 : quote;
      else if (octet === 0x22 || octet === 0x27) quote = octet;
      else if (octet === 0x5b) brackets += 1;
      else if (octet === 0x5d) brackets -= 1;
      else if (octet === GREATER && brackets <= 0) return at + 1;
    }
    return octets.length;
  }

  /** Where some octets stand next; the end when nowhere. */
  #find(wanted: readonly number[], from: number): number {
    const octets = this.#octets;
    const [first = 0] = wanted;
    for (let at = octets.indexOf(first, from); at !== -1; at = octets.indexOf(first, at + 1))
      if (wanted.every((octet, place) => octets[at + place] === octet)) return at;
    return octets.length;
  }

  #row(kind: TreeRow['kind'], depth: number, start: number, inline?: string): TreeRow {
    const end = Math.min(this.#at, this.#octets.length);
    const shown = this.#shownAt(this.#place - 1);
    const left = Math.max(0, end - start - shown) + (end === this.#octets.length ? this.#missing : 0);
    const isCut = left > 0;
    const text = decoder.decode(this.#octets.subarray(start, Math.min(end, start + shown)));
    const whole = isCut ? text.replace(/\ufffd{1,3}$/u, '') : text.trimEnd();
    const pieces = [
      ...markup(visible(onOneLine(whole))),
      ...(isCut ? [['note', ` … ${groupDigits(left)} more octets in Raw`] as const] : []),
    ];
    const href =
      !isCut && inline !== undefined && /^https?:\/\/\S+$/iu.test(inline) ? inline.replaceAll('&amp;', '&') : undefined;
    return { kind, depth, pieces, start, isCut, href };
  }
}

/** With a space for each line break and the white space around it. Each stretch of white space is looked at once, however long it is. */
function onOneLine(text: string): string {
  return text.replace(/\s+/gu, (space) => (/[\r\n]/u.test(space) ? ' ' : space));
}

const TAG = /<(\/?)([^\s/>]+)/uy;
/** Attributes of a row that are told apart; more stay one piece, because each is two elements of the page. */
const MOST_ATTRIBUTES = 25;
const ATTRIBUTE = /(\s*)([^\s=<>"'/]+)(\s*=\s*)("[^"]*"?|'[^']*'?)/uy;

/** A row's markup with its names, values and texts told apart. */
function markup(text: string): readonly Piece[] {
  if (!text.startsWith('<')) return [['text', text]];
  if (/^<[!?]/u.test(text)) return [[text.startsWith('<![CDATA[') ? 'string' : 'note', text]];
  const pieces: Piece[] = [];
  const take = (pattern: RegExp, at: number): RegExpExecArray | null => {
    pattern.lastIndex = at;
    return pattern.exec(text);
  };
  let at = 0;
  while (at < text.length) {
    const tag = take(TAG, at);
    if (tag === null) {
      const end = text.indexOf('<', at + 1);
      pieces.push(['string', text.slice(at, end === -1 ? undefined : end)]);
      at = end === -1 ? text.length : end;
      continue;
    }
    const [all, slash = '', name = ''] = tag;
    pieces.push(['punctuation', `<${slash}`], ['key', name]);
    at += all.length;
    for (let found = take(ATTRIBUTE, at); found !== null; found = take(ATTRIBUTE, at)) {
      if (pieces.length > 4 * MOST_ATTRIBUTES) return [...pieces, ['text', text.slice(at)]];
      const [attribute, space = '', label = '', equals = '', value = ''] = found;
      pieces.push(['punctuation', space], ['literal', label], ['punctuation', equals], ['string', value]);
      at += attribute.length;
    }
    const end = text.indexOf('>', at);
    pieces.push(['punctuation', text.slice(at, end === -1 ? undefined : end + 1)]);
    at = end === -1 ? text.length : end + 1;
  }
  return pieces;
}
