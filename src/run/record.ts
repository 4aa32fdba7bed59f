import type { Content, Field } from '../http/message';
import type { Outcome, OutcomeKind } from '../http/outcome';
import type { Connection } from '../http/ports';
import type { Cause, CookieFate, Note, Sent } from '../http/trace';
import type { Failure } from '../http/failure';
import type { Timings } from '../http/timings';

/** One exchange, masked. Sizes are octets. */
export interface ExchangeRecord {
  readonly cause: Cause;
  readonly waited: number;
  readonly startedAt: string;
  readonly request: {
    readonly method: string;
    readonly url: string;
    readonly httpVersion: string;
    readonly fields: readonly Field[];
    readonly bodySize: number;
    /** The masked body as text, at most 64 KiB; undefined when there was none or it is no text. */
    readonly bodyText: string | undefined;
  };
  readonly response:
    | {
        readonly status: number;
        readonly reason: string;
        readonly httpVersion: string;
        readonly fields: readonly Field[];
        readonly trailers: readonly Field[];
        readonly wireSize: number;
        readonly decodedSize: number;
      }
    | undefined;
  readonly failure: Failure | undefined;
  readonly timings: Timings;
  readonly connection: Connection | undefined;
  readonly notes: readonly Note[];
  /** As in the exchange: what the jar did with each Set-Cookie line; absent when none was in use. */
  readonly cookies?: readonly CookieFate[];
}

/** One assertion's verdict. `line` is one-based; `actual` undefined when there was nothing to compare. */
export interface AssertionRecord {
  readonly line: number;
  readonly text: string;
  readonly isOk: boolean;
  readonly actual: string | undefined;
  /** The value it should have been, of an assertion with `==`; undefined for any other. */
  readonly expected?: string | undefined;
  /** Why it could not be judged, or how it differs. */
  readonly message: string | undefined;
}

/** One run of one request: masked, serialisable but for `content`; what is shown, stored and printed. */
export interface RunRecord
  extends
    Omit<Outcome, 'kind' | 'fromCache'>,
    Pick<Sent, 'finalUrl' | 'attempts' | 'redirects' | 'retries' | 'renewals' | 'waits' | 'warnings' | 'notes'> {
  readonly id: string;
  /** Path or URI of the file as the host names it; undefined for a text without file. */
  readonly file: string | undefined;
  /** One-based line of the request line. */
  readonly line: number;
  readonly name: string | undefined;
  readonly title: string | undefined;
  readonly tags: readonly string[];
  readonly environment: string | undefined;
  /** As typed, before redirects; masked. */
  readonly method: string;
  readonly url: string;
  readonly startedAt: string;
  /** Milliseconds from the first step to the last octet, waits included; 0 when nothing was sent. */
  readonly duration: number;
  readonly outcome: OutcomeKind;
  readonly isOk: boolean;
  readonly exchanges: readonly ExchangeRecord[];
  readonly failure: Failure | undefined;
  readonly isFromCache: boolean;
  readonly assertions: readonly AssertionRecord[];
  /** What a dry run would have sent; undefined otherwise. */
  readonly planned?: ExchangeRecord['request'] | undefined;
  /** `# @no-log`: neither history nor a report keeps its bodies and fields. */
  readonly isPrivate?: boolean;
  /** The decoded content of the shown response; held once, never copied into JSON. Undefined when no response came. */
  readonly content: Content | undefined;
  /** Of a record that the history has kept, and whose `content` is not what came. */
  readonly keptBody?: KeptBody | undefined;
  /** The response's Content-Type value; empty when there was none. */
  readonly contentType: string;
  /** Complaints that kept it from being sent; `outcome` is then `blocked`. */
  readonly diagnostics: readonly RecordDiagnostic[];
}

/** How a body of the history differs from the one that came. */
export interface KeptBody {
  /** Octets that came. */
  readonly size: number;
  /** Whether only its beginning was kept. */
  readonly isCut: boolean;
  /** Whether secrets in it were masked. */
  readonly isMasked: boolean;
}

/** A diagnostic with its place in the file, one-based as people count. */
export interface RecordDiagnostic {
  readonly line: number;
  readonly column: number;
  readonly severity: 'error' | 'warning' | 'information';
  readonly code: string;
  readonly message: string;
}
