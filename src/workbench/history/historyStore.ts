import type { ContentReader } from '../../http/ports';
import type { RunRecord } from '../../run/record';
import { keepBody, type BodyForHistory } from '../../view/history/keepBody';
import { decodeRun, decodeSummary, encodeRun, type RunSummary, type StoredRun } from '../../view/history/storedRun';
import type { HistoryFiles } from './historyFiles';

/** The world, as the history may touch it. */
export interface HistoryStorePorts {
  readonly files: HistoryFiles;
  readonly contents: ContentReader;
  /** Runs to keep; 0 keeps none. */
  readonly length: () => number;
  /** What hides the secrets of a record's run in a text. */
  readonly masking: () => Promise<(record: RunRecord, text: string) => string>;
  /** Resolves when it is time to write, which is not while a response is being painted. */
  readonly pause: () => Promise<void>;
  /** Hears that the list has changed. */
  readonly changed: () => void;
  readonly warn: (message: string) => void;
}

/** Octets of a body, and of all files together. */
export interface HistoryLimits {
  readonly body: number;
  readonly total: number;
}

const usualLimits: HistoryLimits = { body: 2 * 1_048_576, total: 64 * 1_048_576 };

interface KeptFile {
  readonly size: number;
  /** Undefined for a file that a later version has written, which is left alone. */
  readonly summary: RunSummary | undefined;
}

/**
 * The runs of one workspace on disk, a file each, so that windows that share the folder never write over each other. A run is in the list
 * as soon as it is added, and on disk a little later.
 */
export class HistoryStore {
  readonly #ports: HistoryStorePorts;
  readonly #limits: HistoryLimits;
  readonly #waiting = new Map<string, StoredRun>();
  readonly #kept = new Map<string, KeptFile>();
  #writing: Promise<void> = Promise.resolve();
  #isDue = false;

  constructor(ports: HistoryStorePorts, limits = usualLimits) {
    this.#ports = ports;
    this.#limits = limits;
  }

