import { randomUUID } from 'node:crypto';

const marker = `bigint:${randomUUID()}:`;
const marked = new RegExp(`"${marker}(\\d+)"`, 'g');

/** JSON text of a value; a bigint becomes a number with all its digits, as in the ids above 2^53 of the guide's samples. */
export function toJson(value: unknown): string {
  const text = JSON.stringify(value, (_, member: unknown) =>
    typeof member === 'bigint' ? `${marker}${member.toString()}` : member,
  );
  return text.replace(marked, '$1');
}

/** The value of a JSON text; undefined when it is none. */
export function fromJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

/** A JSON object, as it comes from outside. */
export type JsonObject = Readonly<Record<string, unknown>>;

export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
