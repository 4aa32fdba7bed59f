import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { systemCode } from './inputs';
import type { Terminal } from './terminal';

/** Writes a file that is not there yet, and names it; a sentence when it is there or cannot be written. */
export function writeNew(path: string, text: string, terminal: Terminal): readonly string[] {
  try {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text, { flag: 'wx' });
    terminal.print(`${path}\n`);
    return [];
  } catch (error) {
    const code = systemCode(error);
    return code === 'EEXIST'
      ? [`${path} is there already, so it was left as it is. Name another file with \`-o\`.`]
      : [`${path} cannot be written (${code}). Check the folder and the disk.`];
  }
}
