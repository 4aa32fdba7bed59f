import { readOptions, type WrongUsage } from './options';

/** What `rcreq import` was asked. */
export interface ImportOptions {
  readonly kind: 'import';
  readonly format: ImportFormat;
  /** Files, folders, globs or `-`; for `curl` also a command. */
  readonly sources: readonly string[];
  /** A file, or a folder for several; undefined: standard output. */
  readonly output: string | undefined;
}

const formats = ['http', 'curl', 'history', 'environments'] as const;
export type ImportFormat = (typeof formats)[number];

const wanted: Readonly<Record<ImportFormat, string>> = {
  http: 'file, folder or glob',
  curl: 'file with cURL commands, or a command in quotes',
  history: 'history.json of REST Client',
  environments: 'settings.json, .httpyac.json, .env file or folder',
};

/** Reads the arguments of `rcreq import`. */
export function parseImportOptions(args: readonly string[]): ImportOptions | WrongUsage {
  const read = readOptions(args, { output: { takes: 'value', short: 'o' } });
  if (read.kind === 'wrong') return read;
  const [named, ...sources] = read.positionals;
  const format = formats.find((each) => each === named);
  if (format === undefined) {
    const what = named === undefined ? 'Say what to import' : `\`${named}\` cannot be imported`;
    return { kind: 'wrong', message: `${what}: ${formats.join(', ')}.` };
  }
  if (sources.length === 0) {
    return { kind: 'wrong', message: `Name at least one ${wanted[format]}, or - for standard input.` };
  }
  return { kind: 'import', format, sources, output: read.values.get('output')?.[0] };
}
