/**
 * `npm run demo`: builds, starts the sandbox and opens the workbench on `examples/`. With `--headless` it sends every example request with the
 * command line instead, prints what came of each, and exits with its code.
 */
import { execFileSync, spawn } from 'node:child_process';
import { join } from 'node:path';
import { startSandbox, type Sandbox } from '../src/sandbox';
import { openWorkbench } from './host/open';
import { programPath } from './support/programPath';

const root = join(__dirname, '..');
/** The port that `examples/http-client.env.json` names. */
const examplesPort = 8377;

async function main(args: readonly string[]): Promise<number> {
  execFileSync(process.execPath, ['esbuild.js'], { cwd: root, stdio: 'inherit' });
  const isHeadless = args.includes('--headless');
  const sandbox = await sandboxAt(isHeadless ? [examplesPort, 0] : [examplesPort]);
  if (sandbox === undefined) {
    process.stderr.write(
      `Port ${examplesPort} is taken, and the examples name it. Stop what listens there, or run the demo with --headless.\n`,
    );
    return 1;
  }
  process.stdout.write(`The sandbox listens at ${sandbox.baseUrl}.\n`);
  try {
    return await (isHeadless ? sendExamples(sandbox.baseUrl) : openUntilStopped());
  } finally {
    await sandbox.close();
  }
}

/** The sandbox on the first of these ports that is free; undefined when none is. */
async function sandboxAt(ports: readonly number[]): Promise<Sandbox | undefined> {
  for (const port of ports) {
    try {
      return await startSandbox({ port });
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EADDRINUSE')) throw error;
    }
  }
  return undefined;
}

function sendExamples(baseUrl: string): Promise<number> {
  const variables = ['--var', `host=${baseUrl}`, '--var', `otherOrigin=${baseUrl.replace('127.0.0.1', 'localhost')}`];
  const child = spawn(process.execPath, ['dist/cli.js', 'run', 'examples', ...variables], {
    cwd: root,
    stdio: 'inherit',
  });
  return new Promise((resolve) => child.on('close', (code) => resolve(code ?? 1)));
}

/** In the desktop VS Code where `code` is on the PATH, else in code-server, which is installed first where it is missing. */
async function openUntilStopped(): Promise<number> {
  if (programPath(['code']) === undefined) {
    execFileSync(process.execPath, ['--import', 'tsx', 'test/host/install.ts', 'server'], {
      cwd: root,
      stdio: 'inherit',
    });
  }
  const workbench = await openWorkbench({
    folder: join(root, 'examples'),
    file: join(root, 'examples', '1-first-request.rcreq'),
  });
  process.stdout.write(`The workbench is open at ${workbench.url}. Press Ctrl+C to stop.\n`);
  await new Promise((resolve) => {
    process.once('SIGINT', resolve);
    process.once('SIGTERM', resolve);
  });
  await workbench.close();
  return 0;
}

void main(process.argv.slice(2)).then((code) => {
  process.exitCode = code;
});
