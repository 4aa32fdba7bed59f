import type { Content, RequestMessage } from '../http/message';
import { fieldValue } from '../http/fields';
import { saveName } from '../http/verdict/saveName';
import type { OutcomeKind } from '../http/outcome';
import type { Exchange, Sent } from '../http/trace';
import { judgingSubjects } from './judge/assertions';
import { placeIn } from './place';
import type { RunContext, RunTarget } from './ports';
import type { AssertionRecord, ExchangeRecord, RecordDiagnostic, RunRecord } from './record';
import { credentialsIn, redactor, type Redactor } from './redact';
import { templateText } from '../language/parse/template';

/** Everything a run knows at its end, secrets included. */
export interface Finished {
  readonly id: string;
  readonly target: RunTarget;
  readonly context: RunContext;
  readonly tags: readonly string[];
  readonly isPrivate: boolean;
  /** Resolved, or as typed when it could not be. */
  readonly url: string | undefined;
  readonly sent: Sent;
  readonly startedAt: string;
  readonly duration: number;
  readonly assertions: readonly AssertionRecord[];
  readonly diagnostics: readonly RecordDiagnostic[];
  /** What a dry run would have sent. */
  readonly planned: RequestMessage | undefined;
  /** Secret values that were used, and names of fields that held them. */
  readonly secrets: readonly string[];
  readonly secretFields: readonly string[];
}

/** A record and the secrets that were found and hidden in making it. */
export interface FinishedRun {
  readonly record: RunRecord;
  readonly secrets: readonly string[];
}

/** Longest value an assertion shows or is compared with, in characters; cut after masking. */
const longestActual = 1000;

/** Longest body text a record keeps of a request, in characters. */
const longestBodyText = 65_536;

/** The one door to a RunRecord: what goes through it holds no secret. The response's content is referred to as it is; `exportedText` masks it when it leaves. */
export function finish(finished: Finished): FinishedRun {
  const { sent, target } = finished;
  const secrets = [...new Set([...finished.secrets, ...finished.context.policy.secrets, ...foundSecrets(sent)])];
  const redact = redactor(secrets, [...finished.secretFields, ...finished.context.policy.secretHeaders]);
  const masked = redact.deep(outcomeMembers(finished));
  const { isPrivate } = finished;
  const record: RunRecord = {
    ...masked,
    id: finished.id,
    file: target.file,
    name: target.request.name,
    environment: finished.context.environment,
    tags: finished.tags,
    isOk: isOk(finished),
    assertions: masked.assertions.map(shortened),
    saveName: maskedSaveName(sent, redact),
    exchanges: sent.trace.map((exchange) => exchangeRecord(exchange, redact)),
    ...(finished.planned === undefined ? {} : { planned: requestRecord(finished.planned, redact) }),
    ...(isPrivate ? { isPrivate } : {}),
    content: sent.response?.content,
  };
  redactors.set(record.exchanges, redact);
  return { record, secrets };
}

/** By the exchanges of the record, which every copy of it shares. */
const redactors = new WeakMap<RunRecord['exchanges'], Redactor>();

/**
 * Text of a record's body, or of anything else about its run, as it may be written to a report or file: every secret of the run is
 * masked, and tokens and passwords by the names of their members. The secrets are known as long as the record itself is in memory.
 */
export function exportedText(record: RunRecord, text: string): string {
  return (redactors.get(record.exchanges) ?? redactor([], [])).text(text);
}

function shortened(assertion: AssertionRecord): AssertionRecord {
  const { actual, expected, message } = assertion;
  return {
    ...assertion,
    actual: actual?.slice(0, longestActual),
    expected: expected?.slice(0, longestActual),
    message: message?.replace(longDifference, '$1$2…$3'),
  };
}

/** A sentence about a value, of which people need the beginning. */
const longDifference = /^(It is "?)([^]{200})[^]+?("?\.)$/;

/** Made of the masked field, because it keeps only the end of a path, and only so much of that. */
function maskedSaveName({ outcome, response }: Sent, redact: Redactor): string | undefined {
  return outcome.saveName === undefined ? undefined : saveName((response?.fields ?? []).map(redact.field));
}

/** Of the class success by their status, and still no answer to rely on: a body cut off, or a redirect that led nowhere. */
const unreliable: ReadonlySet<OutcomeKind> = new Set([
  'protocolError',
  'redirectBlocked',
  'redirectLoop',
  'tooManyRedirects',
]);

function isOk({ sent, assertions, target, planned, diagnostics }: Finished): boolean {
  if (diagnostics.some(({ severity }) => severity === 'error')) return false;
  if (planned !== undefined) return true;
  const isJudged = target.request.assertions.some(({ subject }) => judgingSubjects.has(subject ?? ''));
  const { category, kind } = sent.outcome;
  const isWell = (category === 'success' && !unreliable.has(kind)) || kind === 'alreadyDeleted';
  return (isJudged || isWell) && assertions.every((assertion) => assertion.isOk);
}

