import type { HistoryFiles } from '../../src/workbench/history/historyFiles';

/** A folder of the history held in memory; several stores may share it, like windows share a folder. */
export class FakeHistoryFiles implements HistoryFiles {
  readonly files = new Map<string, Uint8Array>();
  readonly aside = new Map<string, Uint8Array>();
  /** How many octets `head` gives. */
  readonly headSize: number;
  /** Files of which more than the head was read. */
  readonly opened: string[] = [];
  /** Set to let every write fail with it. */
  failure: Error | undefined;
  /** Set to let every read of a whole file fail with it. */
  readFailure: Error | undefined;

  constructor(headSize = 4096) {
    this.headSize = headSize;
  }

  list(): Promise<readonly string[]> {
    return Promise.resolve([...this.files.keys()]);
  }

  head(name: string): Promise<{ readonly octets: Uint8Array; readonly size: number }> {
    return this.#octets(name).then((octets) => ({ octets: octets.subarray(0, this.headSize), size: octets.length }));
  }

  read(name: string): Promise<Uint8Array> {
    this.opened.push(name);
    if (this.readFailure !== undefined) return Promise.reject(this.readFailure);
    return this.#octets(name);
  }

  write(name: string, octets: Uint8Array): Promise<void> {
    if (this.failure !== undefined) return Promise.reject(this.failure);
    this.files.set(name, octets);
    return Promise.resolve();
  }

  remove(name: string): Promise<void> {
    this.files.delete(name);
    return Promise.resolve();
  }

  async setAside(name: string): Promise<string> {
    this.aside.set(name, await this.#octets(name));
    this.files.delete(name);
    return `damaged/${name}`;
  }

  clear(): Promise<void> {
    this.files.clear();
    this.aside.clear();
    return Promise.resolve();
  }

  #octets(name: string): Promise<Uint8Array> {
    const octets = this.files.get(name);
    return octets === undefined ? Promise.reject(new Error(`There is no ${name}.`)) : Promise.resolve(octets);
  }
}
