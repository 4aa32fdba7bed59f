import { assertNever } from '../../base/assertNever';
import type { RunRecord } from '../../run/record';
import type { Offer, Tone } from './offer';
import { wordDuration } from './quantity';

/** What an answer of class 4xx or 5xx means for the person. */
export interface RefusalWording {
  readonly tone: Tone;
  readonly kind: string;
  readonly whatNow: string;
  readonly offers: readonly Offer[];
}

type Refused = 'clientError' | 'unauthorized' | 'authFailed' | 'rateLimited' | 'serverError';

/** Words a 4xx or 5xx by its outcome and, where that says more, its status. */
export function wordRefusal(record: RunRecord, outcome: Refused): RefusalWording {
  switch (outcome) {
    case 'clientError':
      return { tone: 'warning', kind: 'client error', whatNow: clientNow(record), offers: clientOffers(record) };
    case 'unauthorized':
      return {
        tone: 'warning',
        kind: 'client error',
        whatNow: unauthorizedNow(record),
        offers: [getToken(record), sendAgain],
      };
    case 'authFailed':
      return {
        tone: 'warning',
        kind: 'no valid token',
        whatNow: authNow(record),
        offers: [getToken(record), sendAgain],
      };
    case 'rateLimited':
      return {
        tone: 'warning',
        kind: 'rate limited',
        whatNow: waitNow(record, 'The quota is used up.'),
        offers: again(record),
      };
    case 'serverError':
      return { tone: 'error', kind: 'server error', whatNow: serverNow(record), offers: serverOffers(record) };
    default:
      return assertNever(outcome);
  }
}

const sendAgain: Offer = { action: 'resend', label: 'Send again' };

/** There is something to renew only where a token was sent. */
function getToken({ exchanges }: RunRecord): Offer {
  const sent = exchanges.at(-1)?.request.fields ?? [];
  const hadToken = sent.some(({ name }) => name.toLowerCase() === 'authorization');
  return { action: 'renewToken', label: hadToken ? 'Renew token' : 'Get token' };
}

const byStatus: Readonly<Record<number, string>> = {
  400: 'Correct what the message names; the request as it is will be refused again.',
  402: 'Check the plan of the account.',
  403: 'Check that the app and the owner of the token have the permission that the message names.',
  404: 'Check the path and the ids in it.',
  406: 'Change Accept to a type that the server can give.',
  407: 'Sign in to the proxy.',
  408: 'The server waited in vain for the whole request: send again.',
  409: 'Somebody changed it meanwhile: get it again, then repeat the change.',
  410: 'It is gone for good: remove the link to it.',
  411: 'Send a body with its length.',
  412: 'It has changed since it was read: get it again, then repeat the change.',
  413: 'Send less at once.',
  414: 'Shorten the URL, for example by moving ids into several requests.',
  415: 'Change Content-Type to one that the server takes.',
  416: 'Ask for a range that lies within the content.',
  422: 'Correct the values that the message names.',
  423: 'It is locked: wait until its owner lets go.',
  428: 'Get it first, then send If-Match with its ETag.',
  431: 'Send fewer or shorter header fields.',
  451: 'The law forbids it here; nothing in the request can change that.',
};

function clientNow(record: RunRecord): string {
  if (record.status === 405) {
    const allowed = record.allow ?? [];
    return allowed.length > 0
      ? `Use one of the methods that it allows: ${allowed.join(', ')}.`
      : 'Use another method; the server does not say which.';
  }
  return byStatus[record.status ?? 0] ?? 'Correct what the message names; the request as it is will be refused again.';
}

/** Statuses that no change to the request would help. */
const beyondTheRequest: readonly (number | undefined)[] = [402, 403, 407, 451];

function clientOffers({ status, file }: RunRecord): readonly Offer[] {
  if (status === 408 || status === 423) return [sendAgain];
  const canHelp = file !== undefined && !beyondTheRequest.includes(status);
  return canHelp ? [{ action: 'goToSource', label: 'Go to the request' }] : [];
}

function unauthorizedNow(record: RunRecord): string {
  if (record.warnings.includes('credentials-dropped'))
    return 'The credentials were left out, because a redirect led to another origin. Send the request to that origin directly, or trust it in the settings.';
  if (record.renewals > 0)
    return 'A new token was refused as well: check that this app and owner may call this resource.';
  return 'Check the Authorization field, or get a token and use it as `{{$token NAME}}`.';
}

function authNow(record: RunRecord): string {
  if (record.warnings.includes('token-endpoint-redirect'))
    return 'The token endpoint answered with a redirect, which is never followed with credentials. Correct the token URL of the profile.';
  if (record.needsLogin) return 'The token could not be renewed silently: sign in once more.';
  return 'The token endpoint refused; the Trace shows its answer. Check the credentials of the profile.';
}

function waitNow(record: RunRecord, what: string): string {
  if (record.retryAfter === undefined) return `${what} Wait a little, then send again.`;
  return `${what} Send again in ${wordDuration(record.retryAfter)}; any request before that starts the wait anew.`;
}

function serverNow(record: RunRecord): string {
  if (record.advice === 'contact-support') {
    const [id] = Object.entries(record.correlation);
    const named = id === undefined ? '' : `, and name ${id[0]} ${id[1]}`;
    return `Repeating it will not help. Tell whoever runs the server${named}.`;
  }
  const { retryable, retryAfter } = record;
  const when = retryAfter === undefined ? 'later' : `in ${wordDuration(retryAfter)}`;
  if (!retryable || !record.warnings.includes('unsafe-not-retried'))
    return `The server is not ready for it: send again ${when}.`;
  const then = retryAfter === undefined ? 'Then send again' : `Send again ${when}`;
  return `It was not repeated by itself, because it may have taken effect: check on the server first. ${then}.`;
}

function serverOffers(record: RunRecord): readonly Offer[] {
  return record.advice === 'contact-support' ? [{ action: 'showLog', label: 'Show log' }] : again(record);
}

/** *Send again*, with the moment from which it is welcome. */
function again({ startedAt, duration, retryAfter }: RunRecord): readonly Offer[] {
  const ended = Date.parse(startedAt) + duration;
  const at = retryAfter === undefined || !Number.isFinite(ended) ? undefined : ended + retryAfter;
  return [{ action: 'resend', label: 'Send again', ...(at === undefined ? {} : { at }) }];
}
