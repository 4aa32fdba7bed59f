import { parse } from 'jsonc-parser';
import { namesSecret } from '../../language/words/secretNames';

/** Variables by environment. */
type Environments = Record<string, Record<string, unknown>>;

/** Environments of REST Client as the two files that hold them here; `privateText` undefined: nothing in them is secret by its name. */
export interface RestClientEnvironments {
  readonly publicText: string;
  readonly privateText: string | undefined;
}

/** Reads `rest-client.environmentVariables` of a settings file, comments included; undefined when it has none. */
export function restClientEnvironments(settings: string): RestClientEnvironments | undefined {
  const read: unknown = parse(settings, [], { allowTrailingComma: true });
  const found = members(members(read)?.['rest-client.environmentVariables']);
  if (found === undefined) return undefined;
  const open: Environments = {};
  const secret: Environments = {};
  for (const [environment, variables] of Object.entries(found)) {
    const own = members(variables);
    if (own === undefined) continue;
    open[environment] = {};
    for (const [name, value] of Object.entries(own)) {
      const isSecret = namesSecret(name) && typeof value === 'string' && value !== '' && !value.includes('{{');
      const target = isSecret ? (secret[environment] ??= {}) : open[environment];
      target[name] = value;
    }
  }
  if (Object.keys(open).length === 0) return undefined;
  return { publicText: written(open), privateText: Object.keys(secret).length === 0 ? undefined : written(secret) };
}

function members(value: unknown): Readonly<Record<string, unknown>> | undefined {
  const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
  return isObject ? (value as Readonly<Record<string, unknown>>) : undefined;
}

function written(environments: Environments): string {
  return `${JSON.stringify(environments, undefined, 2)}\n`;
}
