import { errorDetail } from '../http/verdict/errorDetail';
import { fieldValue } from '../http/fields';
import { httpDate } from '../http/httpDate';
import type { ResponseMessage } from '../http/message';
import type { SendPolicy } from '../http/policy';
import type { Reply } from '../http/ports';
import { retryAfter } from '../http/retry/retryAfter';
import { jsonObject, tokensIn } from './tokenBody';
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
  const { content } = response;
  const body = content.kind === 'memory' ? jsonObject(new TextDecoder().decode(content.octets)) : undefined;
  const tokens = body && tokensIn(body, now);
  if (tokens === undefined) return refused('The token endpoint answered 200 without a usable access_token.');
  return { kind: 'granted', tokens };
}
