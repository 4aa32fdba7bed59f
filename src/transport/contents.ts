import { promises as fs } from 'node:fs';
import type { FileHandle } from 'node:fs/promises';
import type { Content } from '../http/message';
import type { ContentReader } from '../http/ports';

/** Reads contents in memory and in files. A range that passes the end is cut there. Rejects with the system's error when a file is gone. */
export const contentReader: ContentReader = {
  async read(content: Content, start: number, end: number): Promise<Uint8Array> {
    const last = Math.min(end, content.size);
    if (last <= start) return new Uint8Array(0);
    if (content.kind === 'memory') return content.octets.subarray(start, last);
    const handle = await fs.open(content.path, 'r');
    try {
      return await readRange(handle, start, last);
    } finally {
      await handle.close();
    }
  },
};

/** Removes the file of a spooled content that nothing refers to any more; never fails. */
export async function releaseContent(content: Content): Promise<void> {
  if (content.kind === 'file') await fs.rm(content.path, { force: true }).catch(() => undefined);
}

/** Octets read from a file in one go while a request is sent. */
const pieceSize = 262_144;

/** The first `size` octets of a file. Throws the system's error when it cannot be opened, and one of code `EOF` when it is shorter. */
export async function* fileOctets(path: string, size: number): AsyncGenerator<Uint8Array, void> {
  const handle = await fs.open(path, 'r');
  try {
    for (let start = 0; start < size; start += pieceSize) {
      const piece = await readRange(handle, start, Math.min(start + pieceSize, size));
      if (piece.length < Math.min(pieceSize, size - start)) throw new ShortFile();
      yield piece;
    }
  } finally {
    await handle.close();
  }
}

/** A file that became shorter while it was sent. */
class ShortFile extends Error {
  readonly code = 'EOF';
}

async function readRange(handle: FileHandle, start: number, end: number): Promise<Uint8Array> {
  const octets = new Uint8Array(end - start);
  let filled = 0;
  while (filled < octets.length) {
    const { bytesRead } = await handle.read(octets, filled, octets.length - filled, start + filled);
    if (bytesRead === 0) break;
    filled += bytesRead;
  }
  return octets.subarray(0, filled);
}
