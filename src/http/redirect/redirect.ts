import { parseUrl } from '../../base/parseUrl';
import { fieldValues, withoutField } from '../fields';
import type { Hop } from '../hop';
import { resolveLocation, type Location } from './location';
import type { Field } from '../message';
import type { OutcomeKind } from '../outcome';
import type { SendPolicy } from '../policy';
import { askedNotes, inSeconds, retryAfter } from '../retry/retryAfter';
import { holdsSecret, isSecretField, type Secrets } from '../secrets';
import type { Note } from '../trace';
import { effectiveMethod, overrideField, queryOverride, withQueryOverride } from '../request/tunnel';

/** Status and fields of an answer, as far as redirects need them. */
export interface Head {
  readonly status: number;
  readonly fields: readonly Field[];
}

/** How far the redirects of one request have come. */
interface RedirectProgress {
  /** Hops and missing-Location repeats so far. */
  readonly redirects: number;
  readonly repeats: number;
  /** How often each (method, URL) was the target, see `visitKey`. */
  readonly visits: ReadonlyMap<string, number>;
}

/** What a redirect leads to: the next hop after `delay` milliseconds, or a stop whose 3xx is shown. */
export type Redirection =
  | {
      readonly kind: 'follow';
      readonly hop: Hop;
      readonly isRepeat: boolean;
      readonly delay: number;
      readonly rule: string;
      readonly notes: readonly Note[];
    }
  | {
      readonly kind: 'stop';
      readonly outcome: OutcomeKind;
      readonly notes: readonly Note[];
      /** From when on the target may be asked, in milliseconds from now; undefined when nothing says. */
      readonly retryAfter?: number | undefined;
    };

/** What a redirect is decided from, beside the answer. `now` is milliseconds since the epoch. */
export interface RedirectState {
  readonly hop: Hop;
  readonly progress: RedirectProgress;
  readonly secrets: Secrets;
  readonly now: number;
}

/** Identity of a hop for loop detection (rule RD6). */
export function visitKey(hop: Hop): string {
  return `${effectiveMethod(hop)} ${hop.url}`;
}

/** Decides what follows a 3xx (rules RD); undefined when the answer is none, or a 304. */
export function redirected(state: RedirectState, head: Head, policy: SendPolicy): Redirection | undefined {
  if (head.status < 300 || head.status > 399 || head.status === 304) return undefined;
  const locations = fieldValues(head.fields, 'location');
  if (!isFollowed(head.status)) return notFollowed(head.status, locations.length > 0);
  if (!policy.followRedirects) {
    return stop('redirectUnresolved', 'RD10', `Redirects are not followed here: the ${head.status} itself is shown.`);
  }
  const location = resolveLocation(locations, state.hop.url);
  switch (location.kind) {
    case 'missing':
      return repeated(state, head, policy);
    case 'ambiguous':
      return stop('redirectBlocked', 'RD5', 'The answer has several Location fields.', 'redirect-location-ambiguous');
    case 'invalid':
      return stop('redirectBlocked', 'RD5', 'Location is no URL.', 'redirect-location-invalid');
    case 'notHttp':
      return stop('redirectBlocked', 'RD7', 'Location is neither http nor https.', 'redirect-scheme-not-http');
    case 'target':
      return followed(state, head, policy, location);
  }
}

/** Only these five are followed (rule RD1). */
function isFollowed(status: number): boolean {
  return status === 301 || status === 302 || status === 303 || status === 307 || status === 308;
}

function notFollowed(status: number, hasLocation: boolean): Redirection {
  if (!hasLocation) return stop('redirectUnresolved', 'RD1', `${status} is not followed.`);
  return stop(
    'redirectUnresolved',
    'RD1',
    `${status} is not followed: only 301, 302, 303, 307 and 308 are.`,
    'redirect-status-not-followed',
  );
}

function repeated(state: RedirectState, head: Head, policy: SendPolicy): Redirection {
  const missing: Note = {
    rule: 'RD4',
    message: `${head.status} came without Location.`,
    warning: 'redirect-without-location',
  };
  const method = effectiveMethod(state.hop);
  const isUnsafe = method === 'POST' || method === 'PATCH';
  const mayRepeat = policy.missingLocation === 'repeat' && !(isUnsafe && policy.missingLocationUnsafe === 'stop');
  if (!mayRepeat || state.progress.repeats >= policy.missingLocationMaxRepeats) {
    return { kind: 'stop', outcome: 'redirectUnresolved', notes: [missing] };
  }
  const notes: Note[] = [missing, { rule: 'RD4', message: 'The same request was repeated unchanged to the same URL.' }];
  if (isUnsafe) {
    notes.push({
      rule: 'RD4',
      message: `The repeat of a ${method} may have been processed twice.`,
      warning: 'repeat-of-unsafe-method',
    });
  }
  const onward = { kind: 'follow', hop: state.hop, isRepeat: true, delay: 0, rule: 'RD4', notes } as const;
  return refused([missing], head, state, policy) ?? delayed(onward, head, state, policy);
}

