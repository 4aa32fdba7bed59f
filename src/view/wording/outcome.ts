import { assertNever } from '../../base/assertNever';
import type { Failure } from '../../http/failure';
import type { RunRecord } from '../../run/record';
import { failedPartsOf } from '../failedParts';
import type { FailedPartsRequest } from '../failedParts';
import { hostOf, pathOf } from './address';
import { wordFailure } from './failure';
import type { Offer, Tone } from './offer';
import { wordCount, wordDuration } from './quantity';
import { wordReason } from './reason';
import { wordRefusal } from './refusal';
import { wordStatus } from './statusPhrase';
import { wordWarning } from './warning';

/** How a run ended, for panel and command line alike: *what* is `title` with `words`, then *where* and *what now*. */
export interface Account {
  readonly tone: Tone;
  /** `404 Not Found`, or a few words when no answer came. */
  readonly title: string;
  /** What further belongs in the headline: the class, the error's code and message. */
  readonly words: readonly string[];
  /** The place: method and URL of the last request that left, or line and column of what kept it from leaving. */
  readonly where: string;
  /** Sentences; undefined when there is nothing to do. */
  readonly whatNow: string | undefined;
  readonly offers: readonly Offer[];
}

/** Words any record; total over outcomes, failures and reasons. */
export function account(record: RunRecord): Account {
  const said = wordOutcome(record);
  const title =
    said.title ?? (record.status === undefined ? 'No answer' : wordStatus(record.status, lastReason(record)));
  return {
    tone: said.tone,
    title,
    words: [...(said.kind === '' ? [] : [said.kind]), ...errorWords(record)],
    where: wordWhere(record),
    whatNow: said.whatNow,
    offers: said.offers ?? [],
  };
}

interface Said {
  readonly tone: Tone;
  /** Undefined: the status. */
  readonly title?: string;
  readonly kind: string;
  readonly whatNow: string | undefined;
  readonly offers?: readonly Offer[];
}

function wordOutcome(record: RunRecord): Said {
  switch (record.outcome) {
    case 'completed':
      return { tone: 'success', kind: 'success', whatNow: undefined };
    case 'multiStatus':
      return wordParts(record);
    case 'notModified':
      return wordNotModified(record);
    case 'alreadyDeleted':
      return {
        tone: 'information',
        kind: 'already deleted',
        whatNow: 'It was deleted before, or never existed: nothing is left to do.',
      };
    case 'redirectUnresolved':
    case 'redirectBlocked':
    case 'redirectLoop':
    case 'tooManyRedirects':
      return wordRedirect(record, record.outcome);
    case 'clientError':
    case 'unauthorized':
    case 'authFailed':
    case 'rateLimited':
    case 'serverError':
      return wordRefusal(record, record.outcome);
    case 'protocolError':
      return wordUnusable(record);
    case 'transportError':
      return wordNoAnswer(record);
    case 'cancelled':
      return { tone: 'neutral', title: 'Cancelled', kind: '', whatNow: cancelledNow(record), offers: [sendAgain] };
    case 'blocked':
      return wordBlocked(record);
    default:
      return assertNever(record.outcome);
  }
}

const sendAgain: Offer = { action: 'resend', label: 'Send again' };

function wordParts(record: RunRecord): Said {
  const parts = record.parts ?? [];
  const failed = parts.filter((part) => part.category !== 'success').length;
  if (failed === 0) return { tone: 'success', kind: wordVerdict(failed, parts.length), whatNow: undefined };
  const isServer = parts.some((part) => part.category === 'serverError');
  const again = failedPartsOf(record);
  return {
    tone: isServer || failed === parts.length ? 'error' : 'warning',
    kind: wordVerdict(failed, parts.length),
    ...(again === undefined
      ? { whatNow: 'See under Parts which failed and why.' }
      : {
          whatNow: wordAgain(again),
          offers: [{ action: 'sendFailedParts', label: `Send ${wordCount(failed, 'failed part')} again` }],
        }),
  };
}

function wordAgain({ method, url, body }: FailedPartsRequest): string {
  const what = `\`${method} ${shortened(pathOf(url))}\``;
  const bodied =
    body === undefined ? '' : body.isSame ? ' with the same body' : ' with the entries of these parts alone';
  return `Sending the failed parts again sends ${what}${bodied}.`;
}

/** Fifty ids in a row tell no more than the first of them. */
function shortened(path: string): string {
  return path.length <= longestPath ? path : `${path.slice(0, longestPath)}…`;
}

const longestPath = 120;

/** `2 of 20 failed`, `all 20 succeeded`: the verdict on a 207 (rule MP). */
export function wordVerdict(failed: number, all: number): string {
  if (all === 0) return 'no parts';
  if (failed > 0) return `${failed} of ${all} failed`;
  return all === 1 ? 'the only part succeeded' : `all ${all} succeeded`;
}

function wordNotModified(record: RunRecord): Said {
  if (record.isFromCache) return { tone: 'success', kind: 'unchanged, shown from the stored copy', whatNow: undefined };
  return {
    tone: 'information',
    kind: 'unchanged, no content sent',
    whatNow: 'Send without the condition to get the content.',
    offers: [{ action: 'sendUnconditionally', label: 'Send without condition' }],
  };
}

type Redirected = 'redirectUnresolved' | 'redirectBlocked' | 'redirectLoop' | 'tooManyRedirects';

