import { join } from 'node:path';
import { restClientEnvironments, type RestClientEnvironments } from '../run/values/restClientEnvironments';
import type { ImportOptions } from './importOptions';
import { readInputs } from './inputs';
import { exitCodes, type Terminal } from './terminal';
import { writeNew } from './writeNew';

/** Makes environment files of the environments in settings of REST Client; what is secret by its name goes to the private file. */
export async function importEnvironments({ sources, output }: ImportOptions, terminal: Terminal): Promise<number> {
  const { inputs, faults } = await readInputs(sources, terminal.standardInput);
  const [input, ...others] = inputs;
  const found = input && restClientEnvironments(input.text);
  const wrong = [...faults];
  if (others.length > 0) wrong.push('The environments of one settings file can be imported at a time.');
  else if (input !== undefined && found === undefined) {
    wrong.push(`${input.label} has no \`rest-client.environmentVariables\`. Name a settings.json that has.`);
  } else if (found !== undefined && output === undefined && found.privateText !== undefined) {
    wrong.push(
      'Some of the values are secret by their names. Name a folder for the public and the private file: `-o FOLDER`.',
    );
  }
  if (wrong.length === 0 && found !== undefined) {
    if (output === undefined) terminal.print(found.publicText);
    else wrong.push(...writeBoth(found, output, terminal));
  }
  for (const fault of wrong) terminal.error(`rcreq: ${fault}\n`);
  return wrong.length > 0 ? exitCodes.usage : exitCodes.well;
}

function writeBoth(
  { publicText, privateText }: RestClientEnvironments,
  folder: string,
  terminal: Terminal,
): readonly string[] {
  const unwritten = writeNew(join(folder, 'http-client.env.json'), publicText, terminal);
  if (unwritten.length > 0 || privateText === undefined) return unwritten;
  return writeNew(join(folder, 'http-client.private.env.json'), privateText, terminal);
}
