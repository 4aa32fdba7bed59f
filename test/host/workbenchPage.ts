/** The browser page in which a person would have the workbench. */
import type { Browser, Page } from 'playwright-core';

const viewport = { width: 1400, height: 900 };

/** `functions` are called by scripts of the page; they exist before the first of them runs. */
export async function openWorkbenchPage(
  browser: Browser,
  url: string,
  functions: Readonly<Record<string, (...args: never[]) => unknown>> = {},
): Promise<Page> {
  const context = await browser.newContext({ viewport, permissions: ['clipboard-read', 'clipboard-write'] });
  const page = await context.newPage();
  for (const [name, callback] of Object.entries(functions)) await page.exposeFunction(name, callback);
  await page.goto(url, { waitUntil: 'commit' });
  return page;
}
