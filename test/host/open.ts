/**
 * Opens the workbench with this extension: `node --import tsx test/host/open.ts [FOLDER] [--file FILE] [--port PORT] [--packaged]`, until Ctrl+C. In the
 * desktop VS Code where `code` is on the PATH and no option needs the other, else in code-server at the URL that is printed.
 *
 * --file FILE        Opens it in the editor; a path from FOLDER.
 * --packaged         With the packaged extension installed, instead of the source folder.
 * --screenshot NAME  Instead of waiting, opens it in a headless browser and writes `out/screenshots/NAME.png`.
 */
import { spawn } from 'node:child_process';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { launchChromium } from '../support/browser';
import { programPath } from '../support/programPath';
import { repositoryRoot } from './installed';
import { packageExtension } from './packageExtension';
import { freshProfile } from './profile';
import { installExtension, startWorkbenchServer, workbenchUrl } from './server';
import { openWorkbenchPage, takeScreenshot, workbenchRestored } from './workbenchPage';

export interface WorkbenchOptions {
  readonly folder: string;
  /** Opened in the editor; in the folder. */
  readonly file?: string;
  /** Of code-server; a free one when absent. */
  readonly port?: number;
  /** Whether the packaged extension is installed, instead of loaded from `dist/`. */
  readonly isPackaged?: boolean;
  /** Whether it must be code-server, which has a page. When absent, a desktop VS Code serves where one is on the PATH and the others are absent too. */
  readonly isServed?: boolean;
}

export interface OpenWorkbench {
  /** For a browser; of a desktop VS Code, the folder's. */
  readonly url: string;
  readonly close: () => Promise<void>;
}

/** `dist/` must be built. Rejects when code-server is not installed or does not start. */
export async function openWorkbench(options: WorkbenchOptions): Promise<OpenWorkbench> {
  const mustBeServed = options.isServed === true || options.isPackaged === true || options.port !== undefined;
  const desktop = mustBeServed ? undefined : programPath(['code']);
  return desktop === undefined ? openServer(options) : openDesktop(desktop, options);
}

/** Opens the URL of `openWorkbench` headlessly and takes a picture of the workbench at rest; the path of the picture. */
export async function screenshotWorkbench(url: string, name: string): Promise<string> {
  const browser = await launchChromium();
  try {
    const page = await openWorkbenchPage(browser, url);
    await workbenchRestored(page);
    await page.waitForLoadState('networkidle');
    return await takeScreenshot(page, name);
  } finally {
    await browser.close();
  }
}

async function openServer(options: WorkbenchOptions): Promise<OpenWorkbench> {
  const profile = freshProfile();
  try {
    if (options.isPackaged === true) await installExtension(profile, await packageExtension(profile.folder));
    const server = await startWorkbenchServer({
      profile,
      isTrusting: true,
      ...(options.port === undefined ? {} : { port: options.port }),
    });
    const close = async (): Promise<void> => {
      await server.close();
      profile.remove();
    };
    const source = options.isPackaged === true ? {} : { extensionDevelopmentPath: repositoryRoot };
    return { url: workbenchUrl(server.origin, { ...options, ...source }), close };
  } catch (error) {
    profile.remove();
    throw error;
  }
}

/** The user's own VS Code and settings, with this extension beside theirs; the window is theirs to close. */
async function openDesktop(program: string, { folder, file }: WorkbenchOptions): Promise<OpenWorkbench> {
  const files = file === undefined ? [] : [file];
  const child = spawn(program, ['--new-window', `--extensionDevelopmentPath=${repositoryRoot}`, folder, ...files], {
    stdio: 'ignore',
  });
  await new Promise<void>((started, failed) => child.once('spawn', started).once('error', failed));
  return { url: pathToFileURL(folder).href, close: () => Promise.resolve() };
}

async function main(args: string[]): Promise<void> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      file: { type: 'string' },
      port: { type: 'string' },
      packaged: { type: 'boolean' },
      screenshot: { type: 'string' },
    },
  });
  const folder = resolve(positionals[0] ?? 'examples');
  const { url, close } = await openWorkbench({
    folder,
    ...(values.file === undefined ? {} : { file: resolve(folder, values.file) }),
    ...(values.port === undefined ? {} : { port: Number(values.port) }),
    isServed: values.screenshot !== undefined,
    isPackaged: values.packaged === true,
  });
  try {
    if (values.screenshot === undefined) await untilStopped(url);
    else process.stdout.write(`${await screenshotWorkbench(url, values.screenshot)}\n`);
  } finally {
    await close();
  }
}

async function untilStopped(url: string): Promise<void> {
  process.stdout.write(`${url}\n`);
  if (url.startsWith('http')) await new Promise((stop) => process.once('SIGINT', stop).once('SIGTERM', stop));
}

if (require.main === module) void main(process.argv.slice(2));
