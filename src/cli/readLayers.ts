import { readEnvironments, type Environments } from '../run/values/environments';
import type { Binding } from '../run/ports';
import { labelOf } from './inputs';
import { nodeFiles } from './nodeFiles';
import type { ReadFile } from './plan';
import type { Terminal } from './terminal';

/** The values of an environment for a file, nearest first. */
export type LayersOf = (file: ReadFile) => readonly (readonly Binding[])[];

/** Reads the environment files of request files; undefined when one is wrong, or none knows the environment that was named, which was then said. */
export async function readLayers(
  files: readonly ReadFile[],
  environment: string | undefined,
  terminal: Terminal,
): Promise<LayersOf | undefined> {
  const environments = new Map<ReadFile, Environments>();
  for (const file of files) environments.set(file, await readEnvironments(nodeFiles, file.file));
  if (saysWrong([...environments.values()], environment, terminal)) return undefined;
  const layers = new Map([...environments].map(([file, each]) => [file, each.layers(environment)] as const));
  return (file) => layers.get(file) ?? [];
}

function saysWrong(environments: readonly Environments[], name: string | undefined, terminal: Terminal): boolean {
  const complaints = environments.flatMap(({ diagnostics }) => diagnostics);
  const lines = complaints.map(
    ({ file, line, column, severity, code, message }) =>
      `${labelOf(file)}:${line}:${column}: ${severity} ${code}: ${message}\n`,
  );
  for (const line of new Set(lines)) terminal.error(line);
  if (complaints.some(({ severity }) => severity === 'error')) return true;
  const names = [...new Set(environments.flatMap((each) => each.names))];
  if (name === undefined || names.includes(name)) return false;
  const known = names.length === 0 ? 'No http-client.env.json was found.' : `There are ${names.join(', ')}.`;
  terminal.error(`rcreq: There is no environment \`${name}\`. ${known}\n`);
  return true;
}
