import { assertNever } from '../base/assertNever';
import type { Cause } from '../http/trace';
import type { Timings } from '../http/timings';
import type { ExchangeRecord, RunRecord } from '../run/record';
import type { Fact, NoteView, Phase, StepView, TraceView } from './responseView';
import { hostOf, pathOf } from './wording/address';
import { wordFailure } from './wording/failure';
import type { Tone } from './wording/offer';
import { wordDuration, wordSize } from './wording/quantity';
import { wordStatus } from './wording/statusPhrase';

/** The exchanges of a run as steps of a waterfall on one scale. */
export function presentTrace(record: RunRecord): TraceView {
  const origin = Date.parse(record.startedAt);
  const steps: StepView[] = [];
  let end = 0;
  for (const [place, exchange] of record.exchanges.entries()) {
    const step = presentStep(exchange, place, startOf(exchange, origin, end));
    steps.push(step);
    end = Math.max(end, step.start + step.duration);
  }
  return {
    total: Math.max(end, record.exchanges.length === 0 ? 0 : record.duration),
    steps,
    notes: record.notes.map(presentNote),
  };
}

/** Where a step begins on the scale, its wait not counted; after the step before it when the clock says nothing. */
function startOf(exchange: ExchangeRecord, origin: number, end: number): number {
  const byClock = Date.parse(exchange.startedAt) - origin;
  return Number.isFinite(byClock) ? Math.max(byClock, 0) : end + exchange.waited;
}

function presentStep(exchange: ExchangeRecord, place: number, sentAt: number): StepView {
  const phases = presentPhases(exchange.timings, exchange.waited, sentAt);
  const start = Math.max(0, sentAt - exchange.waited);
  const end = phases.reduce((latest, phase) => Math.max(latest, phase.start + phase.duration), sentAt);
  const { request, response } = exchange;
  return {
    number: place + 1,
    why: presentCause(exchange.cause),
    method: request.method,
    url: request.url,
    path: pathOf(request.url),
    host: hostOf(request.url),
    ...presentResult(exchange),
    start,
    duration: end - start,
    phases,
    notes: exchange.notes.map(presentNote),
    facts: presentStepFacts(exchange, end - sentAt),
    requestLine: `${request.method} ${pathOf(request.url)} HTTP/${request.httpVersion}`,
    requestFields: request.fields,
    requestBody: request.bodyText,
    statusLine: response && `HTTP/${response.httpVersion} ${wordStatus(response.status, response.reason)}`,
    responseFields: response?.fields ?? [],
    trailers: response?.trailers ?? [],
  };
}

function presentNote({ rule, message }: { readonly rule: string; readonly message: string }): NoteView {
  return { rule, text: message };
}

/** Why an exchange was made, in words. */
function presentCause(cause: Cause): NoteView {
  switch (cause.kind) {
    case 'initial':
      return { rule: '', text: 'The request' };
    case 'redirect':
      return { rule: cause.rule, text: `Redirected by ${cause.status} of step ${cause.from + 1}` };
    case 'repeat':
      return { rule: cause.rule, text: `Repeated after step ${cause.from + 1}` };
    case 'retry':
      return { rule: cause.rule, text: `Repeat ${cause.attempt} after step ${cause.from + 1}` };
    case 'renewal':
      return { rule: cause.rule, text: `Token by ${cause.grant.replaceAll('_', ' ')}` };
    default:
      return assertNever(cause);
  }
}

function presentResult({ response, failure, request }: ExchangeRecord): { result: string; tone: Tone } {
  if (failure !== undefined) {
    const isCancelled = failure.kind === 'cancelled';
    return { result: wordFailure(failure, hostOf(request.url)).title, tone: isCancelled ? 'neutral' : 'error' };
  }
  if (response === undefined) return { result: 'No answer', tone: 'neutral' };
  const { status } = response;
  const tone = status >= 500 ? 'error' : status >= 400 ? 'warning' : status >= 300 ? 'information' : 'success';
  return { result: wordStatus(status, response.reason), tone };
}

const phaseLabels = {
  held: 'held back',
  dns: 'name look-up',
  connect: 'connecting',
  tls: 'TLS handshake',
  send: 'sending',
  wait: 'waiting for the answer',
  receive: 'receiving',
} as const satisfies Readonly<Record<Phase['name'], string>>;

function presentPhases(timings: Timings, waited: number, sentAt: number): readonly Phase[] {
  const phases: Phase[] = [];
  if (waited > 0) phases.push(phase('held', Math.max(0, sentAt - waited), Math.min(waited, sentAt)));
  let at = sentAt;
  for (const name of ['dns', 'connect', 'tls', 'send', 'wait', 'receive'] as const) {
    const duration = timings[name];
    if (duration < 0) continue;
    phases.push(phase(name, at, duration));
    at += duration;
  }
  return phases;
}

function phase(name: Phase['name'], start: number, duration: number): Phase {
  return { name, label: `${phaseLabels[name]}: ${wordDuration(duration)}`, start, duration };
}

function presentStepFacts(
  { request, response, failure, connection, waited }: ExchangeRecord,
  took: number,
): readonly Fact[] {
  const address = connection?.remoteAddress;
  const port = connection?.remotePort === undefined ? '' : `:${connection.remotePort}`;
  return [
    fact('Time', wordDuration(took)),
    ...(waited > 0 ? [fact('Held back', wordDuration(waited))] : []),
    ...(failure === undefined ? [] : [fact('Failure', `${failure.code}: ${failure.message}`)]),
    ...(request.bodySize > 0 ? [fact('Sent', wordSize(request.bodySize))] : []),
    ...(response === undefined ? [] : [fact('Received', wordSize(response.wireSize))]),
    ...(address === undefined ? [] : [fact('Server', address + port)]),
    ...(connection === undefined ? [] : [fact('Connection', connection.reused ? 'reused' : 'new')]),
    ...(connection?.tlsVersion === undefined ? [] : [fact('TLS', connection.tlsVersion)]),
  ];
}

function fact(name: string, value: string): Fact {
  return { name, value, detail: undefined };
}
