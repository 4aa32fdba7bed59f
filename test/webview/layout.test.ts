import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import type { Browser } from 'playwright-core';
import type { ExchangeRecord, RunRecord } from '../../src/run/record';
import { axeComplaints } from '../support/axe';
import { launchChromium } from '../support/browser';
import { answer, exchangeRecord, runRecord, textContent } from '../support/runRecords';
import { shownRuns } from '../support/shownRuns';
import { buildWebview, openPanel } from '../support/webviewPanel';
import type { OpenPanel, PanelOptions } from '../support/webviewPanel';

const folder = 'out/screenshots';

/** A chain of so many redirects, with a wait in the middle. */
function hops(count: number): RunRecord {
  const exchanges = Array.from({ length: count }, (_, at): ExchangeRecord => {
    const cause =
      at === 0 ? { kind: 'initial' as const } : { kind: 'redirect' as const, from: at - 1, status: 302, rule: 'RD2' };
    return exchangeRecord({
      cause,
      waited: at === 20 ? 900 : 0,
      startedAt: new Date(Date.parse('2026-03-01T14:03:20Z') + at * 45 + (at >= 20 ? 900 : 0)).toISOString(),
      response: at === count - 1 ? answer(200, 'OK') : answer(302, 'Found'),
      request: {
        ...exchangeRecord().request,
        url: `https://api.example.test/v1/step/${at + 1}?from=${'x'.repeat(at)}`,
      },
    });
  });
  return runRecord({
    title: 'Many hops',
    duration: count * 45 + 900,
    redirects: count - 1,
    attempts: count,
    exchanges,
  });
}

const long = 'v'.repeat(102_400);
const rtl = 'مرحبا \u202e evil \u2066 text';

/** Everything that a hostile server can put where words belong. */
function hostileFields(): RunRecord {
  const fields = [
    { name: 'X-Long', value: long },
    { name: 'X-Rtl', value: rtl },
    { name: `X-${'Name'.repeat(60)}`, value: 'a name without end' },
    { name: 'Set-Cookie', value: `<img src=x onerror=alert(1)>=${rtl}; Path=/${'p'.repeat(3000)}; Domain=${rtl}` },
    ...Array.from({ length: 500 }, (_, at) => ({ name: `X-Field-${at}`, value: `value ${at} <b>bold</b>` })),
  ];
  const response = {
    ...answer(299, `<script>alert(1)</script> ${rtl} ${'reason '.repeat(300)}`),
    fields,
    trailers: fields.slice(0, 3),
  };
  return runRecord({
    title: rtl,
    status: 299,
    url: `https://api.example.test/${'path/'.repeat(400)}`,
    content: textContent('{}'),
    exchanges: [exchangeRecord({ response, cookies: ['kept'] })],
    assertions: [{ line: 1, text: `body == ${'w'.repeat(5000)}`, isOk: false, actual: long, message: rtl }],
    correlation: { RCRequestId: 'i'.repeat(2000) },
    saveName: '../../etc/passwd',
  });
}

const states: Readonly<Record<string, RunRecord>> = {
  ...shownRuns,
  hops: hops(50),
  hostileFields: hostileFields(),
};

