import { randomBytes } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import * as vscode from 'vscode';
import type { ContentReader } from '../../http/ports';
import type { RunRecord } from '../../run/record';
import type { PanelActions } from '../../view/panelActions';
import { PanelHost } from '../../view/panelHost';
import type { SentNow, StartedRun } from '../../view/panelHost';
import { panelHtml } from './panelHtml';
import { VIEW_TYPE } from './viewType';

/** The world, as the response panel may touch it. */
export interface ResponsePanelDeps {
  readonly extensionUri: vscode.Uri;
  readonly contents: ContentReader;
  readonly log: Pick<vscode.LogOutputChannel, 'debug' | 'warn' | 'error'>;
  readonly actions: PanelActions;
  /** The record of a run that this session or the history still holds, to fill a panel restored after a reload. */
  readonly find: (runId: string) => Promise<RunRecord | undefined>;
  /** Where the panel opens the first time; beside the editor when absent. */
  readonly column?: () => vscode.ViewColumn;
  /** Milliseconds since the epoch; `Date.now` unless a test counts time itself. */
  readonly time?: () => number;
}

/**
 * The one response panel: opened beside the editor on first use, then reused in place without taking the focus.
 * It follows the run that began last; the record of a run that was overtaken is not shown by itself.
 */
export interface ResponsePanel extends Pick<vscode.Disposable, 'dispose'> {
  /** Shows the run as under way, with Cancel. */
  begin(run: StartedRun): void;
  /** Shows what is being sent for the run now: method and masked URL, and how many requests left before it. Ignored for a run that is not shown. */
  sending(id: string, sent: SentNow): void;
  /** Shows a wait with its countdown; `until` is milliseconds since the epoch, `rule` an id such as `RT1`. Ignored for a run that is not shown. */
  waiting(id: string, until: number, rule: string): void;
  /** Shows the end of a run, or a run of the history. */
  show(record: RunRecord): void;
  /** Brings the panel to the front and gives it the focus; opens it when it was closed. */
  reveal(): void;
  /** Takes over a panel that the workbench has kept through a reload, with the state that its page left. */
  restore(panel: vscode.WebviewPanel, state: unknown): Promise<void>;
}

/** Makes the panel. Nothing is opened before the first `begin`, `show` or `reveal`. */
export function createResponsePanel(deps: ResponsePanelDeps): ResponsePanel {
  return new OneResponsePanel(deps);
}

class OneResponsePanel implements ResponsePanel {
  readonly #deps: ResponsePanelDeps;
  readonly #host: PanelHost;
  #panel: vscode.WebviewPanel | undefined;
  #listeners: vscode.Disposable | undefined;

  constructor(deps: ResponsePanelDeps) {
    this.#deps = deps;
    this.#host = new PanelHost({
      post: (message) => void this.#panel?.webview.postMessage(message),
      contents: deps.contents,
      actions: deps.actions,
      time: deps.time ?? Date.now,
      pause: () => setImmediate(),
      warn: (message) => deps.log.warn(`Response panel: ${message}`),
    });
  }

  begin(run: StartedRun): void {
    this.#host.begin(run);
    this.#bringUp();
  }

  sending(id: string, sent: SentNow): void {
    this.#host.sending(id, sent);
  }

  waiting(id: string, until: number, rule: string): void {
    this.#host.waiting(id, until, rule);
  }

  show(record: RunRecord): void {
    if (this.#host.show(record)) this.#bringUp();
  }

  reveal(): void {
    if (this.#panel === undefined) this.#bringUp();
    this.#panel?.reveal(undefined, false);
  }

  dispose(): void {
    this.#panel?.dispose();
  }

  /** Opens the panel if need be and brings its tab to the front where it is; the focus stays where it was. */
  #bringUp(): void {
    if (this.#panel === undefined) {
      const place = { viewColumn: this.#deps.column?.() ?? vscode.ViewColumn.Beside, preserveFocus: true };
      this.#adopt(vscode.window.createWebviewPanel(VIEW_TYPE, 'Response', place));
    } else if (!this.#panel.visible) this.#panel.reveal(this.#columnFor(this.#panel), true);
    if (this.#panel !== undefined) this.#panel.title = this.#host.title;
  }

  /** Where it is, or in another column when it would cover the text that is being worked on. */
  #columnFor({ viewColumn }: vscode.WebviewPanel): vscode.ViewColumn | undefined {
    const { activeTextEditor, tabGroups } = vscode.window;
    const isOver = viewColumn !== undefined && activeTextEditor?.viewColumn === viewColumn;
    if (!isOver || this.#deps.column?.() === vscode.ViewColumn.Active) return undefined;
    return tabGroups.all.find((group) => group.viewColumn !== viewColumn)?.viewColumn ?? vscode.ViewColumn.Beside;
  }

  #adopt(panel: vscode.WebviewPanel): void {
    const { extensionUri } = this.#deps;
    const dist = vscode.Uri.joinPath(extensionUri, 'dist');
    const { webview } = panel;
    this.#panel = panel;
    this.#host.unload();
    webview.options = { enableScripts: true, enableForms: false, enableCommandUris: false, localResourceRoots: [dist] };
    panel.iconPath = {
      light: vscode.Uri.joinPath(extensionUri, 'media', 'file-light.svg'),
      dark: vscode.Uri.joinPath(extensionUri, 'media', 'file-dark.svg'),
    };
    this.#listeners = vscode.Disposable.from(
      webview.onDidReceiveMessage((message: unknown) => void this.#receive(message)),
      panel.onDidDispose(() => {
        this.#forget();
      }),
    );
    webview.html = panelHtml({
      source: webview.cspSource,
      script: webview.asWebviewUri(vscode.Uri.joinPath(dist, 'webview.js')).toString(),
      style: webview.asWebviewUri(vscode.Uri.joinPath(dist, 'webview.css')).toString(),
      nonce: randomBytes(16).toString('hex'),
    });
  }

  async #receive(message: unknown): Promise<void> {
    try {
      await this.#host.receive(message);
    } catch (error) {
      this.#deps.log.error(error instanceof Error ? error : String(error));
    }
  }

  #forget(): void {
    this.#host.unload();
    this.#listeners?.dispose();
    this.#panel = undefined;
  }

  /** A second panel can only come from a window that kept two; the newer one is used. */
  async restore(panel: vscode.WebviewPanel, state: unknown): Promise<void> {
    this.#panel?.dispose();
    const runId = rememberedRun(state);
    const record = runId === undefined ? undefined : await this.#deps.find(runId);
    if (record === undefined) this.#host.clear('This response is no longer held. Send the request again to see it.');
    else this.#host.show(record);
    this.#adopt(panel);
    panel.title = this.#host.title;
  }
}

/** The run that the panel said it shows, from the state that the workbench kept for it. */
function rememberedRun(state: unknown): string | undefined {
  if (typeof state !== 'object' || state === null || !('runId' in state)) return undefined;
  return typeof state.runId === 'string' ? state.runId : undefined;
}