function wordRedirect(record: RunRecord, outcome: Redirected): Said {
  const target = redirectTarget(record);
  const offers: readonly Offer[] =
    target === undefined ? [] : [{ action: 'openUrl', label: 'Open the redirect target', url: target }];
  switch (outcome) {
    case 'redirectUnresolved':
      return {
        tone: 'information',
        kind: 'redirect not followed',
        whatNow: warnedNow(
          record,
          'Look at Location under Headers, and send a request there if that is what you want.',
        ),
        offers,
      };
    case 'redirectBlocked':
      return {
        tone: 'warning',
        kind: 'redirect blocked',
        whatNow: warnedNow(record, 'Look at Location under Headers before going there yourself.'),
        offers,
      };
    case 'redirectLoop':
      return {
        tone: 'warning',
        kind: 'redirects in a circle',
        whatNow: 'See in the Trace where it turns, and tell whoever runs the server.',
        offers: [sendAgain],
      };
    case 'tooManyRedirects':
      return {
        tone: 'warning',
        kind: `stopped after ${wordCount(record.redirects, 'redirect')}`,
        whatNow:
          'See in the Trace where it leads, then go on from the last address or raise the limit with `# @max-redirects`.',
        offers,
      };
    default:
      return assertNever(outcome);
  }
}

/** Where the last answer points, absolute; undefined unless it is one readable http or https URL. */
function redirectTarget(record: RunRecord): string | undefined {
  const last = record.exchanges.at(-1);
  const locations = last?.response?.fields.filter(({ name }) => name.toLowerCase() === 'location') ?? [];
  const [location] = locations;
  if (last === undefined || location === undefined || locations.length > 1 || location.value === '') return undefined;
  if (!URL.canParse(location.value, last.request.url)) return undefined;
  const url = new URL(location.value, last.request.url);
  return url.protocol === 'https:' || url.protocol === 'http:' ? url.href : undefined;
}

/** What the first warning that has advice says, else `otherwise`. */
function warnedNow(record: RunRecord, otherwise: string): string {
  for (const id of record.warnings) {
    const wording = wordWarning(id);
    if (wording.whatNow !== undefined) return `${wording.what} ${wording.whatNow}`;
  }
  return otherwise;
}

function wordUnusable(record: RunRecord): Said {
  const reason = wordReason(record.reason);
  const said =
    reason === undefined ? record.failure && failureNow(record.failure, record) : advised(reason.what, reason.whatNow);
  const whatNow = said ?? 'Look at the raw body.';
  return {
    tone: 'error',
    kind: 'unusable answer',
    whatNow,
    offers: [sendAgain, { action: 'showLog', label: 'Show log' }],
  };
}

function wordNoAnswer(record: RunRecord): Said {
  const { failure } = record;
  if (failure === undefined) return { tone: 'error', kind: 'no answer', whatNow: 'Send again.', offers: [sendAgain] };
  const isUnsure = record.warnings.includes('unsafe-not-retried');
  const held = isUnsure ? ` ${wordWarning('unsafe-not-retried').what}` : '';
  return {
    tone: 'error',
    title: wordFailure(failure, hostSpokenTo(record)).title,
    kind: failure.code,
    whatNow: `${failureNow(failure, record)}${held}`,
    offers: [sendAgain, { action: 'showLog', label: 'Show log' }],
  };
}

function failureNow(failure: Failure, record: RunRecord): string {
  return advised(failure.message, wordFailure(failure, hostSpokenTo(record)).whatNow);
}

function hostSpokenTo({ exchanges, url }: RunRecord): string {
  return hostOf(exchanges.at(-1)?.request.url ?? url);
}

/** What happened, with advice where it holds none: a second sentence is one already, and nearer to the case. */
function advised(what: string, whatNow: string): string {
  return /[.!?] \S/u.test(what) ? what : `${what} ${whatNow}`;
}

function cancelledNow(record: RunRecord): string {
  const left = record.exchanges.length;
  if (left === 0) return 'Nothing was sent.';
  return `${wordCount(left, 'request')} had left by then, after ${wordDuration(record.duration)} in all; the Trace shows what came of it.`;
}

function wordBlocked(record: RunRecord): Said {
  const reason = wordReason(record.reason);
  const [first] = record.diagnostics.filter(({ severity }) => severity === 'error');
  const what = first?.message ?? reason?.what ?? 'Something in the request kept it from being sent.';
  const login = record.needsLogin ? [{ action: 'renewToken', label: 'Get token' } as const] : [];
  return {
    tone: 'error',
    title: 'Not sent',
    kind: '',
    whatNow: reason === undefined ? what : advised(what, reason.whatNow),
    offers: [
      ...login,
      ...(record.file === undefined ? [] : [{ action: 'goToSource', label: 'Go to the request' } as const]),
    ],
  };
}

/** The error of the body as `CMN-102 Resource for parameter [id] is not found`, and how many more there are. */
function errorWords(record: RunRecord): readonly string[] {
  const { error } = record;
  if (error === undefined) return [];
  const [first] = error.errors;
  const code = first?.errorCode ?? error.legacyErrorCode ?? error.oauthError;
  const message = error.message ?? first?.message ?? error.oauthDescription;
  const sentence = [code, message].filter((word) => word !== undefined && word !== '').join(' ');
  const more = error.errors.length - 1;
  return [...(sentence === '' ? [] : [sentence]), ...(more > 0 ? [wordCount(more, 'more error')] : [])];
}

function lastReason(record: RunRecord): string {
  const response = record.exchanges.findLast((exchange) => exchange.response?.status === record.status)?.response;
  return response?.reason ?? '';
}

function wordWhere(record: RunRecord): string {
  const [first] = record.diagnostics;
  if (record.outcome === 'blocked') {
    const file = record.file === undefined ? '' : `${record.file}, `;
    if (first !== undefined) return `${file}line ${first.line}, column ${first.column}`;
    const part = wordReason(record.reason)?.where ?? 'the request';
    return `${file}line ${record.line}: ${part}`;
  }
  const last = record.exchanges.at(-1)?.request;
  return last === undefined ? `${record.method} ${record.url}` : `${last.method} ${last.url}`;
}