describe('the layout of the response panel', () => {
  let browser: Browser;
  let panel: OpenPanel;

  before(async () => {
    buildWebview();
    mkdirSync(folder, { recursive: true });
    browser = await launchChromium();
  });
  after(() => browser.close());
  afterEach(() => panel.close());

  const show = async (name: string, options: PanelOptions = {}): Promise<void> => {
    panel = await openPanel(browser, { reducedMotion: 'reduce', ...options });
    const record = states[name];
    assert.ok(record !== undefined, name);
    panel.host.show(record);
    await panel.settled();
  };
  const picture = (name: string): Promise<unknown> => panel.page.screenshot({ path: `${folder}/${name}.png` });

  /** No control sticks out of the panel, and none covers another. */
  const checkControls = async (): Promise<void> => {
    const faults = await panel.page.evaluate(() => {
      const width = document.documentElement.clientWidth;
      const inside = '.wide-box, .scroller, pre, .parts-body, .steps, .value, .actual';
      const shown = Array.from(
        document.querySelectorAll<HTMLElement>('button, input, h1, .facts > div, [role=tab]'),
      ).filter((each) => each.closest(inside) === null && each.offsetWidth > 0);
      const boxes = shown.map((each) => ({ each, box: each.getBoundingClientRect() }));
      const out = boxes.filter(({ box }) => box.left < -1 || box.right > width + 1);
      const over = boxes.flatMap(({ each, box }) =>
        boxes
          .filter(({ each: other, box: b }) => {
            const isApart = other === each || other.contains(each) || each.contains(other);
            const x = Math.min(box.right, b.right) - Math.max(box.left, b.left);
            const y = Math.min(box.bottom, b.bottom) - Math.max(box.top, b.top);
            return !isApart && x > 2 && y > 2;
          })
          .map(({ each: other }) => `${each.textContent.slice(0, 30)} over ${other.textContent.slice(0, 30)}`),
      );
      return [...out.map(({ each }) => `outside: ${each.outerHTML.slice(0, 120)}`), ...over];
    });
    assert.deepEqual(faults, []);
    const [scroll, client] = await panel.page.evaluate(() => [
      document.documentElement.scrollWidth,
      document.documentElement.clientWidth,
    ]);
    assert.ok(scroll <= client, `${scroll} > ${client}`);
  };

  const eachTab = async (check: (tab: string) => Promise<void>): Promise<void> => {
    for (const tab of await panel.page.getByRole('tab').all()) {
      await tab.click();
      await panel.settled();
      await check((await tab.getAttribute('id')) ?? '');
    }
  };

  // 320 is the narrowest column; 380 by 410 is a usual one at a zoom of 200 %.
  for (const [width, height] of [
    [320, 600],
    [380, 410],
  ] as const)
    for (const name of ['json', 'multiStatus', 'redirected', 'rateLimited', 'cookies', 'blocked', 'hostileFields'])
      it(`keeps every control of ${name} in sight and apart at ${width} by ${height}`, async () => {
        await show(name, { width, height });
        await eachTab(async (tab) => {
          await checkControls();
          if (width === 320) await picture(`narrow-${name}-${tab}`);
        });
      });

  it('breaks no name of a common header field where the panel is narrow', async () => {
    await show('redirected', { width: 320, height: 600 });
    await panel.page.getByRole('tab', { name: 'Request' }).click();
    const names = panel.page.locator('.fields th');
    assert.deepEqual(await names.allTextContents(), ['Accept', 'Authorization']);
    const heights = await names.evaluateAll((all) => all.map((name) => name.clientHeight));
    assert.equal(new Set(heights).size, 1, heights.join());
  });

  it('keeps fifty hops readable, each as one line on one scale', async () => {
    await show('hops');
    await panel.page.getByRole('tab', { name: 'Trace' }).click();
    await panel.settled();
    await picture('trace-50');
    const boxes = await Promise.all((await panel.page.locator('.bar').all()).map((bar) => bar.boundingBox()));
    assert.equal(boxes.length, 50);
    assert.equal(new Set(boxes.map((box) => `${box?.x} ${box?.width}`)).size, 1);
    const heights = await panel.page
      .locator('.steps summary')
      .evaluateAll((all) => all.map((each) => each.clientHeight));
    assert.ok(Math.max(...heights) < 40, String(Math.max(...heights)));
    const label = await panel.page.locator('.bar').nth(20).getAttribute('aria-label');
    assert.match(label ?? '', /^from 900 ms, held back: 900 ms, name look-up: 2 ms, /);
    assert.deepEqual(await panel.page.locator('.tick').allTextContents(), ['0 ms', '1 s', '2 s']);
  });

  it('opens and closes every step at once, by keyboard too', async () => {
    await show('redirected');
    await panel.page.getByRole('tab', { name: 'Trace' }).click();
    const open = panel.page.locator('.steps details[open]');
    await panel.page.getByRole('button', { name: 'Open every step' }).press('Enter');
    await panel.page.locator('.details').nth(3).waitFor();
    assert.equal(await open.count(), 4);
    assert.deepEqual(await axeComplaints(panel.page), []);
    await panel.page.getByRole('button', { name: 'Copy step 2 as cURL' }).click();
    assert.deepEqual(await panel.calls(), ['copyStepAsCurl run-1 2']);
    await panel.page.getByRole('button', { name: 'Close every step' }).press('Enter');
    assert.equal(await open.count(), 0);
    await panel.page.locator('.steps summary').first().press('Enter');
    assert.equal(await open.count(), 1);
  });

  it('filters header fields by name and value, and marks the repeated ones', async () => {
    await show('cookies');
    await panel.page.getByRole('tab', { name: 'Headers' }).click();
    assert.deepEqual(await panel.page.locator('.nth').allTextContents(), [' 1 of 3', ' 2 of 3', ' 3 of 3']);
    await panel.page.getByLabel('Filter header fields').fill('rate-limit');
    assert.equal(await panel.page.locator('.fields tr').count(), 3);
    assert.equal(await panel.page.locator('.page-bar [role=status]').textContent(), '3 of 10');
    assert.deepEqual(await panel.page.locator('.fields caption').allTextContents(), ['HTTP/1.1 200 OK']);
    await panel.page.getByLabel('Filter header fields').fill('nothing like it');
    assert.equal(await panel.page.locator('.page-bar [role=status]').textContent(), 'No field matches.');
    assert.equal(await panel.page.locator('.field-groups').textContent(), '');
  });

  it('shows the body that was sent as octets too', async () => {
    await show('redirected');
    await panel.page.getByRole('tab', { name: 'Request' }).click();
    await panel.page.getByRole('button', { name: 'Hex' }).click();
    const hex = (await panel.page.getByRole('region', { name: 'Request body' }).textContent()) ?? '';
    assert.match(hex, /^00000000 {2}7b 22 74 65 78 74 22 3a .* {2}\{"text":"Hello \./);
  });

  it('draws its icons, bars and badges in forced colours', async () => {
    await show('redirected', { forcedColors: 'active' });
    await panel.page.getByRole('tab', { name: 'Trace' }).click();
    await panel.settled();
    await picture('forced-colors-trace');
    const colour = await panel.page
      .locator('.phase-wait')
      .first()
      .evaluate((phase) => getComputedStyle(phase).backgroundColor);
    assert.notEqual(colour, 'rgba(0, 0, 0, 0)');
    const isMarked = await panel.page
      .locator('[role=tab][aria-selected=true]')
      .evaluate((tab) => getComputedStyle(tab).borderBottomStyle === 'solid');
    assert.ok(isMarked);
  });

  for (const [reducedMotion, isMoving] of [
    ['no-preference', true],
    ['reduce', false],
  ] as const)
    it(`${isMoving ? 'moves' : 'keeps still'} while a request is under way where motion is set to ${reducedMotion}`, async () => {
      panel = await openPanel(browser, { reducedMotion });
      panel.host.begin({ id: 'run-1', title: 'Slow', method: 'GET', url: 'https://api.example.test/' });
      await panel.page.locator('main.running').waitFor();
      assert.equal(await panel.page.evaluate(() => document.getAnimations().length > 0), isMoving);
    });

  it('shows five hundred hostile fields as text, each no taller than its box', async () => {
    await show('hostileFields');
    await eachTab(async (tab) => {
      await picture(`hostile-${tab}`);
      assert.deepEqual(await axeComplaints(panel.page), [], tab);
      const shown = await panel.page.locator('#root').innerText();
      assert.doesNotMatch(shown, /[\u202a-\u202e\u2066-\u2069]/u, tab);
      assert.match(shown, /⟨U\+202E⟩ evil ⟨U\+2066⟩ text/u, tab);
    });
    await panel.page.getByRole('tab', { name: 'Headers' }).click();
    const first = await panel.page.locator('.fields tr').first().boundingBox();
    assert.ok((first?.height ?? 0) < 320, String(first?.height));
    assert.equal(await panel.page.locator('.fields b, .fields img, .fields script').count(), 0);
    assert.equal(await panel.page.locator('.fields tr').count(), 507);
  });

  it('announces an outcome once', async () => {
    panel = await openPanel(browser);
    await panel.page.evaluate(() => {
      const heard: string[] = [];
      Object.assign(window, { heard });
      const live = document.querySelector('body > [role=status]');
      if (live !== null)
        new MutationObserver(() => heard.push(live.textContent)).observe(live, { childList: true, subtree: true });
    });
    const run = { id: 'run-1', title: 'Slow', method: 'GET', url: '{{host}}/' };
    panel.host.begin(run);
    panel.host.sending('run-1', { method: 'GET', url: 'https://api.example.test/', index: 0 });
    await panel.page.locator('.where', { hasText: 'https://api.example.test/' }).waitFor();
    panel.host.sending('run-1', { method: 'GET', url: 'https://other.example/', index: 1 });
    await panel.page.getByText('Request 2 of this run').waitFor();
    panel.host.show(runRecord());
    await panel.settled();
    const heard = await panel.page.evaluate(() => (window as unknown as { heard: string[] }).heard);
    assert.deepEqual(heard, ['Sending Slow.', '200 OK, success, in 42 ms']);
  });
});
