import * as vscode from 'vscode';
import { loadPanel } from '../loaded';
import type { ResponsePanel, ResponsePanelDeps } from './responsePanel';
import { VIEW_TYPE } from './viewType';

/** The response panel, loaded when something is to be shown; what it is told before that, it is told in the same order then. */
export class LazyPanel implements Omit<ResponsePanel, 'restore'>, vscode.Disposable {
  readonly #deps: ResponsePanelDeps;
  readonly #serializer: vscode.Disposable;
  #panel: Promise<ResponsePanel> | undefined;

  constructor(deps: ResponsePanelDeps) {
    this.#deps = deps;
    this.#serializer = vscode.window.registerWebviewPanelSerializer(VIEW_TYPE, {
      deserializeWebviewPanel: async (kept, state: unknown) => (await this.#get()).restore(kept, state),
    });
  }

  begin(run: Parameters<ResponsePanel['begin']>[0]): void {
    void this.#get().then((panel) => panel.begin(run));
  }

  sending(...news: Parameters<ResponsePanel['sending']>): void {
    void this.#get().then((panel) => panel.sending(...news));
  }

  waiting(id: string, until: number, rule: string): void {
    void this.#get().then((panel) => panel.waiting(id, until, rule));
  }

  show(record: Parameters<ResponsePanel['show']>[0]): void {
    void this.#get().then((panel) => panel.show(record));
  }

  reveal(): void {
    void this.#get().then((panel) => panel.reveal());
  }

  dispose(): void {
    this.#serializer.dispose();
    void this.#panel?.then((panel) => void panel.dispose());
  }

  #get(): Promise<ResponsePanel> {
    this.#panel ??= loadPanel().then(({ createResponsePanel }) => createResponsePanel(this.#deps));
    return this.#panel;
  }
}
