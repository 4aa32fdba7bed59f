import type * as vscode from 'vscode';
import type { Engine } from './engine';
import { loadEngine } from '../loaded';
import { editorNetwork } from './editorNetwork';

/** The engine, loaded and made by the first who asks for it. */
export class LazyEngine implements vscode.Disposable {
  readonly #spoolFolder: string;
  #engine: Promise<Engine> | undefined;

  constructor(spoolFolder: string) {
    this.#spoolFolder = spoolFolder;
  }

  get(): Promise<Engine> {
    this.#engine ??= loadEngine().then(({ createEngine }) =>
      createEngine({ spoolFolder: this.#spoolFolder, editor: editorNetwork() }),
    );
    return this.#engine;
  }

  dispose(): void {
    void this.#engine?.then((engine) => engine.dispose());
  }
}
