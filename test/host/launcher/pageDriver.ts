/** Carries out what the suite asks of the page, and offers that on loopback. */
import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { stripVTControlCharacters } from 'node:util';
import type { FrameLocator, Locator, Page } from 'playwright-core';
import { assertNever } from '../../../src/base/assertNever';
import type { PageReply, PageRequest, Place, Target } from '../pageProtocol';
import { takeScreenshot } from '../workbenchPage';

export interface PageDriver {
  /** Holds a secret, so that no page that happens to be open can use it. */
  readonly url: string;
  /** Requests wait until the page is shown. */
  readonly show: (page: Page) => void;
  readonly close: () => void;
}

/** Answers POST with a `PageReply`. */
export async function servePageDriver(): Promise<PageDriver> {
  let show: (page: Page) => void = () => undefined;
  const page = new Promise<Page>((resolve) => (show = resolve));
  const path = `/${randomUUID()}`;
  const server = createServer((request, response) => {
    if (request.url !== path || request.method !== 'POST') {
      response.writeHead(404).end();
      return;
    }
    void reply(request, page).then((value) => response.end(JSON.stringify(value)));
  });
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}${path}`, show, close: () => server.close().closeAllConnections() };
}

async function reply(request: IncomingMessage, page: Promise<Page>): Promise<PageReply> {
  try {
    const chunks = (await request.toArray()) as Buffer[];
    const value = await perform(await page, JSON.parse(Buffer.concat(chunks).toString()) as PageRequest);
    return value === undefined ? { kind: 'done' } : { kind: 'done', value };
  } catch (error) {
    return {
      kind: 'failed',
      message: stripVTControlCharacters(error instanceof Error ? error.message : String(error)),
    };
  }
}

async function perform(page: Page, request: PageRequest): Promise<string | number | undefined> {
  switch (request.action) {
    case 'press':
      for (const chord of request.keys.split(' ')) await page.keyboard.press(chord);
      return undefined;
    case 'type':
      await page.keyboard.type(request.text);
      return undefined;
    case 'alterTab': {
      const tab = await lastTab(page, 10_000);
      await tab.goto(tab.url().replace(request.from, request.to));
      return undefined;
    }
    case 'closeTab':
      await (await lastTab(page, 10_000)).close();
      return undefined;
    case 'screenshot':
      await takeScreenshot(page, request.name);
      return undefined;
    case 'drag': {
      const from = await locate(page, request.target, request.timeout);
      await from.dragTo(await locate(page, request.to, request.timeout), { timeout: request.timeout });
      return undefined;
    }
    case 'click':
    case 'textOf':
    case 'attributeOf':
    case 'count':
    case 'waitFor':
      return performOn(await locate(page, request.target, request.timeout), request);
    default:
      return assertNever(request);
  }
}

type TargetRequest = Exclude<Extract<PageRequest, { readonly target: Target }>, { readonly action: 'drag' }>;

async function performOn(target: Locator, request: TargetRequest): Promise<string | number | undefined> {
  const { timeout } = request;
  switch (request.action) {
    case 'click':
      await target.click({ timeout });
      return undefined;
    case 'textOf':
      return target.innerText({ timeout });
    case 'attributeOf':
      return (await target.getAttribute(request.name, { timeout })) ?? undefined;
    case 'count':
      return target.count();
    case 'waitFor':
      await target.waitFor({ state: request.state, timeout });
      return undefined;
    default:
      return assertNever(request);
  }
}

async function locate(page: Page, target: Target, timeout: number): Promise<Locator> {
  const place = await documentOf(page, target.in ?? 'workbench', timeout);
  const found = matches(place, target);
  return target.nth === undefined ? found : found.nth(target.nth);
}

function matches(place: Page | FrameLocator, target: Target): Locator {
  if ('role' in target) return place.getByRole(target.role, target.name === undefined ? {} : { name: target.name });
  return 'text' in target ? place.getByText(target.text) : place.locator(target.selector);
}

/** A webview is an iframe with VS Code's own script, and in it the iframe with the extension's document, whose title is the webview's. */
async function documentOf(page: Page, place: Place, timeout: number): Promise<Page | FrameLocator> {
  if (place === 'workbench') return page;
  if (place === 'tab') return lastTab(page, timeout);
  const webviews = page.locator('iframe.webview.ready').filter({ visible: true });
  if (place === 'webview') return inner(webviews);
  const deadline = Date.now() + timeout;
  for (;;) {
    for (const webview of await webviews.all()) {
      if ((await titleOf(webview)) === place.webview) return inner(webview);
    }
    if (Date.now() > deadline) throw new Error(`No webview titled "${place.webview}" appeared within ${timeout} ms.`);
    await sleep(50);
  }
}

/** The newest tab beside the workbench, once it is there. */
async function lastTab(page: Page, timeout: number): Promise<Page> {
  const deadline = Date.now() + timeout;
  for (;;) {
    const tab = page.context().pages().at(-1);
    if (tab !== undefined && tab !== page && tab.url() !== 'about:blank') return tab;
    if (Date.now() > deadline) throw new Error(`No other tab was opened within ${timeout} ms.`);
    await sleep(50);
  }
}

const activeFrame = 'iframe#active-frame';

function inner(webview: Locator): FrameLocator {
  return webview.contentFrame().frameLocator(activeFrame);
}

async function titleOf(webview: Locator): Promise<string | undefined> {
  const frame = webview.contentFrame().locator(activeFrame);
  return (await frame.count()) === 0 ? undefined : ((await frame.getAttribute('title')) ?? undefined);
}
