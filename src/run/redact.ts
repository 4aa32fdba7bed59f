import type { Field } from '../http/message';
import { namesSecret } from '../language/words/secretNames';
import { secretHider } from './secretForms';

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
  const hide = secretHider(secrets, mask);
  const hidden = new Set([...credentialFields, ...secretFields.map((name) => name.toLowerCase())]);

  const text = (input: string): string => withoutCredentials(hide === undefined ? input : hide(input));
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
