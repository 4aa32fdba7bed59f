import { codeTargetNames, type CodeTarget } from '../view/export/codeTargets';
import { readOptions, type WrongUsage } from './options';
import { pairsOf, type Pair } from './pairs';

/** What `rcreq export` was asked. */
export interface ExportOptions {
  readonly kind: 'export';
  readonly format: 'curl' | 'har' | CodeTarget;
  readonly input: string;
  readonly names: readonly string[];
  readonly environment: string | undefined;
  readonly variables: readonly Pair[];
  /** Undefined: standard output. */
  readonly output: string | undefined;
}

/** Reads the arguments of `rcreq export`. */
export function parseExportOptions(args: readonly string[]): ExportOptions | WrongUsage {
  const read = readOptions(args, {
    name: { takes: 'value', isRepeatable: true },
    env: { takes: 'value' },
    var: { takes: 'value', isRepeatable: true },
    target: { takes: 'value' },
    output: { takes: 'value', short: 'o' },
  });
  if (read.kind === 'wrong') return read;
  const [named, input, ...others] = read.positionals;
  const format = formatOf(named, read.values.get('target')?.[0]);
  if (typeof format !== 'string') return format;
  if (input === undefined)
    return { kind: 'wrong', message: 'Name the file with the request, or - for standard input.' };
  if (others.length > 0) return { kind: 'wrong', message: 'One file can be exported from at a time.' };
  const variables = pairsOf(read.values.get('var') ?? []);
  if (variables === undefined) return { kind: 'wrong', message: '`--var` takes NAME=VALUE.' };
  return {
    kind: 'export',
    format,
    input,
    names: read.values.get('name') ?? [],
    environment: read.values.get('env')?.[0],
    variables,
    output: read.values.get('output')?.[0],
  };
}

function formatOf(named: string | undefined, target: string | undefined): ExportOptions['format'] | WrongUsage {
  if (named === 'curl' || named === 'har') {
    return target === undefined ? named : { kind: 'wrong', message: '`--target` is for `rcreq export code`.' };
  }
  if (named !== 'code') {
    const what = named === undefined ? 'Say what to export to' : `Nothing can be exported to \`${named}\``;
    return { kind: 'wrong', message: `${what}: curl, har or code.` };
  }
  const found = codeTargetNames.find((each) => each === (target ?? 'js.fetch'));
  const message = `There is no target \`${target ?? ''}\`. There are ${codeTargetNames.join(', ')}.`;
  return found ?? { kind: 'wrong', message };
}
