/**
 * The response panel of `dist/` in a real workbench: from the press on *Send* to the frame that shows the answer's own text, and the longest time
 * that the window drew no frame meanwhile. What else runs on the machine counts too: compare figures of one run.
 */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Frame, Page } from 'playwright-core';
import { startSandbox } from '../../src/sandbox';
import { repositoryRoot } from '../host/installed';
import { freshProfile } from '../host/profile';
import { startWorkbenchServer, workbenchUrl } from '../host/server';
import { openWorkbenchPage, workbenchRestored } from '../host/workbenchPage';
import { launchChromium } from '../support/browser';
import { largeJson } from '../support/largeBodies';
import { indexJson } from '../../src/view/body/json/indexJson';
import { fastest, limited, printRows, type BenchRow, type PeerFigure } from './rows';

/** One send. `painted` and `stall` are milliseconds; `elements` those of the panel's page. */
interface Sent {
  readonly painted: number;
  readonly stall: number;
  readonly elements: number;
}

/** Milliseconds of each peer: painted, then the longest stall where one was told. `undefined`: not within 30 s, or the extension host gone. */
const sizes = [
  { mb: 1, limit: 250, painted: peers(2600, 17_800), stall: peers(414, 9500) },
  { mb: 10, limit: 400, painted: peers(6800, undefined), stall: [{ what: 'httpYac', value: 1100 }] },
  { mb: 50, limit: 1000, painted: peers(undefined, undefined), stall: [] },
  { mb: 100, limit: 2000, painted: peers(undefined, undefined), stall: [] },
];
const smallPainted = peers(286, 295);
/** The folder of this run's profile, which tells its processes from others'. */
let profileFolder = '';
const smallRuns = 50;
const largeRuns = 3;

async function main(): Promise<void> {
  const profile = freshProfile();
  profileFolder = profile.folder;
  const folder = join(profile.folder, 'workspace');
  const sandbox = await startSandbox();
  mkdirSync(folder);
  const write = (name: string, target: string): void =>
    writeFileSync(join(folder, `${name}.rcreq`), `### ${name}\nGET ${sandbox.baseUrl}/sandbox/${target}\n`);
  write('small', `echo?sent={{$guid}}&fill=${'x'.repeat(300)}`);
  write('large20', 'large?mb=20');
  for (const { mb } of sizes) write(`large${mb}`, `large?mb=${mb}`);
  const server = await startWorkbenchServer({ profile, isTrusting: true });
  const browser = await launchChromium();
  try {
    const address = { folder, extensionDevelopmentPath: repositoryRoot };
    const page = await openWorkbenchPage(browser, workbenchUrl(server.origin, address));
    await workbenchRestored(page);
    const rows = await measured(page);
    printRows([...rows, ...(await remembered(page)), ...(await indexed())]);
  } finally {
    await browser.close();
    await server.close();
    await sandbox.close();
    profile.remove();
  }
}

async function measured(page: Page): Promise<readonly BenchRow[]> {
  const frame = await warmedUp(page);
  const small: Sent[] = [];
  for (let run = 0; run < smallRuns; run++) small.push(await send(page, frame));
  const rows: BenchRow[] = [
    {
      ...limited(`Send to the answer painted, 1 KB JSON, median of ${smallRuns}`, middle(small, 'painted'), 90, 'ms'),
      peers: smallPainted,
    },
  ];
  for (const { mb, limit, painted, stall } of sizes) {
    const large: Sent[] = [];
    for (let run = 0; run < largeRuns; run++) {
      await open(page, 'small');
      await send(page, frame);
      await open(page, `large${mb}`);
      large.push(await send(page, frame));
    }
    rows.push(
      {
        ...limited(`Send to first paint, ${mb} MB JSON, median of ${largeRuns}`, middle(large, 'painted'), limit, 'ms'),
        peers: painted,
      },
      {
        ...limited(
          `longest time without a frame, ${mb} MB JSON, median of ${largeRuns}`,
          middle(large, 'stall'),
          100,
          'ms',
        ),
        peers: stall,
      },
      limited(`elements of the panel, ${mb} MB JSON`, middle(large, 'elements'), 300, ''),
    );
  }
  return [
    ...rows,
    limited('frame while scrolling 100 MB JSON, 95 of 100 within', await scrolled(page, frame), 25, 'ms'),
  ];
}

