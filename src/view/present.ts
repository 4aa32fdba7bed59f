import type { Part, RateLimit } from '../http/outcome';
import { rateLimit } from '../http/retry/rateLimit';
import type { RunRecord } from '../run/record';
import { presentCookies } from './presentCookies';
import { presentTrace } from './presentTrace';
import type {
  Banner,
  DiagnosticView,
  Fact,
  FieldGroup,
  IconName,
  PartView,
  PartsView,
  RateLimitView,
  Remark,
  RequestView,
  ResponseView,
  TabName,
  TestsView,
} from './responseView';
import { pathOf } from './wording/address';
import { account, wordVerdict } from './wording/outcome';
import type { Tone } from './wording/offer';
import { wordCount, wordDuration, wordSize } from './wording/quantity';
import { wordStatus } from './wording/statusPhrase';
import { wordWarning } from './wording/warning';

/** Everything the panel shows of a run, in words. Total: any record gives a view. */
export function present(record: RunRecord): ResponseView {
  const parts = presentParts(record);
  const tests = presentTests(record);
  const request = presentRequest(record);
  const cookies = presentCookies(record);
  const tabs: readonly TabName[] = [
    ...(record.content === undefined ? [] : (['body'] as const)),
    ...(parts === undefined ? [] : (['parts'] as const)),
    ...(lastResponse(record) === undefined ? [] : (['headers'] as const)),
    ...(cookies === undefined ? [] : (['cookies'] as const)),
    'trace',
    ...(request === undefined ? [] : (['request'] as const)),
    ...(tests === undefined ? [] : (['tests'] as const)),
  ];
  return {
    runId: record.id,
    title: record.title ?? record.name ?? `${record.method} ${pathOf(record.url)}`,
    method: record.method,
    url: record.url,
    banner: presentBanner(record),
    facts: presentFacts(record),
    rateLimits: presentRateLimits(record),
    tabs,
    tab: firstTab(record, tabs),
    headers: presentHeaders(record),
    trace: presentTrace(record),
    request,
    tests,
    cookies,
    parts,
    diagnostics: record.diagnostics.map(presentDiagnostic),
  };
}

function firstTab(record: RunRecord, tabs: readonly TabName[]): TabName {
  if (record.outcome === 'multiStatus' && tabs.includes('parts')) return 'parts';
  // How it came to that is in the steps; the body of a redirect tells nothing.
  if (record.outcome === 'redirectLoop' || record.outcome === 'tooManyRedirects') return 'trace';
  const isEmpty = record.content === undefined || record.content.size === 0;
  if (!isEmpty) return 'body';
  return lastResponse(record) !== undefined && tabs.includes('headers') ? 'headers' : 'trace';
}

function presentBanner(record: RunRecord): Banner {
  const { tone, title, words, where, whatNow, offers } = account(record);
  const shared = { title, where, offers, remarks: remarks(record, whatNow) };
  const failed = record.assertions.filter(({ isOk }) => !isOk).length;
  if (record.status === undefined || failed === 0) {
    // The complaints are listed with their places; the first of them is not said twice.
    const said = record.outcome === 'blocked' && record.diagnostics.length > 0 ? undefined : whatNow;
    return { ...shared, tone, icon: outcomeIcons[record.outcome] ?? toneIcon(tone), words, whatNow: said };
  }
  const verdict = `${failed} of ${wordCount(record.assertions.length, 'assertion')} failed`;
  return {
    ...shared,
    tone: 'error',
    icon: 'error',
    words: [...words, verdict],
    whatNow: whatNow ?? 'See under Tests what was found instead.',
  };
}

/** Icons of outcomes that say more than their tone. */
const outcomeIcons: Readonly<Partial<Record<RunRecord['outcome'], IconName>>> = {
  unauthorized: 'lock',
  authFailed: 'lock',
  rateLimited: 'clock',
  redirectUnresolved: 'arrow-swap',
  redirectBlocked: 'arrow-swap',
  redirectLoop: 'arrow-swap',
  tooManyRedirects: 'arrow-swap',
  blocked: 'circle-slash',
  cancelled: 'circle-slash',
};

function toneIcon(tone: Tone): IconName {
  const icons = { success: 'pass', information: 'info', warning: 'warning', error: 'error', neutral: 'info' } as const;
  return icons[tone];
}

