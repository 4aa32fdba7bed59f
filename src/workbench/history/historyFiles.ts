import { promises as fs } from 'node:fs';
import { dirname, join } from 'node:path';

/** One folder of files, each written once. Every call rejects with the system's error, but a missing folder is an empty one. */
export interface HistoryFiles {
  /** Names of the files in the folder, in no order. */
  list(): Promise<readonly string[]>;
  /** The first octets of a file, and the size of all of it. */
  head(name: string): Promise<{ readonly octets: Uint8Array; readonly size: number }>;
  read(name: string): Promise<Uint8Array>;
  /** Whole or not at all. */
  write(name: string, octets: Uint8Array): Promise<void>;
  /** Nothing happens when there is no such file. */
  remove(name: string): Promise<void>;
  /** Keeps a file out of `list`, where a person can still find it; its new path. */
  setAside(name: string): Promise<string>;
  /** Removes the folder with all that is in it. */
  clear(): Promise<void>;
}

/** A folder of this machine, made by the first `write`, readable for this user alone. */
export function folderFiles(folder: string): HistoryFiles {
  const pathOf = (name: string): string => join(folder, name);
  return {
    list: () => fs.readdir(folder).catch(noneIfMissing),
    head: async (name) => {
      const handle = await fs.open(pathOf(name), 'r');
      try {
        const { size } = await handle.stat();
        const octets = new Uint8Array(Math.min(size, headSize));
        const { bytesRead } = await handle.read(octets, 0, octets.length, 0);
        return { octets: octets.subarray(0, bytesRead), size };
      } finally {
        await handle.close();
      }
    },
    read: (name) => fs.readFile(pathOf(name)),
    write: async (name, octets) => {
      const beside = pathOf(`${name}.${crypto.randomUUID()}.new`);
      await fs.mkdir(folder, { recursive: true, mode: 0o700 });
      try {
        await fs.writeFile(beside, octets, { mode: 0o600 });
        await fs.rename(beside, pathOf(name));
      } catch (error) {
        await fs.rm(beside, { force: true });
        throw error;
      }
    },
    remove: (name) => fs.rm(pathOf(name), { force: true }),
    setAside: async (name) => {
      const path = pathOf(join('damaged', name));
      await fs.mkdir(dirname(path), { recursive: true, mode: 0o700 });
      await fs.rename(pathOf(name), path);
      return path;
    },
    clear: () => fs.rm(folder, { recursive: true, force: true }),
  };
}

/** Octets in which the first line of a file ends, but for very long URLs. */
const headSize = 4096;

function noneIfMissing(error: unknown): readonly string[] {
  if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
  throw error;
}
