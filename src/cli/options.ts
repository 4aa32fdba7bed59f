import { parseArgs } from 'node:util';
import { nearest } from '../language/words/nearest';

/** One option: whether a value follows it, and whether it may be given more than once. */
export interface OptionForm {
  readonly takes: 'nothing' | 'value';
  /** One letter that says the same: `o` for `-o`. */
  readonly short?: string;
  readonly isRepeatable?: boolean;
}

/** Options by name, each with its values in order; a flag has the value `true`. */
export interface ReadOptions {
  readonly kind: 'options';
  readonly values: ReadonlyMap<string, readonly string[]>;
  readonly positionals: readonly string[];
}

/** A sentence on what is wrong with a command line. */
export interface WrongUsage {
  readonly kind: 'wrong';
  readonly message: string;
}

/** Reads a command line by the forms of its options. */
export function readOptions(
  args: readonly string[],
  forms: Readonly<Record<string, OptionForm>>,
): ReadOptions | WrongUsage {
  const { tokens } = parseArgs({
    args: [...args],
    options: Object.fromEntries(
      Object.entries(forms).map(
        ([name, { takes, short }]) =>
          [
            name,
            { type: takes === 'value' ? 'string' : 'boolean', ...(short === undefined ? {} : { short }) },
          ] as const,
      ),
    ),
    strict: false,
    allowPositionals: true,
    tokens: true,
  });
  const values = new Map<string, string[]>();
  const positionals: string[] = [];
  for (const token of tokens) {
    if (token.kind === 'positional') positionals.push(token.value);
    if (token.kind !== 'option') continue;
    const form = Object.hasOwn(forms, token.name) ? forms[token.name] : undefined;
    const wrong = form === undefined ? unknown(token.rawName, forms) : wrongValue(token, form, values.has(token.name));
    if (wrong !== undefined) return { kind: 'wrong', message: wrong };
    values.set(token.name, [...(values.get(token.name) ?? []), token.value ?? 'true']);
  }
  return { kind: 'options', values, positionals };
}

function unknown(rawName: string, forms: Readonly<Record<string, OptionForm>>): string {
  const meant = nearest(rawName.replace(/^-+/, ''), Object.keys(forms), 3);
  return `There is no option \`${rawName}\`.${meant === undefined ? '' : ` Did you mean \`--${meant}\`?`}`;
}

function wrongValue(
  { rawName, value }: { readonly rawName: string; readonly value: string | undefined },
  { takes, isRepeatable }: OptionForm,
  isGiven: boolean,
): string | undefined {
  if (takes === 'nothing') return value === undefined ? undefined : `\`${rawName}\` takes no value.`;
  if (value === undefined || value === '') return `\`${rawName}\` needs a value.`;
  return isGiven && isRepeatable !== true ? `\`${rawName}\` can be given only once.` : undefined;
}
