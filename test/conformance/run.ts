import { join } from 'node:path';
import { PanelRendering } from './render';
import { runSuite } from './runner';
import { readSuite } from './suite';

/** `npm run conformance -- FILE.json…`: runs the cases of these files, or of cases.json. Exit code 1 when any failed. */
async function main(files: readonly string[]): Promise<void> {
  const panel = new PanelRendering();
  let passed = 0;
  let failed = 0;
  try {
    for (const file of files.length === 0 ? [join(import.meta.dirname, 'cases.json')] : files) {
      for (const { id, differences } of await runSuite(await readSuite(file), { render: panel.render })) {
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

void main(process.argv.slice(2));