/** Errors after the first with what they name, notices of the server, and warnings that the headline does not say already. */
function remarks(record: RunRecord, said: string | undefined): readonly Remark[] {
  const errors = (record.error?.errors ?? []).flatMap((error, place): readonly Remark[] => {
    const attributes = Object.entries(error.attributes).map(([name, value]) => `${name}: ${value}`);
    if (place === 0 && attributes.length === 0) return [];
    const sentence = [error.errorCode, error.message].filter((word) => word !== undefined).join(' ');
    return [{ tone: 'warning', text: [sentence, ...attributes].filter((word) => word !== '').join(' · ') }];
  });
  const warned = record.warnings.flatMap((id): readonly Remark[] => {
    const { what, whatNow } = wordWarning(id);
    if (said?.includes(what) === true) return [];
    return [{ tone: 'warning', text: whatNow === undefined ? what : `${what} ${whatNow}` }];
  });
  return [...errors, ...warned, ...lifeRemarks(record, said ?? '')];
}

/** Correlation ids are said where support may be asked, unless the advice names them; on a success they stay among the headers. */
function lifeRemarks(record: RunRecord, advice: string): readonly Remark[] {
  const { category, deprecated, sunset, correlation, isFromCache } = record;
  const since = typeof deprecated === 'string' ? ` since ${deprecated.slice(0, 10)}` : '';
  const wanted = Object.entries(correlation).filter(([, value]) => category !== 'success' && !advice.includes(value));
  const ids = wanted.map(([name, value]) => `${name}: ${value}`);
  const information = (text: string): Remark => ({ tone: 'information', text });
  return [
    ...(deprecated === undefined ? [] : [information(`This resource is deprecated${since}.`)]),
    ...(sunset === undefined ? [] : [information(`It will stop answering on ${sunset.slice(0, 10)}.`)]),
    ...(isFromCache ? [information('The body is the stored copy that the server confirmed.')] : []),
    ...(ids.length === 0 ? [] : [information(`For support: ${ids.join(' · ')}`)]),
  ];
}

function presentFacts(record: RunRecord): readonly Fact[] {
  const response = lastResponse(record);
  const waited = record.waits.reduce((sum, wait) => sum + wait, 0);
  const time: Fact = {
    name: 'Time',
    value: wordDuration(record.duration),
    detail: waited > 0 ? `${wordDuration(waited)} of it waiting` : undefined,
  };
  if (response === undefined) return record.exchanges.length === 0 ? [] : [time];
  const { wireSize, decodedSize, httpVersion } = response;
  const isCoded = wireSize !== decodedSize;
  return [
    time,
    {
      name: 'Size',
      value: isCoded ? `${wordSize(wireSize)} → ${wordSize(decodedSize)}` : wordSize(decodedSize),
      detail: isCoded ? `${wordSize(wireSize)} on the wire, ${wordSize(decodedSize)} decoded` : undefined,
    },
    { name: 'Protocol', value: `HTTP/${httpVersion}`, detail: tlsOf(record) },
    ...(record.attempts > 1 ? [{ name: 'Requests', value: countRequests(record), detail: undefined }] : []),
  ];
}

/** `3 (1 redirect, 1 repeat)`: how many left, and what caused those after the first. */
function countRequests({ attempts, redirects, retries, renewals }: RunRecord): string {
  const counts = [
    ...(redirects > 0 ? [wordCount(redirects, 'redirect')] : []),
    ...(retries > 0 ? [wordCount(retries, 'repeat')] : []),
    ...(renewals > 0 ? [wordCount(renewals, 'token renewal')] : []),
  ];
  return counts.length === 0 ? String(attempts) : `${attempts} (${counts.join(', ')})`;
}

function tlsOf(record: RunRecord): string | undefined {
  return record.exchanges.at(-1)?.connection?.tlsVersion;
}

/** The last that was told of each group, in any exchange. */
function presentRateLimits({ rateLimit: last, exchanges }: RunRecord): readonly RateLimitView[] {
  const told = exchanges.flatMap(({ response, startedAt }) => {
    const limit = response && rateLimit(response.fields, Date.parse(startedAt));
    return limit === undefined ? [] : [limit];
  });
  const groups = new Map<string | undefined, RateLimitView>();
  for (const limit of [...told, ...(last === undefined ? [] : [last])]) {
    const view = presentRateLimit(limit);
    groups.delete(limit.group);
    if (view !== undefined) groups.set(limit.group, view);
  }
  return [...groups.values()];
}

