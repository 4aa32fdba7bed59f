import type * as vscode from 'vscode';
import type { KnownUrl } from '../../language/context';
import { readRequestFile } from '../documents';
import { loadServices } from '../loaded';
import type { RequestFiles } from '../requests/requestFiles';

/** So many files are read for their URLs; more would cost more than they teach. */
const mostFiles = 2000;

/** The URLs that the request files of the workspace use. Nobody waits for them: what is known by now is given, and the rest is read behind it. */
export class WorkspaceUrls implements vscode.Disposable {
  readonly #files: RequestFiles;
  readonly #byFile = new Map<string, readonly string[]>();
  readonly #subscription: vscode.Disposable;
  #known: readonly KnownUrl[] | undefined;
  #isStarted = false;

  constructor(files: RequestFiles) {
    this.#files = files;
    this.#subscription = files.onDidChange((uris) => {
      if (this.#isStarted) void (uris === undefined ? this.#readAll() : this.#readAgain(uris));
    });
  }

  /** What is known now; the first call begins to read. */
  get now(): readonly KnownUrl[] {
    if (!this.#isStarted) {
      this.#isStarted = true;
      void this.#readAll();
    }
    return (this.#known ??= counted([...this.#byFile.values()].flat()));
  }

  dispose(): void {
    this.#subscription.dispose();
  }

  async #readAll(): Promise<void> {
    const files = (await this.#files.all()).slice(0, mostFiles);
    const present = new Set(files.map((uri) => uri.toString()));
    for (const key of [...this.#byFile.keys()]) if (!present.has(key)) this.#byFile.delete(key);
    this.#known = undefined;
    for (const uri of files) if (!this.#byFile.has(uri.toString())) await this.#read(uri);
  }

  async #readAgain(uris: readonly vscode.Uri[]): Promise<void> {
    for (const uri of uris) await this.#read(uri);
  }

  async #read(uri: vscode.Uri): Promise<void> {
    const [{ requestUrls }, document] = await Promise.all([loadServices(), readRequestFile(uri)]);
    this.#byFile.set(uri.toString(), document === undefined ? [] : requestUrls(document));
    this.#known = undefined;
  }
}

function counted(urls: readonly string[]): readonly KnownUrl[] {
  const counts = new Map<string, number>();
  for (const url of urls) counts.set(url, (counts.get(url) ?? 0) + 1);
  return [...counts].map(([url, count]) => ({ url, count }));
}
