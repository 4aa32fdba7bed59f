import * as vscode from 'vscode';
import { concernsFileEndings, requestFileEndings } from '../settings';

/** Milliseconds in which what happens to files is told as one change: a branch that is checked out may change a thousand at once. */
const quietTime = 100;

/** The files whose text changed on disk, or undefined when files came or went. */
export type FilesChange = readonly vscode.Uri[] | undefined;

/** Every file that may be a request file; which of them are is up to the settings. */
const pattern = '**/*.{rcreq,http,rest}';

/** The request files of the workspace and of the folder of saved ones, kept up to date by watchers. Nothing is looked for or watched before the first question. */
export class RequestFiles implements vscode.Disposable {
  readonly #changed = new vscode.EventEmitter<FilesChange>();
  readonly #saved: vscode.Uri;
  readonly #made = new Map<string, vscode.Uri>();
  readonly #watchers: vscode.Disposable[] = [];
  #files: Promise<Map<string, vscode.Uri>> | undefined;
  #timer: NodeJS.Timeout | undefined;
  #written = new Map<string, vscode.Uri>();
  #writtenTimer: NodeJS.Timeout | undefined;

  constructor(saved: vscode.Uri) {
    this.#saved = saved;
  }

  readonly onDidChange = this.#changed.event;

  async all(): Promise<readonly vscode.Uri[]> {
    if (this.#files === undefined) this.#watch();
    this.#files ??= this.#find();
    return [...(await this.#files).values()];
  }

  /** Folders that were made here and have no request file yet. */
  madeFolders(): readonly vscode.Uri[] {
    return [...this.#made.values()];
  }

  /** Keeps a folder in the list though it has no request file. */
  addFolder(uri: vscode.Uri): void {
    this.#made.set(uri.toString(), uri);
    this.#changed.fire(undefined);
  }

  /** Looks for all files again. */
  refresh(): void {
    this.#files = undefined;
    this.#changed.fire(undefined);
  }

  dispose(): void {
    clearTimeout(this.#timer);
    clearTimeout(this.#writtenTimer);
    vscode.Disposable.from(this.#changed, ...this.#watchers).dispose();
  }

  #watch(): void {
    if (this.#watchers.length > 0) return;
    const saved = (glob: string): vscode.RelativePattern => new vscode.RelativePattern(this.#saved, glob);
    for (const all of ['**', saved('**')]) {
      const watcher = vscode.workspace.createFileSystemWatcher(all, false, true);
      this.#watchers.push(
        watcher,
        watcher.onDidCreate((uri) => void this.#came(uri)),
        watcher.onDidDelete((uri) => this.#update((files) => this.#went(files, uri))),
      );
    }
    for (const requestFiles of [pattern, saved(pattern)]) {
      const watcher = vscode.workspace.createFileSystemWatcher(requestFiles, true, false, true);
      this.#watchers.push(
        watcher,
        watcher.onDidChange((uri) => {
          if (isRequestPath(uri)) this.#wrote(uri);
        }),
      );
    }
    this.#watchers.push(
      vscode.workspace.onDidChangeWorkspaceFolders(() => this.refresh()),
      vscode.workspace.onDidChangeConfiguration((event) => {
        if (concernsFileEndings(event)) this.refresh();
      }),
    );
  }

  /** A folder that is moved in is told as the folder alone; only then all are looked for again. */
  async #came(uri: vscode.Uri): Promise<void> {
    if (!isRequestPath(uri) && /\.[^/]*$/.test(uri.path)) return;
    const type = await typeOf(uri);
    if (type === undefined) return;
    if (isRequestPath(uri) && (type & vscode.FileType.File) !== 0) {
      this.#update((files) => files.set(uri.toString(), uri));
    } else if ((type & vscode.FileType.Directory) !== 0) {
      this.#files = undefined;
      this.#tell();
    }
  }

  #went(files: Map<string, vscode.Uri>, gone: vscode.Uri): boolean {
    this.#made.delete(gone.toString());
    const prefix = `${gone.toString()}/`;
    const before = files.size;
    for (const key of [...files.keys()]) {
      if (key === gone.toString() || key.startsWith(prefix)) files.delete(key);
    }
    return files.size !== before;
  }

  #update(change: (files: Map<string, vscode.Uri>) => unknown): void {
    void this.#files?.then((present) => {
      if (change(present) !== false) this.#tell();
    });
  }

  #wrote(uri: vscode.Uri): void {
    this.#written.set(uri.toString(), uri);
    this.#writtenTimer ??= setTimeout(() => {
      const written = [...this.#written.values()];
      this.#written = new Map();
      this.#writtenTimer = undefined;
      this.#changed.fire(written);
    }, quietTime);
  }

  #tell(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#changed.fire(undefined), quietTime);
  }

  async #find(): Promise<Map<string, vscode.Uri>> {
    const [inWorkspace, inSaved] = await Promise.all([
      vscode.workspace.findFiles(`**/*{${requestFileEndings().join(',')}}`, '**/node_modules/**'),
      requestFilesBelow(this.#saved),
    ]);
    return new Map([...inWorkspace, ...inSaved].map((uri) => [uri.toString(), uri]));
  }
}

/** The folder of saved requests is ours and small, and no search of the workspace enters it. */
async function requestFilesBelow(folder: vscode.Uri): Promise<readonly vscode.Uri[]> {
  const entries = await entriesOf(folder);
  const found = await Promise.all(
    entries.map(async ([name, type]) => {
      const uri = vscode.Uri.joinPath(folder, name);
      if (type === vscode.FileType.Directory) return requestFilesBelow(uri);
      return (type & vscode.FileType.File) !== 0 && isRequestPath(uri) ? [uri] : [];
    }),
  );
  return found.flat();
}

async function entriesOf(folder: vscode.Uri): Promise<readonly [string, vscode.FileType][]> {
  try {
    return await vscode.workspace.fs.readDirectory(folder);
  } catch {
    return [];
  }
}

async function typeOf(uri: vscode.Uri): Promise<vscode.FileType | undefined> {
  try {
    return (await vscode.workspace.fs.stat(uri)).type;
  } catch {
    return undefined;
  }
}

function isRequestPath(uri: vscode.Uri): boolean {
  return requestFileEndings().some((ending) => uri.path.endsWith(ending));
}
