/** Rows of the views, which are made anew whenever a file, a token or the time has changed: what is meant is waited for, never what was there. */
import { page } from '../page';
import type { Target } from '../pageProtocol';

/** The row of this label, or of one with more after it; `nth` is the first, since a list may say a row again. */
export function row(name: string): Target {
  return { role: 'treeitem', name, nth: 0 };
}

/** Opens a row that is closed. A click is lost where its view is filled anew at that moment, and closes a row that something else has opened. */
export async function openRow(target: Target): Promise<void> {
  const isOpen = async (): Promise<boolean> => (await page.attributeOf(target, 'aria-expanded')) === 'true';
  while (!(await isOpen())) {
    await page.click(target);
    for (let looks = 0; looks < 20 && !(await isOpen()); looks += 1) await new Promise((next) => setTimeout(next, 50));
  }
}

/** The row that keys act on: its view has the focus. */
export function focusedRow(words: string): Target {
  return { selector: `.monaco-list:focus-within .monaco-list-row.focused:has-text(${JSON.stringify(words)})` };
}
