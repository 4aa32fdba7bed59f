import { spawn, type ChildProcess } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** The built program, which `node esbuild.js cli` makes. */
export const program = join(__dirname, '..', '..', 'dist', 'cli.js');

/** Where the program keeps what it compiled, for all runs, and away from the folders that tests look into. */
const cache = join(__dirname, '..', '..', 'out', 'cache');

/** How a run of the program ended. */
export interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly error: string;
}

/** A folder with request files, to run the program in. */
export class RcreqFolder {
  readonly path: string;
  readonly #running = new Set<ChildProcess>();

  private constructor(path: string) {
    this.path = path;
  }

  static async create(): Promise<RcreqFolder> {
    return new RcreqFolder(await mkdtemp(join(tmpdir(), 'rcreq-cli-')));
  }

  async write(name: string, text: string | Uint8Array): Promise<string> {
    const path = join(this.path, name);
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, text);
    return path;
  }

  /** Starts the program; `input` is its standard input. */
  start(
    args: readonly string[],
    environment: NodeJS.ProcessEnv = {},
    input = '',
  ): { child: ChildProcess; ended: Promise<Ended> } {
    const env = { PATH: process.env['PATH'], HOME: this.path, XDG_CACHE_HOME: cache, ...environment };
    const child = spawn(process.execPath, [program, ...args], { cwd: this.path, env });
    this.#running.add(child);
    child.stdin.end(input);
    const ended = new Promise<Ended>((resolve) => {
      let out = '';
      let error = '';
      child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()));
      child.stderr.on('data', (chunk: Buffer) => (error += chunk.toString()));
      child.on('close', (code) => {
        this.#running.delete(child);
        resolve({ code, out, error });
      });
    });
    return { child, ended };
  }

  /** Runs the program to its end. */
  run(args: readonly string[], environment?: NodeJS.ProcessEnv, input?: string): Promise<Ended> {
    return this.start(args, environment, input).ended;
  }

  async remove(): Promise<void> {
    for (const child of this.#running) child.kill('SIGKILL');
    await rm(this.path, { recursive: true, force: true });
  }
}
