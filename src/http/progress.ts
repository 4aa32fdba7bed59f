import type { RetryKind } from './retry/retry';
import type { SendPolicy } from './policy';
import type { Secrets } from './secrets';
import type { SendPorts, TokenResult } from './sendPorts';
import type { Exchange, Note } from './trace';

/** One request on its way: what was done so far. Grows only; belongs to one `send()`. */
export interface Progress {
  readonly trace: Exchange[];
  readonly waits: number[];
  /** Notes that belong to no exchange: why it ended as it did. */
  readonly notes: Note[];
  readonly visits: Map<string, number>;
  readonly counts: Record<RetryKind, number>;
  attempts: number;
  redirects: number;
  repeats: number;
  renewals: number;
  /** Renewals asked for after a 401 (rule AU1). */
  rejections: number;
}

/** What one `send()` works with; never changes. */
export interface SendContext {
  readonly policy: SendPolicy;
  readonly ports: SendPorts;
  readonly secrets: Secrets;
  readonly signal: AbortSignal;
}

/** Nothing done yet. */
export function noProgress(): Progress {
  return {
    trace: [],
    waits: [],
    notes: [],
    visits: new Map(),
    counts: { rateLimit: 0, serverError: 0, network: 0 },
    attempts: 0,
    redirects: 0,
    repeats: 0,
    renewals: 0,
    rejections: 0,
  };
}

/** Adds an exchange to the trace and tells the observer. */
export function record(exchange: Exchange, progress: Progress, ports: SendPorts): void {
  progress.trace.push(exchange);
  ports.observe?.({ kind: 'exchange', exchange, index: progress.trace.length - 1 });
}

/** Adds the token requests of one answer of the token source to the trace (rules AU). They are no attempts of the request. */
export function recordTokens(result: TokenResult, progress: Progress, ports: SendPorts): void {
  for (const { grant, waited, startedAt, reply } of result.exchanges) {
    if (waited > 0) progress.waits.push(waited);
    const notes = [{ rule: 'AU2', message: `A token was asked for by the grant ${grant}.` }];
    record(
      {
        cause: { kind: 'renewal', grant, rule: 'AU2' },
        waited,
        startedAt,
        request: reply.sent,
        response: reply.response,
        failure: reply.kind === 'failure' ? reply.failure : undefined,
        timings: reply.timings,
        connection: reply.connection,
        notes,
      },
      progress,
      ports,
    );
  }
  const status = result.exchanges.at(-1)?.reply.response?.status ?? 0;
  if (result.kind === 'token' && result.refusal !== undefined) {
    progress.notes.push({ rule: 'AU1', message: 'The token was not renewed, and is used until it ends.' });
    progress.notes.push(...refusalNotes(result.refusal));
  } else if (result.kind === 'token' && status >= 200 && status <= 299) progress.renewals += 1;
}

/** Why a token was not renewed, with the warnings that brings (rules AU2, AU6). */
export function refusalNotes({
  message,
  warnings,
}: {
  readonly message: string;
  readonly warnings: readonly string[];
}): readonly Note[] {
  return [{ rule: 'AU2', message }, ...warnings.map((warning) => ({ rule: 'AU6', message, warning }))];
}
