import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { repositoryRoot } from '../host/installed';
import { freshProfile, type Profile } from '../host/profile';
import { startWorkbenchServer, workbenchUrl } from '../host/server';
import { openWorkbenchPage, workbenchRestored } from '../host/workbenchPage';
import { launchChromium } from './browser';

/** A folder with one request file, open in a workbench of its own. */
export interface OpenedFolder {
  readonly profile: Profile;
  readonly folder: string;
  /** Another window on the folder, with the file open in its editor. */
  openWindow(): Promise<Page>;
  close(): Promise<void>;
}

/** Starts the workbench on the extension as it is built; the caller closes it. */
export async function openFolder(file: string, text: string): Promise<OpenedFolder> {
  const profile = freshProfile();
  const folder = join(profile.folder, 'workspace');
  mkdirSync(folder);
  writeFileSync(join(folder, file), text);
  const server = await startWorkbenchServer({ profile, isTrusting: true });
  const browser = await launchChromium();
  const url = workbenchUrl(server.origin, { folder, extensionDevelopmentPath: repositoryRoot });
  return {
    profile,
    folder,
    openWindow: async () => {
      const page = await openWorkbenchPage(browser, url);
      // tsx wraps named functions in a helper that the page does not have.
      await page.evaluate('globalThis.__name = (made) => made');
      await workbenchRestored(page);
      await page.getByRole('treeitem', { name: file }).dblclick();
      return page;
    },
    close: async () => {
      await browser.close();
      await server.close();
      profile.remove();
    },
  };
}
