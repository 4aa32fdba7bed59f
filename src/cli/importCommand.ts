import { statSync } from 'node:fs';
import { dirname, extname, isAbsolute, join } from 'node:path';
import { lineIndex } from '../base/lines';
import { convert } from '../language/convert/convert';
import { fromCurl, isCurlCommand } from '../language/convert/fromCurl';
import { fromRestClientHistory } from '../language/convert/fromHistory';
import type { ImportFormat, ImportOptions } from './importOptions';
import { importEnvironments } from './importEnvironments';
import { extensions, readInputs, type Input } from './inputs';
import { exitCodes, type Terminal } from './terminal';
import { writeNew } from './writeNew';

/** A text that became a request file, with sentences on what differs. */
interface Imported {
  readonly label: string;
  readonly text: string;
  readonly remarks: readonly string[];
}

/** Makes request files of other files; says on standard error what differs. Nothing that is there is written over. */
export async function importCommand(options: ImportOptions, terminal: Terminal): Promise<number> {
  if (options.format === 'environments') return importEnvironments(options, terminal);
  const { inputs, faults } = await inputsOf(options, terminal);
  const found = inputs.map(importers[options.format]);
  const read = found.filter((each) => typeof each !== 'string');
  const wrong = [...faults, ...found.filter((each) => typeof each === 'string')];
  for (const { remarks } of read) for (const remark of remarks) terminal.error(`${remark}\n`);
  const failed = wrong.length > 0 ? [] : write(read, options.output, terminal);
  for (const fault of [...wrong, ...failed]) terminal.error(`rcreq: ${fault}\n`);
  return wrong.length + failed.length > 0 ? exitCodes.usage : exitCodes.well;
}

const importers: Readonly<Record<Exclude<ImportFormat, 'environments'>, (input: Input) => Imported | string>> = {
  http: fromHttp,
  curl: fromCommands,
  history: fromHistory,
};

async function inputsOf(
  { sources, format }: ImportOptions,
  { standardInput }: Terminal,
): Promise<Awaited<ReturnType<typeof readInputs>>> {
  const isCommand = (source: string): boolean => format === 'curl' && isCurlCommand(source);
  const read = await readInputs(
    sources.filter((source) => !isCommand(source)),
    standardInput,
    extensions.foreign,
    Infinity,
  );
  const commands = sources.filter(isCommand).map((text) => ({ file: undefined, label: 'command', text, mark: '' }));
  return { faults: read.faults, inputs: [...commands, ...read.inputs] };
}

function fromHttp({ text, label }: Input): Imported {
  const converted = convert(text);
  const index = lineIndex(text);
  const remarks = converted.remarks.map(
    ({ span, what, advice }) => `${label}:${index.position(span.start).line + 1}: ${what}: ${advice}`,
  );
  return { label, text: converted.text, remarks };
}

function fromCommands({ text, label }: Input): Imported | string {
  const requests = fromCurl(text);
  if (requests === undefined) return `${label} holds no cURL command. It begins with \`curl\`.`;
  return {
    label,
    text: `${requests.text}\n`,
    remarks: requests.remarks.map(({ line, message }) => `${label}:${line}: ${message}`),
  };
}

function fromHistory({ text, label }: Input): Imported | string {
  const history = fromRestClientHistory(text);
  if (history === undefined) return `${label} is no history of REST Client. That one is ~/.rest-client/history.json.`;
  const secrets = history.secrets.map(({ name }) => `{{$secret ${name}}}`).join(', ');
  return {
    label,
    text: history.text,
    remarks: [
      ...history.leftOut.map(
        (request) => `${label}: ${request}: it cannot be written as it was sent, so it is left out.`,
      ),
      ...(secrets === ''
        ? []
        : [`${label}: ${secrets}: stands where a secret stood. Give it with --secret when you run the file.`]),
    ],
  };
}

/** Sentences on what could not be written. */
function write(imported: readonly Imported[], output: string | undefined, terminal: Terminal): readonly string[] {
  const [only, ...others] = imported;
  if (only === undefined) return [];
  if (others.length > 0) {
    if (output === undefined)
      return ['Several files do not fit on standard output. Name a folder for them: `-o FOLDER`.'];
    return imported.flatMap(({ label, text }) => writeNew(join(output, nameOf(label)), text, terminal));
  }
  if (output === undefined) {
    terminal.print(only.text);
    return [];
  }
  return writeNew(isFolder(output) ? join(output, nameOf(only.label)) : output, only.text, terminal);
}

/** `api/users.http` as `api/users.rcreq`; a file from elsewhere keeps its last name alone. */
function nameOf(label: string): string {
  const inside = isAbsolute(label) ? label.slice(dirname(label).length + 1) : label;
  const stem = inside === '-' ? 'requests' : inside.slice(0, inside.length - extname(inside).length);
  return `${stem}.rcreq`;
}

function isFolder(path: string): boolean {
  return path.endsWith('/') || statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
}
