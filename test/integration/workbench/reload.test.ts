import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { startSandbox } from '../../../src/sandbox';
import { takeScreenshot, workbenchRestored } from '../../host/workbenchPage';
import { openFolder, type OpenedFolder } from '../../support/openedFolder';
import { historyFiles, historyRuns, keptEditors, response, run, send, until } from '../../support/workbenchWindow';

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

/** `reload` ends the extension host of the window and starts another. */
interface Window {
  readonly page: Page;
  readonly reload: () => Promise<void>;
}

describe('a window that is reloaded', () => {
  let sandbox: Awaited<ReturnType<typeof startSandbox>>;
  let opened: OpenedFolder;
  let window: Window;

  before(async () => {
    sandbox = await startSandbox();
    opened = await openFolder('reload.rcreq', requests(sandbox.baseUrl));
    const page = await opened.openWindow();
    const reload = async (): Promise<void> => {
      await page.reload({ waitUntil: 'commit' });
      await workbenchRestored(page);
    };
    window = { page, reload };
  });

  after(async () => {
    await opened.close();
    await sandbox.close();
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
    await until(() => historyFiles(opened.profile).length === 2);
    const kept = historyRuns(opened.profile);
    await until(async () => {
      const editors = await keptEditors(page);
      return kept.every((id) => editors.includes(id));
    });
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
    await until(() => historyFiles(opened.profile).length === 3);
    const all = page.getByRole('treeitem', { name: /^first, 200 OK/ });
    await all.nth(1).waitFor();
    assert.equal(await all.count(), 2);
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
    const texts = historyFiles(opened.profile).map((file) => readFileSync(file, 'latin1'));
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
    await until(() => historyFiles(opened.profile).length === 0);
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
    await until(() => historyFiles(opened.profile).length === 1);
  });

  it('has the tokens of the secret storage again', async () => {
    const { page, reload } = window;
    const type = async (step: number, text: string): Promise<void> => {
      await page.locator('.quick-input-title', { hasText: `Add Token (${step}/` }).waitFor();
      await page.locator('.quick-input-widget input:focus').waitFor();
      await page.keyboard.type(text);
      await page.keyboard.press('Enter');
    };
    await run(page, 'RCReq: Add Token');
    await page.getByRole('option', { name: 'Paste a token' }).click();
    await type(2, 'kept');
    await type(3, secret);
    await type(4, 'api.example.com');
    await page.locator('.quick-input-title', { hasText: 'Add Token' }).waitFor({ state: 'hidden' });
    await run(page, 'RCReq: Focus on Tokens View');
    const token = page.getByRole('treeitem', { name: /^Token kept/ });
    await token.waitFor();
    await reload();
    await run(page, 'RCReq: Focus on Tokens View');
    await token.waitFor();
    await takeScreenshot(page, 'tokens-after-reload');
  });
});
