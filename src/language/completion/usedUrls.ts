import type { KnownUrl } from '../context';
import { requestsOf } from '../names/references';
import { preview } from '../names/preview';
import { parseTemplate, templateText } from '../parse/template';
import type { CompletionPlace } from './completion';

/** Longer lists are not read by anybody. */
const mostWhole = 100;

/**
 * What may follow a typed beginning of a URL, the most used first: bases (`https://api.test`, `{{baseUrl}}`) while none is
 * there, then the next step of the path. `steps` end at the next `/`, `wholes` are all of the URLs. A base that is a
 * variable also knows the paths used with its value. Linear in the URLs.
 */
export function usedUrls(
  place: CompletionPlace,
  typed: string,
): { readonly steps: readonly KnownUrl[]; readonly wholes: readonly KnownUrl[] } {
  const steps = new Map<string, number>();
  const wholes = new Map<string, number>();
  const alias = aliasOf(place, typed);
  const add = (typedUrl: string, count: number) => {
    const url =
      alias !== undefined && typedUrl.startsWith(alias.value)
        ? alias.base + typedUrl.slice(alias.value.length)
        : typedUrl;
    if (url.length <= typed.length || !url.startsWith(typed)) return;
    const step = url.slice(0, stepEnd(url, typed.length));
    steps.set(step, (steps.get(step) ?? 0) + count);
    if (step !== url) wholes.set(url, (wholes.get(url) ?? 0) + count);
  };
  for (const request of requestsOf(place.scope.document)) {
    if (request !== place.block.request) add(templateText(request.url), 1);
  }
  for (const { url, count } of place.scope.context.urls) add(url, count);
  return { steps: byUse(steps), wholes: byUse(wholes).slice(0, mostWhole) };
}

function byUse(counts: ReadonlyMap<string, number>): readonly KnownUrl[] {
  return [...counts].map(([url, count]) => ({ url, count })).sort((one, other) => other.count - one.count);
}

const base = /^(?:\{\{[^{}]*\}\}|[A-Za-z][A-Za-z\d+.-]*:\/\/[^/?#]*)/;

/** Where the step ends that goes on from `from`: with the base, or before the next `/` or `?` outside references. */
function stepEnd(url: string, from: number): number {
  const baseEnd = base.exec(url)?.[0].length ?? 0;
  if (from < baseEnd) return baseEnd;
  for (let at = from; at < url.length; at++) {
    if (url.startsWith('{{', at)) at = Math.max(at, url.indexOf('}}', at));
    else if (at > from && (url[at] === '/' || url[at] === '?')) return at;
  }
  return url.length;
}

/** The value of the variable that a typed URL begins with, when it is known. */
function aliasOf(
  { scope }: CompletionPlace,
  typed: string,
): { readonly base: string; readonly value: string } | undefined {
  const variable = /^\{\{[^{}]*\}\}/.exec(typed)?.[0];
  if (variable === undefined) return undefined;
  const value = preview(parseTemplate(variable, 0, variable.length), scope).replace(/\/$/, '');
  return /^[a-z]+:\/\/./i.test(value) ? { base: variable, value } : undefined;
}
