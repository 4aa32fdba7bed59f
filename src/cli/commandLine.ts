import { nearest } from '../language/words/nearest';
import { readOptions, type WrongUsage } from './options';
import { parseExportOptions, type ExportOptions } from './exportOptions';
import { parseImportOptions, type ImportOptions } from './importOptions';
import { parseRunOptions, type RunOptions } from './runOptions';
import { commands, type CommandName } from './usage';

/** Files to work on. `takesHttp`: from folders also those that end in .http and .rest. */
export interface FileOptions {
  readonly inputs: readonly string[];
  readonly takesHttp: boolean;
}

/** What `rcreq check` was asked. */
interface CheckOptions extends FileOptions {
  readonly kind: 'check';
}

/** What `rcreq format` was asked. `isCheck`: only say which files would change. */
export interface FormatOptions extends FileOptions {
  readonly kind: 'format';
  readonly isCheck: boolean;
}

/** What `rcreq sandbox` was asked. `port` 0: any free one. */
interface SandboxOptions {
  readonly kind: 'sandbox';
  readonly port: number;
}

/** One command line, understood. */
export type CommandLine =
  | RunOptions
  | CheckOptions
  | FormatOptions
  | ImportOptions
  | ExportOptions
  | SandboxOptions
  | { readonly kind: 'help'; readonly command: CommandName | undefined }
  | { readonly kind: 'version' };

/** Reads the arguments after the program's name. `wrong` knows the command it is about, when there is one. */
export function parseCommandLine(
  args: readonly string[],
): CommandLine | (WrongUsage & { readonly command: CommandName | undefined }) {
  const [first, ...rest] = args;
  if (first === undefined || first === '--help' || first === '-h' || first === 'help') {
    return { kind: 'help', command: commands.find((command) => command === rest[0]) };
  }
  if (first === '--version' || first === '-V') return { kind: 'version' };
  const command = commands.find((name) => name === first);
  if (command === undefined) return { kind: 'wrong', command, message: unknownCommand(first) };
  if (rest.includes('--help') || rest.includes('-h')) return { kind: 'help', command };
  const parsed = parsers[command](rest);
  return parsed.kind === 'wrong' ? { ...parsed, command } : parsed;
}

const parsers: Readonly<Record<CommandName, (args: readonly string[]) => CommandLine | WrongUsage>> = {
  run: parseRunOptions,
  check: parseCheckOptions,
  format: parseFormatOptions,
  import: parseImportOptions,
  export: parseExportOptions,
  sandbox: parseSandboxOptions,
};

function unknownCommand(typed: string): string {
  const what = typed.startsWith('-') ? `There is no option \`${typed}\`` : `There is no command \`${typed}\``;
  const meant = nearest(typed, commands);
  return `${what}.${meant === undefined ? '' : ` Did you mean \`${meant}\`?`} The commands are ${commands.join(', ')}.`;
}

function parseCheckOptions(args: readonly string[]): CheckOptions | WrongUsage {
  const read = readOptions(args, { http: { takes: 'nothing' } });
  if (read.kind === 'wrong') return read;
  return read.positionals.length === 0
    ? { kind: 'wrong', message: 'Name at least one file, folder or glob to check, or - for standard input.' }
    : { kind: 'check', inputs: read.positionals, takesHttp: read.values.has('http') };
}

function parseFormatOptions(args: readonly string[]): FormatOptions | WrongUsage {
  const read = readOptions(args, { check: { takes: 'nothing' }, http: { takes: 'nothing' } });
  if (read.kind === 'wrong') return read;
  return read.positionals.length === 0
    ? { kind: 'wrong', message: 'Name at least one file, folder or glob to format, or - for standard input.' }
    : {
        kind: 'format',
        inputs: read.positionals,
        isCheck: read.values.has('check'),
        takesHttp: read.values.has('http'),
      };
}

function parseSandboxOptions(args: readonly string[]): SandboxOptions | WrongUsage {
  const read = readOptions(args, { port: { takes: 'value' } });
  if (read.kind === 'wrong') return read;
  const [unexpected] = read.positionals;
  if (unexpected !== undefined) return { kind: 'wrong', message: `\`rcreq sandbox\` takes no \`${unexpected}\`.` };
  const port = read.values.get('port')?.[0] ?? '0';
  return /^\d{1,5}$/.test(port) && Number(port) <= 65_535
    ? { kind: 'sandbox', port: Number(port) }
    : { kind: 'wrong', message: `\`--port\` takes a number from 0 to 65535, and \`${port}\` is none.` };
}
