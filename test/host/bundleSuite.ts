/** Makes `out/host/suite.js`, which exports `run(): Promise<void>` as VS Code wants it, from every test file found under `suite/`. */
import { readdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import { build, type Metafile } from 'esbuild';
import { repositoryRoot } from './installed';

/** `any` host, the desktop included; one whose `page` can be driven; or such a one whose workspace is not trusted. */
export type HostKind = 'any' | 'page' | 'restricted';

/** Absolute path of the bundle. Rejects when a test under `suite/api` imports what drives the page: it would fail on a desktop. */
export async function bundleSuite(kind: HostKind): Promise<string> {
  const files = suites[kind].flatMap(testFiles);
  const outfile = join(repositoryRoot, 'out', 'host', 'suite.js');
  const { metafile } = await build({
    stdin: { contents: entry(files), resolveDir: __dirname, sourcefile: 'suite.js' },
    outfile,
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    packages: 'external',
    sourcemap: 'inline',
    metafile: true,
    absWorkingDir: repositoryRoot,
    logLevel: 'warning',
  });
  requireNoPage(metafile);
  return outfile;
}

const suites = { any: ['api'], page: ['api', 'page'], restricted: ['restricted'] } as const;

/** Paths relative to this folder, sorted, so that a run is the same everywhere. */
function testFiles(folder: 'api' | 'page' | 'restricted'): readonly string[] {
  return readdirSync(join(__dirname, 'suite', folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.test.ts'))
    .map((name) => join('suite', folder, name))
    .sort();
}

/** Each file is required only when mocha is ready for it. */
function entry(files: readonly string[]): string {
  const loaders = files.map((file) => `() => require(${JSON.stringify(`./${file}`)})`);
  return `import { runSuite } from './runSuite';\nexport const run = () => runSuite([${loaders.join(', ')}]);\n`;
}

function requireNoPage({ inputs }: Metafile): void {
  const driver = relative(repositoryRoot, join(__dirname, 'page.ts'));
  const api = relative(repositoryRoot, join(__dirname, 'suite', 'api'));
  for (const [file, { imports }] of Object.entries(inputs)) {
    if (file.startsWith(api) && imports.some(({ path }) => path === driver))
      throw new Error(`${file} drives the page. Move it to test/host/suite/page.`);
  }
}
