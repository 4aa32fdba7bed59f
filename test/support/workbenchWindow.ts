/** What a person does in a window of the workbench, as the integration tests do it. */
import { existsSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { FrameLocator, Page } from 'playwright-core';
import type { Profile } from '../host/profile';

/** Clicks *Send* above the request with this number, once none in the file runs. The editor must have the focus: else it may not hear that one has ended. */
export async function send(page: Page, number: number): Promise<void> {
  await page.locator('.codelens-decoration a', { hasText: 'Cancel' }).first().waitFor({ state: 'hidden' });
  await page
    .locator('.codelens-decoration a', { hasText: /^\s*Send\s*$/ })
    .nth(number)
    .click();
}

/** Runs a command from the palette, by its title. */
export async function run(page: Page, command: string): Promise<void> {
  await page.keyboard.press('F1');
  await page.locator('.quick-input-widget input:focus').waitFor();
  await page.keyboard.type(command);
  await page.getByRole('option', { name: command }).first().click();
}

/** The page of the response panel with this title. */
export function response(page: Page, title: string): FrameLocator {
  return page.locator('iframe.webview.ready').contentFrame().frameLocator(`iframe[title="${title}"]`);
}

/** Waits until the panel with this title shows an answer from a URL with this in it: for a moment it still has the response before. */
export async function answered(page: Page, title: string, url: string): Promise<void> {
  await response(page, title).locator('.response .where', { hasText: url }).waitFor();
}

/** The ids of the runs in the history, oldest first. */
export function historyRuns(profile: Profile): readonly string[] {
  const names = historyFiles(profile)
    .map((file) => basename(file))
    .sort();
  return names.map((name) => name.replace(/^\d+-|\.run$/gu, ''));
}

/** The files of the history of every workspace. */
export function historyFiles({ userData }: Profile): readonly string[] {
  const folder = join(userData, 'User', 'globalStorage', 'rcreq.rcreq', 'history');
  if (!existsSync(folder)) return [];
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  return names.filter((name) => name.endsWith('.run')).map((name) => join(folder, name));
}

/** What the workbench has kept of its editors, as text: a browser keeps it every few seconds, and not as it unloads. */
export async function keptEditors(page: Page): Promise<string> {
  return page.evaluate(async () => {
    const settled = <Value>(request: IDBRequest<Value>): Promise<Value> =>
      new Promise((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(new Error('The database cannot be read.'));
      });
    const texts: unknown[] = [];
    for (const { name = '' } of await indexedDB.databases()) {
      if (!name.startsWith('vscode-web-state-db-')) continue;
      const database = await settled(indexedDB.open(name));
      const store = database.transaction('ItemTable').objectStore('ItemTable');
      texts.push(await settled<unknown>(store.get('memento/workbench.parts.editor') as IDBRequest<unknown>));
      database.close();
    }
    return JSON.stringify(texts);
  });
}

/** Waits for what comes of itself. */
export async function until(isSo: () => boolean | Promise<boolean>): Promise<void> {
  for (let tries = 0; !(await isSo()); tries += 1) {
    if (tries > 200) throw new Error('It did not come to that within twenty seconds.');
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
