import { promises as fs, readFileSync, statSync } from 'node:fs';
import { extname, join, relative, resolve, sep } from 'node:path';
import { globBase, globPattern, isGlob } from './glob';

/** One text to work on. `file` is absolute, undefined for standard input; `label` is how reports name it, with `/`. */
export interface Input {
  readonly file: string | undefined;
  readonly label: string;
  readonly text: string;
  /** The byte order mark that stood before the text, if any: columns do not count it. */
  readonly mark: string;
}

/** Octets of the largest file that is read as requests: VS Code tells extensions nothing of a larger one either. */
export const largestRequestFile = 50 * 1024 * 1024;

/** Texts, and sentences on the inputs that could not be read. */
export interface Inputs {
  readonly inputs: readonly Input[];
  readonly faults: readonly string[];
}

/** The names that request files end in. Those of other clients are taken from a folder only when they are asked for. */
export const extensions = { own: ['.rcreq'], foreign: ['.http', '.rest'], all: ['.rcreq', '.http', '.rest'] } as const;

/**
 * Reads files, folders (their files that end in one of `wanted`, at any depth) and globs, each file once, in the order named; `-` is standard input.
 * A file that is named itself, or matched by a glob, may end in anything. One of more than `limit` octets is not read.
 */
export async function readInputs(
  named: readonly string[],
  standardInput: () => Promise<string>,
  wanted: readonly string[] = extensions.own,
  limit = largestRequestFile,
): Promise<Inputs> {
  const inputs = new Map<string, Input>();
  const faults: string[] = [];
  for (const name of named) {
    if (name === '-') {
      inputs.set('-', { file: undefined, label: '-', ...asEdited(await standardInput()) });
      continue;
    }
    const found = await filesOf(name, wanted);
    if (typeof found === 'string') faults.push(found);
    else {
      for (const file of found.filter((path) => !inputs.has(path))) {
        const input = readInput(file, limit);
        if (typeof input === 'string') faults.push(input);
        else inputs.set(file, input);
      }
    }
  }
  return { inputs: [...inputs.values()], faults };
}

const labels = new Map<string, string>();

/** How a report names a file: from the current folder, with `/`. */
export function labelOf(file: string): string {
  const known = labels.get(file);
  if (known !== undefined) return known;
  const short = relative(process.cwd(), file);
  const label = (short.startsWith('..') ? file : short).split(sep).join('/');
  labels.set(file, label);
  return label;
}

/** A file, or a sentence on why it was not read. At once: making ready Node's promises of files takes longer than reading one. */
function readInput(file: string, limit: number): Input | string {
  const label = labelOf(file);
  try {
    const { size } = statSync(file);
    if (size > limit) {
      const [found, most] = [size, limit].map((octets) => Math.ceil(octets / 1024 / 1024));
      return `${label} has ${found} MB, and no more than ${most} MB are read. Split it, and keep large bodies in files of their own: \`< ./body.json\`.`;
    }
    const text = decoded(readFileSync(file));
    if (text === undefined) return `${label} is no text file, so it holds no requests.`;
    return { file, label, ...asEdited(text) };
  } catch (error) {
    return `${label} cannot be read (${systemCode(error)}). ${adviceOn(error)}`;
  }
}

/** UTF-8, or UTF-16 with a byte order mark, as Windows' editors and PowerShell write it; undefined for what is no text. */
function decoded(octets: Buffer): string | undefined {
  const [first, second] = octets;
  const isLittleEnd = first === 0xff && second === 0xfe;
  const isBigEnd = first === 0xfe && second === 0xff;
  const evenLength = octets.length - (octets.length % 2);
  if (isBigEnd) octets = Buffer.from(octets.subarray(0, evenLength)).swap16();
  const text = isLittleEnd || isBigEnd ? octets.toString('utf16le', 0, evenLength) : octets.toString('utf8');
  return text.includes('\0') ? undefined : text;
}

async function filesOf(name: string, wanted: readonly string[]): Promise<readonly string[] | string> {
  try {
    const stats = statSync(name);
    if (!stats.isDirectory()) return [resolve(name)];
    const files = (await walk(name)).filter((path) => wanted.includes(extname(path)));
    if (files.length > 0) return files;
    const hint = wanted === extensions.own ? ', or take .http and .rest files too with `--http`' : '';
    return `There is no ${wanted.join(', ')} file in ${name} or below it. Name a file or another folder${hint}.`;
  } catch (error) {
    if (isGlob(name)) return globbed(name);
    return `${name} cannot be read (${systemCode(error)}). ${adviceOn(error)}`;
  }
}

async function globbed(glob: string): Promise<readonly string[] | string> {
  const pattern = globPattern(
    resolve(globBase(glob) || '.')
      .split(sep)
      .join('/') +
      '/' +
      glob.slice(globBase(glob).length),
  );
  const files = (await walk(globBase(glob) || '.')).filter((path) => pattern.test(path.split(sep).join('/')));
  return files.length > 0 ? files : `No file matches ${glob}. Check the pattern; * stays within a folder, ** does not.`;
}

/** Every file below a folder, sorted, absolute; nothing of hidden folders and `node_modules`. */
async function walk(folder: string): Promise<readonly string[]> {
  const entries = await fs.readdir(folder, { withFileTypes: true }).catch(() => []);
  const files: string[] = [];
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const path = join(resolve(folder), entry.name);
    if (entry.isDirectory() && !entry.name.startsWith('.') && entry.name !== 'node_modules')
      files.push(...(await walk(path)));
    else if (entry.isFile()) files.push(path);
  }
  return files;
}

/**
 * The text as an editor has it: without the byte order mark, and with a line feed where a line ends in a carriage return alone, as on old
 * Macs. Returns before a line feed end no line of their own: they come from tools that turned a CRLF into one twice.
 */
function asEdited(typed: string): Pick<Input, 'text' | 'mark'> {
  const text = typed.replace(/\r+\n?/g, (end) => (end.endsWith('\n') ? end : '\n'.repeat(end.length)));
  return text.startsWith('\uFEFF') ? { text: text.slice(1), mark: '\uFEFF' } : { text, mark: '' };
}

/** The system's code of an error, such as `ENOENT`. */
export function systemCode(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : 'unknown error';
}

function adviceOn(error: unknown): string {
  switch (systemCode(error)) {
    case 'ENOENT':
      return 'There is no such file; check the path.';
    case 'EACCES':
    case 'EPERM':
      return 'You may not read it; check its permissions.';
    default:
      return 'Check the path and the disk.';
  }
}