function followed(
  state: RedirectState,
  head: Head,
  policy: SendPolicy,
  location: Location & { readonly kind: 'target' },
): Redirection {
  const { hop } = state;
  const read: Note[] = [];
  if (location.hadUserInfo) {
    read.push({ rule: 'RD7', message: 'User info was taken out of Location.', warning: 'redirect-userinfo-removed' });
  }
  const turned = turnedMethod(hop, head.status, policy);
  read.push(...turned.notes);
  if (turned.kind === 'stop') return { kind: 'stop', outcome: 'redirectUnresolved', notes: read };
  const from = new URL(hop.url);
  const isInsecure = from.protocol === 'https:' && location.url.protocol === 'http:';
  if (isInsecure) {
    read.push({ rule: 'RD7', message: 'The redirect leads from https to http.', warning: 'redirect-insecure' });
    if (policy.insecureRedirect === 'block') return { kind: 'stop', outcome: 'redirectBlocked', notes: read };
  }
  const notes = [...read];
  const isForeign = from.origin !== location.url.origin;
  const isTrusted =
    !isInsecure && policy.trustedRedirectOrigins.some((trusted) => parseUrl(trusted)?.origin === location.url.origin);
  let next: Hop = {
    ...turned.hop,
    url: withOverride(hop, turned.hop, location.url.href, notes),
    fragment: location.fragment ?? hop.fragment,
    validators: [],
  };
  if (isForeign) {
    const blocked = foreignBody(next, isTrusted, state.secrets, policy);
    notes.push(...blocked.notes);
    if (blocked.isBlocked) return { kind: 'stop', outcome: 'redirectBlocked', notes };
    next = withoutCredentials(next, isTrusted, state.secrets, { notes, target: location.url.origin });
  }
  const onward = { kind: 'follow', hop: next, isRepeat: false, delay: 0, rule: ruleOf(head.status), notes } as const;
  const refusal = looping(read, next, state) ?? refused(read, head, state, policy);
  return refusal ?? delayed(onward, head, state, policy);
}

function ruleOf(status: number): string {
  return status === 307 || status === 308 ? 'RD3' : 'RD2';
}

type Turned =
  | { readonly kind: 'hop'; readonly hop: Hop; readonly notes: readonly Note[] }
  | { readonly kind: 'stop'; readonly notes: readonly Note[] };

/** The method of the next hop (rules RD2, RD3); when it changes, body, Content-* fields and the override go. */
function turnedMethod(hop: Hop, status: number, policy: SendPolicy): Turned {
  const method = effectiveMethod(hop);
  if (status === 307 || status === 308) {
    return { kind: 'hop', hop, notes: [{ rule: 'RD3', message: `${status}: ${method} was kept.` }] };
  }
  const notes: Note[] = [];
  if (status !== 303 && !['GET', 'HEAD', 'POST', 'PUT', 'DELETE'].includes(method)) {
    const unspecified = { rule: 'RD2', message: `The guide does not say what ${status} does to ${method}.` };
    notes.push({ ...unspecified, warning: 'redirect-method-unspecified' });
    const choice =
      method === 'PATCH' ? policy.redirectPatch : method === 'OPTIONS' || method === 'TRACE' ? 'keep' : 'stop';
    if (choice === 'stop') return { kind: 'stop', notes };
    if (choice === 'keep') return { kind: 'hop', hop, notes };
  }
  const target = method === 'HEAD' ? 'HEAD' : 'GET';
  if (hop.method === target) return { kind: 'hop', hop, notes };
  const became = method === target ? 'stayed' : 'became';
  notes.push({ rule: 'RD2', message: `${status}: ${method} ${became} ${target}, without body and Content fields.` });
  return { kind: 'hop', hop: withoutBody(hop, target), notes };
}

const bodyFields = new Set([
  'transfer-encoding',
  'digest',
  'last-modified',
  'expect',
  'trailer',
  overrideField.toLowerCase(),
]);

function withoutBody(hop: Hop, method: string): Hop {
  const fields = hop.fields.filter((field) => {
    const name = field.name.toLowerCase();
    return !name.startsWith('content-') && !bodyFields.has(name);
  });
  return { ...hop, method, fields, content: undefined };
}

