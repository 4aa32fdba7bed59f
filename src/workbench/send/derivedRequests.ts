import type { ParsedField } from '../../language/document';
import type { RunRecord } from '../../run/record';
import type { Target } from './target';
import { loadServices } from '../loaded';
import { keyedRequests } from './requestKeys';

/**
 * A GET of a link in an answer. Credentials typed into the first request go along to its own origin alone, like on a redirect (rule RD7); a managed
 * token knows its hosts by itself. Undefined when the link is no http or https URL.
 */
export async function linkRequest(target: Target, link: string, from?: string): Promise<Target | undefined> {
  if (!URL.canParse(link)) return undefined;
  const url = new URL(link);
  if (url.protocol !== 'http:' && url.protocol !== 'https:') return undefined;
  const isSameOrigin = from !== undefined && URL.canParse(from) && new URL(from).origin === url.origin;
  const kept = isSameOrigin ? /^(authorization|accept)$/i : /^accept$/i;
  return derived(target, {
    title: url.pathname,
    method: 'GET',
    url: url.href,
    keeps: ({ nameText }) => kept.test(nameText),
  });
}

/**
 * The same request with the ids of its failed parts alone (rule BA). Undefined when it has a body, or no segment of its path has an id for each part.
 */
export async function failedPartsRequest(target: Target, { url, parts = [] }: RunRecord): Promise<Target | undefined> {
  const { request } = target.keyed;
  if (request.body !== undefined || url.includes(mask) || !URL.canParse(url)) return undefined;
  const failed = new Set(parts.filter(({ category }) => category !== 'success').map(({ index }) => index));
  const sent = new URL(url);
  const segments = sent.pathname.split('/');
  const at = segments.findIndex((segment) => parts.length > 1 && segment.split(',').length === parts.length);
  if (at < 0) return undefined;
  const ids = (segments[at] ?? '').split(',').filter((_id, index) => failed.has(index + 1));
  sent.pathname = segments.with(at, ids.join(',')).join('/');
  const title = `Failed parts of ${target.keyed.key}`;
  return derived(target, { title, method: request.method, url: sent.href, keeps: () => true });
}

/** What stands in a record where a secret stood. */
const mask = '***';

interface Derivation {
  readonly title: string;
  readonly method: string;
  readonly url: string;
  readonly keeps: (field: ParsedField) => boolean;
}

/** A request after the last one of the file that another came from, so that the file's variables and names hold for it too. */
async function derived(
  { uri, document, keyed }: Target,
  { title, method, url, keeps }: Derivation,
): Promise<Target | undefined> {
  const { text } = document;
  const directives = keyed.request.directives.filter(({ key }) => key === 'auth');
  const lines = [
    `### ${title}`,
    ...directives.map(({ span }) => text.slice(span.start, span.end)),
    `${method} ${url.replaceAll('{', '%7B').replaceAll('}', '%7D')}`,
    ...keyed.request.fields.filter(keeps).map(({ span }) => text.slice(span.start, span.end)),
  ];
  const { parse } = await loadServices();
  const longer = parse(`${text}\n${lines.join('\n')}\n`);
  const last = keyedRequests(longer).at(-1);
  return last && { uri, document: longer, keyed: last };
}
