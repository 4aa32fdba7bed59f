import type { SendPolicy } from '../../src/http/policy';
import { parse } from '../../src/language/parse';
import { sessionAnswers } from '../../src/run/answers';
import { exportedText, finish } from '../../src/run/finish';
import type { RunTarget } from '../../src/run/ports';
import type { RunRecord } from '../../src/run/record';
import type { CaseRun } from './runner';

/** Which texts that no record, log or HAR may hold are in what a run produced, once it went through the one door to records. */
export function leaks(forbidden: readonly string[], run: CaseRun, policy: SendPolicy): readonly string[] {
  if (forbidden.length === 0) return [];
  const record = recordOf(run, policy);
  const written = [JSON.stringify({ ...record, content: undefined }), exportedText(record, contentText(record))];
  return forbidden
    .filter((text) => written.some((one) => one.includes(text)))
    .map((text) => `recordsMustNotContain: found ${text}`);
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
