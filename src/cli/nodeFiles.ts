import { existsSync, promises as fs, realpathSync } from 'node:fs';
import { dirname, extname, resolve, sep } from 'node:path';
import { labelOf, systemCode } from './inputs';
import type { Content } from '../http/message';
import type { FileRead, Files, FileSaved } from '../run/ports';

/**
 * Files of this machine. Read and written are only those in the current folder, in the folder of the file that names them, or in the Git
 * repository around it: a request file from elsewhere must not send what lies beside it on the disk.
 */
export const nodeFiles: Files = {
  async read(path, from): Promise<FileRead> {
    const absolute = resolve(folderOf(from), path);
    try {
      const real = realpathSync(absolute);
      if (!isInside(real, from)) return { kind: 'refused', path: absolute, message: outside(absolute) };
      return { kind: 'octets', octets: await fs.readFile(real), path: absolute };
    } catch (error) {
      if (!isInside(absolute, from)) return { kind: 'refused', path: absolute, message: outside(absolute) };
      return { kind: 'missing', path: absolute, message: unreadable(absolute, systemCode(error)) };
    }
  },

  async save(path, from, content, overwrites): Promise<FileSaved> {
    const absolute = resolve(folderOf(from), path);
    if (!isInside(absolute, from)) return { kind: 'refused', message: outside(absolute) };
    try {
      return { kind: 'saved', path: labelOf(await write(absolute, content, overwrites)) };
    } catch (error) {
      const message = `${labelOf(absolute)} cannot be written (${systemCode(error)}). Check the folder and the disk.`;
      return { kind: 'refused', message };
    }
  },
};

function folderOf(from: string | undefined): string {
  return from === undefined ? process.cwd() : dirname(from);
}

function isInside(path: string, from: string | undefined): boolean {
  const folder = folderOf(from);
  const roots = [process.cwd(), folder, repositoryOf(folder)].filter((root) => root !== undefined);
  for (const root of roots) {
    for (const each of [root, realOf(root)])
      if (path === each || path.startsWith(each.endsWith(sep) ? each : each + sep)) return true;
  }
  return false;
}

function realOf(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return path;
  }
}

const repositories = new Map<string, string | undefined>();

/** The nearest folder upward that holds `.git`. Looked for once a folder. */
function repositoryOf(folder: string): string | undefined {
  if (!repositories.has(folder)) {
    const parent = dirname(folder);
    const isTop = parent === folder;
    repositories.set(folder, existsSync(resolve(folder, '.git')) ? folder : isTop ? undefined : repositoryOf(parent));
  }
  return repositories.get(folder);
}

function unreadable(path: string, code: string): string {
  if (code === 'EISDIR') return `${labelOf(path)} is a folder. Name a file in it.`;
  return code === 'ENOENT' || code === 'ENOTDIR'
    ? `There is no file ${labelOf(path)}. Correct the path, which begins at the folder of this file.`
    : `${labelOf(path)} cannot be read (${code}). Check its permissions.`;
}

function outside(path: string): string {
  return `${labelOf(path)} lies outside the current folder and the repository, so it is left alone. Start rcreq in a folder that holds both.`;
}

/** The path written to: the one asked for, or with a number when it is taken and must stay. */
async function write(path: string, content: Content, overwrites: boolean): Promise<string> {
  const extension = extname(path);
  const stem = path.slice(0, path.length - extension.length);
  for (let number = 0; ; number++) {
    const target = number === 0 ? path : `${stem}-${number}${extension}`;
    try {
      if (content.kind === 'file') await fs.copyFile(content.path, target, overwrites ? 0 : 1);
      else await fs.writeFile(target, content.octets, { flag: overwrites ? 'w' : 'wx' });
      return target;
    } catch (error) {
      if (systemCode(error) !== 'EEXIST') throw error;
    }
  }
}
