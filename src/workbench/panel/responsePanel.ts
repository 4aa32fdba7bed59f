import type * as vscode from 'vscode';
import type { ContentReader } from '../../http/ports';
import type { RunRecord } from '../../run/record';
import type { BodyActions, PanelActions } from '../../view/panelActions';
import type { SentNow, StartedRun } from '../../view/panelHost';
import { setContext } from '../contextKeys';
import { PanelWindow } from './panelWindow';

/** The world, as the response panel may touch it. */
export interface ResponsePanelDeps {
  readonly extensionUri: vscode.Uri;
  readonly contents: ContentReader;
  readonly log: vscode.LogOutputChannel;
  /** All but pinning, which is the panel's own. */
  readonly actions: PanelActions;
  readonly bodyActions: BodyActions;
  /** The record of a run that this session or the history still holds, to fill a panel restored after a reload. */
  readonly find: (runId: string) => Promise<RunRecord | undefined>;
  /** Where the panel opens the first time; beside the editor when absent. */
  readonly column?: () => vscode.ViewColumn;
  /** Milliseconds since the epoch; `Date.now` unless a test counts time itself. */
  readonly time?: () => number;
}

/**
 * The response panels: one that is opened beside the editor on first use and then reused in place without taking the focus, and those that were pinned.
 * The free one follows the run that began last; the record of a run that was overtaken is not shown by itself.
 */
export interface ResponsePanel extends Pick<vscode.Disposable, 'dispose'> {
  /** Shows the run as under way, with Cancel. */
  begin(run: StartedRun): void;
  /** Shows what is being sent for the run now: method and masked URL, and how many requests left before it. Ignored for a run that is not shown. */
  sending(id: string, sent: SentNow): void;
  /** Shows a wait with its countdown; `until` is milliseconds since the epoch, `rule` an id such as `RT1`. Ignored for a run that is not shown. */
  waiting(id: string, until: number, rule: string): void;
  /** Shows the end of a run, or a run of the history; in the pinned panel that has it already, else in the free one. */
  show(record: RunRecord): void;
  /** Says of a run under way that RCReq itself went wrong, and that the log says where. Ignored for a run that is not shown. */
  broke(id: string): void;
  /** Brings the panel that was shown last to the front and gives it the focus; opens it when it was closed. */
  reveal(): void;
  /** Keeps the panel in front with its response, or no more; false when no panel is open. */
  pin(isPinned: boolean): boolean;
  /** The run that the panel in front shows. */
  shownRun(): string | undefined;
  /** The runs that the panels show, pinned ones included. */
  shownRuns(): readonly string[];
  /** Takes over a panel that the workbench has kept through a reload, with the state that its page left. */
  restore(panel: vscode.WebviewPanel, state: unknown): Promise<void>;
}

/** Makes the panels. Nothing is opened before the first `begin`, `show` or `reveal`. */
export function createResponsePanel(deps: ResponsePanelDeps): ResponsePanel {
  return new ResponsePanels(deps);
}

class ResponsePanels implements ResponsePanel {
  readonly #deps: ResponsePanelDeps;
  readonly #pinned = new Set<PanelWindow>();
  #free: PanelWindow;
  #front: PanelWindow;

  constructor(deps: ResponsePanelDeps) {
    this.#deps = deps;
    this.#free = this.#window(false);
    this.#front = this.#free;
  }

  begin(run: StartedRun): void {
    this.#front = this.#free;
    this.#free.begin(run);
  }

  sending(id: string, sent: SentNow): void {
    for (const { host } of this.#windows()) host.sending(id, sent);
  }

  waiting(id: string, until: number, rule: string): void {
    for (const { host } of this.#windows()) host.waiting(id, until, rule);
  }

  show(record: RunRecord): void {
    this.#front = [...this.#pinned].find(({ host }) => host.runId === record.id) ?? this.#free;
    this.#front.show(record);
  }

  broke(id: string): void {
    for (const { host } of this.#windows()) host.broke(id);
  }

  reveal(): void {
    this.#front.reveal();
  }

  pin(isPinned: boolean): boolean {
    const window = this.#inFront();
    if (window === undefined) return false;
    if (window.isPinned !== isPinned) this.#pin(window, isPinned);
    return true;
  }

  shownRun(): string | undefined {
    return this.#inFront()?.host.runId;
  }

  shownRuns(): readonly string[] {
    return this.#windows().flatMap(({ host }) => host.runId ?? []);
  }

  async restore(panel: vscode.WebviewPanel, state: unknown): Promise<void> {
    const { runId, isPinned } = rememberedRun(state);
    const record = runId === undefined ? undefined : await this.#deps.find(runId);
    // Two free ones can only come of a reload at a bad moment; the one that is restored last is used.
    const window = isPinned ? this.#window(true) : this.#freed();
    if (isPinned) this.#pinned.add(window);
    if (record === undefined) window.host.clear('This response is no longer held. Send the request again to see it.');
    else window.host.show(record);
    window.adopt(panel);
    this.#tell();
  }

  dispose(): void {
    for (const window of this.#windows()) window.close();
  }

  #windows(): readonly PanelWindow[] {
    return [...this.#pinned, this.#free];
  }

  /** The panel that has the focus or had it last, else the one that was shown last. */
  #inFront(): PanelWindow | undefined {
    const open = this.#windows().filter(({ isOpen }) => isOpen);
    return open.find(({ isActive }) => isActive) ?? open.find((window) => window === this.#front) ?? open.at(-1);
  }

  #window(isPinned: boolean): PanelWindow {
    const window: PanelWindow = new PanelWindow(
      this.#deps,
      {
        pin: (wish) => this.#pin(window, wish),
        closed: () => {
          this.#pinned.delete(window);
          if (this.#front === window) this.#front = this.#free;
          this.#tell();
        },
        changed: () => this.#tell(),
      },
      isPinned,
    );
    return window;
  }

  /** A pinned panel makes room for a new free one; one that is freed takes the place of the other, whose response is in the history. */
  #pin(window: PanelWindow, isPinned: boolean): void {
    if (isPinned) {
      this.#pinned.add(window);
      this.#free = this.#window(false);
    } else {
      this.#free.close();
      this.#pinned.delete(window);
      this.#free = window;
    }
    window.setPinned(isPinned);
    this.#tell();
  }

  #freed(): PanelWindow {
    this.#free.close();
    return this.#free;
  }

  #tell(): void {
    setContext('rcreq.context.responsePinned', this.#windows().find(({ isActive }) => isActive)?.isPinned ?? false);
  }
}

/** What the panel said that it shows, from the state that the workbench kept for it. */
function rememberedRun(state: unknown): { readonly runId: string | undefined; readonly isPinned: boolean } {
  if (typeof state !== 'object' || state === null || !('runId' in state)) return { runId: undefined, isPinned: false };
  const runId = typeof state.runId === 'string' ? state.runId : undefined;
  return { runId, isPinned: 'isPinned' in state && state.isPinned === true };
}
