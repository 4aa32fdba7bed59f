import type { Span } from '../../base/span';
import type { SendPolicy } from '../../http/policy';
import type { Directive } from '../../language/document';
import type { PromptRequest } from '../ports';
import { problem, type Problem } from '../problem';
import { namesSecret } from '../../language/words/secretNames';

/** A request that must have run before this one. */
interface Requirement {
  readonly name: string;
  /** `# @forceRef`: run it although it has an answer. */
  readonly isForced: boolean;
  readonly span: Span;
}

/** What the directives of one request ask for, each absent value left to the host. */
export interface RequestSettings {
  readonly policy: Partial<SendPolicy>;
  /** A token profile, or `none`. */
  readonly auth: { readonly profile: string; readonly span: Span } | undefined;
  readonly tunnel: 'header' | 'query' | undefined;
  readonly prompts: readonly (PromptRequest & { readonly span: Span })[];
  readonly confirm: { readonly text: string; readonly span: Span } | undefined;
  readonly requirements: readonly Requirement[];
  readonly usesCookieJar: boolean | undefined;
  readonly isPrivate: boolean;
  readonly tags: readonly string[];
  readonly isDisabled: boolean;
  readonly problems: readonly Problem[];
}

/** What one directive adds: settings, or a sentence that says what it takes. */
type Reading = Partial<Omit<RequestSettings, 'problems'>> | { readonly wrong: string };

/** Reads the directives of a request. One that cannot be read is a complaint and stops the request: sending with other limits than were written would be a surprise. */
export function settingsOf(directives: readonly Directive[]): RequestSettings {
  let settings: RequestSettings = noSettings;
  for (const directive of directives) {
    const reading = readers.get(directive.key)?.(directive) ?? {};
    settings = 'wrong' in reading ? complained(settings, directive, reading.wrong) : merged(settings, reading);
  }
  return settings;
}

/** Files named by `# @import`, with the place of each. */
export function importsOf(directives: readonly Directive[]): readonly { readonly path: string; readonly span: Span }[] {
  return directives
    .filter(({ key, value }) => key === 'import' && value !== '')
    .map(({ value, valueSpan }) => ({ path: value, span: valueSpan }));
}

const noSettings: RequestSettings = {
  policy: {},
  auth: undefined,
  tunnel: undefined,
  prompts: [],
  confirm: undefined,
  requirements: [],
  usesCookieJar: undefined,
  isPrivate: false,
  tags: [],
  isDisabled: false,
  problems: [],
};

function merged(settings: RequestSettings, reading: Partial<RequestSettings>): RequestSettings {
  return {
    ...settings,
    ...reading,
    policy: { ...settings.policy, ...reading.policy },
    prompts: [...settings.prompts, ...(reading.prompts ?? [])],
    requirements: [...settings.requirements, ...(reading.requirements ?? [])],
    tags: [...settings.tags, ...(reading.tags ?? [])],
  };
}

function complained(settings: RequestSettings, directive: Directive, wrong: string): RequestSettings {
  const { key, value, span, valueSpan } = directive;
  return {
    ...settings,
    problems: [
      ...settings.problems,
      problem(value === '' ? span : valueSpan, 'directive-value', `\`# @${key}\` ${wrong}`),
    ],
  };
}

const readers = new Map<string, (directive: Directive) => Reading>(
  Object.entries({
    'no-redirect': () => ({ policy: { followRedirects: false } }),
    'post-redirect-get': () => ({ policy: { redirectPatch: 'get' } }),
    conditional: () => ({ policy: { validatorCache: true } }),
    'no-conditional': () => ({ policy: { validatorCache: false } }),
    'cookie-jar': () => ({ usesCookieJar: true }),
    'no-cookie-jar': () => ({ usesCookieJar: false }),
    'no-log': () => ({ isPrivate: true }),
    disabled: () => ({ isDisabled: true }),
    tag: ({ value }) => ({ tags: value.split(/[\s,]+/).filter((tag) => tag !== '') }),
    'max-redirects': ({ value }) =>
      /^\d{1,6}$/.test(value)
        ? { policy: { maxRedirects: Number(value) } }
        : { wrong: 'takes a whole number, such as `# @max-redirects 5`.' },
    retry: ({ value }) => retryReading(value),
    tunnel: ({ value }) =>
      value === 'header' || value === 'query' ? { tunnel: value } : { wrong: 'takes `header` or `query`.' },
    timeout: ({ value }) => durationReading(value, 'timeout', (totalTimeoutMs) => ({ totalTimeoutMs })),
    'connection-timeout': ({ value }) =>
      durationReading(value, 'connection-timeout', (connectTimeoutMs) => ({ connectTimeoutMs })),
    auth: ({ value, valueSpan }) =>
      value === ''
        ? { wrong: 'takes the name of a token profile, or `none`.' }
        : { auth: { profile: value, span: valueSpan } },
    prompt: promptReading,
    confirm: ({ value, span }) => ({ confirm: { text: value, span } }),
    ref: (directive) => requirementReading(directive, false),
    forceref: (directive) => requirementReading(directive, true),
  } satisfies Record<string, (directive: Directive) => Reading>),
);

function retryReading(value: string): Reading {
  switch (value) {
    case 'default':
      return {};
    case 'never':
      return { policy: { maxRetries: 0, max429Retries: 0, retryNetwork: false } };
    case 'unsafe':
      return { policy: { retryUnsafeMethods: true } };
    case 'transient':
      return { policy: { retryStatuses: [500, 502, 503, 504], retryNetwork: true } };
    default:
      return /^\d{1,3}$/.test(value)
        ? { policy: { maxRetries: Number(value), max429Retries: Number(value) } }
        : { wrong: 'takes `default`, `never`, `unsafe`, `transient` or a whole number.' };
  }
}

function durationReading(value: string, key: string, policy: (duration: number) => Partial<SendPolicy>): Reading {
  const duration = parseDuration(value);
  return duration === undefined
    ? { wrong: `takes a duration above zero, such as \`# @${key} 30s\` (ms, s, m; seconds without a unit).` }
    : { policy: policy(duration) };
}

/** `30s`, `500 ms`, `2m`, `30` (seconds) in milliseconds; undefined when malformed, zero, or longer than a timer can wait (24 days). */
export function parseDuration(text: string): number | undefined {
  const [, amount, unit = 's'] = /^(\d+(?:\.\d+)?)\s*(ms|s|m)?$/.exec(text.trim()) ?? [];
  const duration = Number(amount) * (unit === 'ms' ? 1 : unit === 's' ? 1000 : 60_000);
  return duration > 0 && duration <= 2_147_483_647 ? duration : undefined;
}

function promptReading({ value, valueSpan }: Directive): Reading {
  const [name = '', ...words] = value.split(/\s+/);
  if (!/^[\w.-]+$/.test(name)) return { wrong: 'takes a name and, if you like, a text: `# @prompt pin Your PIN`.' };
  const isMarked = words.at(-1) === 'secret' || words[0] === 'secret';
  const text = (words[0] === 'secret' ? words.slice(1) : isMarked ? words.slice(0, -1) : words).join(' ');
  const isSecret = isMarked || namesSecret(name) || name.toLowerCase() === 'pass';
  return { prompts: [{ name, text: text || name, isSecret, span: valueSpan }] };
}

function requirementReading({ value, valueSpan, key }: Directive, isForced: boolean): Reading {
  const names = value.split(/[\s,]+/).filter((name) => name !== '');
  if (names.length === 0) return { wrong: `takes the name of a request, such as \`# @${key} login\`.` };
  return { requirements: names.map((name) => ({ name, isForced, span: valueSpan })) };
}
