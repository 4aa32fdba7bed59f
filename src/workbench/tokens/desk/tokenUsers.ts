import * as vscode from 'vscode';
import type { RequestDocument } from '../../../language/document';
import { requestLabel } from '../../../language/symbols';
import type { FilesChange, RequestFiles } from '../../requests/requestFiles';

/** The parsed text of a request file; undefined when it cannot be read. */
export type ReadRequestFile = (uri: vscode.Uri) => Promise<RequestDocument | undefined>;

/** A request that names a token, and where its request line is. */
export interface TokenUser {
  readonly label: string;
  readonly uri: vscode.Uri;
  /** Zero-based. */
  readonly line: number;
}

/** Which requests of the workspace name a token, by `# @auth NAME` or `{{$token NAME}}`. Files are read when somebody asks, and again after they changed. */
export class TokenUsers implements vscode.Disposable {
  readonly #files: RequestFiles;
  readonly #read: ReadRequestFile;
  readonly #known = new Map<string, Promise<ReadonlyMap<string, readonly TokenUser[]>>>();
  readonly #changed = new vscode.EventEmitter<void>();
  readonly #subscriptions: vscode.Disposable;

  constructor(files: RequestFiles, read: ReadRequestFile) {
    this.#files = files;
    this.#read = read;
    this.#subscriptions = vscode.Disposable.from(
      this.#changed,
      files.onDidChange((uris) => this.#forget(uris)),
      vscode.workspace.onDidSaveTextDocument(({ uri }) => {
        if (this.#known.has(uri.toString())) this.#forget([uri]);
      }),
    );
  }

  /** Fires when the answer may have changed, to those who have asked. */
  readonly onDidChange = this.#changed.event;

  async of(name: string): Promise<readonly TokenUser[]> {
    const files = await this.#files.all();
    const users = await Promise.all(files.map(async (uri) => (await this.#usersIn(uri)).get(name) ?? []));
    return users.flat();
  }

  dispose(): void {
    this.#subscriptions.dispose();
  }

  #forget(uris: FilesChange): void {
    if (this.#known.size === 0) return;
    if (uris === undefined) this.#known.clear();
    for (const uri of uris ?? []) this.#known.delete(uri.toString());
    this.#changed.fire();
  }

  #usersIn(uri: vscode.Uri): Promise<ReadonlyMap<string, readonly TokenUser[]>> {
    const key = uri.toString();
    const known = this.#known.get(key) ?? usersIn(uri, this.#read);
    this.#known.set(key, known);
    return known;
  }
}

async function usersIn(uri: vscode.Uri, read: ReadRequestFile): Promise<ReadonlyMap<string, readonly TokenUser[]>> {
  const document = await read(uri);
  const users = new Map<string, TokenUser[]>();
  for (const { name, label, start } of document === undefined ? [] : namings(document)) {
    const line = document?.text.slice(0, start).split('\n').length ?? 1;
    users.set(name, [...(users.get(name) ?? []), { label, uri, line: line - 1 }]);
  }
  return users;
}

/** Each token that a request names, once. */
function namings({ text, blocks }: RequestDocument): readonly { name: string; label: string; start: number }[] {
  if (!/@auth\b|\$token\b/.test(text)) return [];
  return blocks.flatMap(({ request }) => {
    if (request === undefined) return [];
    const inText = text.slice(request.span.start, request.span.end).matchAll(/\{\{%?\s*\$token\s+([\w.-]+)\s*\}\}/g);
    const directed = request.directives.flatMap(({ key, value }) =>
      key === 'auth' && value !== 'none' ? [value] : [],
    );
    const names = new Set([...directed, ...[...inText].flatMap(([, name]) => name ?? [])]);
    return [...names].map((name) => ({ name, label: requestLabel(request), start: request.lineSpan.start }));
  });
}
