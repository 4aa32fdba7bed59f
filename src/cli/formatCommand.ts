import { readFile, writeFile } from 'node:fs/promises';
import { applyEdits, format } from '../language/format';
import { parse } from '../language/parse';
import type { FormatOptions } from './commandLine';
import { extensions, readInputs, systemCode, type Input } from './inputs';
import { exitCodes, type Terminal } from './terminal';

/**
 * Lays files out evenly and names those that it changed; standard input goes to standard output. With `isCheck` nothing is written, and the
 * exit code tells whether a file would change.
 */
export async function formatCommand(options: FormatOptions, terminal: Terminal): Promise<number> {
  const { inputs: names, takesHttp, isCheck } = options;
  const wanted = takesHttp ? extensions.all : extensions.own;
  const { inputs, faults: unread } = await readInputs(names, terminal.standardInput, wanted);
  const faults = [...unread];
  let changed = 0;
  for (const input of inputs) {
    const text = formatted(input.text);
    const isChanged = text !== input.text;
    if (isChanged) changed++;
    if (input.file === undefined && !isCheck) terminal.print(input.mark + text);
    else if (isChanged) {
      const fault = isCheck ? undefined : await rewrite(input, input.file ?? '', text);
      if (fault === undefined) terminal.print(`${input.label}\n`);
      else faults.push(fault);
    }
  }
  for (const fault of faults) terminal.error(`rcreq: ${fault}\n`);
  if (faults.length > 0) return exitCodes.usage;
  return isCheck && changed > 0 ? exitCodes.failed : exitCodes.well;
}

function formatted(text: string): string {
  return applyEdits(text, format(parse(text)));
}

/** Writes the text of a file anew; a sentence on why it was left alone. Octets that are no UTF-8 would be lost. */
async function rewrite(input: Input, file: string, text: string): Promise<string | undefined> {
  try {
    const octets = await readFile(file);
    if (!octets.equals(Buffer.from(input.mark + input.text))) {
      return `${input.label} is not in UTF-8 or has lines that end in CR alone, so it was left as it is. Save it in UTF-8 with LF first.`;
    }
    await writeFile(file, input.mark + text);
    return undefined;
  } catch (error) {
    return `${input.label} cannot be written (${systemCode(error)}). Check its permissions and the disk.`;
  }
}
