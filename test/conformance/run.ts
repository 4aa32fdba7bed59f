import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { PanelRendering } from './render';
import { runSuite, type CaseResult } from './runner';
import { furtherCases, readSuite, visibleCases } from './suite';

/** `npm run conformance -- FILE.json…`: runs the cases of these files, or all of ours. Exit code 1 when any failed, or a file could not be read. */
async function main(files: readonly string[]): Promise<void> {
  const panel = new PanelRendering();
  let passed = 0;
  let failed = 0;
  try {
    for (const file of files.length === 0 ? [visibleCases, furtherCases] : files) {
      for (const { id, differences } of await resultsOf(file, panel)) {
        if (differences.length === 0) passed += 1;
        else failed += 1;
        if (differences.length > 0) process.stdout.write(`${id}\n${differences.map((one) => `    ${one}\n`).join('')}`);
      }
    }
  } finally {
    await panel.close();
  }
  process.stdout.write(`${passed} passed, ${failed} failed\n`);
  process.exitCode = failed === 0 ? 0 : 1;
}

async function resultsOf(file: string, { render }: PanelRendering): Promise<readonly CaseResult[]> {
  try {
    return await runSuite(await readSuite(placeOf(file)), { render });
  } catch (error) {
    return [{ id: file, differences: [error instanceof Error ? error.message : String(error)] }];
  }
}

/** Files are named from where npm was called; npm itself goes to the folder of package.json. */
function placeOf(file: string): string {
  const called = resolve(process.env['INIT_CWD'] ?? '', file);
  return existsSync(called) ? called : file;
}

void main(process.argv.slice(2));
