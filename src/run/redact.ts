import type { Field } from '../http/message';
import { namesSecret } from '../language/words/secretNames';

/** What stands where a secret stood. */
const mask = '***';

/** Field names whose values are credentials, whatever the policy adds (design rules SE). */
const credentialFields = ['authorization', 'proxy-authorization', 'cookie', 'cookie2', 'set-cookie', 'x-api-key'];

/** Hides secrets in text. Made once for a run by `redactor`. */
export interface Redactor {
  /** Any text: known secrets in every form they may take, credentials in URLs, tokens of JSON and form bodies. */
  readonly text: (text: string) => string;
  readonly field: (field: Field) => Field;
  /** Every string of a value fit for JSON; the words of closed unions are left alone. */
  readonly deep: <Value>(value: Value) => Value;
}

/** A redactor for these secret values. `secretFields` are names, any case, of fields whose whole value is secret. */
export function redactor(secrets: readonly string[], secretFields: readonly string[]): Redactor {
  const known = secretPattern(secrets);
  const hidden = new Set([...credentialFields, ...secretFields.map((name) => name.toLowerCase())]);

  const text = (input: string): string => withoutCredentials(known === undefined ? input : input.replace(known, mask));
  const field = ({ name, value }: Field): Field => ({
    name: text(name),
    // Known secrets first: one of them may hold what separates the parts of a credential.
    value: hidden.has(name.toLowerCase()) ? maskedCredential(name, text(value)) : text(value),
  });
  const deep = (value: unknown): unknown => {
    if (typeof value === 'string') return text(value);
    if (value === null || typeof value !== 'object' || value instanceof Uint8Array) return value;
    if (Array.isArray(value)) return value.map(deep);
    if (isField(value)) return field(value);
    const hiddenMembers: Record<string, unknown> = { ...value };
    for (const [key, member] of Object.entries(value)) {
      if (typeof member !== 'number' && member !== undefined && !unionKeys.has(key)) hiddenMembers[key] = deep(member);
    }
    return hiddenMembers;
  };
  return { text, field, deep: <Value>(value: Value) => deep(value) as Value };
}

/** Members that hold words of closed unions, ids and times; a secret that happens to be such a word must not break them. */
const unionKeys = new Set([
  ...[
    'kind',
    'category',
    'outcome',
    'rule',
    'id',
    'code',
    'phase',
    'severity',
    'startedAt',
    'httpVersion',
    'warnings',
    'warning',
  ],
  ...['file', 'tlsVersion', 'remoteAddress'],
]);

function isField(value: object): value is Field {
  return 'name' in value && 'value' in value && typeof value.name === 'string' && typeof value.value === 'string';
}

/** Keeps what is no secret of a credential field: the scheme, the names of cookies, the attributes of Set-Cookie. */
function maskedCredential(name: string, value: string): string {
  switch (name.toLowerCase()) {
    case 'authorization':
    case 'proxy-authorization':
      return value.replace(/^(\s*[\w-]+\s+)?.*$/s, `$1${mask}`);
    case 'cookie':
      return value.replace(/([^=;\s]+)=[^;]*/g, `$1=${mask}`).replace(/^[^=]*$/, mask);
    case 'set-cookie':
      return value.replace(/^([^=;]*=)?[^;]*/, `$1${mask}`);
    default:
      return mask;
  }
}

const secretMembers =
  'access_token|refresh_token|id_token|client_secret|code_verifier|assertion|password|api_key|apikey';
