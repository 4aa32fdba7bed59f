import * as vscode from 'vscode';
import { readRequestFile } from '../documents';
import type { RequestFiles } from '../requests/requestFiles';
import { requestAt } from '../send/requestKeys';

/** A request, or the head of a file, that names a secret. */
export interface SecretUse {
  readonly uri: vscode.Uri;
  /** What a person calls the place: the request's key, or `file`. */
  readonly label: string;
  /** Zero-based, of the reference. */
  readonly line: number;
}

/** Files read at the same time. */
const batch = 32;

const reference = /\{\{%?\s*\$secret\s+([\w.-]+)\s*\}\}/g;

/** Which requests name which secrets. The files are read with the first question, and again after one of them changed. */
export class SecretUses implements vscode.Disposable {
  readonly #files: RequestFiles;
  readonly #changed = new vscode.EventEmitter<void>();
  readonly #subscription: vscode.Disposable;
  readonly #known = new Map<string, readonly (SecretUse & { readonly name: string })[]>();

  constructor(files: RequestFiles) {
    this.#files = files;
    this.#subscription = vscode.Disposable.from(
      this.#changed,
      files.onDidChange((uri) => this.#forget(uri)),
      vscode.workspace.onDidSaveTextDocument(({ uri }) => this.#forget(uri)),
    );
  }

  /** Fires when the uses may have changed, after they were asked for. */
  readonly onDidChange = this.#changed.event;

  /** By the name of the secret, in the order of the files. */
  async all(): Promise<ReadonlyMap<string, readonly SecretUse[]>> {
    const uris = await this.#files.all();
    for (let at = 0; at < uris.length; at += batch) {
      await Promise.all(uris.slice(at, at + batch).map((uri) => this.#read(uri)));
    }
    const uses = new Map<string, SecretUse[]>();
    for (const uri of uris) {
      for (const use of this.#known.get(uri.toString()) ?? []) {
        const same = uses.get(use.name) ?? [];
        same.push(use);
        uses.set(use.name, same);
      }
    }
    return uses;
  }

  dispose(): void {
    this.#subscription.dispose();
  }

  #forget(uri: vscode.Uri | undefined): void {
    const wasKnown = uri === undefined ? this.#known.size > 0 : this.#known.delete(uri.toString());
    if (wasKnown) this.#changed.fire();
  }

  async #read(uri: vscode.Uri): Promise<void> {
    const key = uri.toString();
    if (this.#known.has(key)) return;
    const document = await readRequestFile(uri);
    const text = document?.text ?? '';
    const uses = [...text.matchAll(reference)].map((match) => ({
      name: match[1] ?? '',
      uri,
      label: (document && requestAt(document, match.index)?.key) ?? 'file',
      line: text.slice(0, match.index).split('\n').length - 1,
    }));
    this.#known.set(key, uses);
  }
}
