import type { Field } from '../../http/message';
import type { Timings } from '../../http/timings';
import type { ExchangeRecord } from '../../run/record';
import type { PrintedRequest } from '../../view/export/printedRequest';
import { labelOfResult, type Report, type ReportedBody, type Result } from './report';

/** HAR 1.2: a page for each request, an entry for each exchange, masked like every report. The body stands with the last exchange. */
export function harReport(report: Report): string {
  const pages = report.results.map((result, index) => ({
    startedDateTime: result.record.startedAt,
    id: `page_${index}`,
    title: labelOfResult(result),
    pageTimings: { onContentLoad: -1, onLoad: -1 },
    comment: `${result.file}:${result.record.line}`,
  }));
  const entries = report.results.flatMap((result, index) =>
    result.record.exchanges.map((exchange, at, all) =>
      entry(exchange, `page_${index}`, at === all.length - 1 ? result : undefined),
    ),
  );
  const creator = { name: 'rcreq', version: report.version };
  return `${JSON.stringify({ log: { version: '1.2', creator, pages, entries } }, undefined, 2)}\n`;
}

function entry(exchange: ExchangeRecord, pageref: string, last: Result | undefined): object {
  const { request, response, failure, connection, startedAt } = exchange;
  const timings = harTimings(exchange.timings, exchange.waited);
  const { blocked, dns, connect, send, wait, receive } = timings;
  return {
    pageref,
    startedDateTime: startedAt,
    time: [blocked, dns, connect, send, wait, receive].reduce((sum, phase) => sum + Math.max(phase, 0), 0),
    request: harRequest(request),
    response: harResponse(response, last?.body),
    cache: {},
    timings,
    ...(connection?.remoteAddress === undefined ? {} : { serverIPAddress: connection.remoteAddress }),
    ...(failure === undefined ? {} : { _error: `${failure.code}: ${failure.message}` }),
  };
}

function harRequest(request: ExchangeRecord['request']): object {
  const { method, url, httpVersion, fields, bodyText, bodySize } = request;
  return {
    method,
    url,
    httpVersion: `HTTP/${httpVersion}`,
    cookies: [],
    headers: fields.map(header),
    queryString: queryOf(url),
    ...(bodyText === undefined ? {} : { postData: { mimeType: typeOf(fields), text: bodyText } }),
    headersSize: -1,
    bodySize,
  };
}

/** HAR 1.2 of requests that were not sent: each has an entry with an empty answer. */
export function plannedHar(requests: readonly PrintedRequest[], version: string): string {
  const timings = harTimings({ dns: -1, connect: -1, tls: -1, send: 0, wait: 0, receive: 0 }, 0);
  const entries = requests.map(({ message, body, secrets }) => {
    const masked = (text: string): string =>
      secrets.reduce((shown, { marker }) => shown.replaceAll(marker, '***'), text);
    const { method, url, httpVersion, fields } = message;
    const request = harRequest({
      method,
      url: masked(url),
      httpVersion,
      fields: fields.map(({ name, value }) => ({ name, value: masked(value) })),
      bodyText: body && masked(new TextDecoder().decode(body)),
      bodySize: body?.length ?? 0,
    });
    return {
      startedDateTime: new Date(0).toISOString(),
      time: 0,
      request,
      response: harResponse(undefined, undefined),
      cache: {},
      timings,
    };
  });
  const creator = { name: 'rcreq', version };
  return `${JSON.stringify({ log: { version: '1.2', creator, entries } }, undefined, 2)}\n`;
}

/** Status 0 stands for an answer that never came, as browsers write it. */
function harResponse(response: ExchangeRecord['response'], body: ReportedBody | undefined): object {
  const fields = response?.fields ?? [];
  return {
    status: response?.status ?? 0,
    statusText: response?.reason ?? '',
    httpVersion: response === undefined ? '' : `HTTP/${response.httpVersion}`,
    cookies: [],
    headers: fields.map(header),
    content: { size: response?.decodedSize ?? 0, mimeType: typeOf(fields), ...contentText(body) },
    redirectURL: fields.find(({ name }) => name.toLowerCase() === 'location')?.value ?? '',
    headersSize: -1,
    bodySize: response?.wireSize ?? -1,
  };
}

function contentText(body: ReportedBody | undefined): object {
  if (body === undefined) return {};
  if ('text' in body) return { text: body.text };
  return 'base64' in body ? { text: body.base64, encoding: 'base64' } : { comment: body.file };
}

/** HAR counts TLS twice: as `ssl`, and within `connect`. Its last three phases are never absent. */
function harTimings({ dns, connect, tls, send, wait, receive }: Timings, waited: number): HarTimings {
  return {
    blocked: waited > 0 ? waited : -1,
    dns,
    connect: connect < 0 && tls < 0 ? -1 : Math.max(connect, 0) + Math.max(tls, 0),
    ssl: tls,
    send: Math.max(send, 0),
    wait: Math.max(wait, 0),
    receive: Math.max(receive, 0),
  };
}

type HarTimings = Readonly<Record<'blocked' | 'dns' | 'connect' | 'ssl' | 'send' | 'wait' | 'receive', number>>;

function header({ name, value }: Field): object {
  return { name, value };
}

function typeOf(fields: readonly Field[]): string {
  return fields.find(({ name }) => name.toLowerCase() === 'content-type')?.value ?? '';
}

function queryOf(url: string): readonly object[] {
  return URL.canParse(url) ? [...new URL(url).searchParams].map(([name, value]) => ({ name, value })) : [];
}
