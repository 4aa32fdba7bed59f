/**
 * Stands where a desktop VS Code would: takes its arguments for a test run, runs the suite in the extension host of a code-server whose
 * page is open in Chromium, and ends with the suite's exit code. RCREQ_HOST_TIMEOUT limits the suite, in milliseconds.
 */
import { createWriteStream, mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { format, parseArgs } from 'node:util';
import type { Browser, Page } from 'playwright-core';
import { launchChromium } from '../../support/browser';
import { repositoryRoot } from '../installed';
import { pageDriverVariable } from '../pageProtocol';
import type { Profile } from '../profile';
import { suiteLine } from '../results';
import { startWorkbenchServer, workbenchUrl } from '../server';
import { openWorkbenchPage, takeScreenshot, workbenchRestored } from '../workbenchPage';
import { servePageDriver } from './pageDriver';

interface Run {
  readonly folder: string;
  readonly extensionDevelopmentPath: string;
  readonly extensionTestsPath: string;
  readonly profile: Profile;
  readonly isTrusting: boolean;
}

const suiteTimeout = Number(process.env['RCREQ_HOST_TIMEOUT'] ?? 600_000);

/** Ends what was started, the last first. */
const started: (() => unknown)[] = [];

async function run(options: Run): Promise<number> {
  const driver = await servePageDriver();
  started.push(driver.close);
  const server = await startWorkbenchServer({ ...options, variables: { [pageDriverVariable]: driver.url } });
  started.push(server.close);
  const browser = await launchChromium();
  started.push(() => browser.close());
  return runSuite(browser, options, { url: workbenchUrl(server.origin, options), show: driver.show });
}

interface Shown {
  readonly url: string;
  readonly show: (page: Page) => void;
}

/** Resolves with the suite's exit code. Rejects when the page is lost or the time is over. */
function runSuite(browser: Browser, { isTrusting }: Run, { url, show }: Shown): Promise<number> {
  return new Promise((resolve, reject) => {
    const functions = { codeAutomationLog: logger(), codeAutomationExit: (code: number) => resolve(code) };
    openWorkbenchPage(browser, url, functions, !isTrusting).then((page) => {
      workbenchRestored(page).then(() => show(page), reject);
      page.once('crash', () => reject(new Error('The page crashed.')));
      page.once('close', () => reject(new Error('The page was closed.')));
      setTimeout(() => {
        const lost = new Error(`The suite did not end within ${suiteTimeout} ms; see out/screenshots/timed-out.png.`);
        void takeScreenshot(page, 'timed-out').finally(() => reject(lost));
      }, suiteTimeout).unref();
    }, reject);
  });
}

/** The suite's own lines are for the reader; what else the workbench has to say goes to `out/host/page.log`. */
function logger(): (kind: string, values: readonly unknown[]) => void {
  mkdirSync(join(repositoryRoot, 'out', 'host'), { recursive: true });
  const log = createWriteStream(join(repositoryRoot, 'out', 'host', 'page.log'));
  return (kind, values) => {
    const line = format(...values);
    if (line.startsWith(suiteLine)) process.stdout.write(`${line.slice(suiteLine.length)}\n`);
    else log.write(`${kind}: ${line}\n`);
  };
}

/** Arguments that mean nothing here, such as `--no-sandbox`, are let pass. */
function readArguments(args: readonly string[]): Run {
  const { values, positionals } = parseArgs({
    args: [...args],
    strict: false,
    options: {
      extensionDevelopmentPath: { type: 'string' },
      extensionTestsPath: { type: 'string' },
      'user-data-dir': { type: 'string' },
      'extensions-dir': { type: 'string' },
      restricted: { type: 'boolean' },
    },
  });
  const text = (name: keyof typeof values): string => {
    const value = values[name];
    if (typeof value === 'string') return value;
    throw new Error(`The launcher needs --${name}=….`);
  };
  const [folder] = positionals;
  if (folder === undefined) throw new Error('The launcher needs a folder to open.');
  const userData = text('user-data-dir');
  return {
    folder,
    extensionDevelopmentPath: text('extensionDevelopmentPath'),
    extensionTestsPath: text('extensionTestsPath'),
    profile: { folder: dirname(userData), userData, extensions: text('extensions-dir'), remove: () => undefined },
    isTrusting: values.restricted !== true,
  };
}

async function end(code: number): Promise<never> {
  for (const stop of started.splice(0).reverse()) await stop();
  process.exit(code);
}

async function main(): Promise<number> {
  try {
    return await run(readArguments(process.argv.slice(2)));
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    return 1;
  }
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => void end(1));
const parent = process.ppid;
setInterval(() => {
  if (process.ppid !== parent) void end(1);
}, 1_000).unref();

void main().then(end);
