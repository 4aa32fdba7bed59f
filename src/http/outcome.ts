/** The guide's classes by final status: success = 2xx and 3xx (rule CL). `none`: no usable response. */
export type Category = 'success' | 'clientError' | 'serverError' | 'none';

/** What to show; closed, and total over traces (rule CL). */
export type OutcomeKind =
  | 'completed'
  | 'multiStatus'
  | 'notModified'
  | 'redirectUnresolved'
  | 'redirectBlocked'
  | 'redirectLoop'
  | 'tooManyRedirects'
  | 'clientError'
  | 'unauthorized'
  | 'authFailed'
  | 'alreadyDeleted'
  | 'rateLimited'
  | 'serverError'
  | 'protocolError'
  | 'transportError'
  | 'cancelled'
  | 'blocked';

/** One entry of an error body's `errors[]`, or its top level when it has no list. `attributes` are the further members, such as `parameterName`. */
export interface ApiError {
  readonly errorCode: string | undefined;
  readonly message: string | undefined;
  readonly attributes: Readonly<Record<string, string>>;
}

/** What an error body says (rule CL): `errors[]`, legacy top-level code, OAuth's and SCIM's members. */
export interface ErrorDetail {
  readonly errors: readonly ApiError[];
  readonly legacyErrorCode: string | undefined;
  readonly oauthError: string | undefined;
  readonly oauthDescription: string | undefined;
  /** The best single sentence for a person; undefined when the body is no readable error. */
  readonly message: string | undefined;
}

/** A quota as its fields gave it (rule RT11); members that were not sent are undefined. Seconds. */
export interface RateLimit {
  readonly group: string | undefined;
  readonly limit: number | undefined;
  readonly remaining: number | undefined;
  readonly windowSeconds: number | undefined;
  readonly resetSeconds: number | undefined;
}

/** One part of a 207 (rules MP, BA), classified like a response. `index` is one-based, the status part not counted. */
export interface Part {
  readonly index: number;
  /** The real status; undefined when the answer gives none. */
  readonly status: number | undefined;
  readonly category: Category;
  readonly outcome: OutcomeKind;
  readonly resourceId: string | undefined;
  readonly fields: readonly { readonly name: string; readonly value: string }[];
  /** Where the part's octets lie in the response content, when they lie there as such; else its JSON text. */
  readonly body:
    | { readonly kind: 'range'; readonly start: number; readonly end: number }
    | { readonly kind: 'text'; readonly text: string };
  readonly error: ErrorDetail | undefined;
}

/** The verdict on a whole trace. Optional facts are undefined where they do not apply. Durations are milliseconds. */
export interface Outcome {
  readonly category: Category;
  readonly kind: OutcomeKind;
  /** Final status; undefined when no response came. */
  readonly status: number | undefined;
  /** For `blocked` and `protocolError`: the reason in the rules' words. */
  readonly reason: string | undefined;
  readonly error: ErrorDetail | undefined;
  readonly parts: readonly Part[] | undefined;
  readonly rateLimit: RateLimit | undefined;
  readonly retryable: boolean;
  /** When retryable or held back: how long to wait from now. */
  readonly retryAfter: number | undefined;
  readonly needsLogin: boolean;
  readonly advice: 'contact-support' | undefined;
  readonly allow: readonly string[] | undefined;
  /** RFC 9745, ISO 8601 when a date was given. */
  readonly deprecated: string | true | undefined;
  /** RFC 8594, ISO 8601. */
  readonly sunset: string | undefined;
  /** Correlation fields for support, such as `RCRequestId`. */
  readonly correlation: Readonly<Record<string, string>>;
  readonly saveName: string | undefined;
  readonly fromCache: boolean;
}

/** An outcome without a single fact: nothing left and nothing came. */
export const noOutcome: Outcome = {
  category: 'none',
  kind: 'cancelled',
  status: undefined,
  reason: undefined,
  error: undefined,
  parts: undefined,
  rateLimit: undefined,
  retryable: false,
  retryAfter: undefined,
  needsLogin: false,
  advice: undefined,
  allow: undefined,
  deprecated: undefined,
  sunset: undefined,
  correlation: {},
  saveName: undefined,
  fromCache: false,
};
