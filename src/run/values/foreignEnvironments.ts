import { applyEdits, findNodeAtLocation, modify, parse, parseTree, type ParseError } from 'jsonc-parser';
import { namesSecret } from '../../language/words/secretNames';
import { parseDotenv } from './dotenv';
import { layoutOf } from './editEnvironments';

/** Variables by environment; `$shared` holds in all of them. */
export type EnvironmentValues = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

/** Environments of other clients as the two files that hold them here: what is secret by its name is private. */
export interface ForeignEnvironments {
  readonly open: EnvironmentValues;
  readonly secret: EnvironmentValues;
}

/** A file of another client; of the path only the last name counts. */
interface ForeignFile {
  readonly path: string;
  readonly text: string;
}

/** Names of files in a project, or in its folder `env`, that hold environments of httpYac; examples of such files do not. */
export function isHttpYacEnvironmentFile(name: string): boolean {
  return /^\.httpyac(?:\.json|rc)$|^\.env(?:\.(?!example$|sample$|template$).+)?$|.\.env$/.test(name);
}

/** httpYac takes its environments from programs too, which are not run here. */
export function isHttpYacProgram(path: string): boolean {
  return /(?:^|[\\/])\.?httpyac(?:\.config)?\.[cm]?js$/.test(path);
}

/** What to say of a program of httpYac. */
export function programIsNotRun(path: string): string {
  return `${path}: it is a program, which is not run here. Copy its environments by hand.`;
}

/**
 * Reads settings with the environments of REST Client or httpYac, `.httpyac.json`, `package.json` and `.env` files; values of a later file win. Undefined when none
 * of them has any.
 */
export function foreignEnvironments(files: readonly ForeignFile[]): ForeignEnvironments | undefined {
  const found: Record<string, Record<string, unknown>> = {};
  for (const { path, text } of files) {
    const name = path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
    for (const [environment, variables] of readFile(name, text)) {
      found[environment] = { ...found[environment], ...variables };
    }
  }
  return Object.keys(found).length === 0 ? undefined : split(found);
}

/** The text of an environment file of these values. */
export function environmentText(values: EnvironmentValues): string {
  return `${JSON.stringify(values, undefined, 2)}\n`;
}

/** The text of an environment file with those of the values that it has not, and how many these are; undefined when it is no JSON object. */
export function withMissingValues(
  text: string,
  values: EnvironmentValues,
): { readonly text: string; readonly added: number } | undefined {
  let whole = text.trim() === '' ? '{}\n' : text;
  let added = 0;
  const errors: ParseError[] = [];
  if (parseTree(whole, errors, { allowTrailingComma: true })?.type !== 'object' || errors.length > 0) return undefined;
  const set = (path: string[], value: unknown): void => {
    const root = parseTree(whole, [], { allowTrailingComma: true });
    if (root === undefined || findNodeAtLocation(root, path) !== undefined) return;
    whole = applyEdits(whole, modify(whole, path, value, { formattingOptions: layoutOf(whole) }));
    if (path.length > 1) added += 1;
  };
  for (const [environment, variables] of Object.entries(values)) {
    set([environment], {});
    for (const [name, value] of Object.entries(variables)) set([environment, name], value);
  }
  return { text: whole, added };
}

type Named = readonly (readonly [environment: string, variables: Readonly<Record<string, unknown>>])[];

function readFile(name: string, text: string): Named {
  const dotenv = /^\.env(?:\.(.+))?$|^(.+)\.env$/.exec(name);
  if (dotenv !== null) return [[dotenv[1] ?? dotenv[2] ?? '$shared', Object.fromEntries(parseDotenv(text))]];
  const root = members(parse(text, [], { allowTrailingComma: true }));
  return [
    ...environmentsIn(root?.['rest-client.environmentVariables']),
    ...environmentsIn(root?.['httpyac.environmentVariables']),
    ...environmentsIn(members(root?.['httpyac'])?.['environments']),
    ...(name.startsWith('.httpyac') ? environmentsIn(root?.['environments']) : []),
  ];
}

/** httpYac's `$default` holds while none is chosen. */
function environmentsIn(value: unknown): Named {
  return Object.entries(members(value) ?? {}).flatMap(([name, variables]) => {
    const own = members(variables);
    return own === undefined ? [] : [[name === '$default' ? 'default' : name, own] as const];
  });
}

function split(found: EnvironmentValues): ForeignEnvironments {
  const open: Record<string, Record<string, unknown>> = {};
  const secret: Record<string, Record<string, unknown>> = {};
  for (const [environment, variables] of Object.entries(found)) {
    open[environment] = {};
    for (const [name, value] of Object.entries(variables)) {
      const isSecret = namesSecret(name) && typeof value === 'string' && value !== '' && !value.includes('{{');
      const target = isSecret ? (secret[environment] ??= {}) : open[environment];
      target[name] = value;
    }
  }
  return { open, secret };
}

function members(value: unknown): Readonly<Record<string, unknown>> | undefined {
  const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
  return isObject ? (value as Readonly<Record<string, unknown>>) : undefined;
}
