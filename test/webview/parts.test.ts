import assert from 'node:assert/strict';
import type { Browser, Locator } from 'playwright-core';
import type { Part } from '../../src/http/outcome';
import { memoryContent } from '../../src/http/sendPorts';
import type { RunRecord } from '../../src/run/record';
import { launchChromium } from '../support/browser';
import { shownRuns } from '../support/shownRuns';
import { buildWebview, openPanel } from '../support/webviewPanel';
import type { OpenPanel, PanelOptions } from '../support/webviewPanel';

/** A 207 with so many parts; each seventh is a 404. */
function run(count: number): RunRecord {
  const record = shownRuns['multiStatus'];
  const [good, , , bad] = record?.parts ?? [];
  assert.ok(record !== undefined && good !== undefined && bad !== undefined);
  const parts = Array.from({ length: count }, (_, at): Part => {
    const index = at + 1;
    return { ...(index % 7 === 0 ? bad : good), index, resourceId: String(40_000 + index) };
  });
  return { ...record, parts };
}

describe('the parts of a 207 in a browser', () => {
  let browser: Browser;
  let panel: OpenPanel;

  before(async () => {
    buildWebview();
    browser = await launchChromium();
  });
  after(() => browser.close());
  afterEach(() => panel.close());

  const show = async (count: number, options: PanelOptions = {}): Promise<void> => {
    panel = await openPanel(browser, options);
    panel.host.show(run(count));
    await panel.settled();
  };
  const grid = (): Locator => panel.page.getByRole('grid', { name: 'Parts' });
  const rows = (): Locator => panel.page.locator('.parts-body .parts-row');
  const cells = async (name: string): Promise<string[]> => rows().locator(`.cell-${name}`).allTextContents();
  const active = (): Promise<string | null> => grid().getAttribute('aria-activedescendant');
  const press = async (...keys: readonly string[]): Promise<void> => {
    for (const key of keys) await panel.page.keyboard.press(key);
    await panel.settled();
  };

  it('are told apart by index, status, resource, type, size and error', async () => {
    await show(20);
    assert.deepEqual(
      (await rows().allInnerTexts()).slice(5, 7).map((text) => text.split('\n')),
      [
        ['6', '200 OK', '40006', 'application/json', '415 B'],
        [
          '7',
          '404 Not Found',
          '40007',
          'application/json',
          '83 B',
          'CMN-102 Resource for parameter [messageId] is not found',
        ],
      ],
    );
  });

  for (const count of [1000, 10_000])
    it(`stay within 300 elements when there are ${count}, and the last is one key away`, async () => {
      await show(count);
      const elements = (): Promise<number> => panel.page.locator('body *').count();
      assert.ok((await elements()) <= 300, String(await elements()));
      await grid().focus();
      await press('End');
      assert.equal(await active(), `part-${count}`);
      assert.ok(await panel.page.locator(`#part-${count}`).isVisible());
      assert.equal(await panel.page.locator(`#part-${count}`).getAttribute('aria-rowindex'), String(count + 1));
      assert.equal(await grid().getAttribute('aria-rowcount'), String(count + 1));
      assert.ok((await elements()) <= 300, String(await elements()));
    });

  it('are moved through by keyboard, opened with Enter and closed with Escape', async () => {
    await show(1000);
    await grid().focus();
    const visited: (string | null)[] = [];
    for (const key of ['ArrowDown', 'ArrowDown', 'ArrowUp', 'End', 'ArrowDown', 'Home', 'ArrowUp']) {
      await press(key);
      visited.push(await active());
    }
    assert.deepEqual(visited, ['part-2', 'part-3', 'part-2', 'part-1000', 'part-1000', 'part-1', 'part-1']);
    await press('PageDown');
    const paged = Number(/\d+/.exec((await active()) ?? '')?.[0]);
    assert.ok(paged > 5 && paged < 40, String(paged));
    await press('End', 'Enter');
    assert.match((await panel.page.locator('.part-bar').textContent()) ?? '', /^Part 1000 · 200 OK · 41000/);
    assert.equal(await panel.page.locator('#part-1000').getAttribute('aria-selected'), 'true');
    await press('Escape');
    assert.equal(await panel.page.locator('.part-bar').count(), 0);
    assert.equal(await panel.page.evaluate(() => document.activeElement?.getAttribute('role')), 'grid');
  });

  it('are sorted by a click or Enter on a head, and once more the other way round', async () => {
    await show(20);
    const status = panel.page.getByRole('columnheader', { name: 'Status' });
    await status.getByRole('button').click();
    await status.getByRole('button').press('Enter');
    await panel.settled();
    assert.equal(await status.getAttribute('aria-sort'), 'descending');
    assert.deepEqual((await cells('part')).slice(0, 3), ['7', '14', '1']);
    await press('ArrowRight', 'Enter');
    assert.equal(
      await panel.page.getByRole('columnheader', { name: 'Resource' }).getAttribute('aria-sort'),
      'ascending',
    );
    assert.equal(await panel.page.locator('.parts-head button[tabindex="0"]').count(), 1);
    await press('ArrowDown');
    assert.equal(await panel.page.evaluate(() => document.activeElement?.getAttribute('role')), 'grid');
  });

  it('are filtered to those that failed, and by words', async () => {
    await show(1000);
    await panel.page.getByRole('button', { name: 'Failed 142' }).click();
    await panel.settled();
    assert.deepEqual((await cells('part')).slice(0, 2), ['7', '14']);
    await panel.page.getByLabel('Filter parts').fill('cmn-102 40700');
    await panel.settled();
    assert.deepEqual(await cells('part'), ['700']);
    assert.equal(await panel.page.locator('.viewer-bar [role=status]').textContent(), '1 shown');
    await panel.page.getByLabel('Filter parts').fill('nothing like it');
    assert.equal(await panel.page.locator('.viewer-bar [role=status]').textContent(), 'No part matches.');
  });

  it('open in the same viewers, with their own header fields, and are saved one or all', async () => {
    await show(20);
    await rows().nth(6).click();
    await panel.settled();
    assert.equal(await panel.page.locator('.row').nth(1).textContent(), '"errorCode": "CMN-102",');
    await panel.page.getByText('1 header field').click();
    assert.match((await panel.page.locator('.part-fields').textContent()) ?? '', /application\/json;charset=utf-8/);
    for (const name of ['Save part 7', 'Open part 7 in editor', 'Save all parts'])
      await panel.page.getByRole('button', { name }).click();
    assert.deepEqual(await panel.calls(), ['saveBody run-1 7', 'openInEditor run-1 7', 'saveParts run-1']);
  });

  it('keep their errors in sight in half a window, whole status and all', async () => {
    await show(20, { width: 510 });
    assert.ok(await rows().nth(6).locator('.cell-error').isVisible());
    const status = rows().nth(6).locator('.cell-status');
    assert.ok(await status.evaluate((cell) => cell.scrollWidth <= cell.clientWidth));
    assert.ok(((await panel.page.locator('.parts-tab > .viewer-bar').boundingBox())?.height ?? 99) < 45);
    await panel.page.screenshot({ path: 'out/screenshots/parts-half.png' });
  });

  it('open an image drawn from its stretch of the answer, and a part of parts as the text that it is', async () => {
    const { content } = shownRuns['image'] ?? {};
    assert.ok(content?.kind === 'memory');
    const nested = new TextEncoder().encode('--y\r\n\r\ninner\r\n--y--\r\n');
    const octets = Buffer.concat([content.octets, nested]);
    const stretches = [
      ['image/png', 0, content.size],
      ['multipart/mixed; boundary=y', content.size, octets.length],
    ] as const;
    const record = run(2);
    const parts = record.parts?.map((part, at): Part => {
      const [value = '', start = 0, end = 0] = stretches[at] ?? [];
      return { ...part, fields: [{ name: 'Content-Type', value }], body: { kind: 'range', start, end } };
    });
    panel = await openPanel(browser);
    panel.host.show({ ...record, parts, content: memoryContent(octets) });
    await panel.settled();
    await rows().first().click();
    await panel.page.locator('.part').getByText('96 × 64').waitFor();
    await rows().nth(1).click();
    await panel.page.locator('.part .row', { hasText: 'inner' }).waitFor();
    assert.deepEqual(panel.outside, []);
  });

  it('keep the row of an opened part in sight', async () => {
    await show(1000, { height: 500 });
    await grid().focus();
    await press('End', 'Enter');
    const [row, box] = await Promise.all([panel.page.locator('#part-1000').boundingBox(), grid().boundingBox()]);
    assert.ok(row !== null && box !== null && row.y + row.height <= box.y + box.height + 1, JSON.stringify([row, box]));
  });

  it('say what sending the failed ones again would send, and offer it only where it can be told', async () => {
    await show(20);
    const again = panel.page.getByRole('button', { name: 'Send 2 failed parts again' });
    assert.match((await panel.page.locator('.now').textContent()) ?? '', /sends GET \/v1\/messages\/40007,40014/);
    await again.click();
    assert.deepEqual(await panel.calls(), ['sendFailedParts run-1']);
    panel.host.show({ ...run(20), url: 'https://api.example.test/v1/batch' });
    await panel.settled();
    assert.equal(await again.count(), 0);
  });
});
