import { answerKey, answersFromNow } from './answers';
import { runForAnswer, type Job } from './job';
import type { RunContext, RunPorts, RunTarget } from './ports';
import type { RunRecord } from './record';

/** Runs one request from document to masked record; what kept it from being sent is in the record. Never throws for what a person, file or server can do. */
export async function runRequest(
  target: RunTarget,
  context: RunContext,
  ports: RunPorts,
  signal: AbortSignal,
): Promise<RunRecord> {
  const answers = context.needsAnew === true ? answersFromNow(context.answers) : context.answers;
  const job: Job = { target, context: { ...context, answers }, ports, signal, chain: [] };
  return (await runForAnswer(job)).record;
}

/**
 * As `runRequest`, but a named request that another one is having run at this moment, because it needs its answer, is not sent again:
 * that run is joined.
 */
export async function runShared(
  target: RunTarget,
  context: RunContext,
  ports: RunPorts,
  signal: AbortSignal,
): Promise<RunRecord> {
  const { name } = target.request;
  const job: Job = { target, context, ports, signal, chain: [] };
  const shared =
    name === undefined ? undefined : context.answers.share(answerKey(target.file, name), [], () => runForAnswer(job));
  return (await (shared ?? runForAnswer(job))).record;
}
