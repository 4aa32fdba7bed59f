import type { Part } from '../../http/outcome';
import type { ExchangeRecord, RecordDiagnostic } from '../../run/record';
import type { Field } from '../../http/message';
import type { Report, Result } from './report';

/** The report for programs, version 1 of its form (design, "The command line"): one object, masked. */
export function jsonReport(report: Report): string {
  const { results, skipped } = report;
  const failed = results.filter(({ record }) => !record.isOk).length;
  const value = {
    version: 1,
    tool: { name: 'rcreq', version: report.version },
    startedAt: report.startedAt,
    environment: report.environment ?? null,
    results: results.map(result),
    summary: {
      requests: results.length,
      passed: results.length - failed,
      failed,
      skipped: skipped.length,
      assertions: results.reduce((sum, { record }) => sum + record.assertions.length, 0),
      duration: rounded(report.duration),
    },
  };
  return `${JSON.stringify(value, undefined, 2)}\n`;
}

function result({ record, file, body, partBodies }: Result): object {
  return {
    file,
    line: record.line,
    name: record.name ?? null,
    title: record.title ?? null,
    tags: record.tags,
    category: record.category,
    outcome: record.outcome,
    status: record.status ?? null,
    ok: record.isOk,
    duration: rounded(record.duration),
    waits: record.waits,
    redirects: record.redirects,
    retries: record.retries,
    renewals: record.renewals,
    finalUrl: record.finalUrl ?? null,
    warnings: record.warnings,
    notes: record.notes.map(({ rule, message }) => ({ rule, message })),
    exchanges: record.exchanges.map(exchange),
    ...(body === undefined ? { body: null } : { body }),
    parts: (record.parts ?? []).map((each, index) => part(each, partBodies[index])),
    rateLimit: rateLimit(record.rateLimit),
    assertions: record.assertions.map(({ line, text, isOk, actual }) => ({
      line,
      text,
      ok: isOk,
      actual: actual ?? null,
    })),
    ...(record.diagnostics.length === 0 ? {} : { diagnostics: record.diagnostics.map(diagnostic) }),
    ...(record.planned === undefined ? {} : { request: planned(record.planned) }),
  };
}

function exchange({ cause, waited, startedAt, ...made }: ExchangeRecord): object {
  const { response, failure, timings } = made;
  return {
    cause,
    waited,
    startedAt,
    request: request(made.request),
    response:
      response === undefined
        ? null
        : {
            status: response.status,
            reason: response.reason,
            httpVersion: response.httpVersion,
            headers: response.fields.map(pair),
            bodySize: response.wireSize,
            decodedSize: response.decodedSize,
          },
    failure: failure === undefined ? null : { kind: failure.kind, code: failure.code, message: failure.message },
    timings: {
      dns: rounded(timings.dns),
      connect: rounded(timings.connect),
      tls: rounded(timings.tls),
      send: rounded(timings.send),
      wait: rounded(timings.wait),
      receive: rounded(timings.receive),
    },
  };
}

function request({ method, url, fields, bodySize }: ExchangeRecord['request']): object {
  return { method, url, headers: fields.map(pair), bodySize };
}

/** What a dry run would have sent, or as much of it as is known. */
function planned(message: ExchangeRecord['request']): object {
  return { ...request(message), body: message.bodyText === undefined ? null : { text: message.bodyText } };
}

function part({ index, status, category, outcome, resourceId, fields }: Part, body: Result['body']): object {
  return {
    index,
    status: status ?? null,
    category,
    outcome,
    resourceId: resourceId ?? null,
    headers: fields.map(pair),
    body: body ?? null,
  };
}

function rateLimit(limit: Result['record']['rateLimit']): object | null {
  if (limit === undefined) return null;
  return {
    group: limit.group ?? null,
    limit: limit.limit ?? null,
    remaining: limit.remaining ?? null,
    window: limit.windowSeconds ?? null,
  };
}

function diagnostic({ line, column, severity, code, message }: RecordDiagnostic): object {
  return { line, column, severity, code, message };
}

function pair({ name, value }: Field): readonly [string, string] {
  return [name, value];
}

/** Microseconds are as fine as a clock is. */
function rounded(milliseconds: number): number {
  return Math.round(milliseconds * 1000) / 1000;
}
