import * as v from 'valibot';
import type { BodyForm, Preview } from './body/body';
import type { Row } from './body/row';
import type { PanelActions } from './panelActions';
import type { ResponseView } from './responseView';

/** Which body is meant: that of the response, or of the part with this one-based index. */
export type BodyTarget = 'response' | number;

/** A run under way. `elapsed` is milliseconds since it began, counted by the host. */
export interface RunningView {
  readonly runId: string;
  readonly title: string;
  readonly method: string;
  /** As typed until the first request leaves, then resolved and masked. */
  readonly url: string;
  /** Which request of the run it is, from 1: redirects and repeats count. */
  readonly step: number;
  readonly elapsed: number;
  /** Undefined unless it waits; `remaining` and `total` are milliseconds. */
  readonly wait:
    { readonly remaining: number; readonly total: number; readonly rule: string; readonly text: string } | undefined;
}

/** Some rows of a body. `total` and `isComplete` tell how far the index is; rows of another `generation` are out of date. */
export interface Page {
  readonly form: BodyForm;
  readonly generation: number;
  readonly total: number;
  readonly isComplete: boolean;
  readonly from: number;
  readonly rows: readonly Row[];
}

/** A body open in one form, with its first rows or its preview. */
export interface BodySnapshot {
  readonly runId: string;
  readonly target: BodyTarget;
  readonly forms: readonly BodyForm[];
  readonly form: BodyForm;
  /** What it is, such as `JSON · utf-8 · 1.2 MB`. */
  readonly label: string;
  readonly notes: readonly string[];
  readonly page: Page | undefined;
  readonly preview: Preview | undefined;
}

/** What the host says. `empty`, `running` and `response` are complete: each replaces all that was shown. */
export type HostMessage =
  | { readonly kind: 'empty'; readonly text: string }
  | { readonly kind: 'running'; readonly running: RunningView }
  | {
      readonly kind: 'response';
      readonly view: ResponseView;
      /** What the host can do; everything else has no button. */
      readonly actions: readonly (keyof PanelActions)[];
      readonly body: BodySnapshot | undefined;
    }
  | { readonly kind: 'actions'; readonly runId: string; readonly actions: readonly (keyof PanelActions)[] }
  | { readonly kind: 'body'; readonly body: BodySnapshot }
  | { readonly kind: 'rows'; readonly runId: string; readonly target: BodyTarget; readonly page: Page };

const runId = v.pipe(v.string(), v.maxLength(200));
const target = v.union([v.literal('response'), v.pipe(v.number(), v.integer(), v.minValue(1))]);
const place = v.pipe(v.number(), v.integer(), v.minValue(0));
const count = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(500));
const form = v.picklist(['pretty', 'raw', 'hex', 'preview']);

/** Every action by name. */
export const actionNames = [
  'cancel',
  'resend',
  'sendNow',
  'stopWaiting',
  'openUrl',
  'showLog',
  'goToSource',
  'renewToken',
  'sendUnconditionally',
  'sendFailedParts',
  'saveBody',
  'saveParts',
  'saveExample',
  'openInEditor',
  'copyAsCurl',
  'compareWithPrevious',
  'compareWith',
  'pin',
  'unpin',
  'copyStepAsCurl',
] as const satisfies readonly (keyof PanelActions)[];

const webviewMessage = v.variant('kind', [
  v.object({ kind: v.literal('ready') }),
  v.object({ kind: v.literal('open'), runId, target, form }),
  v.object({ kind: v.literal('rows'), runId, target, form, from: place, count }),
  v.object({ kind: v.literal('fold'), runId, target, row: place, isFolded: v.boolean(), from: place, count }),
  v.object({ kind: v.literal('act'), runId, action: v.picklist(actionNames), target: v.optional(target) }),
]);

/** What the panel says: `ready` first, once for each time it is loaded, then questions and wishes. It names no URL, path or command. */
export type WebviewMessage = v.InferOutput<typeof webviewMessage>;

/** What came up from the panel, checked; undefined when it is no message of this protocol. */
export function parseWebviewMessage(value: unknown): WebviewMessage | undefined {
  const parsed = v.safeParse(webviewMessage, value);
  return parsed.success ? parsed.output : undefined;
}
