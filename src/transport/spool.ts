import { promises as fs } from 'node:fs';
import type { FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import type { Content } from '../http/message';

/** Where content goes that is too large for memory. `directory` need not exist yet; `limit` is the octets one content may hold in memory. */
export interface SpoolOptions {
  readonly directory: string;
  readonly limit: number;
}

/** Octets gathered before one write to a file, so that small chunks do not become small writes. */
const writeSize = 262_144;

/** No more than this is set aside on the word of a server. */
const largestForetold = 268_435_456;

/** Holds content in memory up to its limit, and in files beyond it. The files live in a directory of this spool's own, which `dispose()` removes. */
export class Spool {
  readonly limit: number;
  readonly #parent: string;
  #directory: Promise<string> | undefined;

  /** Also removes, in its own time, what spools of processes that are no more have left behind. */
  constructor(options: SpoolOptions) {
    this.limit = options.limit;
    this.#parent = options.directory;
    void removeAbandoned(options.directory).catch(ignore);
  }

  /** A collector for one content. `expected` is its size when that is known beforehand; a wrong one costs time and nothing else. */
  collector(expected: number | undefined): Collector {
    return new Collector(this.limit, expected, () => this.#create());
  }

  /** Removes every file of this spool; contents that still refer to one can no longer be read. */
  async dispose(): Promise<void> {
    const made = this.#directory;
    this.#directory = undefined;
    if (made !== undefined) await made.then((directory) => fs.rm(directory, { recursive: true, force: true }), ignore);
  }

  async #create(): Promise<SpoolFile> {
    this.#directory ??= makeDirectory(this.#parent);
    const path = join(await this.#directory, crypto.randomUUID());
    return { path, handle: await fs.open(path, 'wx', 0o600) };
  }
}

interface SpoolFile {
  readonly path: string;
  readonly handle: FileHandle;
}

async function makeDirectory(parent: string): Promise<string> {
  await fs.mkdir(parent, { recursive: true });
  return fs.mkdtemp(join(parent, `rcreq-${process.pid}-`));
}

/** Removes the directories of spools whose process has ended without removing them: their names say which that was. */
async function removeAbandoned(parent: string): Promise<void> {
  for (const name of await fs.readdir(parent)) {
    const [, pid] = /^rcreq-(\d+)-/.exec(name) ?? [];
    if (pid !== undefined && !isAlive(Number(pid))) await fs.rm(join(parent, name), { recursive: true, force: true });
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== 'ESRCH';
  }
}

/** Gathers the octets of one content in order. Rejects with the system's error when the file cannot be written. */
export class Collector {
  readonly #limit: number;
  readonly #create: () => Promise<SpoolFile>;
  /** Made once for a content of known size, so that it is never copied as a whole; given up when more comes. */
  #whole: Uint8Array | undefined;
  #chunks: Uint8Array[] = [];
  #held = 0;
  #size = 0;
  #file: SpoolFile | undefined;

  constructor(limit: number, expected: number | undefined, create: () => Promise<SpoolFile>) {
    this.#limit = limit;
    this.#create = create;
    const isBelievable = expected !== undefined && expected <= Math.min(limit, largestForetold);
    this.#whole = isBelievable ? new Uint8Array(expected) : undefined;
  }

  /** Octets that `finish()` would give now. */
  get size(): number {
    return this.#size;
  }

  /** Takes the next octets, which must not be changed afterwards. A promise is given only when a file is written: wait for it, so that memory stays flat. */
  add(chunk: Uint8Array): Promise<void> | undefined {
    const start = this.#size;
    this.#size += chunk.length;
    if (this.#whole !== undefined) {
      if (this.#size <= this.#whole.length) {
        this.#whole.set(chunk, start);
        return undefined;
      }
      this.#hold(this.#whole.subarray(0, start));
      this.#whole = undefined;
    }
    this.#hold(chunk);
    const isDue = this.#file === undefined ? this.#size > this.#limit : this.#held >= writeSize;
    return isDue ? this.#flush() : undefined;
  }

  /** The content. Nothing may be added afterwards. */
  async finish(): Promise<Content> {
    if (this.#file === undefined) {
      const octets = this.#whole?.length === this.#size ? this.#whole : this.#joined();
      return { kind: 'memory', octets, size: octets.length };
    }
    await this.#flush();
    await this.#file.handle.close();
    return { kind: 'file', path: this.#file.path, size: this.#size };
  }

  /** Lets go of everything taken so far, and removes a file that was begun; without an error of its own. */
  async abandon(): Promise<void> {
    const file = this.#file;
    this.#file = undefined;
    this.#whole = undefined;
    this.#chunks = [];
    this.#held = 0;
    this.#size = 0;
    await file?.handle.close().catch(ignore);
    if (file !== undefined) await fs.rm(file.path, { force: true }).catch(ignore);
  }

  #hold(chunk: Uint8Array): void {
    this.#chunks.push(chunk);
    this.#held += chunk.length;
  }

  async #flush(): Promise<void> {
    this.#file ??= await this.#create();
    const octets = this.#joined();
    this.#chunks = [];
    this.#held = 0;
    await this.#file.handle.appendFile(octets);
  }

  /** What is held, in an array of its own: never a slice of a buffer that others share. */
  #joined(): Uint8Array {
    if (this.#whole !== undefined) return this.#whole.slice(0, this.#size);
    const octets = new Uint8Array(this.#held);
    let offset = 0;
    for (const chunk of this.#chunks) {
      octets.set(chunk, offset);
      offset += chunk.length;
    }
    return octets;
  }
}

function ignore(): void {
  // What is being thrown away cannot fail in a way that anyone could act on.
}
