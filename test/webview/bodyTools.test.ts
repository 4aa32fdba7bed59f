import assert from 'node:assert/strict';
import type { Browser } from 'playwright-core';
import { memoryContent } from '../../src/http/sendPorts';
import type { RunRecord } from '../../src/run/record';
import { launchChromium } from '../support/browser';
import { largeJson } from '../support/largeBodies';
import { answer, exchangeRecord, runRecord, textContent } from '../support/runRecords';
import { shownRuns } from '../support/shownRuns';
import { buildWebview, openPanel } from '../support/webviewPanel';
import type { OpenPanel } from '../support/webviewPanel';

const records = Array.from({ length: 200 }, (_, id) => ({
  id,
  type: id % 50 === 0 ? 'Fax' : 'SMS',
  uri: `/v1/messages/${id}`,
}));
const json = JSON.stringify({
  records,
  big: 1,
  web: 'https://other.example/x',
  navigation: { nextPage: { uri: 'https://api.example.test/next?page=2' } },
}).replace('"big":1', '"big":9007199254740993,"price":1.50e+02');

describe('the tools of a body', () => {
  let browser: Browser;
  let panel: OpenPanel;

  before(async () => {
    buildWebview();
    browser = await launchChromium();
  });
  after(() => browser.close());
  afterEach(() => panel.close());

  const show = async (record: RunRecord): Promise<void> => {
    panel = await openPanel(browser);
    panel.host.show(record);
    await panel.settled();
  };
  const showJson = (text: string): Promise<void> => show(runRecord({ content: textContent(text) }));
  const press = async (...keys: readonly string[]): Promise<void> => {
    for (const key of keys) {
      await panel.page.keyboard.press(key);
      await panel.settled();
    }
  };
  const text = (selector: string): Promise<string> => panel.page.locator(selector).first().innerText();
  const count = async (expected: string): Promise<void> => {
    await panel.page.waitForFunction(
      (wanted) => document.querySelector('.find-bar .count')?.textContent === wanted,
      expected,
    );
    await panel.settled();
  };
  const highlighted = (name: string): Promise<readonly string[]> =>
    panel.page.evaluate(
      (wanted) => Array.from(CSS.highlights.get(wanted) ?? [], (range) => (range as Range).cloneContents().textContent),
      name,
    );
  const current = async (expected: string): Promise<void> => {
    await panel.page.waitForFunction(
      (wanted) =>
        Array.from(
          CSS.highlights.get('found-current') ?? [],
          (range) => (range as Range).cloneContents().textContent,
        )[0] === wanted,
      expected,
    );
  };
  const rows = (): Promise<readonly string[]> => panel.page.locator('.row:visible').allInnerTexts();

  it('finds text from the keyboard, goes on and back round the ends, and marks it', async () => {
    await showJson(json);
    await press('Control+f');
    await panel.page.keyboard.type('"type": "fax"');
    await count('1 of 4');
    assert.deepEqual(await highlighted('found-current'), ['"type": "Fax"']);
    await press('Enter');
    await count('2 of 4');
    assert.equal(await text('.row.found'), '"type": "Fax",');
    await press('Shift+Enter', 'Shift+Enter');
    await count('4 of 4');
    await press('Enter');
    await count('1 of 4');
    await press('Alt+c');
    await count('No results');
    await press('Escape');
    await panel.settled();
    assert.deepEqual([await highlighted('found'), await highlighted('found-current')], [[], []]);
    assert.equal(await panel.page.locator('[role="tree"]').evaluate((tree) => tree === document.activeElement), true);
  });

  it('finds by a regular expression and says what is wrong with one', async () => {
    await showJson(json);
    await press('Control+f');
    await panel.page.keyboard.type('messages/1[0-9]"');
    await press('Alt+r');
    await count('1 of 10');
    assert.deepEqual(await highlighted('found-current'), ['messages/10"']);
    await panel.page.keyboard.type('(');
    await count('This group has no closing `)` (at character 17).');
  });

  it('opens what is folded around a match, and finds in Raw and Hex', async () => {
    await showJson(json);
    await panel.page.getByRole('button', { name: 'Fold all', exact: true }).click();
    await panel.settled();
    assert.ok((await rows()).length < 12, String((await rows()).length));
    await press('Control+f');
    await panel.page.keyboard.type('messages/150');
    await count('1 of 1');
    assert.equal(await text('.row.found'), '"uri": "/v1/messages/150"');
    await panel.page.getByRole('button', { name: 'Raw' }).click();
    await count('1 of 1');
    assert.deepEqual(await highlighted('found-current'), ['messages/150']);
    await panel.page.getByRole('button', { name: 'Hex' }).click();
    await panel.page.getByRole('textbox', { name: 'Find in body' }).fill('62 69 67');
    await current('62 69 67');
    assert.deepEqual(await highlighted('found-current'), ['62 69 67']);
  });

  it('finds in 50 MB, lists no more than a hundred thousand, and shows a match far down', async () => {
    await show(runRecord({ content: memoryContent(largeJson(50_000_000)) }));
    await press('Control+f');
    await panel.page.keyboard.type('readstatus');
    await panel.page.waitForFunction(() => document.querySelector('.find-bar .count')?.textContent === '1 of 100,000+');
    await panel.page.getByRole('textbox', { name: 'Find in body' }).fill('"attachments": []}]}');
    await count('1 of 1');
    assert.equal(await text('.row.found'), '"attachments": []');
    await panel.page
      .getByRole('textbox', { name: 'Find in body' })
      .fill('"uri": "https://api.example.test/v1/messages/150000"');
    await current('"uri": "https://api.example.test/v1/messages/150000"');
    const nodes = await panel.page.evaluate(() => document.querySelectorAll('*').length);
    assert.ok(nodes < 300, String(nodes));
  });

  it('shows what a JSONPath selects under its normalized paths, every number as sent, and goes back', async () => {
    await showJson(json);
    const filter = panel.page.getByRole('textbox', { name: 'Filter by JSONPath' });
    await filter.fill('$.records[?@.type == "Fax"].id');
    await press('Enter');
    await panel.page.getByText('4 matches').waitFor();
    await panel.settled();
    assert.deepEqual((await rows()).slice(0, 3), ['{', `"$['records'][0]['id']": 0,`, `"$['records'][50]['id']": 50,`]);
    await filter.fill('$.big');
    await press('Enter');
    await panel.page.getByText('1 match', { exact: true }).waitFor();
    assert.deepEqual(await rows(), ['{', `"$['big']": 9007199254740993`, '}']);
    await filter.fill('$.records[');
    await press('Enter');
    await panel.page.getByText('This JSONPath ends too soon').waitFor();
    assert.equal(await filter.getAttribute('aria-invalid'), 'true');
    await press('Escape');
    await panel.page.getByText(/^1,0\d\d lines$/u).waitFor();
    assert.equal(await filter.inputValue(), '');
  });

  it('goes into a container and back to what opens it by the arrow keys, however far that is', async () => {
    await showJson(json);
    await panel.page.getByRole('tree').focus();
    await press('ArrowRight', 'ArrowRight', 'ArrowRight');
    assert.equal(await text('.row.active'), '"id": 0,');
    await press('ArrowLeft');
    assert.equal(await text('.row.active'), '{');
    await press('End', 'ArrowUp', 'ArrowUp', 'ArrowUp', 'ArrowLeft');
    assert.equal(await text('.row.active'), '"nextPage": {');
    await panel.page.getByRole('tree').focus();
    await press('End', ...Array.from({ length: 10 }, () => 'ArrowUp'), 'ArrowLeft');
    assert.equal(await text('.row.active'), '"records": [');
    assert.equal(await panel.page.locator('.row.active').getAttribute('aria-posinset'), '2');
  });

  it('copies values and paths by key and button, numbers as sent and containers whole', async () => {
    await showJson(json);
    await panel.page.getByRole('tree').focus();
    await press('ArrowDown', 'ArrowDown', 'Control+c', 'ArrowDown', 'Control+c', 'Shift+Alt+c');
    await panel.page.getByText("Copied $['records'][0]['id'].").waitFor();
    assert.deepEqual(await panel.calls(), [
      'copyText {\n  "id": 0,\n  "type": "Fax",\n  "uri": "/v1/messages/0"\n}',
      'copyText 0',
      "copyText $['records'][0]['id']",
    ]);
    await press('End', ...Array.from({ length: 8 }, () => 'ArrowUp'));
    await panel.settled();
    assert.equal(await text('.row.active'), '"big": 9007199254740993,');
    await panel.page.locator('.row.active').hover();
    await panel.page.getByRole('button', { name: /^Copy value/u }).click();
    await panel.page.getByText('Copied 16 B.').waitFor();
    assert.equal((await panel.calls()).at(-1), 'copyText 9007199254740993');
  });

  it('follows links of the same server by a GET, leaves others to the browser, and names no URL itself', async () => {
    await showJson(json);
    await panel.page.getByRole('tree').focus();
    await press('End', 'ArrowUp', 'ArrowUp', 'ArrowUp');
    await panel.page.locator('.row.active .link-api').waitFor();
    await press('Enter');
    await panel.page.locator('.link-web').click();
    await press('Home', ...Array.from({ length: 5 }, () => 'ArrowDown'));
    await panel.page.locator('.row.active .link-api').waitFor();
    await press('Enter');
    await panel.settled();
    assert.deepEqual(await panel.calls(), [
      'followLink https://api.example.test/next?page=2',
      'openExternal https://other.example/x',
      'followLink https://api.example.test/v1/messages/0',
    ]);
  });

  it('follows the links of Link fields', async () => {
    const fields = [{ name: 'Link', value: '</v1/messages?page=3>; rel="next", <https://other.example/>; rel=help' }];
    await show(
      runRecord({
        content: textContent('[]'),
        exchanges: [exchangeRecord({ response: { ...answer(200, 'OK'), fields } })],
      }),
    );
    await panel.page.getByRole('button', { name: 'next' }).click();
    await panel.page.getByRole('button', { name: 'help' }).click();
    await panel.settled();
    assert.deepEqual(await panel.calls(), [
      'followLink https://api.example.test/v1/messages?page=3',
      'openExternal https://other.example/',
    ]);
  });

  it('reads the body in another encoding on demand', async () => {
    await show(
      runRecord({
        content: memoryContent(Uint8Array.of(0x83, 0x65, 0x83, 0x58, 0x83, 0x67)),
        contentType: 'text/plain',
      }),
    );
    const select = panel.page.getByRole('combobox', { name: 'Character encoding' });
    assert.equal(await select.inputValue(), 'windows-1252');
    await select.focus();
    await select.selectOption('shift_jis');
    await panel.page.getByText('テスト').waitFor();
    assert.match((await select.getAttribute('title')) ?? '', /your choice/u);
  });

  it('wraps long lines, reaches the last of them, and keeps wrapping for the next response', async () => {
    const long = `start ${'word '.repeat(4000)}the end`;
    await show(runRecord({ content: textContent(long), contentType: 'text/plain' }));
    const width = (): Promise<readonly number[]> =>
      panel.page.locator('.scroller').evaluate(({ scrollWidth, clientWidth }) => [scrollWidth, clientWidth]);
    await panel.page.getByRole('button', { name: 'Wrap lines' }).click();
    await panel.settled();
    const [scrolled, shown] = await width();
    assert.equal(scrolled, shown);
    await panel.page.locator('.scroller').hover();
    for (let turn = 0; turn < 20; turn += 1) await panel.page.mouse.wheel(0, 600);
    await panel.page.waitForFunction(() => {
      const last = Array.from(document.querySelectorAll<HTMLElement>('.row')).findLast(({ hidden }) => !hidden);
      const frame = document.querySelector('.scroller')?.getBoundingClientRect().bottom ?? 0;
      const isAtBottom = last !== undefined && Math.abs(last.getBoundingClientRect().bottom - frame) < 3;
      return isAtBottom && last.textContent.endsWith('the end');
    });
    panel.host.show(shownRuns['json'] ?? runRecord());
    await panel.settled();
    assert.equal(await panel.page.getByRole('button', { name: 'Wrap lines' }).getAttribute('aria-pressed'), 'true');
  });

  it('folds by level, unfolds all, and shows more of a long string', async () => {
    await showJson(`{"long":"${'x'.repeat(30_000)}","list":[{"a":{"b":1}},{"a":{"b":2}}]}`);
    await panel.page.getByRole('combobox', { name: 'Fold level' }).selectOption('2');
    await panel.settled();
    assert.deepEqual((await rows()).slice(2), ['"list": [', '{ … 3 lines … },', '{ … 3 lines … }', ']', '}']);
    await panel.page.getByRole('button', { name: 'Unfold all' }).click();
    await panel.settled();
    assert.equal((await rows()).length, 15);
    const length = async (): Promise<number> => (await text('.row >> nth=1')).length;
    assert.ok((await length()) < 3000);
    await panel.page.getByText('Show more').click();
    await panel.settled();
    assert.ok((await length()) > 20_000);
    await panel.page.getByText('Show more').click();
    await panel.settled();
    assert.equal(await panel.page.getByText('Show more').count(), 0);
  });
});