/** The members that come from the verdict and the counters, not masked yet. */
function outcomeMembers({
  sent,
  target,
  url,
  ...finished
}: Finished): Omit<
  RunRecord,
  | 'id'
  | 'file'
  | 'name'
  | 'environment'
  | 'tags'
  | 'isOk'
  | 'saveName'
  | 'exchanges'
  | 'content'
  | 'planned'
  | 'isPrivate'
> {
  const { outcome } = sent;
  const { request, document } = target;
  return {
    line: placeIn(document, request.lineSpan.start).line,
    title: request.title,
    method: request.method,
    url: url ?? templateText(request.url),
    startedAt: finished.startedAt,
    duration: finished.duration,
    category: outcome.category,
    outcome: outcome.kind,
    status: outcome.status,
    reason: outcome.reason ?? sent.response?.reason,
    finalUrl: sent.finalUrl,
    attempts: sent.attempts,
    redirects: sent.redirects,
    retries: sent.retries,
    renewals: sent.renewals,
    waits: sent.waits,
    warnings: sent.warnings,
    notes: sent.notes,
    error: outcome.error,
    failure: sent.trace.at(-1)?.failure,
    parts: outcome.parts,
    rateLimit: outcome.rateLimit,
    retryable: outcome.retryable,
    retryAfter: outcome.retryAfter,
    needsLogin: outcome.needsLogin,
    advice: outcome.advice,
    allow: outcome.allow,
    deprecated: outcome.deprecated,
    sunset: outcome.sunset,
    correlation: outcome.correlation,
    isFromCache: outcome.fromCache,
    assertions: finished.assertions,
    contentType: fieldValue(sent.response?.fields ?? [], 'content-type') ?? '',
    diagnostics: finished.diagnostics,
  };
}

function exchangeRecord(exchange: Exchange, redact: Redactor): ExchangeRecord {
  const { request, response, failure, notes, cause, waited, startedAt, timings, connection, cookies } = exchange;
  return {
    cause,
    waited,
    startedAt,
    timings,
    connection,
    request: requestRecord(request, redact),
    response:
      response === undefined
        ? undefined
        : {
            status: response.status,
            reason: redact.text(response.reason),
            httpVersion: response.httpVersion,
            fields: response.fields.map(redact.field),
            trailers: response.trailers.map(redact.field),
            wireSize: response.wireSize,
            decodedSize: response.content.size,
          },
    failure: redact.deep(failure),
    notes: redact.deep(notes),
    ...(cookies === undefined ? {} : { cookies }),
  };
}

function requestRecord(request: RequestMessage, redact: Redactor): ExchangeRecord['request'] {
  return {
    method: request.method,
    url: redact.text(request.url),
    httpVersion: request.httpVersion,
    fields: request.fields.map(redact.field),
    bodySize: request.content?.size ?? 0,
    bodyText: request.content === undefined ? undefined : bodyText(request.content, redact),
  };
}

/** Masked before it is cut, so that no half of a secret is left at the end. */
function bodyText(content: Content, redact: Redactor): string | undefined {
  if (content.kind !== 'memory') return undefined;
  const text = textOf(content.octets.subarray(0, longestBodyText * 2));
  return text === undefined ? undefined : redact.text(text).slice(0, longestBodyText);
}

function textOf(octets: Uint8Array): string | undefined {
  try {
    return octets.includes(0) ? undefined : new TextDecoder('utf-8', { fatal: true }).decode(octets, { stream: true });
  } catch {
    return undefined;
  }
}

/** Credentials that a run shows by where they stand, wherever else they may turn up again: in fields, URLs and token bodies. */
function foundSecrets({ trace, response }: Sent): readonly string[] {
  const found = trace.flatMap((exchange) => [
    ...credentialsIn(exchange.request.fields, exchange.request.url),
    ...credentialsIn(exchange.response?.fields ?? [], ''),
    ...(exchange.cause.kind === 'renewal' ? tokenSecrets(exchange) : []),
  ]);
  return response === undefined ? found : [...found, ...credentialsIn(response.fields, '')];
}

/** What a token request sent and got: every value of its form and every text of its JSON that is long enough to be one. */
function tokenSecrets({ request, response }: Exchange): readonly string[] {
  const form = request.content?.kind === 'memory' ? new TextDecoder().decode(request.content.octets) : '';
  const json = response?.content.kind === 'memory' ? new TextDecoder().decode(response.content.octets) : '';
  const secretName = /^(?:client_secret|refresh_token|access_token|id_token|assertion|password|code|code_verifier)$/;
  const sent = [...new URLSearchParams(form)].filter(([name]) => secretName.test(name)).map(([, value]) => value);
  const got = [...json.matchAll(/"(access_token|refresh_token|id_token)"\s*:\s*"([^"\\]*)"/g)].map(
    (match) => match[2] ?? '',
  );
  return [...sent, ...got].filter((value) => value.length >= 4);
}
