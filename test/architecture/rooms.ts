import { dirname, join, normalize } from 'node:path/posix';

/** One row of the table in `src/README.md`. */
export interface Room {
  readonly name: string;
  readonly mayImport: readonly string[];
  /** Package names; `node:` stands for every Node built-in. */
  readonly packages: readonly string[];
}

/** What esbuild's metafile says of one input file. */
export interface MetafileInput {
  readonly imports: readonly { readonly path: string; readonly external?: boolean; readonly original?: string }[];
}

/** The inputs of a metafile, by path from the project's root. */
export type MetafileInputs = Readonly<Record<string, MetafileInput>>;

/** The rooms of the table in a page like `src/README.md`, in order; empty when there is no such table. */
export function roomsOf(page: string): readonly Room[] {
  const rows = page.split('\n').filter((line) => /^\| [a-z]+ \|.*\|.*\|.*\|.*\|$/.test(line));
  return rows
    .map((row) => row.split('|').map((cell) => cell.trim()))
    .filter((cells) => cells[1] !== 'room' && cells.length === 7)
    .map((cells) => ({ name: cells[1] ?? '', mayImport: names(cells[3]), packages: names(cells[4]) }));
}

function names(cell: string | undefined): readonly string[] {
  return (cell ?? '')
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '' && name !== '–');
}

/** Every import that the table forbids, one sentence each; empty when the bundle keeps the direction. */
export function forbiddenImports(inputs: MetafileInputs, rooms: readonly Room[]): readonly string[] {
  return Object.entries(inputs).flatMap(([file, input]) => {
    const room = rooms.find(({ name }) => name === roomOf(file));
    if (room === undefined) return file.startsWith('src/') ? [`${file} lies in no room of src/README.md.`] : [];
    return input.imports.filter(({ path }) => !isAllowed(path, room)).map(({ path }) => `${file} imports ${path}.`);
  });
}

function isAllowed(path: string, room: Room): boolean {
  const target = roomOf(path);
  if (target !== undefined) return target === room.name || room.mayImport.includes(target);
  const name = packageOf(path);
  return name === undefined || room.packages.includes(name);
}

function roomOf(path: string): string | undefined {
  return /^src\/([a-z]+)\//.exec(path)?.[1];
}

/** `axios` for `node_modules/axios/index.js`, `node:` for a built-in, undefined for a file of the project. */
function packageOf(path: string): string | undefined {
  const inPackage = /(?:^|.*\/)node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path)?.[1];
  if (inPackage !== undefined) return inPackage;
  if (path.startsWith('node:')) return 'node:';
  if (/^[a-z@]/.test(path) && !/\.[a-z]+$/.test(path)) return path.split('/')[0];
  return undefined;
}

/** The import cycles among the project's own files, each as its path of files; type-only imports do not count, as they are gone after the build. */
export function importCycles(inputs: MetafileInputs): readonly string[] {
  const cycles: string[] = [];
  const done = new Set<string>();
  const visit = (file: string, path: readonly string[]): void => {
    const start = path.indexOf(file);
    if (start !== -1) {
      cycles.push([...path.slice(start), file].join(' → '));
      return;
    }
    if (done.has(file)) return;
    for (const { path: next, external } of inputs[file]?.imports ?? []) {
      if (external !== true && next.startsWith('src/')) visit(next, [...path, file]);
    }
    done.add(file);
  };
  Object.keys(inputs)
    .filter((file) => file.startsWith('src/'))
    .forEach((file) => visit(file, []));
  return cycles;
}

/** The rooms that a `tsconfig.json` in `src/<room>` refers to. */
export function referencesOf(
  room: string,
  config: { readonly references?: readonly { readonly path: string }[] },
): readonly string[] {
  return (config.references ?? [])
    .map(({ path }) => normalize(join('src', room, path)))
    .map((path) => path.slice(dirname(path).length + 1));
}
