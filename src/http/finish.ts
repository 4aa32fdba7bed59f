import { classify, type Answered, type End } from './verdict/classify';
import { hasValidator, isSelected, notModified, storable, validatorKey } from './conditional/conditional';
import { errorDetail } from './verdict/errorDetail';
import { fieldValue } from './fields';
import type { Hop } from './hop';
import { sessionOf } from './identity';
import type { Field, ResponseMessage } from './message';
import type { OutcomeKind } from './outcome';
import { partsOf } from './multipart/parts';
import type { SendPolicy } from './policy';
import type { Reply } from './ports';
import { refusalNotes, type Progress, type SendContext } from './progress';
import type { Retry } from './retry/retry';
import type { TokenResult } from './sendPorts';
import type { Note, Sent } from './trace';
import { effectiveMethod } from './request/tunnel';

/** The end of a run, the last hop that left, and the response to show. */
export interface Finish {
  readonly end: End;
  readonly hop: Hop | undefined;
  readonly response: ResponseMessage | undefined;
}

/** What is known of the last reply beside itself. */
export interface LastWord {
  readonly notes: readonly Note[];
  readonly stop?: OutcomeKind | undefined;
  readonly retry?: Retry | undefined;
  readonly retryAfter?: number | undefined;
  readonly refused?: (TokenResult & { readonly kind: 'refused' }) | undefined;
}

/** Bodies of errors longer than this are not read for codes and messages. Octets. */
const longestError = 1_048_576;

/** The end of a run that was cancelled. */
export function cancelled(hop: Hop | undefined): Finish {
  return { end: { kind: 'cancelled' }, hop, response: undefined };
}

/** The end of a run whose token could not be had before anything was sent (rules AU). */
export function withoutToken(
  result: TokenResult & { readonly kind: 'refused' },
  hop: Hop | undefined,
  progress: Progress,
): Finish {
  progress.notes.push(...refusalNotes(result));
  return {
    end: { kind: 'refused', needsLogin: result.needsLogin, error: tokenError(result) },
    hop,
    response: undefined,
  };
}

/** The end of a run with its last reply: reads what a verdict needs of the body (rules CL, CN, MP). */
export async function finished(
  hop: Hop,
  reply: Reply,
  word: LastWord,
  { progress, context }: { readonly progress: Progress; readonly context: SendContext },
): Promise<Finish> {
  progress.notes.push(...word.notes);
  if (word.refused !== undefined) progress.notes.push(...refusalNotes(word.refused));
  const { response } = reply;
  if (reply.kind === 'failure') {
    progress.notes.push({ rule: 'CL', message: reply.failure.message });
    return { end: { kind: 'failure', failure: reply.failure, response, retry: word.retry }, hop, response };
  }
  const refused = word.refused;
  const answered: Answered = {
    kind: 'answer',
    method: effectiveMethod(hop),
    response: reply.response,
    error: reply.response.status >= 400 ? await errorOf(reply.response, context) : undefined,
    stop: word.stop,
    retry: word.retry,
    retryAfter: word.retryAfter ?? word.retry?.retryAfter,
    refused: refused === undefined ? undefined : { needsLogin: refused.needsLogin, error: tokenError(refused) },
  };
  if (reply.response.status === 304) return confirmed(hop, answered, reply.sent.fields, { progress, context });
  if (reply.response.status === 207 && hop.method !== 'HEAD') return split(hop, answered, { progress, context });
  progress.notes.push(...statusNotes(reply.response.status));
  store(hop, reply.response, context);
  return { end: answered, hop, response };
}

/** Puts a finished run into the form of its report. `now` is milliseconds. */
export function report(finish: Finish, progress: Progress, policy: SendPolicy, now: number): Sent {
  const { trace, waits, notes, attempts, redirects, retries, renewals } = { ...progress, retries: retriesOf(progress) };
  const all = [...trace.flatMap((exchange) => exchange.notes), ...notes];
  const warnings = new Set(all.map((note) => note.warning).filter((warning) => warning !== undefined));
  return {
    trace,
    outcome: classify(finish.end, policy, now),
    response: finish.response,
    finalUrl: attempts === 0 || finish.hop === undefined ? undefined : finish.hop.url + finish.hop.fragment,
    attempts,
    redirects,
    retries,
    renewals,
    waits,
    warnings: [...warnings],
    notes,
  };
}

function retriesOf({ counts }: Progress): number {
  return counts.rateLimit + counts.serverError + counts.network;
}

async function errorOf(response: ResponseMessage, { ports }: SendContext) {
  if (response.content.size === 0 || response.content.size > longestError) return undefined;
  return errorDetail(await ports.contents.read(response.content, 0, response.content.size));
}

/** What the token endpoint said last; its body is kept in memory. */
function tokenError(result: TokenResult & { readonly kind: 'refused' }) {
  const content = result.exchanges.at(-1)?.reply.response?.content;
  return content?.kind === 'memory' ? errorDetail(content.octets) : undefined;
}

function confirmed(
  hop: Hop,
  answered: Answered,
  sentFields: readonly Field[],
  { progress, context }: { readonly progress: Progress; readonly context: SendContext },
): Finish {
  const key = validatorKey(hop, sessionOf(hop, context));
  const isKept = context.policy.validatorCache && key !== undefined;
  const stored = isKept ? context.ports.validators?.find(key) : undefined;
  const selected = stored !== undefined && isSelected(stored, hop) ? stored : undefined;
  const { copy, note } = notModified(sentFields, answered.response.fields, selected);
  progress.notes.push(note);
  return { end: { ...answered, isFromCache: copy !== undefined }, hop, response: copy ?? answered.response };
}

async function split(
  hop: Hop,
  answered: Answered,
  { progress, context }: { readonly progress: Progress; readonly context: SendContext },
): Promise<Finish> {
  const { response, method } = answered;
  const octets = await context.ports.contents.read(response.content, 0, response.content.size);
  const { parts, reason, notes } = partsOf(octets, fieldValue(response.fields, 'content-type'), method, context.policy);
  progress.notes.push(...notes);
  return { end: { ...answered, parts, protocolReason: reason }, hop, response };
}

function statusNotes(status: number): readonly Note[] {
  if (status === 202) {
    return [{ rule: 'CL', message: '202: accepted, not completed.', warning: 'accepted-not-completed' }];
  }
  if (status === 206) {
    return [{ rule: 'CL', message: '206: only a part of the content was sent.', warning: 'partial-content' }];
  }
  return [];
}

function store(hop: Hop, response: ResponseMessage, context: SendContext): void {
  const { policy, ports } = context;
  if (!policy.validatorCache || ports.validators === undefined) return;
  const key = validatorKey(hop, sessionOf(hop, context));
  const stored = key === undefined || hop.content !== undefined ? undefined : storable(response, hop);
  if (key === undefined || stored === undefined) return;
  if (hasValidator(stored) || ports.validators.find(key) !== undefined) ports.validators.store(key, stored);
}
