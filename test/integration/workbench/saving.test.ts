import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { mkdirSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { startSandbox } from '../../../src/sandbox';
import { takeScreenshot, workbenchRestored } from '../../host/workbenchPage';
import { LoopbackServers } from '../../support/loopbackServer';
import { openFolder, type OpenedFolder } from '../../support/openedFolder';
import {
  answered,
  historyFiles,
  historyRuns,
  keptEditors,
  response,
  run,
  send,
  until,
} from '../../support/workbenchWindow';

const octets = Buffer.from('{"id":9007199254740993,\r\n"text":"\u00e9"}\n');
const disposition = "attachment; filename*=UTF-8''..%2F..%5Cevil%E2%80%AE%20name.json";

const requests = (host: string, named: string): string => `### named
GET ${named}/

### large
GET ${host}/sandbox/large?mb=40

### parts
GET ${host}/sandbox/parts?n=4&failed=1
`;

describe('the body of a response', () => {
  const servers = new LoopbackServers();
  let sandbox: Awaited<ReturnType<typeof startSandbox>>;
  let opened: OpenedFolder;
  let page: Page;

  before(async () => {
    sandbox = await startSandbox();
    const server = createServer((_, reply) => {
      reply.writeHead(200, { 'Content-Type': 'application/json', 'Content-Disposition': disposition }).end(octets);
    });
    const port = await servers.listen(server);
    opened = await openFolder('saving.rcreq', requests(sandbox.baseUrl, `http://127.0.0.1:${port}`));
    page = await opened.openWindow();
  });

  after(async () => {
    await opened.close();
    await servers.close();
    await sandbox.close();
  });

  const inFolder = (name: string): string => join(opened.folder, name);
  const sent = async (title: string, number: number, url: string): Promise<void> => {
    await page.locator('.tab', { hasText: 'saving.rcreq' }).click();
    await send(page, number);
    await answered(page, title, url);
  };
  const save = async (title: string, name: string): Promise<void> => {
    await response(page, title).getByRole('button', { name: 'Save body' }).click();
    const input = page.locator('.quick-input-widget .quick-input-box input');
    await until(async () => (await input.inputValue()) === inFolder(name));
    await takeScreenshot(page, `saving-${title}`);
    await input.press('Enter');
    await page.locator('.statusbar-item', { hasText: `Saved ${name}` }).waitFor();
  };

  it('is saved as it came, under a name that leads nowhere else', async () => {
    await sent('named', 0, '127.0.0.1');
    await save('named', 'evil_ name.json');
    assert.deepEqual(readFileSync(inFolder('evil_ name.json')), octets);
  });

  it('of 40 MB is saved whole', async () => {
    await sent('large', 1, 'mb=40');
    await save('large', 'response.json');
    assert.ok(statSync(inFolder('response.json')).size > 40_000_000);
  });

  it('is saved part by part into a folder', async () => {
    mkdirSync(inFolder('parts'));
    await sent('parts', 2, 'n=4');
    await response(page, 'parts').getByRole('button', { name: 'Save all parts' }).click();
    const input = page.locator('.quick-input-widget .quick-input-box input');
    await until(async () => (await input.inputValue()).startsWith(opened.folder));
    await input.fill(`${inFolder('parts')}/`);
    await page.locator('.quick-input-list .monaco-list-row', { hasText: '..' }).waitFor();
    await takeScreenshot(page, 'saving-parts');
    await input.press('Enter');
    await page.locator('.statusbar-item', { hasText: 'Saved 4 parts' }).waitFor();
    const names = readdirSync(inFolder('parts')).sort();
    assert.deepEqual(names, ['part-1.json', 'part-2.json', 'part-3.json', 'part-4.json']);
    for (const name of names) JSON.parse(readFileSync(join(inFolder('parts'), name), 'utf8'));
  });

  it('that the history has cut says so when it is saved', async () => {
    rmSync(inFolder('response.json'));
    await sent('large', 1, 'mb=40');
    await until(() => historyFiles(opened.profile).length === 4);
    const newest = historyRuns(opened.profile).at(-1) ?? '';
    await until(async () => (await keptEditors(page)).includes(newest));
    await page.reload({ waitUntil: 'commit' });
    await workbenchRestored(page);
    await response(page, 'large')
      .getByText(/^The history kept the first/)
      .waitFor();
    await save('large', 'response.json');
    await run(page, 'Notifications: Show Notifications');
    await page.locator('.notification-list-item', { hasText: 'What was saved is not what came.' }).waitFor();
    await takeScreenshot(page, 'saving-cut');
    assert.equal(statSync(inFolder('response.json')).size, 2_097_152);
  });
});
