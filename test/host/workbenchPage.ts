/** The browser page in which a person would have the workbench. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { repositoryRoot } from './installed';

const viewport = { width: 1400, height: 900 };

/**
 * `functions` are called by scripts of the page; they exist before the first of them runs. In a test run the workbench refuses every dialog, unless the suite
 * says that it `answersDialogs`.
 */
export async function openWorkbenchPage(
  browser: Browser,
  url: string,
  functions: Readonly<Record<string, (...values: never[]) => unknown>> = {},
  answersDialogs = false,
): Promise<Page> {
  const context = await browser.newContext({ viewport, permissions: ['clipboard-read', 'clipboard-write'] });
  // tsx wraps the named functions that a page is given to run in a helper, which no page has.
  await context.addInitScript('globalThis.__name = (made) => made;');
  const page = await context.newPage();
  for (const [name, callback] of Object.entries(functions)) await page.exposeFunction(name, callback);
  if (answersDialogs) await showDialogs(page);
  await page.goto(url, { waitUntil: 'commit' });
  return page;
}

async function showDialogs(page: Page): Promise<void> {
  await page.route('**/workbench/workbench.js', async (route) => {
    const response = await route.fetch();
    const script = await response.text();
    const shown = script.replaceAll('skipDialogs(){', 'skipDialogs(){return!1;');
    if (shown === script) throw new Error('The workbench refuses dialogs in another way than before.');
    await route.fulfill({ response, body: shown });
  });
}

/** Resolves when editors and views are as they will stay, extensions still starting. */
export async function workbenchRestored(page: Page): Promise<void> {
  await page.waitForFunction('globalThis.driver?.whenWorkbenchRestored().then(() => true)');
}

/** Writes `out/screenshots/NAME.png` and returns its path. Characters that a file name may not have become hyphens. */
export async function takeScreenshot(page: Page, name: string): Promise<string> {
  const folder = join(repositoryRoot, 'out', 'screenshots');
  mkdirSync(folder, { recursive: true });
  const path = join(folder, `${name.replace(/[^\w.-]+/g, '-')}.png`);
  await page.screenshot({ path });
  return path;
}
