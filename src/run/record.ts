import type { Content, Field } from '../http/message';
import type { Category, ErrorDetail, OutcomeKind, RateLimit } from '../http/outcome';
import type { Connection } from '../http/ports';
import type { Cause, Note } from '../http/trace';
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
}

/** One part of a 207. `body` refers into the record's content, or is text of its own. */
export interface PartRecord {
  readonly index: number;
  readonly status: number | undefined;
  readonly category: Category;
  readonly outcome: OutcomeKind;
  readonly resourceId: string | undefined;
  readonly fields: readonly Field[];
  readonly body:
    | { readonly kind: 'range'; readonly start: number; readonly end: number }
    | { readonly kind: 'text'; readonly text: string };
  readonly error: ErrorDetail | undefined;
}

/** One assertion's verdict. `line` is one-based; `actual` undefined when there was nothing to compare. */
export interface AssertionRecord {
  readonly line: number;
  readonly text: string;
  readonly isOk: boolean;
  readonly actual: string | undefined;
  /** Why it could not be judged, or how it differs. */
  readonly message: string | undefined;
}

/** One run of one request: masked, serialisable but for `content`; what is shown, stored and printed. */
export interface RunRecord {
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
  readonly category: Category;
  readonly outcome: OutcomeKind;
  readonly status: number | undefined;
  readonly reason: string | undefined;
  readonly isOk: boolean;
  readonly finalUrl: string | undefined;
  readonly attempts: number;
  readonly redirects: number;
  readonly retries: number;
  readonly renewals: number;
  readonly waits: readonly number[];
  readonly warnings: readonly string[];
  readonly notes: readonly Note[];
  readonly exchanges: readonly ExchangeRecord[];
  readonly error: ErrorDetail | undefined;
  readonly failure: Failure | undefined;
  readonly parts: readonly PartRecord[] | undefined;
  readonly rateLimit: RateLimit | undefined;
  readonly retryable: boolean;
  readonly retryAfter: number | undefined;
  readonly needsLogin: boolean;
  readonly advice: 'contact-support' | undefined;
  readonly allow: readonly string[] | undefined;
  readonly deprecated: string | true | undefined;
  readonly sunset: string | undefined;
  readonly correlation: Readonly<Record<string, string>>;
  readonly saveName: string | undefined;
  readonly isFromCache: boolean;
  readonly assertions: readonly AssertionRecord[];
  /** What a dry run would have sent; undefined otherwise. */
  readonly planned?: ExchangeRecord['request'] | undefined;
  /** `# @no-log`: neither history nor a report keeps its bodies and fields. */
  readonly isPrivate?: boolean;
  /** The decoded content of the shown response; held once, never copied into JSON. Undefined when no response came. */
  readonly content: Content | undefined;
  /** The response's Content-Type value; empty when there was none. */
  readonly contentType: string;
  /** Complaints that kept it from being sent; `outcome` is then `blocked`. */
  readonly diagnostics: readonly RecordDiagnostic[];
}

/** A diagnostic with its place in the file, one-based as people count. */
export interface RecordDiagnostic {
  readonly line: number;
  readonly column: number;
  readonly severity: 'error' | 'warning' | 'information';
  readonly code: string;
  readonly message: string;
}
