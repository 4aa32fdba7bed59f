import { sessionAnswers } from '../run/answers';
import type { Answers, Binding, RunContext } from '../run/ports';
import type { RunRecord } from '../run/record';
import { runShared } from '../run/runRequest';
import { releaseContent } from '../transport/contents';
import { labelOf } from './inputs';
import { skippedBecause, type Planned, type ReadFile } from './plan';
import type { Progress } from './progress';
import { reportedBodies } from './reportedBody';
import type { Result, Skipped } from './report/report';
import type { RunOptions } from './runOptions';
import type { World } from './world';

/** What is run, and how. */
export interface Task {
  readonly planned: readonly Planned[];
  readonly options: RunOptions;
  readonly world: World;
  /** Environment layers of a file. */
  readonly layersOf: (file: ReadFile) => readonly (readonly Binding[])[];
  readonly progress: Progress;
  /** Told of each result as it comes. */
  readonly onResult: (result: Result) => void;
}

/** All results in the order of files and lines, and what was left out because something failed or somebody stopped it. */
export async function runAll(
  task: Task,
  signal: AbortSignal,
): Promise<{ readonly results: readonly Result[]; readonly skipped: readonly Skipped[] }> {
  const { planned, options } = task;
  const results: Result[] = [];
  const skipped: Skipped[] = [];
  const rounds = Array.from({ length: options.repeat }, (_, iteration) => new Round(task, iteration, results));
  const jobs = rounds.flatMap((round) => planned.map((each) => ({ round, each })));
  let next = 0;
  const work = async (): Promise<void> => {
    for (let job = jobs[next++]; job !== undefined; job = jobs[next++]) {
      const { round, each } = job;
      const isBailed = options.stopsAtFailure && results.some(({ record }) => !record.isOk);
      if (signal.aborted) skipped.push(skippedBecause(each, 'stopped'));
      else if (isBailed) skipped.push(skippedBecause(each, 'a request before it failed'));
      else await round.run(each, signal);
      task.progress.advance();
    }
  };
  await Promise.all(Array.from({ length: Math.min(options.parallel, jobs.length) }, work));
  for (const round of rounds) await round.settled();
  const places = new Map([...new Set(planned.map(({ file }) => file.label))].map((label, place) => [label, place]));
  // A request of an imported file that is not itself run comes last.
  const place = (result: Result): number => places.get(result.file) ?? places.size;
  results.sort((a, b) => a.iteration - b.iteration || place(a) - place(b) || a.record.line - b.record.line);
  return { results, skipped };
}

/** One time through the plan, with answers of its own. */
class Round {
  readonly #task: Task;
  readonly #iteration: number;
  readonly #results: Result[];
  readonly #answers: Answers;
  /** Requests that were run because another one needed them, by file and line. */
  readonly #done = new Set<string>();
  /** Records are let go of when they are reported: each holds a body. */
  readonly #reporting = new WeakMap<RunRecord, Promise<void>>();
  readonly #unsettled = new Set<Promise<void>>();

  constructor(task: Task, iteration: number, results: Result[]) {
    this.#task = task;
    this.#iteration = iteration;
    this.#results = results;
    const answers = sessionAnswers();
    this.#answers = {
      ...answers,
      store: (answer) => {
        answers.store(answer);
        void this.#report(answer.record);
      },
    };
  }

  async run({ file, request, line }: Planned, signal: AbortSignal): Promise<void> {
    if (this.#done.has(placeKey(file.file, line))) return;
    const { options, world, layersOf } = this.#task;
    const context: RunContext = {
      environment: options.environment,
      layers: layersOf(file),
      overrides: options.variables.map((each) => ({ ...each, source: '--var', isSecret: false })),
      policy: world.policy,
      answers: this.#answers,
      isDryRun: options.isDryRun,
    };
    const target = { document: file.document, request, file: file.file };
    await this.#report(await runShared(target, context, world.ports, signal));
  }

  /** Ends when the last result is reported, those of needed requests included. */
  async settled(): Promise<void> {
    await Promise.all(this.#unsettled);
  }

  /** Reports a record once, whoever brings it first. */
  #report(record: RunRecord): Promise<void> {
    const known = this.#reporting.get(record);
    if (known !== undefined) return known;
    this.#done.add(placeKey(record.file, record.line));
    const reporting = this.#makeResult(record).then(() => void this.#unsettled.delete(reporting));
    this.#reporting.set(record, reporting);
    this.#unsettled.add(reporting);
    return reporting;
  }

  async #makeResult(record: RunRecord): Promise<void> {
    const { options, onResult } = this.#task;
    const needsBodies = options.isVerbose || options.reports.some(({ kind }) => kind === 'json' || kind === 'har');
    const bodies = needsBodies
      ? await reportedBodies(record, options.bodiesFolder)
      : { body: undefined, partBodies: [] };
    if (record.name === undefined && record.content !== undefined) await releaseContent(record.content);
    const file = record.file === undefined ? '-' : labelOf(record.file);
    const result = { iteration: this.#iteration, file, record: { ...record, content: undefined }, ...bodies };
    this.#results.push(result);
    onResult(result);
  }
}

function placeKey(file: string | undefined, line: number): string {
  return `${file ?? ''}\n${line}`;
}
