import type { Field } from './message';

/** Value of the first field of this name, any case; undefined when there is none. */
export function fieldValue(fields: readonly Field[], name: string): string | undefined {
  const wanted = name.toLowerCase();
  return fields.find((field) => field.name.toLowerCase() === wanted)?.value;
}

/** Values of every field line of this name, any case, in order. */
export function fieldValues(fields: readonly Field[], name: string): readonly string[] {
  const wanted = name.toLowerCase();
  return fields.filter((field) => field.name.toLowerCase() === wanted).map((field) => field.value);
}

/** Whether a field line of this name, any case, is there. */
export function hasField(fields: readonly Field[], name: string): boolean {
  const wanted = name.toLowerCase();
  return fields.some((field) => field.name.toLowerCase() === wanted);
}

/** The fields without those of this name, any case. */
export function withoutField(fields: readonly Field[], name: string): readonly Field[] {
  const unwanted = name.toLowerCase();
  return fields.filter((field) => field.name.toLowerCase() !== unwanted);
}

/** A token of RFC 9110 §5.6.2: what methods and field names are made of. */
export function isToken(text: string): boolean {
  return /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/.test(text);
}

/** What a field value means to a person: it comes as one character per octet, and octets that are UTF-8 are read as such; others stay as they are. */
export function fieldText(value: string): string {
  if (!/[\u0080-\u00ff]/.test(value) || /[\u0100-\uffff]/.test(value)) return value;
  try {
    const octets = Uint8Array.from(value, (character) => character.charCodeAt(0));
    return new TextDecoder('utf-8', { fatal: true }).decode(octets);
  } catch {
    return value;
  }
}
