/**
 * Runs every suite, or those named: `npm test`, `npm test -- unit host`. Ends with `N passed, N failed` alone on the last line.
 * A suite that ends badly without a failed test, or that ran no test, counts as one failure: nothing passes by not running.
 */
import { spawn } from 'node:child_process';
import { join } from 'node:path';

interface Suite {
  readonly name: string;
  readonly command: readonly string[];
  /** A command without a count of its own is one test: its exit code. */
  readonly counts: 'lines' | 'exit';
}

interface Result {
  readonly name: string;
  readonly passed: number;
  readonly failed: number;
  readonly seconds: number;
  /** What the suite said of its failed tests; empty where it said nothing apart. */
  readonly account: string;
}

const root = join(__dirname, '..');
const node = (file: string, ...rest: readonly string[]): readonly string[] => [
  'node',
  '--import',
  'tsx',
  file,
  ...rest,
];
const mocha = (...globs: readonly string[]): readonly string[] => ['node', 'node_modules/mocha/bin/mocha.js', ...globs];

const suites: readonly Suite[] = [
  { name: 'build', command: ['node', 'esbuild.js'], counts: 'exit' },
  { name: 'types', command: ['node', 'node_modules/typescript/bin/tsc', '-b'], counts: 'exit' },
  { name: 'lint', command: ['node', 'node_modules/eslint/bin/eslint.js', '--max-warnings', '0', '.'], counts: 'exit' },
  {
    name: 'format',
    command: ['node', 'node_modules/prettier/bin/prettier.cjs', '--check', '--log-level', 'warn', '.'],
    counts: 'exit',
  },
  { name: 'unused', command: ['node', 'node_modules/knip/bin/knip.js'], counts: 'exit' },
  { name: 'unit', command: mocha('test/{unit,conformance}/**/*.test.ts'), counts: 'lines' },
  { name: 'architecture', command: mocha('test/architecture/**/*.test.ts'), counts: 'lines' },
  { name: 'install', command: node('test/host/install.ts'), counts: 'exit' },
  { name: 'conformance', command: node('test/conformance/run.ts'), counts: 'lines' },
  { name: 'integration', command: mocha('test/integration/**/*.test.ts'), counts: 'lines' },
  { name: 'webview', command: mocha('test/webview/**/*.test.ts'), counts: 'lines' },
  { name: 'host', command: node('test/host/run.ts'), counts: 'lines' },
  { name: 'restricted', command: node('test/host/run.ts', '--restricted'), counts: 'lines' },
  { name: 'packaged', command: node('test/host/run.ts', '--packaged'), counts: 'lines' },
];

/** Runs one suite, its output shown as it comes. */
async function run(suite: Suite): Promise<Result> {
  process.stdout.write(`\n── ${suite.name} ──\n`);
  const start = performance.now();
  const { code, output } = await execute(suite.command);
  const seconds = (performance.now() - start) / 1000;
  const counts =
    suite.counts === 'exit' ? { passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1 } : countsOf(output);
  const isUnexplained = counts.failed === 0 && (code !== 0 || counts.passed === 0);
  const failed = isUnexplained ? 1 : counts.failed;
  return { name: suite.name, passed: counts.passed, failed, seconds, account: accountOf(output) };
}

function execute(command: readonly string[]): Promise<{ code: number; output: string }> {
  const [program = '', ...rest] = command;
  return new Promise((resolve) => {
    const child = spawn(program === 'node' ? process.execPath : program, rest, {
      cwd: root,
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let output = '';
    child.stdout.on('data', (chunk: Buffer) => {
      process.stdout.write(chunk);
      output += chunk.toString();
    });
    child.on('close', (code) => resolve({ code: code ?? 1, output }));
  });
}

/** Reads mocha's closing lines, or the last `N passed, N failed`. */
function countsOf(output: string): { passed: number; failed: number } {
  const plain = [...output.matchAll(/^(\d+) passed, (\d+) failed$/gm)].at(-1);
  if (plain !== undefined) return { passed: Number(plain[1]), failed: Number(plain[2]) };
  const last = (pattern: RegExp): number => Number([...output.matchAll(pattern)].at(-1)?.[1] ?? 0);
  return { passed: last(/^\s*(\d+) passing/gm), failed: last(/^\s*(\d+) failing/gm) };
}

/** From mocha's `N failing` on, 60 lines at most: said again at the end, where a log that was cut still shows it. */
function accountOf(output: string): string {
  const start = output.search(/^\s*\d+ failing/m);
  return start < 0 ? '' : output.slice(start).trim().split('\n').slice(0, 60).join('\n');
}

async function main(names: readonly string[]): Promise<void> {
  const unknown = names.filter((name) => !suites.some((suite) => suite.name === name));
  if (unknown.length > 0) {
    process.stderr.write(
      `No suite is named ${unknown.join(', ')}. There are: ${suites.map(({ name }) => name).join(', ')}.\n`,
    );
    process.exit(2);
  }
  const results: Result[] = [];
  for (const suite of suites.filter(({ name }) => names.length === 0 || names.includes(name)))
    results.push(await run(suite));
  const sum = (key: 'passed' | 'failed'): number => results.reduce((total, result) => total + result[key], 0);
  for (const { name, account } of results)
    if (account !== '') process.stdout.write(`\n── failed in ${name} ──\n${account}\n`);
  process.stdout.write('\n');
  for (const { name, passed, failed, seconds } of results) {
    process.stdout.write(
      `${failed === 0 ? 'ok  ' : 'FAIL'} ${name.padEnd(14)} ${passed} of ${passed + failed} in ${seconds.toFixed(1)} s\n`,
    );
  }
  process.stdout.write(`${sum('passed')} passed, ${sum('failed')} failed\n`);
  process.exitCode = sum('failed') === 0 ? 0 : 1;
}

void main(process.argv.slice(2));
