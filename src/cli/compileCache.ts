import fs from 'node:fs';
import module from 'node:module';
import { homedir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import vm from 'node:vm';

/** As Node wraps a CommonJS module. */
const prefix = '(function (exports, require, module, __filename, __dirname) { ';

/** What V8 made of one bundle, to be kept for the next start. */
interface Made {
  readonly script: vm.Script;
  readonly entry: string;
  /** Of which state of the bundle it was made. */
  readonly state: Buffer;
}

/**
 * Keeps what V8 made of the bundles in `folder` for the next start, which then takes a tenth less. Node does so itself from 22.1 on.
 * It is kept in the user's own cache folder, where nobody else can write, as it is run like the bundles themselves. Nothing fails when it cannot be kept.
 */
export function keepCompiled(folder: string): void {
  const { enableCompileCache } = module as { readonly enableCompileCache?: () => unknown };
  if (enableCompileCache !== undefined) {
    enableCompileCache();
    return;
  }
  const cache = join(cacheFolder(), 'rcreq', `node-${process.version}-${process.arch}`);
  const made: Made[] = [];
  // eslint-disable-next-line @typescript-eslint/no-deprecated -- the only way before 22.1, and documented as never to be removed
  const { extensions } = require;
  const usual = extensions['.js'];
  extensions['.js'] = (loaded, file) => {
    if (dirname(file) === folder) run(loaded, file, cache, made);
    else usual(loaded, file);
  };
  process.once('exit', () => {
    for (const each of made) keep(each);
  });
}

function run(loaded: NodeJS.Module, file: string, cache: string, made: Made[]): void {
  const source = fs.readFileSync(file, 'utf8');
  const state = stateOf(file);
  const entry = join(cache, `${basename(file)}.bin`);
  const cachedData = kept(entry, state);
  const script = new vm.Script(`${prefix}${source}\n})`, {
    filename: file,
    columnOffset: -prefix.length,
    ...(cachedData === undefined ? {} : { cachedData }),
  });
  if (cachedData === undefined || script.cachedDataRejected === true) made.push({ script, entry, state });
  const compiled = script.runInThisContext() as (...parameters: readonly unknown[]) => void;
  compiled(
    loaded.exports,
    Object.assign((id: string) => loaded.require(id) as unknown, require),
    loaded,
    file,
    dirname(file),
  );
}

/** V8 tells sources apart by their length alone, and packages give every file the same date; the time of its last change in the file system cannot be set. */
function stateOf(file: string): Buffer {
  const { ctimeMs, size } = fs.statSync(file);
  return Buffer.from(new Float64Array([ctimeMs, size]).buffer);
}

/** What was kept of a bundle in this very state; undefined when there is nothing. V8 itself refuses what another V8 made. */
function kept(entry: string, state: Buffer): Buffer | undefined {
  try {
    const data = fs.readFileSync(entry);
    return data.subarray(0, state.length).equals(state) ? data.subarray(state.length) : undefined;
  } catch {
    return undefined;
  }
}

/** Written aside and then moved, so that nobody reads half of it. At the end of a run, when what is needed was compiled. */
function keep({ script, entry, state }: Made): void {
  const aside = `${entry}.${process.pid}`;
  try {
    fs.mkdirSync(dirname(entry), { recursive: true, mode: 0o700 });
    fs.writeFileSync(aside, Buffer.concat([state, script.createCachedData()]), { mode: 0o600 });
    fs.renameSync(aside, entry);
  } catch {
    // A home that cannot be written to costs the next start a few milliseconds.
  }
}

function cacheFolder(): string {
  if (process.platform === 'win32') return process.env['LOCALAPPDATA'] ?? join(homedir(), 'AppData', 'Local');
  if (process.platform === 'darwin') return join(homedir(), 'Library', 'Caches');
  return process.env['XDG_CACHE_HOME'] || join(homedir(), '.cache');
}
