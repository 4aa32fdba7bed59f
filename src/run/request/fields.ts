import type { ParsedField } from '../../language/document';
import type { Resolver } from '../values/resolve';
import type { Value } from './surroundings';

/** A field with its value before anything is made of it. */
export interface ResolvedField {
  readonly name: string;
  readonly value: Value;
}

/** The fields of a request as they are typed, and those that a variable holds in the place of its reference. */
export async function resolvedFields(
  fields: readonly ParsedField[],
  resolver: Resolver,
  isRehearsal: boolean,
): Promise<readonly ResolvedField[]> {
  const resolved: ResolvedField[] = [];
  for (const field of fields) {
    if (field.isReference) resolved.push(...(await referredFields(field, resolver, isRehearsal)));
    else resolved.push({ name: (await resolver.resolve(field.name)).text, value: await resolver.resolve(field.value) });
  }
  return resolved;
}

/** One field in each line of the value; none in a rehearsal, which knows no values. */
async function referredFields(
  { name, span }: ParsedField,
  resolver: Resolver,
  isRehearsal: boolean,
): Promise<readonly ResolvedField[]> {
  const { text, secrets } = await resolver.resolve(name);
  if (isRehearsal) return [];
  const lines = text.split(/\r?\n/).filter((line) => line.trim() !== '');
  if (lines.some((line) => !line.includes(':'))) resolver.complain(span, { code: 'field-syntax', message: noField });
  return lines.map((line) => {
    const colon = line.indexOf(':');
    return { name: line.slice(0, colon).trim(), value: { text: line.slice(colon + 1).trim(), secrets } };
  });
}

const noField =
  'A field was expected here, and this value holds none. Write the value as `Name: value`, or leave a blank line above a body.';
