import assert from 'node:assert/strict';
import type { Browser } from 'playwright-core';
import { launchChromium } from '../support/browser';
import { largeJson, largeLine } from '../support/largeBodies';
import { runRecord } from '../support/runRecords';
import { memoryContent } from '../../src/http/sendPorts';
import { buildWebview, openPanel } from '../support/webviewPanel';
import type { OpenPanel } from '../support/webviewPanel';

const SIZE = 50_000_000;

describe('a body of 50 MB', () => {
  let browser: Browser;
  let panel: OpenPanel;

  before(async () => {
    buildWebview();
    browser = await launchChromium();
  });
  after(() => browser.close());
  afterEach(() => panel.close());

  const show = async (octets: Uint8Array, contentType: string): Promise<void> => {
    panel = await openPanel(browser);
    panel.host.show(runRecord({ content: memoryContent(octets), contentType }));
    await panel.page.getByText(/^[\d,]+ lines?$/u).waitFor();
    await panel.settled();
  };
  const nodes = (): Promise<number> => panel.page.evaluate(() => document.querySelectorAll('*').length);
  const lastRow = (): Promise<string> =>
    panel.page.locator('.row:visible').evaluateAll((all) => {
      const bottom = document.querySelector('.scroller')?.getBoundingClientRect().bottom ?? 0;
      return all.filter((row) => row.getBoundingClientRect().bottom <= bottom + 1).at(-1)?.textContent ?? '';
    });

  it('shows its last row, by key and by scroll bar, with fewer than 300 nodes', async () => {
    await show(largeJson(SIZE), 'application/json');
    assert.ok((await nodes()) < 300, String(await nodes()));
    await panel.page.getByRole('tree').focus();
    await panel.page.keyboard.press('End');
    await panel.page.waitForFunction(() => document.querySelector('.row.active')?.textContent === '}');
    assert.equal(await lastRow(), '}');
    await panel.page.keyboard.press('Home');
    await panel.page.waitForFunction(() => document.querySelector('.row.active')?.textContent === '{');
    await panel.page.locator('.scroller').evaluate((scroller) => (scroller.scrollTop = scroller.scrollHeight));
    await panel.page.waitForFunction(() =>
      Array.from(document.querySelectorAll('.row')).some((row) => row.textContent === '}'),
    );
    await panel.settled();
    assert.equal(await lastRow(), '}');
    assert.ok((await nodes()) < 300, String(await nodes()));
  });

  it('moves by rows and not by thousands of them when the wheel turns', async () => {
    await show(largeJson(SIZE), 'application/json');
    await panel.page.locator('.scroller').hover();
    await panel.page.mouse.wheel(0, 210);
    const first = panel.page.locator('.row').first();
    await panel.page.waitForFunction(() => document.querySelector('.row')?.getAttribute('aria-posinset') !== '1');
    await panel.settled();
    assert.equal(await first.getAttribute('aria-posinset'), '11');
  });

  it('cuts a string of 50 MB in JSON, and shows more of it when asked', async () => {
    const octets = largeLine(SIZE);
    await show(Buffer.concat([Buffer.from('{"line":"'), octets, Buffer.from('","after":1}')]), 'application/json');
    const row = panel.page.locator('.row', { hasText: '"line"' });
    const length = async (): Promise<number> => (await row.innerText()).length;
    const before = await length();
    assert.ok(before > 1000 && before < 3000, String(before));
    assert.equal(await panel.page.locator('.row:visible').nth(2).innerText(), '"after": 1');
    await row.getByText('Show more').click();
    await panel.settled();
    assert.ok((await length()) > 5 * before && (await length()) < 100_000, String(await length()));
    assert.ok((await nodes()) < 300, String(await nodes()));
  });

  it('shows the end of a single line of 50 MB', async () => {
    await show(largeLine(SIZE), 'text/plain');
    await panel.page.getByRole('list', { name: 'Body, Raw' }).focus();
    await panel.page.keyboard.press('End');
    await panel.page.waitForFunction(() =>
      Array.from(document.querySelectorAll('.row')).some((row) => row.textContent.endsWith('the end')),
    );
    assert.match(await lastRow(), /the end$/u);
  });
});
