import { isIP } from 'node:net';
import { parseDuration } from '../run/request/settings';
import type { ResolveRule } from '../transport/network';
import { readOptions, type OptionForm, type ReadOptions, type WrongUsage } from './options';
import { pairsOf, type Pair } from './pairs';

const reportKinds = ['pretty', 'json', 'junit', 'har', 'github'] as const;
type ReportKind = (typeof reportKinds)[number];

/** One report and where it goes; `output` undefined: standard output. */
export interface ReportTarget {
  readonly kind: ReportKind;
  readonly output: string | undefined;
}

/** What `rcreq run` was asked. Durations are milliseconds; undefined: the engine's own limit. */
export interface RunOptions {
  readonly kind: 'run';
  readonly inputs: readonly string[];
  /** From folders also the files that end in .http and .rest. */
  readonly takesHttp: boolean;
  readonly names: readonly string[];
  readonly tags: readonly string[];
  readonly environment: string | undefined;
  readonly variables: readonly Pair[];
  readonly secrets: readonly Pair[];
  readonly profiles: readonly Pair[];
  readonly reports: readonly ReportTarget[];
  readonly bodiesFolder: string | undefined;
  readonly stopsAtFailure: boolean;
  readonly parallel: number;
  readonly repeat: number;
  readonly timeout: number | undefined;
  readonly maxWait: number | undefined;
  readonly insecureHosts: readonly string[];
  readonly resolve: readonly ResolveRule[];
  readonly isDryRun: boolean;
  readonly isVerbose: boolean;
  readonly isColorless: boolean;
}

const flag: OptionForm = { takes: 'nothing' };
const single: OptionForm = { takes: 'value' };
const repeatable: OptionForm = { takes: 'value', isRepeatable: true };

const forms = {
  ...{ name: repeatable, tag: repeatable, env: single, var: repeatable, secret: repeatable, auth: repeatable },
  ...{ report: repeatable, output: repeatable, 'output-bodies': single, bail: flag, parallel: single, repeat: single },
  ...{ timeout: single, 'max-wait': single, 'allow-insecure-host': repeatable, resolve: repeatable },
  ...{ http: flag, 'dry-run': flag, verbose: flag, 'no-color': flag },
} as const satisfies Readonly<Record<string, OptionForm>>;

type OptionName = keyof typeof forms;

/** Reads the arguments of `rcreq run`. */
export function parseRunOptions(args: readonly string[]): RunOptions | WrongUsage {
  const read = readOptions(args, forms);
  if (read.kind === 'wrong') return read;
  if (read.positionals.length === 0) {
    return { kind: 'wrong', message: 'Name at least one file, folder or glob to run, or - for standard input.' };
  }
  try {
    return { kind: 'run', inputs: read.positionals, ...runOptions(new Values(read)) };
  } catch (error) {
    if (error instanceof Wrong) return { kind: 'wrong', message: error.sentence };
    throw error;
  }
}

/** Leaves the reading of options at the first value that cannot be read. */
class Wrong extends Error {
  readonly sentence: string;

  constructor(sentence: string) {
    super(sentence);
    this.sentence = sentence;
  }
}

function runOptions(values: Values): Omit<RunOptions, 'kind' | 'inputs'> {
  return {
    names: values.all('name'),
    tags: values.all('tag').flatMap((tags) => tags.split(',').map((tag) => tag.trim())),
    environment: values.one('env'),
    variables: values.pairs('var', 'NAME=VALUE', true),
    secrets: values.pairs('secret', 'NAME=VARIABLE', false),
    profiles: values.pairs('auth', 'PROFILE=FILE', false),
    reports: reportTargets(values),
    bodiesFolder: values.one('output-bodies'),
    stopsAtFailure: values.has('bail'),
    parallel: values.count('parallel', 256),
    repeat: values.count('repeat', 1_000_000),
    timeout: values.duration('timeout'),
    maxWait: values.duration('max-wait'),
    insecureHosts: values.all('allow-insecure-host'),
    resolve: values.all('resolve').map(resolveRule),
    takesHttp: values.has('http'),
    isDryRun: values.has('dry-run'),
    isVerbose: values.has('verbose'),
    isColorless: values.has('no-color'),
  };
}

/** The values of options, read as what they should be. */
class Values {
  readonly #read: ReadOptions;

  constructor(read: ReadOptions) {
    this.#read = read;
  }

  all(name: OptionName): readonly string[] {
    return this.#read.values.get(name) ?? [];
  }

  one(name: OptionName): string | undefined {
    return this.all(name)[0];
  }

  has(name: OptionName): boolean {
    return this.#read.values.has(name);
  }

  count(name: OptionName, most: number): number {
    const text = this.one(name) ?? '1';
    const count = Number(text);
    if (/^\d+$/.test(text) && count >= 1 && count <= most) return count;
    throw new Wrong(`\`--${name}\` takes a whole number from 1 to ${most}, and \`${text}\` is none.`);
  }

  duration(name: OptionName): number | undefined {
    const text = this.one(name);
    const duration = text === undefined ? undefined : parseDuration(text);
    if (text === undefined || duration !== undefined) return duration;
    throw new Wrong(`\`--${name}\` takes a duration such as 500ms, 30s or 2m, and \`${text}\` is none.`);
  }

  pairs(name: OptionName, form: string, mayBeEmpty: boolean): readonly Pair[] {
    const pairs = pairsOf(this.all(name));
    if (pairs?.every(({ value }) => mayBeEmpty || value !== '') === true) return pairs;
    // What was typed may be a secret, so it is not repeated.
    throw new Wrong(`\`--${name}\` takes ${form}.`);
  }
}

/** Reports that are one document each, which nothing else may be mixed into. */
const isDocument = (kind: ReportKind): boolean => kind === 'json' || kind === 'junit' || kind === 'har';

function reportTargets(values: Values): readonly ReportTarget[] {
  const kinds = (values.has('report') ? values.all('report') : ['pretty']).map((text) => {
    const kind = reportKinds.find((known) => known === text);
    if (kind === undefined) throw new Wrong(`There is no report \`${text}\`. There are ${reportKinds.join(', ')}.`);
    return kind;
  });
  const outputs = [...values.all('output')];
  const takesOutputs = kinds.some(isDocument) ? isDocument : () => true;
  const targets = kinds.map((kind) => ({ kind, output: takesOutputs(kind) ? outputs.shift() : undefined }));
  if (outputs.length > 0) throw new Wrong('There is an `--output` too many: each belongs to one report.');
  const printed = targets.filter(({ output }) => output === undefined);
  if (printed.length > 1 && printed.some(({ kind }) => isDocument(kind))) {
    throw new Wrong('Two reports cannot share standard output. Give json, junit and har an `--output FILE` each.');
  }
  return targets;
}

function resolveRule(text: string): ResolveRule {
  const [, host = '', port = '', address = ''] = /^(\[[^\]]+\]|[^:]+):(\d{1,5}):(\[[^\]]+\]|\S+)$/.exec(text) ?? [];
  const bare = address.replace(/^\[|\]$/g, '');
  if (host !== '' && Number(port) <= 65_535 && isIP(bare) !== 0) return { host, port: Number(port), address: bare };
  throw new Wrong(
    `\`--resolve\` takes HOST:PORT:ADDRESS, such as api.test:443:127.0.0.1, and \`${text}\` is not that.`,
  );
}
