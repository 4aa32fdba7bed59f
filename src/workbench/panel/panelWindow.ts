import { randomBytes } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import * as vscode from 'vscode';
import type { RunRecord } from '../../run/record';
import { PanelHost, type StartedRun } from '../../view/panelHost';
import { panelHtml } from './panelHtml';
import type { ResponsePanelDeps } from './responsePanel';
import { VIEW_TYPE } from './viewType';

/** What a panel tells those who hold it. */
export interface PanelWindowEvents {
  /** The person wishes the response to stay, or no more. */
  readonly pin: (isPinned: boolean) => void;
  /** The tab was closed; a free panel opens another when it has something to show. */
  readonly closed: () => void;
  /** It was brought to the front, or left. */
  readonly changed: () => void;
}

/** One panel for one response at a time: no tab before there is something to show. */
export class PanelWindow {
  readonly host: PanelHost;
  readonly #deps: ResponsePanelDeps;
  readonly #events: PanelWindowEvents;
  #panel: vscode.WebviewPanel | undefined;
  #isPinned: boolean;

  constructor(deps: ResponsePanelDeps, events: PanelWindowEvents, isPinned: boolean) {
    this.#deps = deps;
    this.#events = events;
    this.#isPinned = isPinned;
    this.host = new PanelHost({
      post: (message) => void this.#panel?.webview.postMessage(message),
      contents: deps.contents,
      actions: () => ({ ...deps.actions, ...this.#pinning() }),
      bodyActions: deps.bodyActions,
      time: deps.time ?? Date.now,
      pause: () => setImmediate(),
      warn: (message) => deps.log.warn(`Response panel: ${message}`),
    });
  }

  /** Whether it stays with its response. */
  get isPinned(): boolean {
    return this.#isPinned;
  }

  /** Whether it has a tab. */
  get isOpen(): boolean {
    return this.#panel !== undefined;
  }

  /** Whether its tab has the focus, or had it last. */
  get isActive(): boolean {
    return this.#panel?.active === true;
  }

  setPinned(isPinned: boolean): void {
    this.#isPinned = isPinned;
    this.#drawIcon();
    this.host.sayActions();
  }

  begin(run: StartedRun): void {
    this.host.begin(run);
    this.#bringUp();
  }

  show(record: RunRecord): void {
    if (this.host.show(record)) this.#bringUp();
  }

  /** Brings its tab to the front and gives it the focus. */
  reveal(): void {
    if (this.#panel === undefined) this.#bringUp();
    this.#panel?.reveal(undefined, false);
  }

  close(): void {
    this.#panel?.dispose();
  }

  /** Takes over a tab that the workbench has kept through a reload. */
  adopt(panel: vscode.WebviewPanel): void {
    const dist = vscode.Uri.joinPath(this.#deps.extensionUri, 'dist');
    const { webview } = panel;
    this.#panel = panel;
    this.host.unload();
    webview.options = { enableScripts: true, enableForms: false, enableCommandUris: false, localResourceRoots: [dist] };
    panel.title = this.host.title;
    this.#drawIcon();
    const listeners = vscode.Disposable.from(
      webview.onDidReceiveMessage((message: unknown) => void this.#receive(message)),
      panel.onDidChangeViewState(() => this.#events.changed()),
      panel.onDidDispose(() => {
        listeners.dispose();
        this.host.unload();
        this.#panel = undefined;
        this.#events.closed();
      }),
    );
    webview.html = panelHtml({
      source: webview.cspSource,
      script: webview.asWebviewUri(vscode.Uri.joinPath(dist, 'webview.js')).toString(),
      style: webview.asWebviewUri(vscode.Uri.joinPath(dist, 'webview.css')).toString(),
      nonce: randomBytes(16).toString('hex'),
    });
  }

  #pinning() {
    const { pin } = this.#events;
    return this.#isPinned ? { unpin: () => pin(false) } : { pin: () => pin(true) };
  }

  #drawIcon(): void {
    if (this.#panel === undefined) return;
    const file = (theme: string): vscode.Uri =>
      vscode.Uri.joinPath(this.#deps.extensionUri, 'media', `${this.#isPinned ? 'pinned' : 'file'}-${theme}.svg`);
    this.#panel.iconPath = { light: file('light'), dark: file('dark') };
  }

  /** Opens the panel if need be and brings its tab to the front where it is; the focus stays where it was. */
  #bringUp(): void {
    if (this.#panel === undefined) {
      const place = { viewColumn: this.#deps.column?.() ?? vscode.ViewColumn.Beside, preserveFocus: true };
      this.adopt(vscode.window.createWebviewPanel(VIEW_TYPE, 'Response', place));
    } else if (!this.#panel.visible) this.#panel.reveal(this.#columnFor(this.#panel), true);
    if (this.#panel !== undefined) this.#panel.title = this.host.title;
  }

  /** Where it is, or in another column when it would cover the text that is being worked on. */
  #columnFor({ viewColumn }: vscode.WebviewPanel): vscode.ViewColumn | undefined {
    const { activeTextEditor, tabGroups } = vscode.window;
    const isOver = viewColumn !== undefined && activeTextEditor?.viewColumn === viewColumn;
    if (!isOver || this.#deps.column?.() === vscode.ViewColumn.Active) return undefined;
    return tabGroups.all.find((group) => group.viewColumn !== viewColumn)?.viewColumn ?? vscode.ViewColumn.Beside;
  }

  async #receive(message: unknown): Promise<void> {
    try {
      await this.host.receive(message);
    } catch (error) {
      this.#deps.log.error(error instanceof Error ? error : String(error));
    }
  }
}
