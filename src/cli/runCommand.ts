import { promises as fs } from 'node:fs';
import { parse } from '../language/parse';
import { extensions, readInputs, systemCode } from './inputs';
import { planOf, type Plan, type ReadFile } from './plan';
import { readLayers, type LayersOf } from './readLayers';
import { terminalProgress } from './progress';
import { coloured, plain } from './report/paint';
import { prettyResult, prettySummary, type PrettyStyle } from './report/pretty';
import type { Report, Result } from './report/report';
import { runAll } from './runAll';
import type { ReportTarget, RunOptions } from './runOptions';
import { exitCodes, wantsColour, type Terminal } from './terminal';
import { version } from './version';
import { createWorld } from './world';

/** Runs requests and reports; the exit code. `signal` stops it: nothing more is sent, and what was done is reported. */
export async function runCommand(options: RunOptions, terminal: Terminal, signal: AbortSignal): Promise<number> {
  const prepared = await prepare(options, terminal);
  if (prepared === undefined) return exitCodes.usage;
  const { hasFaults, plan, layersOf } = prepared;
  const progress = terminalProgress(plan.planned.length * options.repeat, options.repeat > 1);
  const warn = (message: string): void => terminal.error(`rcreq: ${message}\n`);
  const world = await createWorld(options, { observe: (event) => progress.observe(event), warn }, signal);
  if (world.kind === 'wrong') return fault(terminal, world.message);
  const live = livePrinter(options, terminal, () => progress.clear());
  const startedAt = new Date();
  const start = performance.now();
  try {
    const run = await runAll(
      { planned: plan.planned, options, world, layersOf, progress, onResult: live.print },
      signal,
    );
    progress.end();
    const report: Report = {
      version,
      startedAt: startedAt.toISOString(),
      duration: performance.now() - start,
      environment: options.environment,
      results: run.results,
      skipped: [...plan.skipped, ...run.skipped],
    };
    live.end(report);
    if (!(await writeReports(options, report, terminal)) || hasFaults) return exitCodes.usage;
    return signal.aborted ? exitCodes.stopped : exitCodeOf(run.results);
  } finally {
    progress.end();
    await world.dispose();
  }
}

interface Prepared {
  /** Whether something could not be read, or holds no request; only a dry run goes on then. */
  readonly hasFaults: boolean;
  readonly plan: Plan & { readonly kind: 'plan' };
  readonly layersOf: LayersOf;
}

/** Reads everything that is needed before the first request; undefined when something is wrong, which was then said. */
async function prepare(options: RunOptions, terminal: Terminal): Promise<Prepared | undefined> {
  const { inputs, faults } = await readInputs(
    options.inputs,
    terminal.standardInput,
    options.takesHttp ? extensions.all : extensions.own,
  );
  for (const each of faults) fault(terminal, each);
  if (faults.length > 0 && !options.isDryRun) return undefined;
  const files = inputs.map((input): ReadFile => ({ ...input, document: parse(input.text) }));
  const found = planOf(files, options.names, options.tags);
  const isNothing = found.kind === 'nothing';
  if (isNothing && files.length > 0) fault(terminal, found.message);
  if (isNothing && !options.isDryRun) return undefined;
  const plan: Prepared['plan'] = isNothing ? { kind: 'plan', planned: [], skipped: [] } : found;
  const layersOf = await readLayers(files, options.environment, terminal);
  return layersOf && { hasFaults: faults.length > 0 || isNothing, plan, layersOf };
}

/** Prints results as they come, when a report for people is to go to the terminal. */
function livePrinter(
  options: RunOptions,
  terminal: Terminal,
  clear: () => void,
): { print: (result: Result) => void; end: (report: Report) => void } {
  const isWanted = options.reports.some(({ kind, output }) => kind === 'pretty' && output === undefined);
  if (!isWanted) return { print: () => undefined, end: () => undefined };
  const style = styleOf(options, wantsColour(options.isColorless));
  return {
    print: (result) => {
      clear();
      terminal.print(prettyResult(result, style));
    },
    end: (report) => terminal.print(prettySummary(report, style)),
  };
}

function styleOf({ isVerbose }: RunOptions, isColoured: boolean): PrettyStyle {
  return { paint: isColoured ? coloured : plain, isVerbose };
}

/** Writes every report that is not printed as it comes; false when one cannot be written, which was then said. */
async function writeReports(options: RunOptions, report: Report, terminal: Terminal): Promise<boolean> {
  for (const target of options.reports) {
    if (target.kind === 'pretty' && target.output === undefined) continue;
    const text = await reportText(target, report, options);
    if (target.output === undefined) terminal.print(text);
    else {
      try {
        await fs.writeFile(target.output, text);
      } catch (error) {
        fault(terminal, `The report cannot be written to ${target.output} (${systemCode(error)}). Check the path.`);
        return false;
      }
    }
  }
  return true;
}

async function reportText({ kind }: ReportTarget, report: Report, options: RunOptions): Promise<string> {
  switch (kind) {
    case 'pretty': {
      const style = styleOf(options, false);
      return report.results.map((result) => prettyResult(result, style)).join('') + prettySummary(report, style);
    }
    case 'json':
    case 'junit':
    case 'har':
    case 'github':
      return (await import('./report/reports')).reports[kind](report);
  }
}

function exitCodeOf(results: readonly Result[]): number {
  const hasErrors = results.some(({ record }) => record.diagnostics.some(({ severity }) => severity === 'error'));
  if (hasErrors) return exitCodes.usage;
  return results.every(({ record }) => record.isOk) ? exitCodes.well : exitCodes.failed;
}

function fault(terminal: Terminal, message: string): number {
  terminal.error(`rcreq: ${message}\n`);
  return exitCodes.usage;
}
