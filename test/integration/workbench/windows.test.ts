import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { startSandbox } from '../../../src/sandbox';
import { takeScreenshot } from '../../host/workbenchPage';
import { openFolder, type OpenedFolder } from '../../support/openedFolder';
import { answered, historyFiles, response, run, send, until } from '../../support/workbenchWindow';

const requests = (host: string): string => `### one
GET ${host}/sandbox/echo?one=1

### two
GET ${host}/sandbox/echo?two=2

### large
GET ${host}/sandbox/large?mb=40
`;

const lastRow = '.row.active[aria-level="1"]:has-text("]")';

describe('two windows on one folder', () => {
  let sandbox: Awaited<ReturnType<typeof startSandbox>>;
  let opened: OpenedFolder;
  let here: Page;
  let there: Page;

  before(async () => {
    sandbox = await startSandbox();
    opened = await openFolder('windows.rcreq', requests(sandbox.baseUrl));
    here = await opened.openWindow();
    there = await opened.openWindow();
  });

  after(async () => {
    await opened.close();
    await sandbox.close();
  });

  it('show each its own response, and list the runs of both', async () => {
    await send(here, 0);
    await send(there, 1);
    await response(here, 'one').getByText('"one"').waitFor();
    await response(there, 'two').getByText('"two"').waitFor();
    await until(() => historyFiles(opened.profile).length === 2);
    for (const page of [here, there]) {
      await run(page, 'RCReq: Show History');
      for (const title of ['one', 'two'])
        await page.getByRole('treeitem', { name: new RegExp(`^${title}, 200 OK`) }).waitFor();
    }
    await takeScreenshot(here, 'windows-here');
    await takeScreenshot(there, 'windows-there');
    assert.equal(await here.locator('.tab', { hasText: 'two' }).count(), 0);
    assert.equal(await there.locator('.tab', { hasText: 'one' }).count(), 0);
  });

  it('keep a large body each, which the other does not take away', async () => {
    for (const page of [here, there]) {
      await page.locator('.tab', { hasText: 'windows.rcreq' }).click();
      await send(page, 2);
      await answered(page, 'large', 'mb=40');
    }
    const spool = join(opened.profile.userData, 'User', 'globalStorage', 'rcreq.rcreq', 'spool');
    assert.equal(readdirSync(spool).length, 2);
    for (const page of [here, there]) {
      const panel = response(page, 'large');
      await panel.getByText(/^[\d,]+ lines$/).waitFor();
      await panel.locator('.row').nth(2).click();
      await page.keyboard.press('End');
      await panel.locator(lastRow).waitFor();
    }
  });

  it('show on what they show when the other clears the history', async () => {
    await run(there, 'RCReq: Clear History');
    await there.getByRole('button', { name: 'Clear', exact: true }).click();
    await until(() => historyFiles(opened.profile).length === 0);
    const panel = response(here, 'large');
    await panel.locator('.row').first().click();
    await here.keyboard.press('Home');
    await panel.locator('.row[aria-posinset="1"]').waitFor();
    await panel.getByRole('tab', { name: 'Headers' }).click();
    await panel.getByText('HTTP/1.1 200 OK').waitFor();
  });
});
