/** The real bundle of the response panel in a real browser, with the real host's side of the conversation and a workbench that is played. */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import type { ContentReader } from '../../src/http/ports';
import type { BodyActions, PanelActions } from '../../src/view/panelActions';
import { PanelHost } from '../../src/view/panelHost';
import type { HostMessage } from '../../src/view/protocol';
import { panelHtml } from '../../src/workbench/panel/panelHtml';
import { Activity } from './activity';
import { themes } from './themes';

/** The themes that VS Code brings, with the colours it gives to a webview in them (read from VS Code 1.139). */
export type ThemeName = keyof typeof themes;
export const themeNames = Object.keys(themes) as ThemeName[];

const themeClasses: Readonly<Record<ThemeName, string>> = {
  dark: 'vscode-dark',
  light: 'vscode-light',
  highContrastDark: 'vscode-high-contrast',
  highContrastLight: 'vscode-high-contrast vscode-high-contrast-light',
};

const origin = 'https://panel.invalid';
const root = join(__dirname, '..', '..');
const dist = join(root, 'dist');

/** Makes the bundle that `openPanel` serves. */
export function buildWebview(): void {
  execFileSync(process.execPath, ['esbuild.js', 'webview'], { cwd: root });
}

export interface PanelOptions {
  readonly theme?: ThemeName;
  readonly width?: number;
  readonly height?: number;
  readonly contents?: ContentReader;
  readonly time?: () => number;
  readonly reducedMotion?: 'reduce' | 'no-preference';
  readonly forcedColors?: 'active' | 'none';
}

/** An open panel. `outside` lists every request that left it for anything but its own bundle. */
export interface OpenPanel {
  readonly page: Page;
  readonly host: PanelHost;
  readonly outside: readonly string[];
  /** The actions it asked for, once it is settled. */
  calls(): Promise<readonly string[]>;
  /** Resolves when neither side has anything left to say about what was done so far, and the page shows it. Timers of the page are not waited for. */
  settled(): Promise<void>;
  close(): Promise<void>;
}

/** Contents in memory. A spooled one is not read. */
export const memoryContents: ContentReader = {
  read: (content, start, end) =>
    content.kind === 'memory'
      ? Promise.resolve(content.octets.subarray(start, end))
      : Promise.reject(new Error('gone')),
};

/** Opens the panel as the workbench would and waits for its `ready`. The caller closes it. */
export async function openPanel(browser: Browser, options: PanelOptions = {}): Promise<OpenPanel> {
  const { width = 760, height = 820, theme = 'dark', reducedMotion = 'no-preference' } = options;
  const { forcedColors = 'none' } = options;
  const page = await browser.newPage({ viewport: { width, height }, reducedMotion, forcedColors });
  const called: string[] = [];
  const activity = new Activity();
  const { contents = memoryContents } = options;
  let hearing: Promise<unknown> = Promise.resolve();
  const host = new PanelHost({
    post: (message: HostMessage) => {
      const say = (): Promise<void> =>
        page.evaluate((data) => {
          window.postMessage(data);
        }, message);
      hearing = activity.track(hearing.then(say)).catch(() => undefined);
    },
    contents: { read: (...wanted) => activity.track(contents.read(...wanted)) },
    actions: () => notedActions(called),
    bodyActions: notedBodyActions(called),
    time: options.time ?? Date.now,
    pause: () => activity.track(new Promise((resolve) => setImmediate(resolve))),
    warn: (message) => called.push(`warn ${message}`),
  });
  const outside = await serveBundle(page);
  await page.exposeBinding('rcreqPost', (_source, message: unknown) => activity.track(host.receive(message)));
  // tsx wraps named functions in a helper that the page does not have.
  await page.addInitScript({ content: 'globalThis.__name = (made) => made;' });
  await page.addInitScript(playWorkbench, { variables: themes[theme], classes: themeClasses[theme] });
  await page.goto(`${origin}/`);
  await page.waitForSelector('main');
  const settled = async (): Promise<void> => {
    let before;
    do {
      before = activity.begun;
      await activity.idle();
      await page.evaluate(answered);
      await activity.idle();
    } while (activity.begun !== before);
  };
  return {
    page,
    host,
    outside,
    settled,
    calls: async () => {
      await settled();
      return called;
    },
    close: () => page.close(),
  };
}

/** Runs in the page: resolves when two frames were drawn and every question of the page is answered. */
function answered(): Promise<void> {
  return new Promise((resolve) => {
    const look = (): void => {
      const { unanswered } = window as unknown as { unanswered: number };
      if (unanswered === 0) resolve();
      else requestAnimationFrame(look);
    };
    requestAnimationFrame(() => requestAnimationFrame(look));
  });
}

