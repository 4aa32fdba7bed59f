import * as vscode from 'vscode';
import { registerCommands, type Refusal } from '../guarded';
import type { PanelDeps } from './panel';
import type { ResponsePanel } from './responsePanel';
import { VIEW_TYPE } from './viewType';

/** The response panel, loaded when something is to be shown; what it is told before that, it is told in the same order then. */
export class LazyPanel implements Omit<ResponsePanel, 'restore' | 'pin' | 'shownRun' | 'shownRuns'>, vscode.Disposable {
  readonly #deps: PanelDeps;
  readonly #subscriptions: vscode.Disposable;
  #panel: Promise<ResponsePanel> | undefined;

  constructor(deps: PanelDeps) {
    this.#deps = deps;
    this.#subscriptions = vscode.Disposable.from(
      vscode.window.registerWebviewPanelSerializer(VIEW_TYPE, {
        deserializeWebviewPanel: async (kept, state: unknown) => (await this.#get()).restore(kept, state),
      }),
      registerCommands(deps.log, {
        'rcreq.pinResponse': () => this.#pin(true),
        'rcreq.unpinResponse': () => this.#pin(false),
      }),
    );
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

  broke(id: string): void {
    void this.#get().then((panel) => panel.broke(id));
  }

  reveal(): void {
    void this.#get().then((panel) => panel.reveal());
  }

  /** The run that the panel in front shows; undefined when none is open. */
  async shownRun(): Promise<string | undefined> {
    return (await this.#panel)?.shownRun();
  }

  /** The runs that the panels show; none is loaded for it. */
  async shownRuns(): Promise<readonly string[]> {
    return (await this.#panel)?.shownRuns() ?? [];
  }

  dispose(): void {
    this.#subscriptions.dispose();
    void this.#panel?.then((panel) => void panel.dispose());
  }

  async #pin(isPinned: boolean): Promise<Refusal | undefined> {
    const isDone = (await this.#panel)?.pin(isPinned) ?? false;
    return isDone ? undefined : { message: 'No response is open. Send a request first.' };
  }

  #get(): Promise<ResponsePanel> {
    this.#panel ??= import('./panel').then(({ createPanel }) => createPanel(this.#deps));
    return this.#panel;
  }
}
