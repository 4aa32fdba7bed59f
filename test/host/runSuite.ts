/** Runs in the extension host: mocha over the files that the bundle found, its counts left in a file for the program that started the host. */
import { writeFileSync } from 'node:fs';
import { format } from 'node:util';
import Mocha from 'mocha';
import { commands } from 'vscode';
import { clearWindow, keptWorkspace } from './freshWorkspace';
import { hasPage, page } from './page';
import { grepVariable, resultsVariable, suiteLine, type SuiteResults } from './results';

/** Rejects when a test failed, as VS Code expects of a suite. */
export async function runSuite(files: readonly (() => unknown)[]): Promise<void> {
  Mocha.reporters.Base.consoleLog = print;
  const grep = process.env[grepVariable];
  const mocha = new Mocha({ timeout: 120_000, color: false, ...(grep === undefined ? {} : { grep }) });
  mocha.suite.emit(Mocha.Suite.constants.EVENT_FILE_PRE_REQUIRE, globalThis, '', mocha);
  for (const load of files) load();
  const kept = keptWorkspace();
  for (const suite of mocha.suite.suites) suite.afterAll(() => kept.restore());
  // Tidied before a test and not after it, so that a picture of a failure shows it.
  mocha.suite.beforeEach(clearWindow);
  mocha.suite.afterAll(() => {
    kept.forget();
  });
  mocha.suite.afterEach(async function () {
    if (this.currentTest?.state !== 'failed' || !hasPage()) return;
    // What was refused, and why, stands in the notifications.
    await commands.executeCommand('notifications.showList');
    await page.screenshot(`failed ${this.currentTest.fullTitle()}`);
  });
  const { passed, failed } = await run(mocha);
  const path = process.env[resultsVariable];
  if (path !== undefined) writeFileSync(path, JSON.stringify({ passed, failed } satisfies SuiteResults));
  if (failed > 0) throw new Error(`${failed} host tests failed.`);
}

function run(mocha: Mocha): Promise<SuiteResults> {
  return new Promise((resolve) => {
    const runner = mocha.run(() => {
      const { passes = 0, failures = 0, pending = 0 } = runner.stats ?? {};
      resolve({ passed: passes, failed: failures + pending });
    });
  });
}

function print(...values: readonly unknown[]): void {
  // eslint-disable-next-line no-console -- the only way out of an extension host, of any kind
  console.log(suiteLine + format(...values));
}
