import { errorDetail } from '../http/verdict/errorDetail';
import { fieldValue } from '../http/fields';
import { httpDate } from '../http/httpDate';
import type { ResponseMessage } from '../http/message';
import type { SendPolicy } from '../http/policy';
import type { Reply } from '../http/ports';
import { retryAfter } from '../http/retry/retryAfter';
import type { TokenSet } from './tokenProfile';

/** What one answer of the token endpoint means (rule AU6). */
export type TokenAnswer =
  | { readonly kind: 'granted'; readonly tokens: TokenSet }
  /** Ask again after `delay` milliseconds; `limit` is how often in all. When that is used up, `mayFallBack` as below. */
  | {
      readonly kind: 'again';
      readonly delay: number;
      readonly limit: number;
      readonly mayFallBack: boolean;
      readonly message: string;
    }
  /** `mayFallBack`: the original grant may be tried instead of a refresh token. */
  | {
      readonly kind: 'refused';
      readonly mayFallBack: boolean;
      readonly message: string;
      readonly warnings: readonly string[];
    };

type TokenPolicy = Pick<
  SendPolicy,
  'default429Ms' | 'max429Retries' | 'maxRetryAfterMs' | 'minRetryDelayMs' | 'tokenMaxRetries' | 'tokenRetryIntervalMs'
>;

/** Reads an answer of the token endpoint (rule AU6; RFC 6749 §5): redirects are never followed, other 4xx and 5xx never repeated. `now` is milliseconds. */
export function tokenAnswer(reply: Reply, policy: TokenPolicy, now: number): TokenAnswer {
  if (reply.kind === 'failure') {
    const { kind, message } = reply.failure;
    return kind === 'timeout' ? slow(message, policy) : refused(message);
  }
  const { response } = reply;
  const { status } = response;
  if (status === 200) return granted(response, now);
  if (status >= 300 && status <= 399) {
    const message = `The token endpoint answered ${status}; it is not followed, as that would send credentials elsewhere. Correct the token URL.`;
    return { ...refused(message), warnings: ['token-endpoint-redirect'] };
  }
  const said = answerText('The token endpoint', response);
  if (status === 429 || status === 503) return busy(response, said, policy, now);
  if (status === 408 || status === 500) return slow(said, policy);
  return { ...refused(`${said}${clockNote(response, now)}`), mayFallBack: status === 400 };
}

/** Milliseconds that two clocks may differ before that is worth a word. */
const tolerance = 60_000;

/** A clock that is wrong makes assertions that the server takes for expired or not yet good; its `Date` shows it. */
function clockNote({ fields }: ResponseMessage, now: number): string {
  const date = httpDate(fieldValue(fields, 'date') ?? '', now);
  if (date === undefined || Math.abs(date - now) <= tolerance) return '';
  const minutes = Math.round(Math.abs(date - now) / 60_000);
  const side = date > now ? 'behind' : 'ahead of';
  return ` The clock of this machine is ${minutes} min ${side} that of the server, which may be why.`;
}

function refused(message: string) {
  return { kind: 'refused', mayFallBack: false, message, warnings: [] as readonly string[] } as const;
}

function slow(message: string, policy: TokenPolicy): TokenAnswer {
  return {
    kind: 'again',
    delay: policy.tokenRetryIntervalMs,
    limit: policy.tokenMaxRetries,
    mayFallBack: true,
    message,
  };
}

function busy(response: ResponseMessage, message: string, policy: TokenPolicy, now: number): TokenAnswer {
  const asked = retryAfter(response.fields, now, policy);
  if (asked.isTooLong) return { ...refused(message), warnings: ['retry-after-too-long'] };
  const isLimit = response.status === 429;
  return {
    kind: 'again',
    delay: asked.delay ?? (isLimit ? policy.default429Ms : policy.tokenRetryIntervalMs),
    limit: isLimit ? policy.max429Retries : policy.tokenMaxRetries,
    mayFallBack: false,
    message,
  };
}

/** What an endpoint answered, with its own explanation where it gave one; ends in a full stop. */
export function answerText(endpoint: string, { content, status }: ResponseMessage): string {
  const detail = content.kind === 'memory' ? errorDetail(content.octets) : undefined;
  const said = (detail?.message ?? detail?.oauthError ?? '').trim();
  const stop = /[.!?…]$/.test(said) ? '' : '.';
  return said === '' ? `${endpoint} answered ${status}.` : `${endpoint} answered ${status}: ${said}${stop}`;
}

function granted(response: ResponseMessage, now: number): TokenAnswer {
  const body = response.content.kind === 'memory' ? jsonObject(response.content.octets) : undefined;
  const accessToken = body?.['access_token'];
  if (typeof accessToken !== 'string' || !isBearerToken(accessToken)) {
    return refused('The token endpoint answered 200 without a usable access_token.');
  }
  const refreshToken = body?.['refresh_token'];
  return {
    kind: 'granted',
    tokens: {
      accessToken,
      obtainedAt: new Date(now).toISOString(),
      ...(typeof refreshToken === 'string' && refreshToken !== '' ? { refreshToken } : {}),
      ...later('expiresAt', body?.['expires_in'], now),
      ...later('refreshExpiresAt', body?.['refresh_token_expires_in'] ?? body?.['refresh_expires_in'], now),
      ...text('scope', body?.['scope']),
      ...text('owner', body?.['owner_id']),
    },
  };
}

function text<Name extends string>(name: Name, value: unknown): Partial<Readonly<Record<Name, string>>> {
  const given = typeof value === 'number' ? String(value) : value;
  return (typeof given === 'string' && given !== '' ? { [name]: given } : {}) as Partial<
    Readonly<Record<Name, string>>
  >;
}

/** What a field value can carry: visible ASCII (RFC 6750 §2.1 allows less). */
function isBearerToken(text: string): boolean {
  return /^[\x21-\x7e]+$/.test(text);
}

function later<Name extends string>(
  name: Name,
  seconds: unknown,
  now: number,
): Partial<Readonly<Record<Name, string>>> {
  const duration = typeof seconds === 'string' ? Number.parseInt(seconds, 10) : seconds;
  if (typeof duration !== 'number' || !(duration >= 0)) return {};
  const time = Math.min(now + duration * 1000, 8_640_000_000_000_000);
  return { [name]: new Date(time).toISOString() } as Partial<Readonly<Record<Name, string>>>;
}

function jsonObject(octets: Uint8Array): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(new TextDecoder().decode(octets));
    return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : undefined;
  } catch {
    return undefined;
  }
}
