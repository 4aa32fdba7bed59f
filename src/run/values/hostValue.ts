import { parseDotenv } from './dotenv';
import { foldersUpward } from './environments';
import { isAddress, namesSecret } from '../../language/words/secretNames';
import type { Complaint, Finding, Surroundings } from '../request/surroundings';

type LookUp = (name: string, isShared: boolean) => Promise<Finding>;
type Host = (words: readonly string[], surroundings: Surroundings, lookUp: LookUp) => Promise<Finding>;

const hosts: ReadonlyMap<string, Host> = new Map([
  ['$processEnv', processEnv],
  ['$env', processEnv],
  ['$dotenv', dotenv],
  ['$secret', secret],
  ['$token', token],
  ['$prompt', prompt],
  ['$shared', ([name = ''], _surroundings, lookUp) => lookUp(name, true)],
]);

/** The value of `$processEnv NAME`, `$dotenv NAME`, `$secret NAME`, `$token PROFILE`, `$prompt NAME text` or `$shared NAME`; undefined for other expressions. */
export async function hostValue(
  expression: string,
  surroundings: Surroundings,
  lookUp: LookUp,
): Promise<Finding | undefined> {
  const [name = '', ...words] = expression.split(/\s+/);
  // JetBrains writes `$env.NAME` for the process's variables.
  if (/^\$env\.[\w.-]+$/.test(name)) return processEnv([name.slice(5)], surroundings, lookUp);
  const host = hosts.get(name);
  if (host === undefined) return undefined;
  if (words.length === 0) {
    return { code: 'dynamic-value', message: `\`{{${name}}}\` takes a name, such as \`{{${name} NAME}}\`.` };
  }
  return host(words, surroundings, lookUp);
}

/** `%NAME`: the variable NAME says which one is meant (REST Client's form). */
async function meantName(words: readonly string[], lookUp: LookUp): Promise<string | Finding> {
  const [word = ''] = words;
  if (!word.startsWith('%')) return word;
  const meant = await lookUp(word.slice(1), false);
  return 'code' in meant ? meant : meant.text;
}

async function processEnv(words: readonly string[], { ports }: Surroundings, lookUp: LookUp): Promise<Finding> {
  const name = await meantName(words, lookUp);
  if (typeof name !== 'string') return name;
  const value = ports.processEnv(name);
  if (value === undefined) {
    return {
      code: 'unknown-variable',
      message: `The process has no environment variable \`${name}\`. Set it before starting, or use another variable.`,
    };
  }
  return named(name, value);
}

async function dotenv(words: readonly string[], surroundings: Surroundings, lookUp: LookUp): Promise<Finding> {
  const name = await meantName(words, lookUp);
  if (typeof name !== 'string') return name;
  const { ports, target, context } = surroundings;
  const names = [...(context.environment === undefined ? [] : [`.env.${context.environment}`]), '.env'];
  for await (const reads of foldersUpward(ports.files, target.file, names)) {
    for (const { octets } of reads) {
      const value = parseDotenv(new TextDecoder().decode(octets)).get(name);
      if (value !== undefined) return named(name, value);
    }
  }
  return {
    code: 'unknown-variable',
    message: `No \`.env\` in the folder of this file or above it has \`${name}\`. Add \`${name}=…\` to one.`,
  };
}

async function secret([name = '']: readonly string[], { ports }: Surroundings): Promise<Finding> {
  const value = await ports.secret(name);
  if (value === undefined) {
    return {
      code: 'unknown-secret',
      message: `There is no secret \`${name}\`. Store it in the editor, or on the command line give \`--secret ${name}=VARIABLE\`.`,
    };
  }
  return { text: value, secrets: value === '' ? [] : [value] };
}

async function token(
  words: readonly string[],
  { ports, context, signal, isRehearsal }: Surroundings,
): Promise<Finding> {
  const profile = words.join(' ');
  if (isRehearsal) return { text: 'x', secrets: [] };
  if (context.isDryRun === true) return { text: '***', secrets: [] };
  const source = await ports.tokens(profile);
  if (source === undefined) return unknownProfile(profile);
  const result = await source.current(signal);
  if (result.kind === 'refused') return { code: 'token-refused', message: result.message };
  return { text: result.accessToken, secrets: [result.accessToken] };
}

/** The complaint about a token profile that does not exist. */
export function unknownProfile(profile: string): Complaint {
  return {
    code: 'unknown-profile',
    message: `There is no token profile \`${profile}\`. Add it in the editor, or on the command line give \`--auth ${profile}=FILE\`.`,
  };
}

async function prompt(
  [name = '', ...words]: readonly string[],
  { ports, context, isRehearsal }: Surroundings,
): Promise<Finding> {
  const given = context.overrides?.find((override) => override.name === name);
  if (given !== undefined) return named(name, given.value);
  if (isRehearsal) return { text: 'x', secrets: [] };
  if (ports.prompt === undefined) return nobodyToAsk(name);
  const isSecret = namesSecret(name);
  const value = await ports.prompt({ name, text: words.join(' ') || name, isSecret });
  if (value === undefined) return { code: 'prompt-cancelled', message: `The question for \`${name}\` was cancelled.` };
  return { text: value, secrets: isSecret && value !== '' ? [value] : [] };
}

/** The complaint about a prompt where no person is there. */
export function nobodyToAsk(name: string): Complaint {
  return {
    code: 'nobody-to-ask',
    message: `\`${name}\` is asked for, and nobody can be asked here. Give it on the command line: \`--var ${name}=…\`.`,
  };
}

function named(name: string, value: string): Finding {
  return { text: value, secrets: namesSecret(name) && value !== '' && !isAddress(value) ? [value] : [] };
}
