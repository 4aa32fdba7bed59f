import type { AssertionRecord, RunRecord } from '../run/record';
import { account } from './wording/outcome';
import { wordDuration } from './wording/quantity';

/** What a test run says of one request. */
export interface TestVerdict {
  /** `errored`: no answer came, so nothing could be judged; `skipped`: it was cancelled. */
  readonly state: 'passed' | 'failed' | 'errored' | 'skipped';
  /** Why it is not well, each with its one-based line; empty when it is. */
  readonly messages: readonly TestMessage[];
  /** Lines for the output of the test run: the exchange, then each assertion. */
  readonly output: readonly string[];
}

/** One complaint. `comparison` where two values should have been the same. */
interface TestMessage {
  readonly line: number;
  readonly text: string;
  readonly comparison: { readonly expected: string; readonly actual: string } | undefined;
}

/** The verdict on a run; a request that is not well without a failed assertion is judged by its outcome. */
export function testVerdict(record: RunRecord): TestVerdict {
  const said = account(record);
  const headline = [said.title, ...said.words].join(' · ');
  const output = [
    `${record.method} ${record.url}: ${headline} in ${wordDuration(record.duration)}`,
    ...record.assertions.map(assertionLine),
  ];
  const state = stateOf(record);
  if (state === 'passed' || state === 'skipped') return { state, messages: [], output };
  const found = [...diagnosticMessages(record), ...record.assertions.flatMap(failedMessage)];
  const whole = { line: record.line, text: sentences(headline, said.whatNow), comparison: undefined };
  return { state, messages: found.length > 0 ? found : [whole], output };
}

function stateOf({ outcome, isOk, status }: RunRecord): TestVerdict['state'] {
  if (outcome === 'cancelled') return 'skipped';
  if (isOk) return 'passed';
  return status === undefined ? 'errored' : 'failed';
}

function diagnosticMessages({ diagnostics }: RunRecord): readonly TestMessage[] {
  const errors = diagnostics.filter(({ severity }) => severity === 'error');
  return errors.map(({ line, message }) => ({ line, text: message, comparison: undefined }));
}

function failedMessage({ isOk, line, text, message, actual, expected }: AssertionRecord): readonly TestMessage[] {
  if (isOk) return [];
  const comparison = expected !== undefined && actual !== undefined ? { expected, actual } : undefined;
  return [{ line, text: sentences(`Expected ${text}`, message), comparison }];
}

function assertionLine({ isOk, text, message }: AssertionRecord): string {
  return isOk ? `  ✔ ${text}` : `  ✘ ${text}: ${message ?? 'failed.'}`;
}

function sentences(first: string, second: string | undefined): string {
  return `${first}.${second === undefined ? '' : ` ${second}`}`;
}
