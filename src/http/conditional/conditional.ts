import { fieldValue, fieldValues, hasField } from '../fields';
import type { Hop } from '../hop';
import type { Field, ResponseMessage } from '../message';
import type { StoredResponse } from '../sendPorts';
import type { Note } from '../trace';

const conditions = ['if-none-match', 'if-modified-since', 'if-match', 'if-unmodified-since', 'if-range', 'range'];

/** Under which key the last answer of a hop is kept (rule CN): method, URL, Accept and identity; undefined when it is not to be kept. `identity` names the managed token's owner. */
export function validatorKey(hop: Hop, identity: string): string | undefined {
  if (hop.method !== 'GET' && hop.method !== 'HEAD') return undefined;
  const accept = fieldValues(hop.fields, 'accept').join(', ');
  return JSON.stringify([hop.method, hop.url, accept, identity]);
}

/** The conditional fields the engine adds for a stored answer; none when one was typed, which wins (rule CN; RFC 9111 §4.3.1). */
export function validatorsFor(hop: Hop, stored: StoredResponse): readonly Field[] {
  if (hop.content !== undefined || conditions.some((name) => hasField(hop.fields, name))) return [];
  const validators: Field[] = [];
  if (stored.etag !== undefined) validators.push({ name: 'If-None-Match', value: stored.etag });
  if (stored.lastModified !== undefined) validators.push({ name: 'If-Modified-Since', value: stored.lastModified });
  return validators;
}

/**
 * What is to be kept of a last answer: a 200 in memory that its server lets us store and that something selects; else undefined (rule CN; RFC 9111 §3).
 * Without validators it is worth keeping only in place of an older answer, which it makes stale.
 */
export function storable(response: ResponseMessage, hop: Pick<Hop, 'fields'>): StoredResponse | undefined {
  if (response.status !== 200 || response.content.kind !== 'memory') return undefined;
  if (/\bno-store\b/i.test(fieldValue(response.fields, 'cache-control') ?? '')) return undefined;
  const selecting = selectingNames(response.fields);
  if (selecting.includes('*')) return undefined;
  return {
    etag: fieldValue(response.fields, 'etag'),
    lastModified: fieldValue(response.fields, 'last-modified'),
    response,
    ...(selecting.length === 0
      ? {}
      : { selected: Object.fromEntries(selecting.map((name) => [name, valueOf(hop, name)])) }),
  };
}

/** Whether a stored answer is one to this request as well: every field that its `Vary` names has the value it had (RFC 9111 §4.1). */
export function isSelected({ selected = {} }: StoredResponse, hop: Pick<Hop, 'fields'>): boolean {
  return Object.entries(selected).every(([name, value]) => valueOf(hop, name) === value);
}

function selectingNames(fields: readonly Field[]): readonly string[] {
  return fieldValues(fields, 'vary')
    .flatMap((value) => value.toLowerCase().split(','))
    .map((name) => name.trim())
    .filter((name) => name !== '');
}

function valueOf({ fields }: Pick<Hop, 'fields'>, name: string): string {
  return fieldValues(fields, name).join(', ');
}

/** Whether a stored answer can be asked for conditionally. */
export function hasValidator({ etag, lastModified }: StoredResponse): boolean {
  return etag !== undefined || lastModified !== undefined;
}

/** What a 304 means (rule CN; RFC 9111 §4.3.4): the stored copy when it confirms it, and a note that says so or why not. `sent` are the fields of the request. */
export function notModified(
  sent: readonly Field[],
  fields: readonly Field[],
  stored: StoredResponse | undefined,
): { readonly copy: ResponseMessage | undefined; readonly note: Note } {
  const asked = fieldValue(sent, 'if-none-match');
  if (asked === undefined && !hasField(sent, 'if-modified-since')) {
    return refuse('A 304 came to a request without condition.', 'unexpected-304');
  }
  const etag = fieldValue(fields, 'etag');
  if (asked !== undefined && etag !== undefined && !matches(asked, etag)) {
    return refuse(`The 304 names ETag ${etag}, which was not asked for; it confirms nothing.`, 'etag-mismatch');
  }
  if (stored === undefined || !confirms(sent, stored) || contradicts(fields, stored)) {
    return refuse(
      'Not modified, and there is no stored copy to show. Send without the condition to get one.',
      'no-cached-copy',
    );
  }
  return { copy: stored.response, note: { rule: 'CN', message: 'Not modified: the stored copy is shown.' } };
}

function refuse(message: string, warning: string) {
  return { copy: undefined, note: { rule: 'CN', message, warning } };
}

function confirms(sent: readonly Field[], stored: StoredResponse): boolean {
  const asked = fieldValue(sent, 'if-none-match');
  if (asked !== undefined) return stored.etag !== undefined && matches(asked, stored.etag);
  return fieldValue(sent, 'if-modified-since') === stored.lastModified;
}

/** Whether the 304 speaks of another version than the copy: by its ETag, or by its day where there is no ETag (RFC 9111 §4.3.4). */
function contradicts(fields: readonly Field[], stored: StoredResponse): boolean {
  const etag = fieldValue(fields, 'etag');
  if (etag !== undefined && stored.etag !== undefined) return !matches(stored.etag, etag);
  const modified = fieldValue(fields, 'last-modified');
  return etag === stored.etag && modified !== undefined && modified !== stored.lastModified;
}

/** Weak comparison (RFC 9110 §8.8.3.2) with any member of the list that was asked. */
function matches(asked: string, etag: string): boolean {
  if (asked === '*') return true;
  const members = asked.match(/(?:W\/)?"[^"]*"/g) ?? [asked];
  return members.some((member) => opaque(member) === opaque(etag));
}

function opaque(etag: string): string {
  return etag.startsWith('W/') ? etag.slice(2) : etag;
}
