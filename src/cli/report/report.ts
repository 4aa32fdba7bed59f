import type { RunRecord } from '../../run/record';

/** A body as a report shows it, masked: its first 1 MiB, or the file that holds all of it. */
export type ReportedBody = { readonly text: string } | { readonly base64: string } | { readonly file: string };

/** One run of one request. Every report is a pure function of these. */
export interface Result {
  /** Zero-based; with `--repeat` there are several. */
  readonly iteration: number;
  /** The file as reports name it; `-` for standard input. */
  readonly file: string;
  /** Its `content` is undefined: reports hold bodies only as `body` and `partBodies`. */
  readonly record: RunRecord;
  readonly body: ReportedBody | undefined;
  /** Bodies of the parts of a 207, in their order. */
  readonly partBodies: readonly ReportedBody[];
}

/** A request that was left out because of `# @disabled`, `--bail`, or because the run was stopped. */
export interface Skipped {
  readonly file: string;
  readonly line: number;
  readonly label: string;
  readonly why: string;
}

/** A whole run. Times are ISO 8601 and milliseconds. */
export interface Report {
  readonly version: string;
  readonly startedAt: string;
  readonly duration: number;
  readonly environment: string | undefined;
  readonly results: readonly Result[];
  readonly skipped: readonly Skipped[];
}

/** What a person calls a request: its title, else its name, else method and URL. */
export function labelOfResult({ record }: Pick<Result, 'record'>): string {
  return record.title ?? record.name ?? `${record.method} ${record.url}`;
}

/** Sentences on why a result is not well; empty when it is. `line` is that of what is wrong. */
export function complaintsOf({ record }: Result): readonly { readonly line: number; readonly message: string }[] {
  if (record.isOk) return [];
  const errors = record.diagnostics.filter(({ severity }) => severity === 'error');
  const failed = record.assertions.filter(({ isOk }) => !isOk);
  return [
    ...errors.map(({ line, message }) => ({ line, message })),
    ...failed.map(({ line, text, message }) => ({ line, message: `${text}: ${message ?? 'failed.'}` })),
  ];
}
