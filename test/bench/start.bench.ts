/**
 * What a person waits for at first, in the real workbench: activation in a fresh window and the first *Send*; and the sizes of what is shipped and loaded. Each window has an extension host of its own; what else runs on the machine counts too.
 */
import { mkdirSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { repositoryRoot } from '../host/installed';
import { packageExtension } from '../host/packageExtension';
import { freshProfile } from '../host/profile';
import { startWorkbenchServer, workbenchUrl } from '../host/server';
import { openWorkbenchPage, workbenchRestored } from '../host/workbenchPage';
import { launchChromium } from '../support/browser';
import { median } from './rates';
import { limited, printRows, type BenchRow } from './rows';

const windows = 5;

/** Opens a window on a folder, and waits until it has come to rest. */
type OpenWindow = (folder: string) => Promise<Page>;

async function main(): Promise<void> {
  const profile = freshProfile();
  const server = await startWorkbenchServer({ profile, isTrusting: true });
  const browser = await launchChromium();
  const openWindow: OpenWindow = async (folder) => {
    const address = { folder, extensionDevelopmentPath: repositoryRoot };
    const page = await openWorkbenchPage(browser, workbenchUrl(server.origin, address));
    await workbenchRestored(page);
    await page.waitForLoadState('networkidle');
    return page;
  };
  try {
    const folder = join(profile.folder, 'workspace');
    mkdirSync(folder);
    printRows([...(await sizes(profile.folder)), ...(await firstSends(openWindow, folder))]);
  } finally {
    await browser.close();
    await server.close();
    profile.remove();
  }
}

async function sizes(folder: string): Promise<readonly BenchRow[]> {
  const kilobytes = (path: string): number => statSync(path).size / 1024;
  return [
    limited(
      'dist/extension.js, all that activation loads',
      kilobytes(join(repositoryRoot, 'dist/extension.js')),
      100,
      'KB',
    ),
    limited('the packaged extension (VSIX)', kilobytes(await packageExtension(folder)), 1024, 'KB'),
  ];
}

async function firstSends(openWindow: OpenWindow, folder: string): Promise<readonly BenchRow[]> {
  const server = await listen();
  writeFileSync(join(folder, 'first.rcreq'), `### first\nGET ${server.url}/\n`);
  const activations: number[] = [];
  const sends: number[] = [];
  try {
    for (let run = 0; run < windows; run += 1) {
      const page = await openWindow(folder);
      await page.getByRole('treeitem', { name: 'first.rcreq' }).dblclick();
      const lens = page.locator('.codelens-decoration a', { hasText: 'Send' });
      await lens.waitFor();
      await page.evaluate(notePress);
      const arrival = server.arrival();
      await lens.click();
      sends.push((await arrival) - (await page.evaluate<number>('globalThis.pressedAt')));
      activations.push(await activationTime(page));
      await page.context().close();
    }
  } finally {
    server.close();
  }
  return [
    limited(`activation in a window at rest, median of ${windows}`, median(activations), 50, 'ms'),
    limited('first Send after activation to the first octet at the server, median', median(sends), 150, 'ms'),
  ];
}

/** Milliseconds that the workbench itself says the extension took, its code's loading included. */
async function activationTime(page: Page): Promise<number> {
  await page.keyboard.press('F1');
  await page.locator('.quick-input-widget input:focus').waitFor();
  await page.keyboard.type('Developer: Show Running Extensions');
  await page.getByRole('option', { name: 'Developer: Show Running Extensions' }).click();
  const row = page.locator('.runtime-extensions-editor .extension', { hasText: 'rcreq' });
  const text = await row.locator('.activation-time').innerText();
  return Number(/(\d+)\s*ms/u.exec(text)?.[1]);
}

/** Runs in the window: `pressedAt` becomes the time of the next press of the mouse, in milliseconds since the epoch. */
function notePress(): void {
  const note = (event: Event): void => {
    Object.assign(globalThis, { pressedAt: performance.timeOrigin + event.timeStamp });
  };
  addEventListener('pointerdown', note, { capture: true, once: true });
}

/** A server that notes when the first octets reach it, in milliseconds since the epoch. */
async function listen(): Promise<{ url: string; arrival: () => Promise<number>; close: () => void }> {
  let arrived: (time: number) => void = () => undefined;
  const server = createServer((_, response) => response.end('{"ok":true}'));
  server.on('connection', (socket) => socket.once('data', () => arrived(performance.timeOrigin + performance.now())));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    arrival: () => new Promise((resolve) => (arrived = resolve)),
    close: () => server.close().closeAllConnections(),
  };
}

void main();
