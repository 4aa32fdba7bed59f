import * as vscode from 'vscode';
import { lineIndex } from '../../base/lines';
import { requestAt } from '../../language/requestAt';
import { readRequestFile } from '../documents';
import type { FilesChange, RequestFiles } from '../requests/requestFiles';
import { keyedRequests } from '../send/requestKeys';

/** A request, or the head of a file, that names a secret. */
export interface SecretUse {
  readonly uri: vscode.Uri;
  /** What a person calls the place: the request's key, or `file`. */
  readonly label: string;
  /** Zero-based, of the reference. */
  readonly line: number;
}

interface NamedUse extends SecretUse {
  readonly name: string;
}

/** Files read at the same time. */
const batch = 32;

const reference = /\{\{%?\s*\$secret\s+([\w.-]+)\s*\}\}/g;

/** Which requests name which secrets. The files are read with the first question, and again after one of them changed. */
export class SecretUses implements vscode.Disposable {
  readonly #files: RequestFiles;
  readonly #changed = new vscode.EventEmitter<void>();
  readonly #subscription: vscode.Disposable;
  readonly #known = new Map<string, Promise<readonly NamedUse[]>>();

  constructor(files: RequestFiles) {
    this.#files = files;
    this.#subscription = vscode.Disposable.from(
      this.#changed,
      files.onDidChange((uris) => this.#forget(uris)),
      vscode.workspace.onDidSaveTextDocument(({ uri }) => this.#forget([uri])),
    );
  }

  /** Fires when the uses may have changed, after they were asked for. */
  readonly onDidChange = this.#changed.event;

  /** By the name of the secret, in the order of the files. */
  async all(): Promise<ReadonlyMap<string, readonly SecretUse[]>> {
    const uris = await this.#files.all();
    const uses = new Map<string, SecretUse[]>();
    for (let at = 0; at < uris.length; at += batch) {
      const read = await Promise.all(uris.slice(at, at + batch).map((uri) => this.#usesIn(uri)));
      for (const use of read.flat()) pushTo(uses, use);
    }
    return uses;
  }

  dispose(): void {
    this.#subscription.dispose();
  }

  #forget(uris: FilesChange): void {
    const gone = uris?.filter((uri) => this.#known.delete(uri.toString()));
    if (gone === undefined ? this.#known.size > 0 : gone.length > 0) this.#changed.fire();
  }

  #usesIn(uri: vscode.Uri): Promise<readonly NamedUse[]> {
    const key = uri.toString();
    const known = this.#known.get(key) ?? usesIn(uri);
    this.#known.set(key, known);
    return known;
  }
}

function pushTo(uses: Map<string, SecretUse[]>, use: NamedUse): void {
  const same = uses.get(use.name);
  if (same === undefined) uses.set(use.name, [use]);
  else same.push(use);
}

async function usesIn(uri: vscode.Uri): Promise<readonly NamedUse[]> {
  const document = await readRequestFile(uri);
  if (document?.text.includes('$secret') !== true) return [];
  const keys = new Map(keyedRequests(document).map(({ key, request }) => [request, key]));
  const lines = lineIndex(document.text);
  return [...document.text.matchAll(reference)].map((match) => {
    const request = requestAt(document, match.index);
    const label = (request && keys.get(request)) ?? 'file';
    return { name: match[1] ?? '', uri, label, line: lines.position(match.index).line };
  });
}
