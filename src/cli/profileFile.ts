import { isAbsolute, join } from 'node:path';

/** A value by its name; undefined when there is none. */
export type ReadValue = (name: string) => string | undefined;

/** What a profile file may refer to. */
export interface ProfileSurroundings {
  /** Where the file is: paths in it are relative to that. */
  readonly folder: string;
  /** The text of a file, or the system's code for why it cannot be read. */
  readonly readText: (path: string) => Promise<string | { readonly code: string }>;
  readonly value: { readonly secret: ReadValue; readonly processEnv: ReadValue };
}

type Members = Readonly<Record<string, unknown>>;

/**
 * A profile as it is written in a file, with what it refers to filled in: `{{$processEnv NAME}}` and `{{$secret NAME}}` in any text, and the key of
 * `signing` from `keyFile`. One sentence when something is missing.
 */
export async function filledProfile(written: Members, surroundings: ProfileSurroundings): Promise<Members | string> {
  const filled = filledMembers(written, surroundings);
  if (typeof filled === 'string') return filled;
  const signing = filled['signing'];
  if (!isMembers(signing) || signing['keyFile'] === undefined) return filled;
  const { keyFile, ...others } = signing;
  if (others['key'] !== undefined) return 'signing has both key and keyFile. Keep one of them.';
  if (typeof keyFile !== 'string') return 'keyFile of signing is no text. It is the path of a PEM file.';
  const path = isAbsolute(keyFile) ? keyFile : join(surroundings.folder, keyFile);
  const key = await surroundings.readText(path);
  if (typeof key !== 'string') return `The key file ${path} cannot be read (${key.code}). Check keyFile of signing.`;
  return { ...filled, signing: { ...others, key } };
}

function filledMembers(written: Members, surroundings: ProfileSurroundings): Members | string {
  const filled: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(written)) {
    const member = filledValue(name, value, surroundings);
    if ('complaint' in member) return member.complaint;
    filled[name] = member.value;
  }
  return filled;
}

function filledValue(
  name: string,
  value: unknown,
  surroundings: ProfileSurroundings,
): { readonly value: unknown } | { readonly complaint: string } {
  if (name === 'tokens') return { value };
  if (isMembers(value)) {
    const members = filledMembers(value, surroundings);
    return typeof members === 'string' ? { complaint: members } : { value: members };
  }
  if (typeof value !== 'string') return { value };
  let complaint: string | undefined;
  const filled = value.replace(/\{\{\s*\$(processEnv|secret)\s+([^\s{}]+)\s*\}\}/g, (_, kind: string, key: string) => {
    const found = kind === 'secret' ? surroundings.value.secret(key) : surroundings.value.processEnv(key);
    const missing =
      kind === 'secret'
        ? `there is no secret ${key}. Give --secret ${key}=VARIABLE.`
        : `there is no environment variable ${key}. Set it first.`;
    if (found === undefined) complaint ??= `${name} needs a value, and ${missing}`;
    return found ?? '';
  });
  return complaint === undefined ? { value: filled } : { complaint };
}

function isMembers(value: unknown): value is Members {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
