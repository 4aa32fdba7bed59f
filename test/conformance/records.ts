import { harReport } from '../../src/cli/report/har';
import { jsonReport } from '../../src/cli/report/json';
import { junitReport } from '../../src/cli/report/junit';
import { plain } from '../../src/cli/report/paint';
import { prettyResult } from '../../src/cli/report/pretty';
import { reportedBodies } from '../../src/cli/reportedBody';
import type { SendPolicy } from '../../src/http/policy';
import { parse } from '../../src/language/parse';
import { sessionAnswers } from '../../src/run/answers';
import { exportedText, finish } from '../../src/run/finish';
import { maskedNews } from '../../src/run/maskedNews';
import type { RunTarget } from '../../src/run/ports';
import type { RunRecord } from '../../src/run/record';
import type { CaseRun } from './runner';

/** Which texts that no record, log or HAR may hold are in what a run produced, once it went through the one door to records. */
export async function leaks(
  forbidden: readonly string[],
  run: CaseRun,
  policy: SendPolicy,
): Promise<readonly string[]> {
  if (forbidden.length === 0) return [];
  const written = Object.entries(await writtenOf(run, policy));
  return forbidden.flatMap((text) =>
    written
      .filter(([, one]) => one.includes(text))
      .map(([where]) => `recordsMustNotContain: found ${text} in ${where}`),
  );
}

/** Everything that is kept, shown or written of a run, by its name. */
async function writtenOf(run: CaseRun, policy: SendPolicy): Promise<Readonly<Record<string, string>>> {
  const whole = recordOf(run, policy);
  const record = { ...whole, content: undefined };
  const result = { iteration: 0, file: '-', record, ...(await reportedBodies(whole, undefined)) };
  const times = { startedAt: record.startedAt, duration: 0 };
  const report = { version: '0', ...times, environment: undefined, results: [result], skipped: [] };
  const news: unknown[] = [];
  run.events.forEach((event) => maskedNews((each) => news.push(each), policy, [])?.(event));
  return {
    history: JSON.stringify(record),
    body: exportedText(whole, contentText(whole)),
    har: harReport(report),
    json: jsonReport(report),
    junit: junitReport(report),
    terminal: prettyResult(result, { paint: plain, isVerbose: true }),
    progress: JSON.stringify(news),
  };
}

/** The record of a case's run, as history, log, HAR and panel get it. */
export function recordOf({ request, sent }: CaseRun, policy: SendPolicy): RunRecord {
  return finish({
    id: request.id,
    target: targetOf(`${request.method} ${request.url}`),
    context: { environment: undefined, layers: [], policy, answers: sessionAnswers() },
    tags: [],
    isPrivate: false,
    url: request.url,
    sent,
    startedAt: new Date(0).toISOString(),
    duration: 0,
    assertions: [],
    diagnostics: [],
    planned: undefined,
    secrets: policy.secrets,
    secretFields: policy.secretHeaders,
  }).record;
}

function targetOf(requestLine: string): RunTarget {
  const document = parse(`${requestLine}\n`);
  const request = document.blocks.find((block) => block.request !== undefined)?.request;
  if (request === undefined) throw new Error(`No request line: ${requestLine}`);
  return { document, request, file: undefined };
}

function contentText({ content }: RunRecord): string {
  return content?.kind === 'memory' ? new TextDecoder().decode(content.octets) : '';
}
