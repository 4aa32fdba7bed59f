/** A text without escapes, and where each of its UTF-16 units stood in the original; without those, everything stands where it stood. */
export interface PlainText {
  readonly text: string;
  readonly starts?: Int32Array;
  readonly ends?: Int32Array;
}

/** Rounds of decoding: a URL within a URL within a URL, in JSON within JSON. */
const rounds = 6;

/**
 * Undoes what encodings do to a text, over and over: percent- and form-encoding, and the escapes of JSON, HTML and XML. Two texts that one encoding makes of the
 * other come out the same. Backslashes are dropped altogether, since each level of JSON doubles them. Linear in the text.
 */
export function plainText(original: string): PlainText {
  let plain: PlainText = { text: original };
  for (let round = 0; round < rounds; round += 1) {
    const next = decoded(plain);
    if (next === undefined) break;
    plain = next;
  }
  return plain;
}

const escapes = /\\+(?:u([\da-f]{4})|([bfnrt]))?|((?:%[\da-f]{2})+)|&(#\d{1,7}|#x[\da-f]{1,6}|[a-z]{2,6});|\+/gi;

/** One round; undefined when nothing was encoded. */
function decoded({ text, starts, ends }: PlainText): PlainText | undefined {
  let pieces = '';
  let at = 0;
  const newStarts = new Int32Array(text.length);
  const newEnds = new Int32Array(text.length);
  const startOf = (index: number): number => starts?.[index] ?? index;
  const endOf = (index: number): number => ends?.[index] ?? index + 1;
  const keep = (from: number, to: number): void => {
    for (let index = from; index < to; index += 1) {
      const place = pieces.length + index - from;
      newStarts[place] = startOf(index);
      newEnds[place] = endOf(index);
    }
    pieces += text.slice(from, to);
  };
  for (const match of text.matchAll(escapes)) {
    const end = match.index + match[0].length;
    keep(at, match.index);
    at = end;
    for (const { value, length, offset } of meanings(match)) {
      const [first, last] = [match.index + offset, match.index + offset + length - 1];
      newStarts.fill(startOf(first), pieces.length, pieces.length + value.length);
      newEnds.fill(endOf(last), pieces.length, pieces.length + value.length);
      pieces += value;
    }
  }
  if (at === 0) return undefined;
  keep(at, text.length);
  if (pieces === text) return undefined;
  return { text: pieces, starts: newStarts, ends: newEnds };
}

/** What a stretch of an escape stands for; `offset` and `length` are within it. No value is longer than its stretch. */
interface Meaning {
  readonly value: string;
  readonly offset: number;
  readonly length: number;
}

function meanings(match: RegExpExecArray): readonly Meaning[] {
  const [whole, unit, control, percents, reference] = match;
  if (percents !== undefined) return octetMeanings(percents);
  return [{ value: meaning(whole, { unit, control, reference }), offset: 0, length: whole.length }];
}

interface Escaped {
  readonly unit: string | undefined;
  readonly control: string | undefined;
  readonly reference: string | undefined;
}

function meaning(whole: string, { unit, control, reference }: Escaped): string {
  if (unit !== undefined) return String.fromCharCode(Number.parseInt(unit, 16));
  if (control !== undefined) return { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t' }[control.toLowerCase()] ?? control;
  if (reference !== undefined) return referenced(reference.toLowerCase()) ?? whole;
  return whole === '+' ? ' ' : '';
}

const named: Readonly<Record<string, string>> = {
  ...{ amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", euro: '€' },
  ...latinNames(),
};

function referenced(reference: string): string | undefined {
  if (!reference.startsWith('#')) return named[reference];
  const code = reference.startsWith('#x') ? Number.parseInt(reference.slice(2), 16) : Number(reference.slice(1));
  return code > 0 && code <= 0x10_ff_ff ? String.fromCodePoint(code) : undefined;
}

/** The names that HTML has for U+00C0 to U+00FF, in small letters: case does not matter for what is looked for. */
function latinNames(): Readonly<Record<string, string>> {
  const names =
    'agrave aacute acirc atilde auml aring aelig ccedil egrave eacute ecirc euml igrave iacute icirc iuml ' +
    'eth ntilde ograve oacute ocirc otilde ouml divide oslash ugrave uacute ucirc uuml yacute thorn yuml';
  const letters = names.split(' ').map((name, index) => [name, String.fromCharCode(0xe0 + index)]);
  return { ...Object.fromEntries(letters), szlig: 'ß' } as Readonly<Record<string, string>>;
}

/** The characters of percent-encoded octets: UTF-8, and Latin-1 where it is not. */
function octetMeanings(percents: string): readonly Meaning[] {
  const octets = Uint8Array.from(percents.slice(1).split('%'), (octet) => Number.parseInt(octet, 16));
  const found: Meaning[] = [];
  for (let at = 0; at < octets.length;) {
    const count = sequenceLength(octets[at] ?? 0);
    const character = utf8Character(octets.subarray(at, at + count), count);
    const length = character === undefined ? 1 : count;
    const value = character ?? String.fromCharCode(octets[at] ?? 0);
    found.push({ value, offset: at * 3, length: length * 3 });
    at += length;
  }
  return found;
}

function sequenceLength(first: number): number {
  if (first < 0xc2 || first > 0xf4) return 1;
  return first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
}

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

function utf8Character(octets: Uint8Array, count: number): string | undefined {
  if (octets.length < count || (count === 1 && (octets[0] ?? 0) > 127)) return undefined;
  try {
    return utf8.decode(octets);
  } catch {
    return undefined;
  }
}
