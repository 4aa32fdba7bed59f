import { plainText } from './plainText';

/**
 * Hides secrets in text: as they are, percent- and form-encoded, escaped for JSON, HTML or XML, in any mixture and over and over, and within Base64. Case does not matter. A very
 * short one is hidden only as a word of its own, and backslashes alone are none. `undefined` when there is nothing to hide.
 */
export function secretHider(secrets: readonly string[], mask: string): ((text: string) => string) | undefined {
  const key = JSON.stringify([...new Set(secrets)].filter((secret) => secret !== '').sort());
  if (key === '[]') return undefined;
  if (latest?.key !== key) {
    const values = JSON.parse(key) as readonly string[];
    latest = {
      key,
      forms: values
        .flatMap((secret) => [secret, ...base64Forms(secret)])
        .map(formOf)
        .filter(({ plain }) => plain !== ''),
    };
  }
  const { forms } = latest;
  return (text) => hidden(text, placesOf(text, forms), mask);
}

/** Kept, because the requests of a file that are run one after another mostly have their secrets in common. */
let latest: { readonly key: string; readonly forms: readonly Form[] } | undefined;

/** A text to look for. */
interface Form {
  /** Without escapes, in small letters. */
  readonly plain: string;
  /** Its longest stretch of letters and digits, which no encoding changes: where it does not occur, the whole does not. May be empty. */
  readonly anchor: string;
  /** UTF-16 units that it takes at most when it is encoded. */
  readonly reach: number;
}

/** An encoded character is at most so long: three octets as `%25252525E2`, or a reference of HTML with leading zeros and an escaped `&`. */
const longestEscape = 36;

function formOf(secret: string): Form {
  const plain = small(plainText(secret).text);
  const stretches = small(secret).match(/[a-z\d]+/g) ?? [];
  const anchor = stretches.reduce((longest, each) => (each.length > longest.length ? each : longest), '');
  return { plain, anchor, reach: secret.length * longestEscape + 64 };
}

/** A stretch of a text. */
type Place = readonly [start: number, end: number];

function placesOf(text: string, forms: readonly Form[]): readonly Place[] {
  const lower = small(text);
  const regions = merged(forms.flatMap((form) => regionsOf(lower, form)));
  return regions.flatMap(([start, end]) => placesIn(text.slice(start, end), start, forms));
}

/** Where a form may be: around each of its anchors, as far as it may reach; anywhere when it has none. */
function regionsOf(lower: string, { plain, anchor, reach }: Form): readonly Place[] {
  if (anchor === '') return /[%&\\+]/.test(lower) || lower.includes(plain) ? [[0, lower.length]] : [];
  const regions: [number, number][] = [];
  for (let at = lower.indexOf(anchor); at >= 0; at = lower.indexOf(anchor, at + anchor.length)) {
    const last = regions.at(-1);
    if (last !== undefined && at - reach <= last[1]) last[1] = Math.min(lower.length, at + reach);
    else regions.push([Math.max(0, at - reach), Math.min(lower.length, at + reach)]);
  }
  return regions;
}

/** What touches is one region, so that no text is looked through twice. */
function merged(regions: readonly Place[]): readonly Place[] {
  const whole: [number, number][] = [];
  for (const [start, end] of [...regions].sort(([one], [other]) => one - other)) {
    const last = whole.at(-1);
    if (last !== undefined && start <= last[1]) last[1] = Math.max(last[1], end);
    else whole.push([start, end]);
  }
  return whole;
}

function placesIn(piece: string, offset: number, forms: readonly Form[]): readonly Place[] {
  const { text, starts, ends } = plainText(piece);
  const lower = small(text);
  const places: Place[] = [];
  for (const { plain } of forms) {
    for (let at = lower.indexOf(plain); at >= 0; at = lower.indexOf(plain, at + 1)) {
      const last = at + plain.length - 1;
      if (plain.length <= 3 && isWithinWord(lower, at, last)) continue;
      places.push([offset + (starts?.[at] ?? at), offset + (ends?.[last] ?? last + 1)]);
    }
  }
  return places;
}

function isWithinWord(text: string, first: number, last: number): boolean {
  return /\w/.test(text.charAt(first - 1)) || /\w/.test(text.charAt(last + 1));
}

/** What overlaps is one mask, so that no tail of one secret is left by another. */
function hidden(text: string, places: readonly Place[], mask: string): string {
  let shown = '';
  let at = 0;
  for (const [start, end] of [...places].sort(([one], [other]) => one - other)) {
    if (start >= at) shown += text.slice(at, start) + mask;
    at = Math.max(at, end);
  }
  return shown + text.slice(at);
}

/** In small letters, and as long as before: one capital letter in Unicode becomes two. */
function small(text: string): string {
  const lower = text.toLowerCase();
  return lower.length === text.length ? lower : text.replaceAll(/[A-Z]/g, (letter) => letter.toLowerCase());
}

/**
 * The middle of the secret's Base64 at each of the three places it may begin within a longer text, such as `user:secret` in Basic
 * credentials; with both alphabets (RFC 4648 §4, §5). None for secrets so short that this would hide plain text.
 */
function base64Forms(secret: string): readonly string[] {
  const octets = new TextEncoder().encode(secret);
  if (octets.length < 6) return [];
  const forms = [0, 1, 2].map((shift) => {
    const shifted = new Uint8Array(shift + octets.length);
    shifted.set(octets, shift);
    const usable = Math.floor((shifted.length * 8) / 6);
    return base64(shifted).slice(shift === 0 ? 0 : shift + 1, usable);
  });
  return [...new Set(forms.flatMap((form) => [form, form.replaceAll('+', '-').replaceAll('/', '_')]))];
}

/** Base64 (RFC 4648 §4) of octets. */
function base64(octets: Uint8Array): string {
  let binary = '';
  for (let at = 0; at < octets.length; at += 0x8000) binary += String.fromCharCode(...octets.subarray(at, at + 0x8000));
  return btoa(binary);
}
