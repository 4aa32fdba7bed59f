import assert from 'node:assert/strict';
import type { Browser } from 'playwright-core';
import { launchChromium } from '../support/browser';
import { runRecord, textContent } from '../support/runRecords';
import { shownRuns } from '../support/shownRuns';
import { buildWebview, openPanel } from '../support/webviewPanel';
import type { OpenPanel, PanelOptions } from '../support/webviewPanel';

/** Runs in the page: collects in `pages` which page is in the document whenever that changes. */
function notePages(): void {
  const pages: string[] = [];
  const root = document.querySelector('#root');
  if (root === null) return;
  const note = (): void => {
    const isBusy = root.getAttribute('aria-busy') === 'true';
    pages.push(`${root.querySelector('main')?.className ?? 'none'}${isBusy ? ', busy' : ''}`);
  };
  new MutationObserver(note).observe(root, { attributes: true, childList: true });
  Object.assign(window, { pages });
}

describe('the response panel in a browser', () => {
  let browser: Browser;
  let panel: OpenPanel;

  before(async () => {
    buildWebview();
    browser = await launchChromium();
  });
  after(() => browser.close());
  afterEach(() => panel.close());

  const open = async (options: PanelOptions = {}): Promise<void> => {
    panel = await openPanel(browser, options);
  };
  const show = async (name: string): Promise<void> => {
    const record = shownRuns[name];
    assert.ok(record !== undefined, name);
    panel.host.show(record);
    await panel.settled();
  };
  const rows = (): Promise<string[]> => panel.page.locator('.row:visible').allTextContents();
  const waitShown = (): Promise<string[]> => panel.page.locator('.running strong, .running button').allTextContents();

  it('says what to do before anything was sent', async () => {
    await open();
    assert.equal(await panel.page.locator('main').textContent(), 'Send a request to see its response here.');
  });

  it('headlines status, class and error, and tells a screen reader', async () => {
    await open();
    await show('notFound');
    const headline = '404 Not Found · client error · CMN-102 Resource for parameter [messageId] is not found';
    assert.equal(await panel.page.locator('h1').textContent(), headline);
    assert.match(
      (await panel.page.getByRole('status').textContent()) ?? '',
      /^404 Not Found, client error, .*in 42 ms$/u,
    );
  });

  it('shows every number exactly as it was sent', async () => {
    await open();
    await show('json');
    const shown = await rows();
    assert.ok(shown.includes('"id": 9007199254740993,'), shown.join('\n'));
    assert.ok(shown.includes('"price": 1.50e+02,'));
  });

  it('moves between tabs by keyboard alone, with one stop for the Tab key', async () => {
    await open();
    await show('json');
    await panel.page.getByRole('tab', { name: 'Body' }).focus();
    const selected = panel.page.locator('[role=tab][aria-selected=true]');
    const visited: (string | null)[] = [];
    for (const key of ['ArrowRight', 'ArrowRight', 'End', 'ArrowRight', 'ArrowLeft', 'Home']) {
      await panel.page.keyboard.press(key);
      visited.push(await selected.getAttribute('id'));
    }
    assert.deepEqual(visited, ['tab-headers', 'tab-trace', 'tab-tests', 'tab-body', 'tab-tests', 'tab-body']);
    assert.equal(await panel.page.locator('[role=tab][tabindex="0"]').count(), 1);
    await panel.page.keyboard.press('Tab');
    assert.equal(await panel.page.evaluate(() => document.activeElement?.getAttribute('aria-label')), 'Send again');
  });

  it('keeps the tab that was chosen, and the focus on it, when the next response comes', async () => {
    await open();
    await show('json');
    await panel.page.getByRole('tab', { name: 'Trace' }).click();
    await show('notFound');
    const active = await panel.page.evaluate(() => document.activeElement?.id);
    assert.equal(active, 'tab-trace');
    assert.equal(await panel.page.locator('[aria-selected=true]').getAttribute('id'), 'tab-trace');
  });

  it('keeps the focus on the button that sent again', async () => {
    await open();
    await show('json');
    await panel.page.getByRole('button', { name: 'Send again' }).focus();
    await panel.page.keyboard.press('Enter');
    await show('json');
    assert.deepEqual(await panel.calls(), ['resend run-1']);
    assert.equal(await panel.page.evaluate(() => document.activeElement?.getAttribute('aria-label')), 'Send again');
  });

  it('opens the parts of another request whatever tab was chosen before, and keeps the choice for the same one', async () => {
    await open();
    await show('json');
    await panel.page.getByRole('tab', { name: 'Trace' }).click();
    const selected = panel.page.locator('[aria-selected=true]');
    await show('multiStatus');
    assert.equal(await selected.getAttribute('id'), 'tab-parts');
    await panel.page.getByRole('tab', { name: 'Headers' }).click();
    await show('multiStatus');
    assert.equal(await selected.getAttribute('id'), 'tab-headers');
  });

  it('folds and unfolds by keyboard and mouse', async () => {
    await open();
    await show('json');
    await panel.page.getByRole('tree').focus();
    for (const key of ['ArrowDown', 'ArrowDown', 'ArrowLeft']) await panel.page.keyboard.press(key);
    await panel.settled();
    assert.deepEqual((await rows()).slice(1, 4), [
      '"uri": "https://api.example.test/v1/messages?page=1",',
      '"records": [ … 21 lines … ],',
      '"navigation": {}',
    ]);
    await panel.page.locator('.twisty.folded').click();
    await panel.settled();
    assert.equal((await rows())[3], '{');
  });

  it('shows a body as text and as octets too', async () => {
    await open();
    await show('notFound');
    await panel.page.getByRole('button', { name: 'Raw' }).click();
    await panel.settled();
    assert.deepEqual(await rows(), [
      '{"errorCode":"CMN-102","message":"Resource for parameter [messageId] is not found"}',
    ]);
    await panel.page.getByRole('button', { name: 'Hex' }).click();
    await panel.settled();
    assert.match((await rows())[0] ?? '', /^7b 22 65 72 72 6f 72 43 {2}6f 64 65 .* {2}\{"errorCode":"CM$/u);
    assert.equal(await panel.page.evaluate(() => document.activeElement?.textContent), 'Hex');
  });

  it('shows broken JSON as text and says where it breaks', async () => {
    await open();
    await show('invalidJson');
    assert.match((await panel.page.locator('.notes').textContent()) ?? '', /line 3, column 10, a colon was expected/u);
    assert.deepEqual(await panel.page.locator('.forms button').allTextContents(), ['Raw', 'Hex']);
  });

  it('names the rule of every step and what was dropped, before a step is opened', async () => {
    await open();
    await show('redirected');
    await panel.page.getByRole('tab', { name: 'Trace' }).click();
    const text = await panel.page.locator('.steps summary').nth(2).innerText();
    assert.match(text, /RD2\s*Redirected by 303 of step 2/u);
    assert.match(text, /RD7\s*Authorization was not sent to other\.example\./u);
  });

  it('counts down a wait, and sends now, stops or cancels when told', async () => {
    let now = 1_000_000;
    await open({ time: () => now });
    panel.host.begin({ id: 'run-1', title: 'Read a message', method: 'GET', url: 'https://api.example.test/' });
    now += 1000;
    panel.host.waiting('run-1', now + 27_000, 'RT1');
    await panel.settled();
    assert.match((await panel.page.getByRole('timer').textContent()) ?? '', /^in 2\d s$/u);
    for (const name of ['Stop and show the response', 'Cancel', 'Send now'])
      await panel.page.getByRole('button', { name }).click();
    assert.deepEqual(await panel.calls(), ['stopWaiting run-1', 'cancel run-1', 'sendNow run-1']);
    await panel.settled();
    assert.deepEqual(await waitShown(), ['Sending Read a message', 'Cancel']);
  });

  it('is sending again when a countdown is over, with nothing left to stop', async () => {
    await open({ time: () => 1_000_000 });
    panel.host.begin({ id: 'run-1', title: 'Read a message', method: 'GET', url: 'https://api.example.test/' });
    panel.host.waiting('run-1', 1_000_150, 'RT2');
    await panel.settled();
    await panel.page.getByText('Sending Read a message').and(panel.page.locator('strong')).waitFor();
    assert.deepEqual(await waitShown(), ['Sending Read a message', 'Cancel']);
  });

  it('has no response to show while a request is held back before it is sent', async () => {
    await open({ time: () => 1_000_000 });
    panel.host.begin({ id: 'run-1', title: 'Read a message', method: 'GET', url: 'https://api.example.test/' });
    panel.host.waiting('run-1', 1_027_000, 'RT7');
    await panel.settled();
    assert.deepEqual(await waitShown(), ['Waiting to send Read a message', 'Send now', 'Cancel']);
  });

  it('keeps the response in place while a quick run lasts, and shows a slow one as running', async () => {
    await open();
    await show('json');
    await panel.page.evaluate(notePages);
    panel.host.begin({ id: 'run-2', title: 'Slow', method: 'GET', url: 'https://api.example.test/' });
    await panel.page.waitForSelector('main.running');
    const pages = await panel.page.evaluate(() => (window as unknown as { pages: readonly string[] }).pages);
    assert.deepEqual(pages, ['response, busy', 'running']);
    assert.equal(await panel.page.locator('h1').textContent(), 'Sending Slow');
  });

  it('ends a run that a defect ended, and leads to the log', async () => {
    await open();
    panel.host.begin({ id: 'run-3', title: 'Broken', method: 'GET', url: 'https://api.example.test/' });
    panel.host.broke('run-3');
    await panel.page.getByRole('button', { name: 'Show log' }).click();
    assert.deepEqual(await panel.calls(), ['showLog']);
    assert.equal(await panel.page.locator('main.running').count(), 0);
    assert.match(
      (await panel.page.getByRole('status').textContent()) ?? '',
      /^Broken: Something in RCReq went wrong\./u,
    );
  });

  it('opens the line of a complaint, and reads the first one aloud', async () => {
    await open();
    await show('blocked');
    assert.match((await panel.page.getByRole('status').textContent()) ?? '', /^Not sent, \S/u);
    await panel.page.getByRole('button', { name: 'Line 3, column 27' }).click();
    assert.deepEqual(await panel.calls(), ['goToSource run-1 3 27']);
  });

  it('headlines failed assertions, says once what was found, and opens their lines', async () => {
    await open();
    const assertions = [
      { line: 5, text: 'status == 200', isOk: true, actual: '200', message: undefined },
      { line: 6, text: 'body $.id == 7', isOk: false, actual: '8', message: 'It is 8.' },
      { line: 7, text: 'header ETag exists', isOk: false, actual: 'none', message: undefined },
    ];
    panel.host.show(runRecord({ assertions }));
    await panel.settled();
    assert.match(
      (await panel.page.locator('h1').textContent()) ?? '',
      /^200 OK · success · 2 of 3 assertions failed$/u,
    );
    assert.equal(await panel.page.locator('header.tone-error').count(), 1);
    await panel.page.getByRole('tab', { name: 'Tests' }).click();
    assert.deepEqual(await panel.page.locator('.actual').allTextContents(), ['It is 8.', 'Found: none']);
    await panel.page.getByRole('button', { name: 'Line 7' }).click();
    assert.deepEqual(await panel.calls(), ['goToSource run-1 7 1']);
  });

  it('counts no lines of a page that is previewed', async () => {
    await open();
    await show('serverError');
    const bar = panel.page.locator('.viewer-bar');
    assert.match((await bar.textContent()) ?? '', /3 lines/u);
    await panel.page.getByRole('button', { name: 'Preview' }).click();
    await panel.settled();
    assert.doesNotMatch((await bar.textContent()) ?? '', /lines/u);
  });

  it('draws an image from memory, and says when it is none', async () => {
    await open();
    await show('image');
    await panel.page.getByText('96 × 64').waitFor();
    panel.host.show(runRecord({ contentType: 'image/png', content: textContent('\u0089PNG\r\n') }));
    await panel.settled();
    assert.match((await panel.page.locator('.notes').textContent()) ?? '', /says image\/png, but the octets are text/u);
    assert.deepEqual(panel.outside, []);
  });

  it('shows 20,000 levels of nesting and reaches the deepest', async () => {
    await open();
    const depth = 20_000;
    panel.host.show(runRecord({ content: textContent('['.repeat(depth) + '1' + ']'.repeat(depth)) }));
    await panel.settled();
    await panel.page.getByRole('tree').focus();
    await panel.page.keyboard.press('End');
    await panel.settled();
    await panel.page.waitForFunction(() => document.querySelector('.row.active')?.textContent === ']');
    assert.equal(await panel.page.locator('.row.active').getAttribute('aria-posinset'), String(2 * depth + 1));
  });
});
