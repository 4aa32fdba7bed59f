import * as v from 'valibot';
import type { BodyForm, Preview } from './body/body';
import { CHARSETS } from './body/charset';
import type { Row } from './body/row';
import type { LinkKind } from './links';
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
  /** The encoding of its text; undefined when it is none. */
  readonly charset: CharsetView | undefined;
  /** Whether a JSONPath can be asked of it. */
  readonly canFilter: boolean;
  readonly canFold: boolean;
  /** What the form `filter` shows. */
  readonly filter: BodyFilter | undefined;
  /** The links of the response's Link fields, to be followed by their place. */
  readonly links: readonly { readonly relation: string; readonly kind: LinkKind }[];
  readonly notes: readonly string[];
  readonly page: Page | undefined;
  readonly preview: Preview | undefined;
}

/** The encoding of a body's text, where it is known from, and those that can be chosen instead. */
export interface CharsetView {
  readonly name: string;
  readonly source: string;
  readonly others: readonly string[];
}

/** A JSONPath and what came of it in words. */
export interface BodyFilter {
  readonly path: string;
  readonly text: string;
  readonly isFault: boolean;
}

/** One match: its zero-based place among all, its row by name and by place, and its place among the marks of that row. */
export interface FoundMatch {
  readonly index: number;
  readonly row: number;
  readonly place: number;
  readonly mark: number;
}

/** How far a search is. */
export interface FoundView {
  readonly form: BodyForm;
  readonly count: number;
  readonly isComplete: boolean;
  /** Whether there may be more than are listed. */
  readonly isCapped: boolean;
  /** The zero-based place of the current match; undefined as long as there is none. */
  readonly index: number | undefined;
  /** Where the current match stands, when it is to be brought into view. */
  readonly current: FoundMatch | undefined;
  /** Why the query cannot be searched for. */
  readonly fault: string | undefined;
}

/** What the host says. `empty`, `running`, `broken` and `response` are complete: each replaces all that was shown. */
export type HostMessage =
  | { readonly kind: 'empty'; readonly text: string }
  | { readonly kind: 'running'; readonly running: RunningView }
  /** A run that ended by a defect of this program, with the log as the next step. */
  | { readonly kind: 'broken'; readonly runId: string; readonly title: string; readonly text: string }
  | {
      readonly kind: 'response';
      readonly view: ResponseView;
      /** What the host can do; everything else has no button. */
      readonly actions: readonly (keyof PanelActions)[];
      readonly body: BodySnapshot | undefined;
    }
  | { readonly kind: 'actions'; readonly runId: string; readonly actions: readonly (keyof PanelActions)[] }
  | { readonly kind: 'body'; readonly body: BodySnapshot }
  | { readonly kind: 'rows'; readonly runId: string; readonly target: BodyTarget; readonly page: Page }
  | { readonly kind: 'found'; readonly runId: string; readonly target: BodyTarget; readonly found: FoundView }
  /** The row to go to: the one that opens the container of that asked about. */
  | {
      readonly kind: 'parent';
      readonly runId: string;
      readonly target: BodyTarget;
      readonly form: BodyForm;
      readonly place: number;
    }
  /** A sentence about what was asked for last, such as that something was copied. */
  | { readonly kind: 'said'; readonly runId: string; readonly target: BodyTarget; readonly text: string };

const runId = v.pipe(v.string(), v.maxLength(200));
const target = v.union([v.literal('response'), v.pipe(v.number(), v.integer(), v.minValue(1))]);
const place = v.pipe(v.number(), v.integer(), v.minValue(0));
const count = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(500));
const form = v.picklist(['pretty', 'raw', 'hex', 'preview', 'filter']);
const text = v.pipe(v.string(), v.maxLength(1000));
const query = v.object({ text, isCaseSensitive: v.boolean(), isRegExp: v.boolean() });
const depth = v.optional(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(100)));

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
  v.object({ kind: v.literal('fold'), runId, target, form, row: place, isFolded: v.boolean(), from: place, count }),
  v.object({ kind: v.literal('foldAll'), runId, target, form, depth, from: place, count }),
  v.object({ kind: v.literal('more'), runId, target, form, row: place, from: place, count }),
  v.object({ kind: v.literal('find'), runId, target, form, query, anchor: place, from: place, count }),
  v.object({ kind: v.literal('step'), runId, target, form, by: v.picklist([1, -1]) }),
  v.object({ kind: v.literal('filter'), runId, target, path: text }),
  v.object({ kind: v.literal('decode'), runId, target, form, charset: v.optional(v.picklist(CHARSETS)) }),
  v.object({ kind: v.literal('copy'), runId, target, form, row: place, what: v.picklist(['value', 'path']) }),
  v.object({ kind: v.literal('parent'), runId, target, form, row: place }),
  v.object({ kind: v.literal('follow'), runId, target, form, row: place }),
  v.object({ kind: v.literal('followLink'), runId, target, link: place }),
  v.object({ kind: v.literal('act'), runId, action: v.picklist(actionNames), target: v.optional(target) }),
]);

/** What the panel says: `ready` first, once for each time it is loaded, then questions and wishes. It names no URL, path or command. */
export type WebviewMessage = v.InferOutput<typeof webviewMessage>;

/** What came up from the panel, checked; undefined when it is no message of this protocol. */
export function parseWebviewMessage(value: unknown): WebviewMessage | undefined {
  const parsed = v.safeParse(webviewMessage, value);
  return parsed.success ? parsed.output : undefined;
}
