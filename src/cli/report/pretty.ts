import type { ExchangeRecord } from '../../run/record';
import { presentTrace } from '../../view/presentTrace';
import type { StepView } from '../../view/responseView';
import type { Tone } from '../../view/wording/offer';
import { account } from '../../view/wording/outcome';
import { wordCount, wordDuration, wordSize } from '../../view/wording/quantity';
import { wordWarning } from '../../view/wording/warning';
import { harmless, type Colour, type Paint } from './paint';
import { labelOfResult, type Report, type ReportedBody, type Result } from './report';

/** How the report for people is written. */
export interface PrettyStyle {
  readonly paint: Paint;
  readonly isVerbose: boolean;
}

const tones: Readonly<Record<Tone, Colour>> = {
  success: 'green',
  information: 'blue',
  warning: 'yellow',
  error: 'red',
  neutral: 'dim',
};

/** One request: how it went in one line, then only what needs to be said. Ends in a line feed. */
export function prettyResult(received: Result, style: PrettyStyle): string {
  const result = harmless(received);
  const { record } = result;
  const lines =
    record.planned === undefined
      ? [headline(result, style), ...stepLines(result, style), ...complaintLines(result, style)]
      : [...plannedLines(result, record.planned, style), ...complaintLines(result, style)];
  for (const sentence of adviceOn(result)) lines.push(`  ${style.paint('dim', '→')} ${sentence}`);
  for (const { what, whatNow } of record.warnings.map(wordWarning)) {
    const isSaid = lines.some((line) => line.includes(what));
    if (!isSaid) lines.push(`  ${style.paint('yellow', '!')} ${[what, whatNow ?? ''].join(' ').trim()}`);
  }
  if (style.isVerbose) lines.push(...detailLines(result, style));
  return `${lines.join('\n')}\n`;
}

/** What to do now, and where the answer was saved. Nothing about what went as it was asserted to, nor twice about what stops a request. */
function adviceOn({ record }: Result): readonly string[] {
  const { tone, whatNow } = account(record);
  const saved = record.notes.filter(({ rule }) => rule === 'save').map(({ message }) => message);
  const isAsExpected = record.isOk && (record.assertions.length > 0 || tone === 'success');
  if (record.planned !== undefined || record.diagnostics.length > 0 || isAsExpected) return saved;
  // The notes say what is wrong with this very answer.
  const said = record.outcome === 'protocolError' ? record.notes.map(({ message }) => message) : [];
  return said.length > 0 ? said : [...(whatNow === undefined ? [] : [whatNow]), ...saved];
}

/** The last line: how many, how well, how long. */
export function prettySummary(report: Report, { paint }: PrettyStyle): string {
  const { results, skipped } = report;
  const failed = results.filter(({ record }) => !record.isOk).length;
  const assertions = results.reduce((sum, { record }) => sum + record.assertions.length, 0);
  const isDryRun = results.some(({ record }) => record.planned !== undefined);
  const reasons = [...new Set(skipped.map(({ why }) => why))];
  const words = [
    wordCount(results.length, 'request'),
    isDryRun ? paint('blue', 'nothing sent') : paint('green', `${results.length - failed} passed`),
    ...(failed > 0 ? [paint('red', `${failed} failed`)] : []),
    ...(skipped.length > 0 ? [paint('yellow', `${skipped.length} skipped (${reasons.join(', ')})`)] : []),
    ...(assertions > 0 ? [wordCount(assertions, 'assertion')] : []),
    wordDuration(report.duration),
  ];
  return `\n${words.join(' · ')}\n`;
}

function headline(result: Result, { paint }: PrettyStyle): string {
  const { record, file } = result;
  const { title, words, tone } = account(record);
  const size = record.exchanges.at(-1)?.response?.decodedSize;
  const waited = record.waits.reduce((sum, wait) => sum + wait, 0);
  const facts = [
    ...words,
    wordDuration(record.duration),
    ...(size === undefined ? [] : [wordSize(size)]),
    ...counted(record.redirects, 'redirect'),
    ...counted(record.retries, 'repeat'),
    ...counted(record.renewals, 'renewal'),
    ...(waited > 0 ? [`waited ${wordDuration(waited)}`] : []),
    ...counted(record.assertions.filter(({ isOk }) => isOk).length, 'assertion'),
  ];
  const sign = record.isOk ? paint('green', '✔') : paint('red', '✘');
  const shown = record.outcome === 'blocked' || record.outcome === 'cancelled' ? [] : [facts.join(' · ')];
  const head = `${sign} ${paint('bold', labelOfResult(result))}  ${[paint(tones[tone], title), ...shown].join(' · ')}`;
  const first = record.exchanges[0]?.request ?? record;
  const called = `${first.method} ${first.url}`;
  const target = record.exchanges.length > 1 || called === labelOfResult(result) ? '' : `${called}  `;
  return `${head}\n  ${paint('dim', `${target}${file}:${record.line}`)}`;
}

