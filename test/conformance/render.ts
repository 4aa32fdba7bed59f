import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Browser } from 'playwright-core';
import { launchChromium } from '../support/browser';
import { buildWebview, observeRendering, openPanel } from '../support/webviewPanel';
import type { Hooks } from './runner';

/** Shows records in the real panel, in a browser that starts with the first of them. */
export class PanelRendering {
  #browser: Promise<Browser> | undefined;

  /** The hook for `runSuite`: what the browser saw otherwise than expected, one sentence each. */
  readonly render: NonNullable<Hooks['render']> = async (record, expected) => {
    this.#browser ??= PanelRendering.#start();
    const panel = await openPanel(await this.#browser);
    const seen = await observeRendering(panel, () => panel.host.show(record));
    await panel.close();
    const names = Object.keys(expected) as (keyof typeof expected)[];
    return names
      .filter((name) => seen[name] !== expected[name])
      .map((name) => `render.${name}: expected ${expected[name]}, saw ${seen[name]}`);
  };

  /** A browser that never started has failed its cases already. */
  async close(): Promise<void> {
    const browser = await this.#browser?.catch(() => undefined);
    await browser?.close();
  }

  static async #start(): Promise<Browser> {
    await installBrowser();
    buildWebview();
    return launchChromium();
  }
}

/** Only cases that are rendered need a browser; without one the others still run, and these say what is missing. */
async function installBrowser(): Promise<void> {
  const script = join(import.meta.dirname, '..', 'host', 'install.ts');
  await promisify(execFile)(process.execPath, ['--import', 'tsx', script, 'browser']).catch(() => undefined);
}
