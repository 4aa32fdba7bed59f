import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import {
  environmentText,
  foreignEnvironments,
  isHttpYacEnvironmentFile,
  isHttpYacProgram,
  programIsNotRun,
  type ForeignEnvironments,
} from '../run/values/foreignEnvironments';
import type { ImportOptions } from './importOptions';
import { readInputs } from './inputs';
import { exitCodes, type Terminal } from './terminal';
import { writeNew } from './writeNew';

/** Makes environment files of the environments of REST Client and httpYac; what is secret by its name goes to the private file. */
export async function importEnvironments({ sources, output }: ImportOptions, terminal: Terminal): Promise<number> {
  const { inputs, faults } = await readInputs(sources.flatMap(filesIn), terminal.standardInput);
  const data = inputs.filter(({ label }) => !isHttpYacProgram(label));
  for (const { label } of inputs.filter((input) => !data.includes(input)))
    terminal.error(`${programIsNotRun(label)}\n`);
  const found = foreignEnvironments(data.map(({ label, text }) => ({ path: label, text })));
  const wrong = faults.length > 0 ? faults : written(found, sources, output, terminal);
  for (const fault of wrong) terminal.error(`rcreq: ${fault}\n`);
  return wrong.length > 0 ? exitCodes.usage : exitCodes.well;
}

/** The files of a folder that may hold environments; anything else as it was named. */
function filesIn(source: string): readonly string[] {
  if (statSync(source, { throwIfNoEntry: false })?.isDirectory() !== true) return [source];
  const folders = [source, join(source, 'env')].filter((folder) => existsSync(folder));
  const files = [
    ...['.vscode/settings.json', 'package.json'].map((name) => join(source, name)).filter((file) => existsSync(file)),
    ...folders.flatMap((folder) => environmentFilesIn(folder)),
  ];
  return files.length === 0 ? [source] : files;
}

function environmentFilesIn(folder: string): readonly string[] {
  const names = readdirSync(folder).filter((name) => isHttpYacEnvironmentFile(name) || isHttpYacProgram(name));
  return names.sort().map((name) => join(folder, name));
}

/** Sentences on what could not be written. */
function written(
  found: ForeignEnvironments | undefined,
  sources: readonly string[],
  output: string | undefined,
  terminal: Terminal,
): readonly string[] {
  if (found === undefined) {
    return [
      `${sources.join(', ')} has no environments. Name a settings.json with \`rest-client.environmentVariables\`, a \`.httpyac.json\`, a \`.env\` file, or the folder that holds them.`,
    ];
  }
  const hasSecrets = Object.keys(found.secret).length > 0;
  if (output !== undefined) {
    const unwritten = writeNew(join(output, 'http-client.env.json'), environmentText(found.open), terminal);
    if (unwritten.length > 0 || !hasSecrets) return unwritten;
    return writeNew(join(output, 'http-client.private.env.json'), environmentText(found.secret), terminal);
  }
  if (hasSecrets) {
    return [
      'Some of the values are secret by their names. Name a folder for the public and the private file: `-o FOLDER`.',
    ];
  }
  terminal.print(environmentText(found.open));
  return [];
}
