import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, FrameLocator, Page } from 'playwright-core';
import { startSandbox } from '../../../src/sandbox';
import { repositoryRoot } from '../../host/installed';
import { freshProfile, type Profile } from '../../host/profile';
import { startWorkbenchServer, workbenchUrl, type WorkbenchServer } from '../../host/server';
import { openWorkbenchPage, takeScreenshot, workbenchRestored } from '../../host/workbenchPage';
import { launchChromium } from '../../support/browser';

const secret = 'sesame-open-1234';

const requests = (host: string): string => `@host = ${host}
@password = ${secret}

### first
POST {{host}}/sandbox/echo?one=1
Content-Type: application/json
Authorization: Bearer {{password}}

{ "echoed": "{{password}}", "number": 9007199254740993 }

### second
GET {{host}}/sandbox/echo?two=2
`;

/** A window with its own server; the page is loaded anew by `reload`, which ends its extension host and starts another. */
interface Window {
  readonly page: Page;
  readonly profile: Profile;
  readonly reload: () => Promise<void>;
}

describe('a window that is reloaded', () => {
  let sandbox: Awaited<ReturnType<typeof startSandbox>>;
  let server: WorkbenchServer;
  let browser: Browser;
  let window: Window;

  before(async () => {
    sandbox = await startSandbox();
    const profile = freshProfile();
    const folder = join(profile.folder, 'workspace');
    mkdirSync(folder);
    writeFileSync(join(folder, 'reload.rcreq'), requests(sandbox.baseUrl));
    server = await startWorkbenchServer({ profile, isTrusting: true });
    browser = await launchChromium();
    const url = workbenchUrl(server.origin, { folder, extensionDevelopmentPath: repositoryRoot });
    const page = await openWorkbenchPage(browser, url);
    await workbenchRestored(page);
    await page.getByRole('treeitem', { name: 'reload.rcreq' }).dblclick();
    const reload = async (): Promise<void> => {
      await page.reload({ waitUntil: 'commit' });
      await workbenchRestored(page);
    };
    window = { page, profile, reload };
  });

  after(async () => {
    await browser.close();
    await server.close();
    await sandbox.close();
    window.profile.remove();
  });

  it('shows the pinned responses and the last one again, each with its body', async () => {
    const { page, reload } = window;
    await send(page, 0);
    await response(page, 'first').getByText('"one"').waitFor();
    await run(page, 'RCReq: Pin Response');
    await response(page, 'first').getByRole('button', { name: 'Unpin response' }).waitFor();
    await page.locator('.tab', { hasText: 'reload.rcreq' }).click();
    await send(page, 1);
    await response(page, 'second').getByText('"two"').waitFor();
    await until(() => files(window).length === 2);
    await until(async () => (await keptEditors(page)).includes('second'));
    await takeScreenshot(page, 'reload-before');
    await reload();
    await response(page, 'second').getByText('"two"').waitFor();
    await response(page, 'second').getByRole('button', { name: 'Pin response' }).waitFor();
    await page.locator('.tab', { hasText: 'first' }).click();
    await response(page, 'first').getByText('"one"').waitFor();
    await response(page, 'first').getByRole('button', { name: 'Unpin response' }).waitFor();
    await response(page, 'first').getByText('Secrets are masked in the history.').waitFor();
    await takeScreenshot(page, 'reload-after');
  });

  it('lists its runs in the History view and sends one again', async () => {
    const { page } = window;
    await run(page, 'RCReq: Show History');
    const first = page.getByRole('treeitem', { name: /^first, 200 OK/ });
    await first.waitFor();
    await takeScreenshot(page, 'history-after-reload');
    await first.hover();
    await first.getByRole('button', { name: 'Send Again' }).click();
    await until(() => files(window).length === 3);
    assert.equal(await page.getByRole('treeitem', { name: /^first, 200 OK/ }).count(), 2);
  });

  it('opens a body of the history in an editor, laid out and masked', async () => {
    const { page } = window;
    await page.locator('.tab', { hasText: 'first' }).first().click();
    await response(page, 'first').getByRole('button', { name: 'Open body in editor' }).click();
    await page.locator('.tab', { hasText: 'response.json' }).waitFor();
    await page.locator('.view-line', { hasText: '"method": "POST"' }).waitFor();
    await takeScreenshot(page, 'history-open-in-editor');
    const shown = page.locator('.editor-group-container.active');
    assert.equal(await shown.locator('.view-line', { hasText: secret }).count(), 0);
    assert.equal(await shown.locator('.view-line', { hasText: 'Bearer ***' }).count(), 1);
  });

  it('left no secret in any file of the history', () => {
    const texts = files(window).map((file) => readFileSync(file, 'latin1'));
    assert.equal(texts.length, 3);
    assert.deepEqual(
      texts.filter((text) => text.includes(secret)),
      [],
    );
  });

  it('forgets all of it, on disk too, when that is asked for and confirmed', async () => {
    const { page } = window;
    await run(page, 'RCReq: Clear History');
    await takeScreenshot(page, 'history-clear');
    await page.getByRole('button', { name: 'Clear', exact: true }).click();
    await until(() => files(window).length === 0);
  });

  it('still opens and sends again the response that is shown, though it was of an earlier session', async () => {
    const { page } = window;
    await page
      .locator('.tab', { hasText: 'response.json' })
      .getByRole('button', { name: /^Close/ })
      .click();
    await page.locator('.tab', { hasText: 'first' }).first().click();
    await response(page, 'first').getByRole('button', { name: 'Open body in editor' }).click();
    await page.locator('.view-line', { hasText: '"method": "POST"' }).waitFor();
    await page.locator('.tab', { hasText: 'first' }).first().click();
    await response(page, 'first').getByRole('button', { name: 'Send again' }).click();
    await until(() => files(window).length === 1);
  });
});

/** Clicks *Send* above the request with this number. */
async function send(page: Page, number: number): Promise<void> {
  await page
    .locator('.codelens-decoration a', { hasText: /^\s*Send\s*$/ })
    .nth(number)
    .click();
}

async function run(page: Page, command: string): Promise<void> {
  await page.keyboard.press('F1');
  await page.locator('.quick-input-widget input').first().waitFor();
  await page.keyboard.type(command);
  await page.getByRole('option', { name: command }).first().click();
}

/** The page of the response panel with this title. */
function response(page: Page, title: string): FrameLocator {
  return page.locator('iframe.webview.ready').contentFrame().frameLocator(`iframe[title="${title}"]`);
}

/** The files of the history of every workspace; none before the first is written. */
function files({ profile }: Window): readonly string[] {
  const folder = join(profile.userData, 'User', 'globalStorage', 'rcreq.rcreq', 'history');
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.run'))
    .map((name) => join(folder, name));
}

/** What the workbench has kept of its editors, as text: a browser keeps it every few seconds, and not as it unloads. */
async function keptEditors(page: Page): Promise<string> {
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

async function until(isSo: () => boolean | Promise<boolean>): Promise<void> {
  for (let tries = 0; !(await isSo()); tries += 1) {
    if (tries > 200) throw new Error('It did not come to that within twenty seconds.');
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
