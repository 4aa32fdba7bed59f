/** What a suite in the extension host asks of the program that holds the browser page, as JSON over loopback. */
import type { Page } from 'playwright-core';

/** The workbench itself, the document of the only webview in sight, or of the webview with that title; or the page that the workbench has opened last, in another tab of the browser. */
export type Place = 'workbench' | 'webview' | { readonly webview: string } | 'tab';

export type AriaRole = Parameters<Page['getByRole']>[0];

/** What a person would point at. `name` and `text` match a part, ignoring case; `nth` counts from 0 where several match. */
export type Target = (
  { readonly role: AriaRole; readonly name?: string } | { readonly text: string } | { readonly selector: string }
) & { readonly in?: Place; readonly nth?: number };

export type TargetState = 'visible' | 'hidden';

export type PageRequest =
  | { readonly action: 'click'; readonly target: Target; readonly timeout: number }
  | { readonly action: 'drag'; readonly target: Target; readonly to: Target; readonly timeout: number }
  | { readonly action: 'textOf'; readonly target: Target; readonly timeout: number }
  | { readonly action: 'attributeOf'; readonly target: Target; readonly name: string; readonly timeout: number }
  | { readonly action: 'count'; readonly target: Target; readonly timeout: number }
  | { readonly action: 'waitFor'; readonly target: Target; readonly state: TargetState; readonly timeout: number }
  /** Goes to the address of the tab that was opened last, changed by replacing the first occurrence of `from`. */
  | { readonly action: 'alterTab'; readonly from: string; readonly to: string }
  | { readonly action: 'closeTab' }
  | { readonly action: 'press'; readonly keys: string }
  | { readonly action: 'type'; readonly text: string }
  | { readonly action: 'screenshot'; readonly name: string };

/** `value` is absent where an action has nothing to tell. */
export type PageReply =
  { readonly kind: 'done'; readonly value?: string | number } | { readonly kind: 'failed'; readonly message: string };

/** Names the environment variable that holds the endpoint's URL; absent in a desktop VS Code. */
export const pageDriverVariable = 'RCREQ_PAGE_DRIVER';
