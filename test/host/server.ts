/** VS Code's workbench and extension host as a server on loopback: one process group, gone when closed. */
import { spawn, type ChildProcess } from 'node:child_process';
import { createWriteStream, mkdirSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { repositoryRoot, serverEntry, serverNode } from './installed';
import type { Profile } from './profile';

const startTimeout = 60_000;
const stopTimeout = 5_000;
/** Without one, nothing asks a marketplace. */
const noGallery = JSON.stringify({ serviceUrl: '' });
const loopback = '127.0.0.1';

export interface WorkbenchServerOptions {
  readonly profile: Profile;
  /** A free port when absent. */
  readonly port?: number;
  /** False asks for trust in each folder, which is Restricted Mode until given. */
  readonly isTrusting: boolean;
  /** Added to the environment, which the extension host inherits. */
  readonly variables?: Readonly<Record<string, string>>;
}

export interface WorkbenchServer {
  /** `http://127.0.0.1:PORT`. */
  readonly origin: string;
  /** Ends the server and every process it started. Never rejects. */
  readonly close: () => Promise<void>;
}

export interface WorkbenchAddress {
  readonly folder: string;
  /** Opened in the editor. */
  readonly file?: string;
  /** One at most: of several the workbench would take the last without a word. */
  readonly extensionDevelopmentPath?: string;
  readonly extensionTestsPath?: string;
}

/** Rejects when the server ends or does not answer within a minute; its log is `out/host/server.log`. */
export async function startWorkbenchServer(options: WorkbenchServerOptions): Promise<WorkbenchServer> {
  const port = options.port ?? (await freePort());
  const origin = `http://${loopback}:${port}`;
  const child = spawn(serverNode, serverArguments(options, port), {
    env: serverEnvironment(options.profile, options.variables),
    // A group of its own, so that the extension host and terminals end with it.
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const end = (): void => killGroup(child, 'SIGKILL');
  process.once('exit', end);
  keepLog(child);
  const close = async (): Promise<void> => {
    await stop(child);
    process.off('exit', end);
  };
  try {
    await answering(child, origin);
  } catch (error) {
    await close();
    throw error;
  }
  return { origin, close };
}

/** Where a browser opens that folder, with extensions loaded from source when given. All paths are absolute. */
export function workbenchUrl(origin: string, address: WorkbenchAddress): string {
  const pair = (key: string, path: string | undefined): string[][] =>
    path === undefined ? [] : [[key, `vscode-remote://${new URL(origin).host}${path}`]];
  const payload = [
    ...pair('extensionDevelopmentPath', address.extensionDevelopmentPath),
    ...pair('extensionTestsPath', address.extensionTestsPath),
    ...pair('openFile', address.file),
    ['skipWelcome', 'true'],
  ];
  const query = new URLSearchParams({ folder: address.folder, payload: JSON.stringify(payload) });
  return `${origin}/?${query.toString()}`;
}

/** Installs a packaged extension into the profile. Rejects with what the installer printed. */
export async function installExtension(profile: Profile, vsix: string): Promise<void> {
  const child = spawn(serverNode, [serverEntry, ...profileArguments(profile), '--install-extension', vsix, '--force'], {
    env: serverEnvironment(profile),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  const keep = (chunk: Buffer): void => void (output += chunk.toString());
  child.stdout.on('data', keep);
  child.stderr.on('data', keep);
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  // Before that line are only complaints about native modules, which nothing here needs.
  const said = output.slice(Math.max(0, output.indexOf('Installing extensions')));
  if (code !== 0) throw new Error(`${vsix} could not be installed:\n${said}`);
}

function serverArguments({ profile, isTrusting }: WorkbenchServerOptions, port: number): readonly string[] {
  return [
    serverEntry,
    ...profileArguments(profile),
    ...['--auth', 'none', '--bind-addr', `${loopback}:${port}`],
    ...['--disable-telemetry', '--disable-update-check', '--disable-getting-started-override'],
    // Without it a built workbench ignores the extension paths in its address.
    ...['--vscode-option', 'enable-smoke-test-driver'],
    ...(isTrusting ? ['--disable-workspace-trust'] : []),
  ];
}

/** The configuration file is named because code-server would otherwise write one into the home folder. */
function profileArguments({ folder, userData, extensions }: Profile): readonly string[] {
  const configuration = join(folder, 'code-server.yaml');
  writeFileSync(configuration, '{}\n');
  return ['--config', configuration, '--user-data-dir', userData, '--extensions-dir', extensions];
}

/** Leaves out what a terminal inside VS Code adds, which would make this a client of that window; logs and caches go into the profile. */
function serverEnvironment({ folder }: Profile, variables: Readonly<Record<string, string>> = {}): NodeJS.ProcessEnv {
  const own = Object.entries(process.env).filter(([name]) => !/^(VSCODE_|ELECTRON_|NODE_OPTIONS$)/.test(name));
  return {
    ...Object.fromEntries(own),
    XDG_CACHE_HOME: join(folder, 'cache'),
    XDG_DATA_HOME: join(folder, 'data'),
    EXTENSIONS_GALLERY: noGallery,
    ...variables,
  };
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(0, loopback, resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

function keepLog(child: ChildProcess): void {
  const folder = join(repositoryRoot, 'out', 'host');
  mkdirSync(folder, { recursive: true });
  const log = createWriteStream(join(folder, 'server.log'));
  child.stdout?.pipe(log);
  child.stderr?.pipe(log);
}

async function answering(child: ChildProcess, origin: string): Promise<void> {
  const failed = new Promise<never>((_, reject) => {
    child.once('error', (error) => reject(new Error(`The server could not be started: ${error.message}`)));
    child.once('exit', (code) =>
      reject(new Error(`The server ended with ${code ?? 'a signal'}; see out/host/server.log.`)),
    );
  });
  failed.catch(() => undefined);
  const deadline = Date.now() + startTimeout;
  while (!(await Promise.race([isHealthy(origin), failed]))) {
    if (Date.now() > deadline) throw new Error(`The server at ${origin} did not answer; see out/host/server.log.`);
    await Promise.race([sleep(50), failed]);
  }
}

async function isHealthy(origin: string): Promise<boolean> {
  try {
    return (await fetch(`${origin}/healthz`)).ok;
  } catch {
    return false;
  }
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) {
    killGroup(child, 'SIGKILL');
    return;
  }
  const ended = new Promise((resolve) => child.once('exit', resolve));
  killGroup(child, 'SIGTERM');
  await Promise.race([ended, sleep(stopTimeout, undefined, { ref: false })]);
  killGroup(child, 'SIGKILL');
}

function killGroup({ pid }: ChildProcess, signal: NodeJS.Signals): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, signal);
  } catch {
    // Nobody of the group is left.
  }
}
