import type { AssertionRecord } from '../run/record';
import type { Offer, Tone } from './wording/offer';

/** Everything the panel shows of one run but the rows of its bodies: plain text, nothing to compute, fit for JSON. */
export interface ResponseView {
  readonly runId: string;
  /** What a person calls the request. */
  readonly title: string;
  readonly method: string;
  readonly url: string;
  readonly banner: Banner;
  readonly facts: readonly Fact[];
  /** One for each group that an answer told of, the last told last. */
  readonly rateLimits: readonly RateLimitView[];
  readonly tabs: readonly TabName[];
  /** The tab to open first. */
  readonly tab: TabName;
  readonly headers: readonly FieldGroup[];
  readonly trace: TraceView;
  readonly request: RequestView | undefined;
  readonly tests: TestsView | undefined;
  readonly cookies: CookiesView | undefined;
  readonly parts: PartsView | undefined;
  /** Complaints about the text of the request that kept it from being sent. */
  readonly diagnostics: readonly DiagnosticView[];
}

export type TabName = 'body' | 'parts' | 'headers' | 'cookies' | 'trace' | 'request' | 'tests';

export interface Banner {
  readonly tone: Tone;
  readonly icon: IconName;
  /** `404 Not Found`. */
  readonly title: string;
  /** `client error`, `CMN-102 Resource …`: joined to the title by middle dots. */
  readonly words: readonly string[];
  readonly where: string;
  readonly whatNow: string | undefined;
  readonly offers: readonly Offer[];
  /** Further errors and warnings, each a sentence or two. */
  readonly remarks: readonly Remark[];
}

/** A sentence under the headline. */
export interface Remark {
  readonly tone: Tone;
  readonly text: string;
}

/** Icons the panel has, by their names in VS Code's icon set. */
export type IconName = 'pass' | 'info' | 'warning' | 'error' | 'circle-slash' | 'clock' | 'lock' | 'arrow-swap';

/** One measured thing with its name: `Time`, `312 ms`. `detail` says more when pointed at or read aloud. */
export interface Fact {
  readonly name: string;
  readonly value: string;
  readonly detail: string | undefined;
}

/** A quota as a meter. `remaining` and `limit` are both known and at least 0; `text` says it in words. */
export interface RateLimitView {
  readonly name: string;
  readonly remaining: number;
  readonly limit: number;
  readonly text: string;
}

/** Field lines under a heading, in the order they came. */
export interface FieldGroup {
  readonly title: string;
  readonly fields: readonly FieldView[];
}

export interface FieldView {
  readonly name: string;
  readonly value: string;
}

/** The steps of a run on one scale of milliseconds. */
export interface TraceView {
  /** Length of the scale. */
  readonly total: number;
  readonly steps: readonly StepView[];
  /** Sentences about the whole run. */
  readonly notes: readonly NoteView[];
}

/** A sentence with the rule that it follows from; `rule` may be empty. */
export interface NoteView {
  readonly rule: string;
  readonly text: string;
}

/** One exchange. `why` says what caused it. */
export interface StepView {
  readonly number: number;
  readonly why: NoteView;
  readonly method: string;
  readonly url: string;
  /** Path and query, and the host with its port, of the URL. */
  readonly path: string;
  readonly host: string;
  /** `303 See Other`, or the title of a failure. */
  readonly result: string;
  readonly tone: Tone;
  readonly start: number;
  readonly duration: number;
  readonly phases: readonly Phase[];
  readonly notes: readonly NoteView[];
  /** Connection, protocol, sizes. */
  readonly facts: readonly Fact[];
  /** `POST /path HTTP/1.1`. */
  readonly requestLine: string;
  readonly requestFields: readonly FieldView[];
  /** The masked text of the body, as far as it was kept; undefined when there was none or it is no text. */
  readonly requestBody: string | undefined;
  /** `HTTP/1.1 303 See Other`; undefined when no answer came. */
  readonly statusLine: string | undefined;
  readonly responseFields: readonly FieldView[];
  readonly trailers: readonly FieldView[];
}

/** A stretch of the waterfall; `start` and `duration` are milliseconds on the scale of the trace. */
export interface Phase {
  readonly name: 'held' | 'dns' | 'connect' | 'tls' | 'send' | 'wait' | 'receive';
  readonly label: string;
  readonly start: number;
  readonly duration: number;
}

/** A request exactly as it left. */
export interface RequestView {
  /** `POST /path HTTP/1.1`. */
  readonly line: string;
  readonly url: string;
  readonly fields: readonly FieldView[];
  readonly body: string | undefined;
  /** What is not shown of the body, or why there is none. */
  readonly note: string | undefined;
}

export interface TestsView {
  readonly summary: string;
  readonly failed: number;
  readonly tests: readonly AssertionRecord[];
}

/** Cookies that were set and sent. `step` is the number of the exchange. */
export interface CookiesView {
  readonly received: readonly ReceivedCookie[];
  readonly sent: readonly {
    readonly step: number;
    readonly name: string;
    readonly value: string;
    readonly host: string;
  }[];
}

/** One Set-Cookie line, taken apart; empty texts where it says nothing. */
export interface ReceivedCookie {
  readonly step: number;
  readonly name: string;
  readonly value: string;
  readonly domain: string;
  readonly path: string;
  readonly expires: string;
  /** `Secure`, `HttpOnly`, `SameSite=Lax`, … */
  readonly flags: readonly string[];
  /** Whether the jar kept it, and why not. */
  readonly fate: string;
  readonly tone: Tone;
}

/** The parts of a 207 as a table. */
export interface PartsView {
  /** `2 of 20 failed`. */
  readonly verdict: string;
  readonly failed: number;
  readonly parts: readonly PartView[];
}

export interface PartView {
  readonly index: number;
  /** `404 Not Found`; `no status` when none was given. */
  readonly status: string;
  readonly tone: Tone;
  readonly icon: IconName;
  readonly isFailed: boolean;
  readonly resource: string;
  /** Media type without parameters; empty when the part names none. */
  readonly type: string;
  readonly size: string;
  /** What status and size are sorted by: the number, 0 for none, and the octets. */
  readonly code: number;
  readonly octets: number;
  /** The error in words; empty when there is none. */
  readonly error: string;
  readonly fields: readonly FieldView[];
}

/** A complaint with its place, one-based. */
export interface DiagnosticView {
  readonly line: number;
  readonly column: number;
  readonly tone: Tone;
  readonly text: string;
}
