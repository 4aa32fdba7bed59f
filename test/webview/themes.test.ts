import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import type { Browser } from 'playwright-core';
import { axeComplaints } from '../support/axe';
import { launchChromium } from '../support/browser';
import { shownRuns } from '../support/shownRuns';
import { buildWebview, openPanel, themeNames } from '../support/webviewPanel';
import type { OpenPanel, ThemeName } from '../support/webviewPanel';

const folder = 'out/screenshots';

/** What is done to bring a view up after its run is shown. */
interface View {
  readonly name: string;
  readonly bringUp: (panel: OpenPanel) => Promise<void>;
}

const show = (panel: OpenPanel, name: string): void => {
  const record = shownRuns[name];
  if (record !== undefined) panel.host.show(record);
};
const run = { id: 'run-1', title: 'Read a message', method: 'GET', url: 'https://api.example.test/v1/messages/17' };

/** A view of a run, after presses of a tab or buttons by name. */
function view(name: string, shown: string, ...presses: readonly (readonly ['tab' | 'button', string])[]): View {
  return {
    name,
    bringUp: async (panel) => {
      show(panel, shown);
      await panel.settled();
      for (const [role, label] of presses) {
        await panel.page.getByRole(role, { name: label, exact: role === 'button' }).click();
        await panel.settled();
      }
    },
  };
}

const views: readonly View[] = [
  { name: 'empty', bringUp: () => Promise.resolve() },
  view('body-pretty', 'json'),
  view('body-raw', 'json', ['button', 'Raw']),
  view('body-hex', 'json', ['button', 'Hex']),
  view('body-broken', 'invalidJson'),
  view('body-xml', 'xml'),
  view('body-wrapped', 'json', ['button', 'Wrap lines']),
  {
    name: 'body-find',
    bringUp: async (panel) => {
      await view('body-find', 'json').bringUp(panel);
      await panel.page.keyboard.press('Control+f');
      await panel.page.keyboard.type('message');
      await panel.page.locator('.row.found').hover();
    },
  },
  {
    name: 'body-filter',
    bringUp: async (panel) => {
      await view('body-filter', 'json').bringUp(panel);
      await panel.page.getByRole('textbox', { name: 'Filter by JSONPath' }).fill('$..id');
      await panel.page.keyboard.press('Enter');
      await panel.page.getByText(/\bmatch/u).waitFor();
    },
  },
  {
    name: 'body-filter-fault',
    bringUp: async (panel) => {
      await view('body-filter-fault', 'json').bringUp(panel);
      await panel.page.getByRole('textbox', { name: 'Filter by JSONPath' }).fill('$[');
      await panel.page.keyboard.press('Enter');
      await panel.page.getByText(/ends too soon/u).waitFor();
    },
  },
  {
    name: 'body-find-none',
    bringUp: async (panel) => {
      await view('body-find-none', 'json').bringUp(panel);
      await panel.page.keyboard.press('Control+f');
      await panel.page.keyboard.type('nowhere');
      await panel.page.getByText('No results').waitFor();
    },
  },
  {
    name: 'body-copied',
    bringUp: async (panel) => {
      await view('body-copied', 'json', ['button', 'Fold all']).bringUp(panel);
      await panel.page.getByRole('tree').focus();
      for (const key of ['ArrowDown', 'Control+c']) await panel.page.keyboard.press(key);
      await panel.page.getByText(/^Copied/u).waitFor();
    },
  },
  {
    name: 'body-busy',
    bringUp: async (panel) => {
      await view('body-busy', 'json').bringUp(panel);
      await panel.page.locator('#root').evaluate((root) => root.setAttribute('aria-busy', 'true'));
    },
  },
  view('body-image', 'image'),
  view('body-binary', 'binary'),
  view('body-stored', 'stored'),
  view('body-source', 'serverError'),
  view('body-page', 'serverError', ['button', 'Preview']),
  view('headers', 'notFound', ['tab', 'Headers']),
  view('headers-many', 'cookies', ['tab', 'Headers']),
  view('cookies', 'cookies', ['tab', 'Cookies']),
  {
    name: 'headers-filtered',
    bringUp: async (panel) => {
      await view('headers-filtered', 'cookies', ['tab', 'Headers']).bringUp(panel);
      await panel.page.getByLabel('Filter header fields').fill('nothing like it');
    },
  },
  view('request', 'redirected', ['tab', 'Request']),
  view('request-hex', 'redirected', ['tab', 'Request'], ['button', 'Hex']),
  view('request-bodiless', 'json', ['tab', 'Request']),
  view('tests', 'json', ['tab', 'Tests']),
  view('not-found', 'notFound'),
  view('rate-limited', 'rateLimited'),
  view('refused', 'refused'),
  view('blocked', 'blocked'),
  view('unauthorized', 'unauthorized'),
  view('not-modified', 'notModified'),
  view('redirect-blocked', 'redirectBlocked'),
  view('unusable', 'unusable'),
  view('cancelled', 'cancelled'),
  view('parts', 'multiStatus'),
  view('parts-failed', 'multiStatus', ['button', 'Failed 2'], ['button', 'Size']),
  {
    name: 'parts-none',
    bringUp: async (panel) => {
      await view('parts-none', 'multiStatus').bringUp(panel);
      await panel.page.getByLabel('Filter parts').fill('nothing like it');
    },
  },
  {
    name: 'part',
    bringUp: async (panel) => {
      await view('part', 'multiStatus').bringUp(panel);
      await panel.page.getByRole('grid').focus();
      for (const key of ['ArrowDown', 'ArrowDown', 'ArrowDown', 'Enter']) await panel.page.keyboard.press(key);
      await panel.page.locator('.part .row').first().waitFor();
      await panel.page.locator('.part-fields summary').click();
    },
  },
  {
    name: 'trace',
    bringUp: async (panel) => {
      await view('trace', 'redirected', ['tab', 'Trace']).bringUp(panel);
      await panel.page.locator('.steps summary').nth(2).click();
      await panel.page.locator('.details').waitFor();
    },
  },
  view('trace-open', 'redirected', ['tab', 'Trace'], ['button', 'Open every step']),
  view('trace-refused', 'refused', ['tab', 'Trace']),
  {
    name: 'running',
    bringUp: async (panel) => {
      panel.host.begin(run);
      await panel.page.waitForSelector('main.running');
    },
  },
  {
    name: 'broken',
    bringUp: async (panel) => {
      panel.host.begin(run);
      panel.host.broke(run.id);
      await panel.page.getByRole('button', { name: 'Show log' }).waitFor();
    },
  },
  {
    name: 'waiting',
    bringUp: async (panel) => {
      panel.host.begin(run);
      panel.host.waiting(run.id, Date.now() + 27_000, 'RT1');
      await panel.page.getByRole('timer').waitFor();
    },
  },
];