/** Milliseconds within which 95 of 100 frames came while the wheel was turned over the body for three seconds. */
async function scrolled(page: Page, frame: Frame): Promise<number> {
  const box = await frame.locator('main.response .row').nth(5).boundingBox();
  if (box === null) throw new Error('The panel shows no rows to scroll.');
  await page.mouse.move(box.x + 60, box.y);
  await frame.evaluate(collectFrames);
  for (let turn = 0; turn < 150; turn++) {
    await page.mouse.wheel(0, 900);
    await page.waitForTimeout(20);
  }
  const frames = await frame.evaluate(() => (globalThis as unknown as { frames: () => number[] }).frames());
  if (frames.length < 50) throw new Error(`Only ${frames.length} frames were drawn.`);
  return frames.sort((a, b) => a - b)[Math.floor(frames.length * 0.95)] ?? NaN;
}

/** Runs in the panel: collects the times between frames until `frames()` is asked for them. */
function collectFrames(): void {
  const between: number[] = [];
  let last = performance.now();
  let request = requestAnimationFrame(function next(time) {
    between.push(time - last);
    last = time;
    request = requestAnimationFrame(next);
  });
  const frames = (): number[] => {
    cancelAnimationFrame(request);
    return between;
  };
  Object.assign(globalThis, { frames });
}

/** MB a second at which the rows of 50 MB of JSON are counted, and whether a hundred times as much takes a hundred times as long. */
async function indexed(): Promise<readonly BenchRow[]> {
  const time = (octets: Uint8Array): Promise<number> => fastest(5, () => indexJson(octets));
  const rate = 50_000 / (await time(largeJson(50_000_000)));
  const [one, ten, hundred] = [1, 10, 100].map((mb) => largeJson(mb * 1_000_000));
  if (one === undefined || ten === undefined || hundred === undefined) return [];
  const few = { what: '10 × 10 MB', value: 10 * (await time(ten)) };
  const value = await time(hundred);
  return [
    { what: 'index of 50 MB JSON', value: rate, unit: 'MB/s', target: '>= 200 MB/s', isMet: rate >= 200 },
    {
      ...{ what: 'index of 100 MB JSON', value, unit: 'ms', reference: few },
      peers: [{ what: '100 × 1 MB', value: 100 * (await time(one)) }],
      ...{ target: '<= 1.5 × 10 × 10 MB', isMet: value <= 1.5 * few.value },
    },
  ];
}

/** Sends of a body that are counted for memory: one, then all of these. */
const manySends = 100;

/** Memory of the extension host with a body of 20 MB, which is held, and of 100 MB, which is spooled; and searching the latter. */
async function remembered(page: Page): Promise<readonly BenchRow[]> {
  const frame = await warmedUp(page);
  const settle = async (): Promise<number> => {
    await page.waitForTimeout(3000);
    return extensionHostMemory();
  };
  await open(page, 'small');
  for (let run = 0; run < 5; run++) await send(page, frame);
  const before = await settle();
  await open(page, 'large20');
  await send(page, frame);
  const held = await settle();
  await open(page, 'large100');
  await send(page, frame);
  const spooled = await settle();
  for (let run = 1; run < manySends; run++) await send(page, frame);
  const many = await settle();
  return [
    limited('extension host grows for a held body of 20 MB', held - before, 26, 'MB'),
    limited('extension host grows for a spooled body of 100 MB', spooled - Math.min(before, held), 60, 'MB'),
    limited(`extension host grows for ${manySends - 1} more of 100 MB`, many - spooled, 60, 'MB'),
    limited('search 100 MB for what is not there', await searched(frame), 1000, 'ms'),
  ];
}

/** Milliseconds from the text to "No results", in a body that is indexed. */
async function searched(frame: Frame): Promise<number> {
  await frame.getByText(/^[\d,]+ lines$/u).waitFor();
  await frame.getByRole('button', { name: /^Find in body/u }).click();
  await frame.getByRole('textbox', { name: 'Find in body' }).fill('not in this body');
  const start = performance.now();
  await frame.getByText('No results').waitFor();
  return performance.now() - start;
}