function presentRateLimit({ group, limit, remaining, ...times }: RateLimit): RateLimitView | undefined {
  if (limit === undefined || remaining === undefined) return undefined;
  const window = times.windowSeconds === undefined ? '' : ` in ${wordDuration(times.windowSeconds * 1000)}`;
  const reset = times.resetSeconds === undefined ? '' : `, full again in ${wordDuration(times.resetSeconds * 1000)}`;
  return {
    name: group === undefined ? 'Quota' : `Quota (${group})`,
    remaining: Math.max(0, Math.min(remaining, limit)),
    limit: Math.max(limit, 0),
    text: `${remaining} of ${limit} left${window}${reset}`,
  };
}

function lastResponse(record: RunRecord): RunRecord['exchanges'][number]['response'] {
  return record.exchanges.findLast((exchange) => exchange.cause.kind !== 'renewal' && exchange.response !== undefined)
    ?.response;
}

function presentHeaders(record: RunRecord): readonly FieldGroup[] {
  const response = lastResponse(record);
  if (response === undefined) return [];
  const trailers = response.trailers.length === 0 ? [] : [{ title: 'Trailers', fields: response.trailers }];
  return [
    { title: `HTTP/${response.httpVersion} ${wordStatus(response.status, response.reason)}`, fields: response.fields },
    ...trailers,
  ];
}

/** The request as it first left; what later steps sent stands in the trace. */
function presentRequest(record: RunRecord): RequestView | undefined {
  const exchange = record.exchanges.find(({ cause }) => cause.kind === 'initial') ?? record.exchanges[0];
  if (exchange === undefined) return undefined;
  const { method, url, httpVersion, fields, bodySize, bodyText } = exchange.request;
  return {
    line: `${method} ${pathOf(url)} HTTP/${httpVersion}`,
    url,
    fields,
    body: bodyText,
    note: bodyNote(bodySize, bodyText),
  };
}

function bodyNote(size: number, text: string | undefined): string | undefined {
  if (size === 0) return 'No body was sent.';
  if (text === undefined) return `A body of ${wordSize(size)} was sent; it is no text.`;
  if (text.length < KEPT_BODY) return text.includes('***') ? 'Secrets are masked.' : undefined;
  return `The first ${wordSize(new TextEncoder().encode(text).length)} of ${wordSize(size)}; secrets are masked.`;
}

/** Characters of a request body that a record keeps. */
const KEPT_BODY = 65_536;

function presentTests({ assertions }: RunRecord): TestsView | undefined {
  if (assertions.length === 0) return undefined;
  const failed = assertions.filter(({ isOk }) => !isOk).length;
  const passed = assertions.length - failed;
  return { summary: `${passed} of ${assertions.length} passed`, failed, tests: assertions };
}

function presentParts({ parts }: RunRecord): PartsView | undefined {
  if (parts === undefined) return undefined;
  const failed = parts.filter(isFailed).length;
  return { verdict: wordVerdict(failed, parts.length), failed, parts: parts.map(presentPart) };
}

function isFailed(part: Part): boolean {
  return part.category !== 'success';
}

function presentPart(part: Part): PartView {
  const type = part.fields.find(({ name }) => name.toLowerCase() === 'content-type')?.value ?? '';
  const tone = partTone(part);
  const size =
    part.body.kind === 'range' ? part.body.end - part.body.start : new TextEncoder().encode(part.body.text).length;
  const [first] = part.error?.errors ?? [];
  const words = [first?.errorCode, part.error?.message ?? first?.message];
  return {
    index: part.index,
    status: part.status === undefined ? 'no status' : wordStatus(part.status),
    tone,
    icon: toneIcon(tone),
    isFailed: isFailed(part),
    resource: part.resourceId ?? '',
    type: (type.split(';')[0] ?? '').trim(),
    size: wordSize(size),
    code: part.status ?? 0,
    octets: size,
    error: words.filter((word) => word !== undefined && word !== '').join(' '),
    fields: part.fields,
  };
}

function partTone(part: Part): Tone {
  switch (part.category) {
    case 'success':
      return 'success';
    case 'clientError':
      return part.outcome === 'alreadyDeleted' ? 'information' : 'warning';
    case 'serverError':
      return 'error';
    case 'none':
      return 'neutral';
  }
}

function presentDiagnostic({ line, column, severity, message }: RunRecord['diagnostics'][number]): DiagnosticView {
  return { line, column, tone: severity, text: message };
}