function notedActions(called: string[]): PanelActions {
  const note =
    (name: string) =>
    (...values: readonly (string | number | undefined)[]): void =>
      void called.push([name, ...values.filter((value) => value !== undefined)].join(' '));
  return {
    cancel: note('cancel'),
    resend: note('resend'),
    sendNow: note('sendNow'),
    stopWaiting: note('stopWaiting'),
    openUrl: note('openUrl'),
    showLog: note('showLog'),
    goToSource: note('goToSource'),
    renewToken: note('renewToken'),
    sendUnconditionally: note('sendUnconditionally'),
    sendFailedParts: note('sendFailedParts'),
    saveBody: note('saveBody'),
    openInEditor: note('openInEditor'),
    saveParts: note('saveParts'),
    saveExample: note('saveExample'),
    copyAsCurl: note('copyAsCurl'),
    copyStepAsCurl: note('copyStepAsCurl'),
    compareWithPrevious: note('compareWithPrevious'),
    compareWith: note('compareWith'),
    pin: note('pin'),
  };
}

function notedBodyActions(called: string[]): BodyActions {
  return {
    copyText: (text) => void called.push(`copyText ${text}`),
    followLink: (_runId, url) => void called.push(`followLink ${url}`),
    openExternal: (url) => void called.push(`openExternal ${url}`),
  };
}

/** Serves the page and its bundle; everything else is written down and refused. */
async function serveBundle(page: Page): Promise<string[]> {
  const outside: string[] = [];
  const html = panelHtml({
    source: origin,
    script: `${origin}/webview.js`,
    style: `${origin}/webview.css`,
    nonce: 'test',
  });
  const served = new Map([
    [`${origin}/`, { contentType: 'text/html', body: html }],
    [`${origin}/webview.js`, { contentType: 'text/javascript', body: readFileSync(join(dist, 'webview.js'), 'utf8') }],
    [`${origin}/webview.css`, { contentType: 'text/css', body: readFileSync(join(dist, 'webview.css'), 'utf8') }],
  ]);
  await page.route('**/*', async (route) => {
    const url = route.request().url();
    const answer = served.get(url);
    if (answer !== undefined) return route.fulfill(answer);
    outside.push(url);
    return route.abort();
  });
  return outside;
}

/** Runs in the page before its scripts: the API, colours and default styles that VS Code gives to a webview. */
function playWorkbench(theme: {
  readonly variables: Readonly<Record<string, string>>;
  readonly classes: string;
}): void {
  let state: unknown;
  const played = Object.assign(window as unknown as { rcreqPost: (message: unknown) => Promise<void> }, {
    unanswered: 0,
  });
  Object.assign(window, {
    acquireVsCodeApi: () => ({
      postMessage: (message: unknown) => {
        played.unanswered += 1;
        void played.rcreqPost(message).finally(() => (played.unanswered -= 1));
      },
      setState: (next: unknown) => (state = next),
      getState: () => state,
    }),
  });
  document.addEventListener('readystatechange', () => {
    for (const [name, value] of Object.entries(theme.variables))
      document.documentElement.style.setProperty(name, value);
    const bars = 'var(--vscode-scrollbarSlider-background) var(--vscode-editor-background)';
    document.documentElement.style.setProperty('scrollbar-color', bars);
    document.body.className = theme.classes;
  });
}

/** What a browser sees when the panel shows a response: the `render` field of the conformance cases. */
export interface Rendering {
  readonly scriptRuns: boolean;
  readonly networkRequests: number;
  readonly commandLinks: number;
}

/** Watches a page from before anything hostile is shown in it: scripts that run must call `alert` or set `window.hacked` to be seen. */
export async function watchScripts(panel: OpenPanel): Promise<() => Promise<boolean>> {
  let ran = false;
  panel.page.on('dialog', (dialog) => {
    ran = true;
    void dialog.dismiss();
  });
  await panel.page.evaluate(() => {
    window.alert = () => Object.assign(window, { hacked: true });
  });
  return async () => ran || (await panel.page.evaluate(() => 'hacked' in window));
}

/** Shows what is in the panel through every tab, form, step and part, and says what the browser saw. */
export async function observeRendering(panel: OpenPanel, show: () => void): Promise<Rendering> {
  const hasScriptRun = await watchScripts(panel);
  const before = panel.outside.length;
  show();
  await panel.settled();
  let commandLinks = 0;
  const count = async (): Promise<void> => {
    await panel.settled();
    commandLinks += await panel.page
      .locator('a, area, [href], [onclick], [src^="command:"], base, meta[http-equiv="refresh"]')
      .and(panel.page.locator('body *'))
      .count();
  };
  const eachForm = async (place: string): Promise<void> => {
    for (const form of await panel.page.locator(`${place} .forms button`).allTextContents()) {
      await panel.page.locator(`${place} .forms button`, { hasText: form }).click();
      await count();
    }
  };
  for (const tab of await panel.page.getByRole('tab').all()) {
    await tab.click();
    await count();
    await eachForm('.tabpanel');
    for (const opener of ['button[aria-label="Open every step"]', '.parts-body .parts-row >> nth=0']) {
      if ((await panel.page.locator(opener).count()) === 0) continue;
      await panel.page.locator(opener).click();
      await count();
      await eachForm('.part');
    }
  }
  await panel.page.waitForTimeout(100);
  return { scriptRuns: await hasScriptRun(), networkRequests: panel.outside.length - before, commandLinks };
}
