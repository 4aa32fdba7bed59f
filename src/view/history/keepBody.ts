import type { Field } from '../../http/message';
import type { Part } from '../../http/outcome';
import type { ContentReader } from '../../http/ports';
import type { KeptBody, RunRecord } from '../../run/record';
import { CHARSET_HEAD, detectCharset } from '../body/charset';

/** What the history keeps of a body. */
export interface BodyForHistory {
  /** Masked, and cut at the limit. */
  readonly octets: Uint8Array;
  /** Undefined when `octets` are the very ones that came. */
  readonly keptBody: KeptBody | undefined;
  /** The parts of the record, where they lie in `octets`. */
  readonly parts: readonly Part[] | undefined;
}

/** How a body is kept: `limit` in octets, and what hides secrets in text. */
export interface BodyKeeping {
  readonly limit: number;
  readonly mask: (text: string) => string;
}

/** Read beyond the limit and never kept, so that a secret on the edge is still known for one. */
const margin = 65_536;

/**
 * The body of a record without its secrets. Text in UTF-8 stays so; another encoding is kept as it came where nothing was masked, else as UTF-8 with a
 * byte order mark, by which every reader knows it. Rejects when the octets are no longer there.
 */
export async function keepBody(
  { content, contentType, parts }: Pick<RunRecord, 'content' | 'contentType' | 'parts'>,
  contents: ContentReader,
  { limit, mask }: BodyKeeping,
): Promise<BodyForHistory> {
  if (content === undefined) return { octets: new Uint8Array(), keptBody: undefined, parts };
  const { size } = content;
  const octets = await contents.read(content, 0, Math.min(size, limit + margin));
  const kept: Uint8Array[] = [];
  const places = new Map<number, { readonly start: number; readonly end: number }>();
  let length = 0;
  let isMasked = false;
  for (const { start, end, type, index } of stretches(octets.length, contentType, parts)) {
    const stretch = octets.subarray(start, end);
    const masked = maskOctets(stretch, type, mask);
    isMasked ||= masked !== stretch;
    if (index !== undefined) places.set(index, { start: length, end: length + masked.length });
    kept.push(masked);
    length += masked.length;
  }
  const isRead = octets.length >= size;
  const whole = joined(kept, length);
  const cut = whole.subarray(0, characterStart(whole, Math.min(limit, isRead ? length : Math.max(0, length - margin))));
  const isCut = !isRead || cut.length < length;
  return {
    octets: cut,
    keptBody: isCut || isMasked ? { size, isCut, isMasked } : undefined,
    parts: parts?.map((part) => movedPart(part, places.get(part.index), cut.length)),
  };
}

interface Stretch {
  readonly start: number;
  readonly end: number;
  readonly type: string;
  /** Of the part that it is; undefined for what stands between parts, or a body without. */
  readonly index: number | undefined;
}

/** Parts are masked each on its own, so that the place of each is known afterwards. */
function stretches(size: number, contentType: string, parts: readonly Part[] = []): readonly Stretch[] {
  const ranges = parts
    .flatMap(({ body, fields, index }) => (body.kind === 'range' ? [{ ...body, index, type: typeOf(fields) }] : []))
    .sort((a, b) => a.start - b.start);
  const found: Stretch[] = [];
  let at = 0;
  for (const { start, end, index, type } of ranges) {
    if (start < at || start > size) continue;
    found.push({ start: at, end: start, type: '', index: undefined }, { start, end: Math.min(end, size), type, index });
    at = Math.min(end, size);
  }
  found.push({ start: at, end: size, type: ranges.length === 0 ? contentType : '', index: undefined });
  return found;
}

function typeOf(fields: readonly Field[]): string {
  return fields.find(({ name }) => name.toLowerCase() === 'content-type')?.value ?? '';
}

function movedPart(
  part: Part,
  place: { readonly start: number; readonly end: number } | undefined,
  size: number,
): Part {
  if (part.body.kind === 'text') return part;
  const { start, end } = place ?? { start: size, end: size };
  return { ...part, body: { kind: 'range', start: Math.min(start, size), end: Math.min(end, size) } };
}

/** The same octets, the very same array, where nothing is to be hidden. */
function maskOctets(octets: Uint8Array, contentType: string, mask: (text: string) => string): Uint8Array {
  const { name, source, skip } = detectCharset(octets.subarray(0, CHARSET_HEAD), contentType, false);
  const utf8 = name === 'utf-8' ? validUtf8(octets) : undefined;
  if (utf8 !== undefined) return encoded(utf8, mask(utf8), octets, '');
  if (name === 'utf-8' || source === 'detection') return maskBinary(octets, mask);
  const text = new TextDecoder(name).decode(octets.subarray(skip));
  return encoded(text, mask(text), octets, byteOrderMark);
}

const byteOrderMark = '\uFEFF';

function encoded(text: string, masked: string, octets: Uint8Array, before: string): Uint8Array {
  return masked === text ? octets : new TextEncoder().encode(before + masked);
}

/** An octet stands for itself; only what shows a secret as UTF-8 in the middle of other octets is turned into text. */
function maskBinary(octets: Uint8Array, mask: (text: string) => string): Uint8Array {
  const loose = new TextDecoder('utf-8', { ignoreBOM: true }).decode(octets);
  const text = latin1(octets);
  const masked = mask(text);
  const own = masked === text ? octets : Uint8Array.from(masked, (letter) => letter.charCodeAt(0));
  if (mask(loose) === loose) return own;
  const again = new TextDecoder('utf-8', { ignoreBOM: true }).decode(own);
  return encoded(again, mask(again), own, '');
}

function latin1(octets: Uint8Array): string {
  const pieces: string[] = [];
  for (let at = 0; at < octets.length; at += 0x8000)
    pieces.push(String.fromCharCode(...octets.subarray(at, at + 0x8000)));
  return pieces.join('');
}

/** Undefined when it is none; an end within a character is. */
function validUtf8(octets: Uint8Array): string | undefined {
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  try {
    return decoder.decode(octets, { stream: true });
  } catch {
    return undefined;
  }
}

function joined(pieces: readonly Uint8Array[], length: number): Uint8Array {
  const [first] = pieces;
  if (pieces.length === 1 && first !== undefined) return first;
  const whole = new Uint8Array(length);
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}

/** The nearest place at or before `end` that does not lie within a UTF-8 character. */
function characterStart(octets: Uint8Array, end: number): number {
  let at = end;
  while (at > 0 && end - at < 4 && ((octets[at] ?? 0) & 0xc0) === 0x80) at -= 1;
  return at;
}
