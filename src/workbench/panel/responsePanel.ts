import type * as vscode from 'vscode';
import type { ContentReader } from '../../http/ports';
import type { RunRecord } from '../../run/record';
import type { PanelActions } from '../../view/panelActions';
import type { StartedRun } from '../../view/panelHost';

export type { StartedRun } from '../../view/panelHost';

/** The world, as the response panel may touch it. */
export interface ResponsePanelDeps {
  readonly extensionUri: vscode.Uri;
  readonly contents: ContentReader;
  readonly log: Pick<vscode.LogOutputChannel, 'debug' | 'warn' | 'error'>;
  readonly actions: PanelActions;
  /** The record of a run that this session or the history still holds, to fill a panel restored after a reload. */
  readonly find?: (runId: string) => RunRecord | undefined;
  /** Milliseconds since the epoch; `Date.now` unless a test counts time itself. */
  readonly time?: () => number;
}

/**
 * The one response panel: opened beside the editor on first use, then reused in place without taking the focus.
 * It follows the run that began last; the record of a run that was overtaken is not shown by itself.
 */
export interface ResponsePanel extends vscode.Disposable {
  /** Shows the run as under way, with Cancel. */
  begin(run: StartedRun): void;
  /** Shows a wait with its countdown; `until` is milliseconds since the epoch, `rule` an id such as `RT1`. Ignored for a run that is not shown. */
  waiting(id: string, until: number, rule: string): void;
  /** Shows the end of a run, or a run of the history. */
  show(record: RunRecord): void;
  /** Brings the panel to the front and gives it the focus; opens it when it was closed. */
  reveal(): void;
}

/** Registers the panel and its restoring after a reload of the window. Nothing is opened before the first `begin`, `show` or `reveal`. */
export declare function registerResponsePanel(deps: ResponsePanelDeps): ResponsePanel;
