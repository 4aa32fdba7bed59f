import type { Target } from '../pageProtocol';

/** The CodeLens whose title has this text; `nth` counts from 0, down the file. */
export function lens(title: string, nth = 0): Target {
  return { selector: `.codelens-decoration a:has-text(${JSON.stringify(title)})`, nth };
}

/** What the response panel shows; it may say it again to a screen reader, further down. */
export function inResponse(text: string): Target {
  return { text, in: 'webview', nth: 0 };
}
