/**
 * Puts a VS Code and a browser on this machine from the npm registry alone (about 1 GB, half a minute); when all is there it
 * only says so. `node --import tsx test/host/install.ts [server] [browser]` installs those named, or both.
 */
import { spawn } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';
import { systemChromiumPath } from '../support/browser';
import {
  browserInstallation,
  repositoryRoot,
  serverInstallation,
  unpackedFolder,
  type Installation,
} from './installed';

interface Part {
  readonly name: string;
  readonly installation: Installation;
  /** Says why nothing is to be installed, or undefined. */
  readonly present: () => string | undefined;
  /** What remains to be done in the folder once the packages are there. `final` is where it will be. */
  readonly complete: (folder: string, final: string) => Promise<void>;
}

const needs = 'The installation needs the npm registry and about 1 GB of disk.';

/** A step that failed, told in a sentence that says what to do. */
class InstallError extends Error {}

const parts: readonly Part[] = [
  { name: 'server', installation: serverInstallation, present: () => undefined, complete: completeServer },
  { name: 'browser', installation: browserInstallation, present: systemBrowser, complete: unpackBrowser },
];

/** Installs the named parts, or all of them, where they are missing. */
async function install(names: readonly string[]): Promise<void> {
  const unknown = names.filter((wanted) => !parts.some(({ name }) => name === wanted));
  if (unknown.length > 0)
    throw new InstallError(
      `There is no part named ${unknown.join(', ')}. There are: ${parts.map(({ name }) => name).join(', ')}.`,
    );
  for (const part of parts.filter(({ name }) => names.length === 0 || names.includes(name))) await installPart(part);
}

async function installPart({ name, installation, present, complete }: Part): Promise<void> {
  const { folder, packages } = installation;
  const reason = present() ?? (existsSync(folder) ? `${relative(repositoryRoot, folder)} is complete.` : undefined);
  if (reason !== undefined) {
    say(`${name}: ${reason}`);
    return;
  }

  const start = performance.now();
  const beside = join(dirname(folder), `.${basename(folder)}.${process.pid}`);
  mkdirSync(beside, { recursive: true });
  try {
    writeFileSync(join(beside, 'package.json'), JSON.stringify({ private: true, dependencies: packages }));
    say(
      `${name}: ${Object.entries(packages)
        .map((pair) => pair.join('@'))
        .join(', ')}`,
    );
    await npmInstall(beside);
    await complete(beside, folder);
    removeObsolete(name, folder);
    moveInto(beside, folder);
  } finally {
    rmSync(beside, { recursive: true, force: true });
  }
  say(`${name}: ready in ${((performance.now() - start) / 1000).toFixed(1)} s.`);
}

/** code-server leaves its VS Code and the built-in extensions to be installed by a script of its own; this is that, without compilers. */
async function completeServer(folder: string): Promise<void> {
  const vscode = join(folder, 'node_modules', 'code-server', 'lib', 'vscode');
  for (const [what, where] of [
    ['workbench', vscode],
    ['built-in extensions', join(vscode, 'extensions')],
  ] as const) {
    say(`server: packages of its ${what}`);
    await npmInstall(where, '--omit=dev');
  }
  copyFileSync(join(__dirname, 'spdlog.js'), join(vscode, 'node_modules', '@vscode', 'spdlog', 'index.js'));
}

function systemBrowser(): string | undefined {
  const path = systemChromiumPath();
  return path === undefined ? undefined : `${path} of this machine is used.`;
}

/** Lets the package unpack browser, libraries and fonts; it unpacks the libraries only where it believes to be on Amazon Linux. */
async function unpackBrowser(folder: string, final: string): Promise<void> {
  if (process.platform !== 'linux' || process.arch !== 'x64')
    throw new InstallError(
      'npm has a browser for Linux on x64 only. Install Chromium or Google Chrome on this machine.',
    );
  say('browser: unpacking');
  const unpacked = join(folder, unpackedFolder);
  mkdirSync(unpacked);
  const program = "import('@sparticuz/chromium').then(({ default: chromium }) => chromium.executablePath());";
  await execute(process.execPath, ['-e', program], folder, {
    TMPDIR: unpacked,
    AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs22.x',
  });
  writeFileSync(join(unpacked, 'fonts', 'fonts.conf'), fontConfiguration(join(final, unpackedFolder, 'fonts')));
  rmSync(join(folder, 'node_modules'), { recursive: true });
}

function fontConfiguration(fonts: string): string {
  const lines = ['<dir>/usr/share/fonts</dir>', `<dir>${fonts}</dir>`, `<cachedir>${join(fonts, 'cache')}</cachedir>`];
  return `<?xml version="1.0"?>\n<fontconfig>\n  ${lines.join('\n  ')}\n</fontconfig>\n`;
}

/** Install scripts would compile native modules or download; neither is wanted. */
function npmInstall(folder: string, ...options: readonly string[]): Promise<void> {
  const quiet = ['--no-audit', '--no-fund', '--no-update-notifier', '--loglevel=error'];
  return execute('npm', ['install', '--ignore-scripts', ...quiet, ...options], folder, {});
}

function execute(
  program: string,
  options: readonly string[],
  cwd: string,
  variables: Readonly<Record<string, string>>,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, options, {
      cwd,
      env: { ...process.env, ...variables },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    const keep = (chunk: Buffer): void => void (output += chunk.toString());
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    child.on('error', ({ message }) => reject(new InstallError(`${program} could not be started: ${message}`)));
    child.on('close', (code) => {
      const command = `${basename(program)} ${options.join(' ')}`;
      if (code === 0) resolve();
      else
        reject(
          new InstallError(`\`${command}\` ended with ${code ?? 'a signal'} and said:\n${output.trim()}\n${needs}`),
        );
    });
  });
}

/** Two installers at once: the one that comes second keeps what the first has put there. */
function moveInto(beside: string, folder: string): void {
  try {
    renameSync(beside, folder);
  } catch (error) {
    if (!existsSync(folder)) throw error;
  }
}

/** Removes other versions, and what installers left that were ended before they could clean up. */
function removeObsolete(name: string, folder: string): void {
  const prefix = basename(folder).replace(/-[\d.]+.*$/, '-');
  for (const entry of readdirSync(dirname(folder))) {
    const isOther = entry.startsWith(prefix) && entry !== basename(folder);
    const isAbandoned = entry.startsWith(`.${prefix}`) && !isRunning(Number(entry.split('.').at(-1)));
    if (!isOther && !isAbandoned) continue;
    say(`${name}: removing ${entry}`);
    rmSync(join(dirname(folder), entry), { recursive: true, force: true });
  }
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

install(process.argv.slice(2)).catch((error: unknown) => {
  if (!(error instanceof InstallError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
});