/** Resident memory of the extension host in MB, by what Linux tells of processes. */
function extensionHostMemory(): number {
  const own = readdirSync('/proc').filter((name) => /^\d+$/u.test(name) && isOwnExtensionHost(name));
  return Math.max(
    ...own.map((pid) => Number(/VmRSS:\s+(\d+)/u.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024),
  );
}

function isOwnExtensionHost(pid: string): boolean {
  try {
    const isHost = readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('extensionHost');
    return isHost && readFileSync(`/proc/${pid}/environ`, 'utf8').includes(profileFolder);
  } catch {
    return false;
  }
}

/** The frame of the panel, open and with every bundle loaded. */
async function warmedUp(page: Page): Promise<Frame> {
  await open(page, 'small');
  await page.locator(sendLens).click();
  for (;;) {
    for (const frame of page.frames())
      if (
        (await frame
          .locator('main.response .row')
          .count()
          .catch(() => 0)) > 0
      ) {
        for (let run = 0; run < 3; run++) await send(page, frame);
        return frame;
      }
    await page.waitForTimeout(50);
  }
}

const sendLens = '.codelens-decoration a:has-text("Send")';

/** Opens a file of the workspace by its name, in an editor with the one lens *Send*. */
async function open(page: Page, name: string): Promise<void> {
  await page.locator('.explorer-folders-view').getByText(`${name}.rcreq`, { exact: true }).click();
  await page.locator(`.editor-group-container .tab.active[aria-label*="${name}.rcreq"]`).waitFor();
  await page.locator('.view-line', { hasText: `### ${name}` }).waitFor();
  await page.locator(sendLens).waitFor();
}

/** Presses *Send* and waits for rows that were not there before. */
async function send(page: Page, frame: Frame): Promise<Sent> {
  await page.locator(sendLens).waitFor();
  await frame.evaluate(awaitPaint);
  await page.evaluate(watchFrames);
  await page.locator(sendLens).click();
  const paintedAt = await frame.evaluate(() => (globalThis as unknown as { painted: Promise<number> }).painted);
  const { pressedAt, stall } = await page.evaluate(() =>
    (globalThis as unknown as { framesWatched: () => { pressedAt: number; stall: number } }).framesWatched(),
  );
  return { painted: paintedAt - pressedAt, stall, elements: await frame.locator('*').count() };
}

/** Runs in the panel: `painted` becomes the time at which other rows than the present ones have been drawn. */
function awaitPaint(): void {
  const text = (): string => Array.from(document.querySelectorAll('.row'), (row) => row.textContent).join('\n');
  const before = text();
  const painted = new Promise<number>((resolve) => {
    const observer = new MutationObserver(() => {
      const now = text();
      if (now === before || !/"(sent|id)/u.test(now)) return;
      observer.disconnect();
      // A task after the frame's callbacks runs when the frame has been handed on.
      requestAnimationFrame(() => setTimeout(() => resolve(performance.timeOrigin + performance.now())));
    });
    observer.observe(document.body, { childList: true, characterData: true, subtree: true });
  });
  Object.assign(globalThis, { painted });
}

/** Runs in the window: notes the press, and the longest time between two frames from then on. */
function watchFrames(): void {
  let pressedAt = 0;
  let last = 0;
  let stall = 0;
  let request = 0;
  const frame = (time: number): void => {
    stall = Math.max(stall, time - last);
    last = time;
    request = requestAnimationFrame(frame);
  };
  const press = (event: Event): void => {
    pressedAt = performance.timeOrigin + event.timeStamp;
    last = event.timeStamp;
    request = requestAnimationFrame(frame);
  };
  addEventListener('pointerdown', press, { capture: true, once: true });
  const framesWatched = (): { pressedAt: number; stall: number } => {
    cancelAnimationFrame(request);
    return { pressedAt, stall };
  };
  Object.assign(globalThis, { framesWatched });
}

function peers(httpYac: number | undefined, restClient: number | undefined): readonly PeerFigure[] {
  return [
    { what: 'httpYac', value: httpYac },
    { what: 'REST Client', value: restClient },
  ];
}

function middle(sent: readonly Sent[], figure: keyof Sent): number {
  const sorted = sent.map((each) => each[figure]).sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? NaN;
}

void main();