/** On 307 and 308 `_method` is added again to a Location that lacks it, else a DELETE would become a create (rule MT). */
function withOverride(from: Hop, next: Hop, url: string, notes: Note[]): string {
  if (next.method !== 'POST') return url;
  const override = queryOverride(from.url);
  if (override === undefined || queryOverride(url) !== undefined) return url;
  notes.push({
    rule: 'MT',
    message: `Location lacked _method=${override}; it was added again.`,
    warning: 'method-override-carried',
  });
  return withQueryOverride(url, override);
}

function foreignBody(next: Hop, isTrusted: boolean, secrets: Secrets, policy: SendPolicy) {
  if (next.content === undefined || next.content.size === 0) return { isBlocked: false, notes: [] };
  if (holdsSecret(next.content, secrets)) {
    const message = 'The body holds a secret and is never sent to another origin.';
    return { isBlocked: true, notes: [{ rule: 'RD7', message, warning: 'redirect-body-has-secret' }] };
  }
  if (isTrusted) return { isBlocked: false, notes: [] };
  if (policy.crossOriginBody === 'block') {
    const message = 'The body was not sent to another origin.';
    return { isBlocked: true, notes: [{ rule: 'RD7', message, warning: 'redirect-body-cross-origin' }] };
  }
  const message = 'The body was sent to another origin.';
  return { isBlocked: false, notes: [{ rule: 'RD7', message, warning: 'body-sent-cross-origin' }] };
}

/** Drops what must not reach another origin; once dropped it is gone for the rest of the chain (rule RD7). */
function withoutCredentials(
  hop: Hop,
  isTrusted: boolean,
  secrets: Secrets,
  { notes, target }: { readonly notes: Note[]; readonly target: string },
): Hop {
  const fields = withoutField(hop.fields, 'host');
  if (isTrusted) {
    notes.push({ rule: 'RD7', message: `${target} is trusted: credentials were kept.` });
    return { ...hop, fields };
  }
  const kept = fields.filter((field) => !isSecretField(field, secrets));
  const dropped = [...fields.filter((field) => isSecretField(field, secrets)).map((field) => field.name)];
  if (hop.isManaged) dropped.push('Authorization');
  if (dropped.length > 0) {
    const names = [...new Set(dropped)].join(', ');
    notes.push({ rule: 'RD7', message: `${names} not sent to ${target}.`, warning: 'credentials-dropped' });
  }
  return { ...hop, fields: kept, isManaged: false };
}

type Follow = Redirection & { readonly kind: 'follow' };
type Stop = Redirection & { readonly kind: 'stop' };

/** The same (method, URL) at most twice (rule RD6). `read` is what the answer told. */
function looping(read: readonly Note[], next: Hop, { progress }: RedirectState): Stop | undefined {
  if ((progress.visits.get(visitKey(next)) ?? 0) < 2) return undefined;
  return after(read, stop('redirectLoop', 'RD6', `${visitKey(next)} was asked twice already.`));
}

/** Ten hops, and none that would have to wait too long (rules RD6, RD8). What would have been sent is not told of, as it was not. */
function refused(
  read: readonly Note[],
  head: Head,
  { progress, now }: RedirectState,
  policy: SendPolicy,
): Stop | undefined {
  if (progress.redirects >= policy.maxRedirects) {
    return after(read, stop('tooManyRedirects', 'RD6', `No more than ${policy.maxRedirects} redirects are followed.`));
  }
  const asked = retryAfter(head.fields, now, policy);
  if (!asked.isTooLong) return undefined;
  const notes = [...read, ...askedNotes(asked, head.status)];
  return { kind: 'stop', outcome: 'redirectUnresolved', notes, retryAfter: asked.delay };
}

/** Held back as long as the answer asks (rule RD8). */
function delayed(follow: Follow, head: Head, { now }: RedirectState, policy: SendPolicy): Redirection {
  const asked = retryAfter(head.fields, now, policy);
  const notes = [...follow.notes, ...askedNotes(asked, head.status)];
  if (asked.delay === undefined) return { ...follow, notes };
  notes.push({ rule: 'RD8', message: `Retry-After held the redirect back for ${inSeconds(asked.delay)}.` });
  return { ...follow, delay: asked.delay, notes };
}

function after(read: readonly Note[], refusal: Stop): Stop {
  return { ...refusal, notes: [...read, ...refusal.notes] };
}

function stop(outcome: OutcomeKind, rule: string, message: string, warning?: string): Stop {
  return { kind: 'stop', outcome, notes: [warning === undefined ? { rule, message } : { rule, message, warning }] };
}
