import * as v from 'valibot';
import type { Failure, FailureKind } from '../../http/failure';
import type { Field } from '../../http/message';
import type { ApiError, Category, ErrorDetail, OutcomeKind, Part, RateLimit } from '../../http/outcome';
import type { Connection } from '../../http/ports';
import type { Timings } from '../../http/timings';
import type { CookieFate, Note } from '../../http/trace';
import type { AssertionRecord, ExchangeRecord, RecordDiagnostic, RunRecord } from '../../run/record';

/** A record without its body. */
export type BodilessRecord = Omit<RunRecord, 'content'>;

/** A record as it comes back from a file; undefined when it is none. Members that were undefined are absent. */
export function parseRecord(value: unknown): BodilessRecord | undefined {
  const parsed = v.safeParse(record, value);
  // The schema names every member of the type; it differs from it only in that what is undefined may be absent.
  return parsed.success ? (parsed.output as BodilessRecord) : undefined;
}

/** A schema that the compiler holds to the members of a type: none is forgotten when one is added. */
function shapeOf<Shape>(members: { readonly [Name in keyof Required<Shape>]: v.GenericSchema }) {
  return v.object(members);
}

/** The words of a closed union, none forgotten when one is added. */
function oneOf<Word extends string>(words: Readonly<Record<Word, 0>>) {
  return v.picklist(Object.keys(words));
}

const text = v.string();
const number = v.number();
const flag = v.boolean();
const maybeText = v.optional(text);
const maybeNumber = v.optional(number);
const texts = v.array(text);
const textsByName = v.record(text, text);

const category = oneOf<Category>({
  success: 0,
  clientError: 0,
  serverError: 0,
  none: 0,
});
const outcome = oneOf<OutcomeKind>({
  completed: 0,
  multiStatus: 0,
  notModified: 0,
  redirectUnresolved: 0,
  redirectBlocked: 0,
  redirectLoop: 0,
  tooManyRedirects: 0,
  clientError: 0,
  unauthorized: 0,
  authFailed: 0,
  alreadyDeleted: 0,
  rateLimited: 0,
  serverError: 0,
  protocolError: 0,
  transportError: 0,
  cancelled: 0,
  blocked: 0,
});
const cookieFate = oneOf<CookieFate>({
  kept: 0,
  removed: 0,
  malformed: 0,
  'too-long': 0,
  'other-domain': 0,
  'public-suffix': 0,
  prefix: 0,
  insecure: 0,
  refused: 0,
});

const fields = v.array(shapeOf<Field>({ name: text, value: text }));
const notes = v.array(shapeOf<Note>({ rule: text, message: text, warning: maybeText }));

const failure = shapeOf<Failure>({
  kind: oneOf<FailureKind>({
    dns: 0,
    connect: 0,
    tls: 0,
    timeout: 0,
    reset: 0,
    protocol: 0,
    tooLarge: 0,
    cancelled: 0,
  }),
  code: text,
  message: text,
  phase: oneOf<Failure['phase']>({
    connect: 0,
    tls: 0,
    send: 0,
    response: 0,
  }),
  reason: maybeText,
});

const cause = v.variant('kind', [
  v.object({ kind: v.literal('initial') }),
  v.object({ kind: v.literal('redirect'), from: number, status: number, rule: text }),
  v.object({ kind: v.literal('repeat'), from: number, rule: text }),
  v.object({ kind: v.literal('retry'), from: number, attempt: number, rule: text }),
  v.object({ kind: v.literal('renewal'), grant: text, rule: text }),
]);

const request = shapeOf<ExchangeRecord['request']>({
  method: text,
  url: text,
  httpVersion: text,
  fields,
  bodySize: number,
  bodyText: maybeText,
});

const response = shapeOf<NonNullable<ExchangeRecord['response']>>({
  status: number,
  reason: text,
  httpVersion: text,
  fields,
  trailers: fields,
  wireSize: number,
  decodedSize: number,
});

const exchange = shapeOf<ExchangeRecord>({
  cause,
  waited: number,
  startedAt: text,
  request,
  response: v.optional(response),
  failure: v.optional(failure),
  timings: shapeOf<Timings>({
    dns: number,
    connect: number,
    tls: number,
    send: number,
    wait: number,
    receive: number,
  }),
  connection: v.optional(
    shapeOf<Connection>({ remoteAddress: maybeText, remotePort: maybeNumber, reused: flag, tlsVersion: maybeText }),
  ),
  notes,
  cookies: v.optional(v.array(cookieFate)),
});

const error = shapeOf<ErrorDetail>({
  errors: v.array(shapeOf<ApiError>({ errorCode: maybeText, message: maybeText, attributes: textsByName })),
  legacyErrorCode: maybeText,
  oauthError: maybeText,
  oauthDescription: maybeText,
  message: maybeText,
});

const part = shapeOf<Part>({
  index: number,
  status: maybeNumber,
  category,
  outcome,
  resourceId: maybeText,
  fields,
  body: v.variant('kind', [
    v.object({ kind: v.literal('range'), start: number, end: number }),
    v.object({ kind: v.literal('text'), text }),
  ]),
  error: v.optional(error),
});

const rateLimit = shapeOf<RateLimit>({
  group: maybeText,
  limit: maybeNumber,
  remaining: maybeNumber,
  windowSeconds: maybeNumber,
  resetSeconds: maybeNumber,
});

const assertion = shapeOf<AssertionRecord>({
  line: number,
  text,
  isOk: flag,
  actual: maybeText,
  expected: maybeText,
  message: maybeText,
});

const diagnostic = shapeOf<RecordDiagnostic>({
  line: number,
  column: number,
  severity: oneOf<RecordDiagnostic['severity']>({
    error: 0,
    warning: 0,
    information: 0,
  }),
  code: text,
  message: text,
});

const record = shapeOf<BodilessRecord>({
  id: text,
  file: maybeText,
  line: number,
  name: maybeText,
  title: maybeText,
  tags: texts,
  environment: maybeText,
  method: text,
  url: text,
  startedAt: text,
  duration: number,
  outcome,
  isOk: flag,
  exchanges: v.array(exchange),
  failure: v.optional(failure),
  isFromCache: flag,
  assertions: v.array(assertion),
  planned: v.optional(request),
  isPrivate: v.optional(flag),
  contentType: text,
  diagnostics: v.array(diagnostic),
  category,
  status: maybeNumber,
  reason: maybeText,
  error: v.optional(error),
  parts: v.optional(v.array(part)),
  rateLimit: v.optional(rateLimit),
  retryable: flag,
  retryAfter: maybeNumber,
  needsLogin: flag,
  advice: v.optional(v.literal('contact-support')),
  allow: v.optional(texts),
  deprecated: v.optional(v.union([text, v.literal(true)])),
  sunset: maybeText,
  correlation: textsByName,
  saveName: maybeText,
  finalUrl: maybeText,
  attempts: number,
  redirects: number,
  retries: number,
  renewals: number,
  waits: v.array(number),
  warnings: texts,
  notes,
  keptBody: v.optional(v.object({ size: number, isCut: flag, isMasked: flag })),
});
