import { posix } from 'node:path';
import type { Content } from '../../src/http/message';
import type { FileRead, Files, FileSaved } from '../../src/run/ports';

/** Files held in memory, by absolute POSIX path; nothing outside `root` is read. */
export class FakeFiles implements Files {
  readonly saved = new Map<string, string>();
  readonly #texts: Readonly<Record<string, string | Uint8Array>>;
  readonly #root: string;

  constructor(texts: Readonly<Record<string, string | Uint8Array>>, root = '/work') {
    this.#texts = texts;
    this.#root = root;
  }

  read(path: string, from: string | undefined): Promise<FileRead> {
    const absolute = posix.resolve(posix.dirname(from ?? `${this.#root}/-`), path);
    if (absolute !== this.#root && !absolute.startsWith(`${this.#root}/`)) {
      return Promise.resolve({ kind: 'refused', path: absolute, message: `${absolute} lies outside ${this.#root}.` });
    }
    const text = this.#texts[absolute];
    if (text === undefined) {
      return Promise.resolve({ kind: 'missing', path: absolute, message: `There is no file ${absolute}.` });
    }
    const octets = typeof text === 'string' ? new TextEncoder().encode(text) : text;
    return Promise.resolve({ kind: 'octets', octets, path: absolute });
  }

  save(path: string, from: string | undefined, content: Content): Promise<FileSaved> {
    const absolute = posix.resolve(posix.dirname(from ?? `${this.#root}/-`), path);
    this.saved.set(absolute, content.kind === 'memory' ? new TextDecoder().decode(content.octets) : '');
    return Promise.resolve({ kind: 'saved', path: absolute });
  }
}