  /** Every run that is kept, newest first; those that other windows have added or removed included. */
  async list(): Promise<readonly RunSummary[]> {
    await this.#look();
    const kept = [...this.#kept.values()].flatMap(({ summary }) => summary ?? []);
    const waiting = [...this.#waiting.values()].map(({ summary }) => summary);
    const all = new Map([...kept, ...waiting].map((summary) => [summary.id, summary]));
    const newestFirst = [...all.values()].sort((one, other) => (nameOf(one) < nameOf(other) ? 1 : -1));
    return newestFirst.slice(0, this.#ports.length());
  }

  /** Takes a run with its masked record; the body and the source are masked when they are written. */
  add(run: StoredRun): void {
    if (this.#ports.length() === 0) return;
    this.#waiting.set(run.summary.id, run);
    this.#ports.changed();
    if (this.#isDue) return;
    this.#isDue = true;
    void this.#ports.pause().then(() => this.flush());
  }

  /** Undefined when it is kept no more, or cannot be read. */
  async read(id: string): Promise<StoredRun | undefined> {
    const name = (await this.#ports.files.list()).find((each) => each.endsWith(`-${id}${suffix}`));
    if (name === undefined) return undefined;
    const octets = await this.#ports.files.read(name).catch(() => undefined);
    if (octets === undefined) return undefined;
    const reading = decodeRun(octets);
    if (reading.kind === 'damaged') await this.#setAside(name);
    return reading.kind === 'read' ? reading.value : undefined;
  }

  async remove(ids: readonly string[]): Promise<void> {
    for (const id of ids) this.#waiting.delete(id);
    await this.#writing;
    const names = (await this.#ports.files.list()).filter((name) => ids.some((id) => name.endsWith(`-${id}${suffix}`)));
    await Promise.all(names.map((name) => this.#forget(name)));
    this.#ports.changed();
  }

  /** Removes all, also what was set aside and what waits to be written. */
  async clear(): Promise<void> {
    this.#waiting.clear();
    await this.#writing;
    await this.#ports.files.clear();
    this.#kept.clear();
    this.#ports.changed();
  }

  /** Resolves when all that was added is on disk. */
  async flush(): Promise<void> {
    this.#isDue = false;
    this.#writing = this.#writing.then(() => this.#writeAll());
    await this.#writing;
  }

  /** What cannot be written stays in the list as long as this window, and is tried again with the next run. */
  async #writeAll(): Promise<void> {
    const excess = Math.max(0, this.#waiting.size - this.#ports.length());
    for (const id of [...this.#waiting.keys()].slice(0, excess)) this.#waiting.delete(id);
    if (this.#waiting.size === 0) return;
    try {
      for (const run of [...this.#waiting.values()]) await this.#write(run);
      await this.#prune();
    } catch (error) {
      this.#ports.warn(`A run could not be written to the history: ${messageOf(error)}`);
    }
  }

  async #write(run: StoredRun): Promise<void> {
    const { id } = run.summary;
    const octets = encodeRun(await this.#masked(run));
    if (!this.#waiting.has(id)) return;
    const name = nameOf(run.summary);
    await this.#ports.files.write(name, octets);
    this.#kept.set(name, { size: octets.length, summary: run.summary });
    // Removed while it was written.
    if (!this.#waiting.delete(id)) await this.#forget(name);
  }

  async #masked({ summary, record, source }: StoredRun): Promise<StoredRun> {
    const { masking, contents } = this.#ports;
    const hide = await masking();
    const mask = (text: string): string => hide(record, text);
    const keeping = { limit: this.#limits.body, mask };
    const body = await keepBody(record, contents, keeping).catch(() => bodyGone(record));
    const { octets, keptBody, parts } = body;
    const content = record.content && ({ kind: 'memory', octets, size: octets.length } as const);
    const kept = { ...record, content, parts, keptBody: keptBody ?? record.keptBody };
    return { summary, record: kept, source: mask(source) };
  }

  /** Reads the beginning of each file that is not known yet, and forgets those that are gone. */
  async #look(): Promise<void> {
    const names = (await this.#ports.files.list()).filter((name) => name.endsWith(suffix));
    const present = new Set(names);
    for (const name of this.#kept.keys()) if (!present.has(name)) this.#kept.delete(name);
    await Promise.all(names.filter((name) => !this.#kept.has(name)).map((name) => this.#meet(name)));
  }

  async #meet(name: string): Promise<void> {
    const { files, warn } = this.#ports;
    try {
      const { octets, size } = await files.head(name);
      const head = octets.length < size && !octets.includes(0x0a) ? await files.read(name) : octets;
      const reading = decodeSummary(head);
      if (reading.kind === 'damaged') await this.#setAside(name);
      else this.#kept.set(name, { size, summary: reading.kind === 'read' ? reading.value : undefined });
      if (reading.kind === 'newer') warn(`The history has a run of a later version, which is left alone: ${name}`);
    } catch {
      // Another window has just removed it.
    }
  }

  async #setAside(name: string): Promise<void> {
    this.#kept.delete(name);
    try {
      const path = await this.#ports.files.setAside(name);
      this.#ports.warn(`A run of the history is damaged and was set aside: ${path}`);
    } catch {
      // Another window was faster.
    }
  }

  /** Removes the oldest runs beyond the number and the size that are kept. */
  async #prune(): Promise<void> {
    await this.#look();
    const names = [...this.#kept]
      .filter(([, { summary }]) => summary !== undefined)
      .sort(([a], [b]) => (a < b ? 1 : -1));
    let total = 0;
    const excess = names.filter(([, { size }], place) => {
      total += size;
      return place >= this.#ports.length() || (total > this.#limits.total && place > 0);
    });
    await Promise.all(excess.map(([name]) => this.#forget(name)));
    if (excess.length > 0) this.#ports.changed();
  }

  async #forget(name: string): Promise<void> {
    this.#kept.delete(name);
    await this.#ports.files.remove(name);
  }
}

const suffix = '.run';

/** Names sort by time. */
function nameOf({ startedAt, id }: RunSummary): string {
  return `${String(Date.parse(startedAt)).padStart(14, '0')}-${id}${suffix}`;
}

/** A large body whose file is gone by now. */
function bodyGone({ content, parts }: RunRecord): BodyForHistory {
  const keptBody = content && { size: content.size, isCut: true, isMasked: false };
  const nothing = { kind: 'range', start: 0, end: 0 } as const;
  return {
    octets: new Uint8Array(),
    keptBody,
    parts: parts?.map((part) => (part.body.kind === 'range' ? { ...part, body: nothing } : part)),
  };
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