describe('every view in every theme', () => {
  let browser: Browser;

  before(async () => {
    buildWebview();
    mkdirSync(folder, { recursive: true });
    browser = await launchChromium();
  });
  after(() => browser.close());

  const check = async (theme: ThemeName, shown: View): Promise<void> => {
    const panel = await openPanel(browser, { theme, reducedMotion: 'reduce' });
    try {
      await shown.bringUp(panel);
      await panel.settled();
      await panel.page.screenshot({ path: `${folder}/${shown.name}-${theme}.png` });
      assert.deepEqual(await axeComplaints(panel.page), []);
    } finally {
      await panel.close();
    }
  };

  for (const theme of themeNames)
    for (const shown of views) it(`${shown.name} in ${theme} has no fault that axe finds`, () => check(theme, shown));

  it('fits a narrow panel and a zoom of 200 % without losing a tab or a row', async () => {
    const panel = await openPanel(browser, { width: 400, height: 420 });
    await view('', 'notFound').bringUp(panel);
    await panel.page.screenshot({ path: `${folder}/narrow.png` });
    for (const tab of await panel.page.getByRole('tab').all()) assert.ok(await tab.isVisible());
    const width = await panel.page.evaluate(() => document.documentElement.scrollWidth);
    assert.ok(width <= 400, String(width));
    await panel.page.locator('.row').first().scrollIntoViewIfNeeded();
    assert.ok(await panel.page.locator('.row').first().isVisible());
    await panel.close();
  });
});
