/**
 * The views of `dist/` in a real workbench over 1,000 files with 10,000 requests: from the click or the key to the rows that answer it. What else runs on the machine
 * counts too: compare figures of one run.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { repositoryRoot } from '../host/installed';
import { freshProfile } from '../host/profile';
import { startWorkbenchServer, workbenchUrl } from '../host/server';
import { openWorkbenchPage, workbenchRestored } from '../host/workbenchPage';
import { launchChromium } from '../support/browser';
import { limited, printRows, type BenchRow } from './rows';

const files = 1000;
const requestsInFile = 10;

async function main(): Promise<void> {
  const profile = freshProfile();
  const folder = join(profile.folder, 'workspace');
  writeFiles(folder, '');
  const server = await startWorkbenchServer({ profile, isTrusting: true });
  const browser = await launchChromium();
  try {
    const address = { folder, extensionDevelopmentPath: repositoryRoot };
    const page = await openWorkbenchPage(browser, workbenchUrl(server.origin, address));
    await workbenchRestored(page);
    printRows(await measured(page, folder));
  } finally {
    await browser.close();
    await server.close();
    profile.remove();
  }
}

/** Twenty files a folder, five folders in each of ten; `mark` stands in the title of the first request of each file. */
function writeFiles(folder: string, mark: string): void {
  for (let file = 0; file < files; file += 1) {
    const inside = join(folder, `area${Math.floor(file / 100)}`, `group${Math.floor(file / 20)}`);
    mkdirSync(inside, { recursive: true });
    const first = file * requestsInFile;
    const requests = Array.from({ length: requestsInFile }, (_, index) =>
      request(first + index, index === 0 ? mark : ''),
    );
    writeFileSync(join(inside, `file${file}.rcreq`), requests.join('\n'));
  }
}

function request(number: number, mark: string): string {
  const [title, key] = [`Request ${number}${mark}`, number % requestsInFile];
  return `### ${title}\n# @tag t${key}\nPOST http://a.test/${number}\nAuthorization: Bearer {{$secret KEY${key}}}\n\n{ "id": ${number} }\n`;
}

async function measured(page: Page, folder: string): Promise<readonly BenchRow[]> {
  const rows: BenchRow[] = [];
  const row = (text: string): Locator => page.locator(`.monaco-list-row:has-text("${text}")`).first();
  const pane = (name: string): Locator => page.locator(`.pane-header[aria-label^="${name}"]`);
  const measure = async (what: string, limit: number, act: () => Promise<unknown>): Promise<void> => {
    const start = performance.now();
    await act();
    const value = performance.now() - start;
    rows.push(limited(what, value, limit, 'ms'));
  };
  await measure('sidebar: first look at 1,000 files, start of the extension host included', 4000, async () => {
    await page.locator('.activitybar [aria-label^="RCReq"]').first().click();
    await row('area0').waitFor();
  });
  for (const name of ['Tokens', 'Environments', 'History']) await pane(name).click();
  await row('area0').click();
  await row('group0').click();
  await measure('sidebar: open a file of 10 requests', 500, async () => {
    await row('file0.rcreq').click();
    await row('Request 0').waitFor();
  });
  await filter(page, row, measure);
  await measure('sidebar: 1,000 files change on disk, until it is shown', 2000, async () => {
    writeFiles(folder, ' changed');
    await row('Request 0 changed').waitFor();
  });
  await measure('sidebar: count the requests that use each of 10 secrets', 2000, async () => {
    await pane('Environments').click();
    await row('Secrets').click();
    await row('used 1000 times').waitFor();
  });
  return rows;
}

type Measure = (what: string, limit: number, act: () => Promise<unknown>) => Promise<void>;

async function filter(page: Page, row: (text: string) => Locator, measure: Measure): Promise<void> {
  const counted = (text: string): Locator => page.getByText(`"${text}"`);
  await command(page, 'RCReq: Filter Requests');
  await page.locator('.quick-input-title:has-text("Filter Requests")').waitFor();
  await measure('sidebar: filter 10,000 requests for the first time', 2000, async () => {
    await page.keyboard.type('request 7777');
    await counted('request 7777').waitFor();
  });
  await page.keyboard.press('Control+A');
  await measure('sidebar: filter 10,000 requests again', 1500, async () => {
    await page.keyboard.type('tag:t3');
    await counted('tag:t3').waitFor();
  });
  await page.keyboard.press('Enter');
  await command(page, 'RCReq: Clear Filter');
  await counted('tag:t3').waitFor({ state: 'hidden' });
  await row('Request 0').waitFor();
}

async function command(page: Page, title: string): Promise<void> {
  await page.keyboard.press('F1');
  await page.locator('.quick-input-widget input').waitFor();
  await page.keyboard.type(title);
  await page.locator(`.quick-input-list .monaco-list-row.focused:has-text("${title}")`).waitFor();
  await page.keyboard.press('Enter');
}

void main();
