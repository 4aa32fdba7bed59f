import { fieldValue } from '../fields';
import type { Hop } from '../hop';
import type { Note } from '../trace';

/** The field that names the method a POST stands for (rule MT). */
export const overrideField = 'X-HTTP-Method-Override';
const overrideParameter = '_method';
const tunnelled = new Set(['PUT', 'PATCH', 'DELETE']);

/** The method that rules retries, redirects and a 404: what the override names when the request is a POST, else the method itself (rule MT). */
export function effectiveMethod(hop: Pick<Hop, 'method' | 'url' | 'fields'>): string {
  if (hop.method !== 'POST') return hop.method;
  const named = fieldValue(hop.fields, overrideField)?.trim() ?? queryOverride(hop.url);
  return named === undefined || named === '' ? hop.method : named.toUpperCase();
}

/** Sends PUT, PATCH and DELETE as POST with the override in a field or in the query; every other method goes as it is (rule MT). */
export function tunnel(
  hop: Hop,
  way: 'header' | 'query' | undefined,
): { readonly hop: Hop; readonly notes: readonly Note[] } {
  if (way === undefined || !tunnelled.has(hop.method)) return { hop, notes: [] };
  const place = way === 'header' ? overrideField : overrideParameter;
  const typed = way === 'header' ? fieldValue(hop.fields, overrideField)?.trim() : queryOverride(hop.url);
  const notes: Note[] = [tunnelNote(hop.method, typed, place)];
  if (hop.method === 'PATCH') {
    notes.push({
      rule: 'MT',
      message: 'The guide names only PUT and DELETE for tunnelling; servers may refuse PATCH.',
      warning: 'tunnel-method-not-in-guide',
    });
  }
  const posted: Hop = { ...hop, method: 'POST' };
  if (typed !== undefined) return { hop: posted, notes };
  if (way === 'query') return { hop: { ...posted, url: withQueryOverride(hop.url, hop.method) }, notes };
  return { hop: { ...posted, fields: [...hop.fields, { name: overrideField, value: hop.method }] }, notes };
}

/** A typed override stays, and is what the server obeys. */
function tunnelNote(method: string, typed: string | undefined, place: string): Note {
  if (typed === undefined || typed.toUpperCase() === method) {
    return { rule: 'MT', message: `${method} was sent as POST with the method in ${place}.` };
  }
  const message = `The request is a ${method}, but its typed ${place} names ${typed}, which the server will take. Remove one.`;
  return { rule: 'MT', message, warning: 'method-override-conflict' };
}

/** Whether override field and `_method` disagree; it is sent as typed all the same (rule MT). */
export function overrideNotes(hop: Pick<Hop, 'url' | 'fields'>): readonly Note[] {
  const inField = fieldValue(hop.fields, overrideField)?.trim();
  const inQuery = queryOverride(hop.url);
  if (inField === undefined || inQuery === undefined || inField === inQuery) return [];
  if (inField.toUpperCase() === inQuery.toUpperCase()) {
    return [
      {
        rule: 'MT',
        message: `${overrideField} and ${overrideParameter} differ in letter case; servers may take them for a conflict.`,
        warning: 'method-override-case',
      },
    ];
  }
  return [
    {
      rule: 'MT',
      message: `${overrideField} and ${overrideParameter} name different methods; the server answers that with 400. Remove one.`,
      warning: 'method-override-conflict',
    },
  ];
}

/** The value of `_method` in the query; undefined when it is not there. A form body does not count (rule MT). */
export function queryOverride(url: string): string | undefined {
  const start = url.indexOf('?');
  if (start < 0 || !url.includes(overrideParameter, start)) return undefined;
  return new URLSearchParams(url.slice(start)).get(overrideParameter) ?? undefined;
}

/** The URL with `_method` added to its query. */
export function withQueryOverride(url: string, method: string): string {
  const isFirst = !url.includes('?');
  const joint = isFirst ? '?' : /[?&]$/.test(url) ? '' : '&';
  return `${url}${joint}${overrideParameter}=${encodeURIComponent(method)}`;
}