function counted(count: number, noun: string): readonly string[] {
  return count === 0 ? [] : [wordCount(count, noun)];
}

/** Every step, when there was more than one, with the rule that caused it and what it did and did not send on. */
function stepLines({ record }: Result, { paint }: PrettyStyle): readonly string[] {
  if (record.exchanges.length < 2) return [];
  const trace = presentTrace(record);
  return trace.steps.flatMap((step, at) => {
    const waited = record.exchanges[at]?.waited ?? 0;
    const held = waited > 0 ? `, after ${wordDuration(waited)}` : '';
    const why = `${step.why.text}${held}${ruleOf(step.why.rule)}`;
    const took = wordDuration(step.duration - waited);
    return [
      `  ${step.number} ${stepTarget(step, trace.steps[at - 1])}  ${paint(tones[step.tone], step.result)} · ${took}  ${paint('dim', why)}`,
      ...step.notes.map(({ rule, text }) => `      ${paint('dim', `${text}${ruleOf(rule)}`)}`),
    ];
  });
}

function ruleOf(rule: string): string {
  return rule === '' ? '' : ` (${rule})`;
}

/** Method and URL; the origin only where it changes. */
function stepTarget({ method, url }: StepView, before: StepView | undefined): string {
  const isSameOrigin =
    before !== undefined &&
    URL.canParse(url) &&
    URL.canParse(before.url) &&
    new URL(url).origin === new URL(before.url).origin;
  return `${method} ${isSameOrigin ? url.slice(new URL(url).origin.length) : url}`;
}

function complaintLines({ record, file }: Result, { paint, isVerbose }: PrettyStyle): readonly string[] {
  const diagnostics = record.diagnostics.map(
    ({ line, column, severity, message }) =>
      `  ${paint(severity === 'error' ? 'red' : 'yellow', severity)} ${file}:${line}:${column}  ${message}`,
  );
  const shown = record.assertions.filter(({ isOk }) => !isOk || isVerbose);
  const verdicts = shown.map(({ line, text, isOk, message }) =>
    isOk
      ? `  ${paint('green', '✔')} ${text}`
      : `  ${paint('red', '✘')} ${text}  ${message ?? ''}  ${paint('dim', `${file}:${line}`)}`,
  );
  return [...diagnostics, ...verdicts];
}

function plannedLines(result: Result, planned: ExchangeRecord['request'], { paint }: PrettyStyle): string[] {
  const label = labelOfResult(result);
  const called = `${planned.method} ${planned.url}`;
  return [
    `${paint('blue', '○')} ${paint('bold', label)}  ${paint('dim', `not sent  ${result.file}:${result.record.line}`)}`,
    ...(called === label ? [] : [`  ${called}`]),
    ...planned.fields.map(({ name, value }) => `  ${paint('dim', `${name}:`)} ${value}`),
    ...(planned.bodyText === undefined ? [] : ['', ...indented(planned.bodyText)]),
  ];
}

function detailLines({ record, body }: Result, { paint }: PrettyStyle): readonly string[] {
  const last = record.exchanges.at(-1);
  if (last === undefined || record.isPrivate === true) return [];
  const sent = last.request.fields.map(({ name, value }) => `  ${paint('dim', `> ${name}:`)} ${value}`);
  const got = last.response?.fields.map(({ name, value }) => `  ${paint('dim', `< ${name}:`)} ${value}`) ?? [];
  const sentBody = last.request.bodyText === undefined ? [] : ['', ...indented(last.request.bodyText)];
  return [...sent, ...sentBody, ...got, ...(body === undefined ? [] : ['', ...indented(shownBody(body))])];
}

function shownBody(body: ReportedBody): string {
  if ('text' in body) return body.text;
  return 'file' in body ? `(in ${body.file})` : `(${wordSize((body.base64.length * 3) / 4)} that are no text)`;
}

function indented(text: string): readonly string[] {
  return text.split(/\r\n|\n/).map((line) => `  ${line}`);
}