const inQuery = new RegExp(`((?:^|[?&;#\\s"'])(?:${secretMembers}|token)=)[^&#;\\s"']+`, 'gi');
const inJson = new RegExp(`("(?:${secretMembers})"\\s*:\\s*")(?:[^"\\\\]|\\\\.)*`, 'gi');
const inUrl = /(:\/\/)[^\s/?#"'<>]*@/g;
const inScheme = /\b(Bearer|Basic)(\s+)(?!auth|challenge|credential|token)[\w.~+/=-]{6,}/gi;

/** A sign without which there is no credential in a text, so that most texts are looked through once. */
const telltale = /[=@]|"\s*:|Bearer|Basic/i;

/** Hides what is a credential by where it stands, though nobody declared it. */
function withoutCredentials(text: string): string {
  if (!telltale.test(text)) return text;
  return text
    .replace(inQuery, `$1${mask}`)
    .replace(inJson, `$1${mask}`)
    .replace(inUrl, `$1${mask}@`)
    .replace(inScheme, `$1$2${mask}`);
}

/** All secrets in every form; undefined when there are none. Longer ones first, so that no tail of one is left by another. */
function secretPattern(secrets: readonly string[]): RegExp | undefined {
  const values = [...new Set(secrets)].filter((secret) => secret !== '').sort(longestFirst);
  if (values.length === 0) return undefined;
  const key = JSON.stringify(values);
  if (latest?.key !== key) {
    const forms = values.flatMap((secret) => [spelled(secret), ...base64Forms(secret).map(inAnySpelling)]);
    latest = { key, pattern: new RegExp(forms.join('|'), 'gi') };
  }
  return latest.pattern;
}

/** Kept, because the requests of a file that are run one after another mostly have their secrets in common. */
let latest: { readonly key: string; readonly pattern: RegExp } | undefined;

/** One order for the same secrets, however they were found. */
function longestFirst(one: string, other: string): number {
  return other.length - one.length || (one < other ? -1 : 1);
}

/** As it is, percent-encoded, form-encoded and JSON-escaped, in any mixture. A very short one only as a word of its own. */
function spelled(secret: string): string {
  const pattern = inAnySpelling(secret);
  return secret.length > 3 ? pattern : `(?<!\\w)${pattern}(?!\\w)`;
}

function inAnySpelling(text: string): string {
  return (text.match(/\\+|[^\\]/gsu) ?? []).map(spelledPiece).join('');
}

/** The letter after the backslash in JSON's short escapes. */
const jsonEscapes: Readonly<Record<string, string>> = { '\b': 'b', '\f': 'f', '\n': 'n', '\r': 'r', '\t': 't' };

/**
 * A character, or a run of backslashes. JSON within JSON within JSON doubles each backslash twice, so that up to seven stand before what is escaped; runs are taken
 * together and are bounded, because a text may be backslashes all through.
 */
function spelledPiece(piece: string): string {
  if (/[a-z\d]/i.test(piece)) return piece;
  const percent = [...new TextEncoder().encode(piece)].map((octet) => `%${hex(octet, 2)}`).join('');
  const units = Array.from({ length: piece.length }, (_, unit) => `\\\\{1,4}u${hex(piece.charCodeAt(unit), 4)}`);
  const short = jsonEscapes[piece];
  const forms = [
    units.join(''),
    percent,
    ...(short === undefined ? [] : [`\\\\{1,4}${short}`]),
    ...(piece === ' ' ? ['\\+'] : []),
    piece.startsWith('\\') ? `\\\\{${piece.length},${piece.length * 8}}` : `\\\\{0,7}${escaped(piece)}`,
  ];
  return `(?:${forms.join('|')})`;
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

function hex(value: number, width: number): string {
  return value.toString(16).padStart(width, '0');
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\/-]/g, '\\$&');
}

/** Credentials that a message shows by where they stand: of Authorization fields, cookies and `access_token` parameters. */
export function credentialsIn(fields: readonly Field[], url: string): readonly string[] {
  const found = fields.flatMap(({ name, value }) => {
    switch (name.toLowerCase()) {
      case 'authorization':
      case 'proxy-authorization':
        return authorizationSecrets(value);
      case 'cookie':
        return value.split(';').map((pair) => pair.slice(pair.indexOf('=') + 1).trim());
      case 'set-cookie':
        return [(value.split(';')[0] ?? '').replace(/^[^=]*=/, '').trim()];
      case 'x-api-key':
        return [value];
      default:
        return [];
    }
  });
  const query = [...url.matchAll(/[?&]([^=&#]+)=([^&#]+)/g)].flatMap(([, name = '', value = '']) =>
    namesSecret(name) ? [value, decoded(value)] : [],
  );
  // A cookie may hold a word as common as "en"; hiding that everywhere would hide the record itself.
  return [...found, ...query].filter((secret) => secret.length >= 8);
}

function authorizationSecrets(value: string): readonly string[] {
  const [scheme = '', credentials = ''] = value.trim().split(/\s+(.*)/s);
  if (scheme.toLowerCase() !== 'basic') return [credentials];
  try {
    const userPass = new TextDecoder().decode(Uint8Array.from(atob(credentials), (letter) => letter.charCodeAt(0)));
    return [credentials, userPass, userPass.slice(userPass.indexOf(':') + 1)];
  } catch {
    return [credentials];
  }
}

function decoded(value: string): string {
  try {
    return decodeURIComponent(value.replaceAll('+', ' '));
  } catch {
    return value;
  }
}
