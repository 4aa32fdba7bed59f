import type { ParsedField } from '../../language/document';
import type { RunRecord } from '../../run/record';
import { failedPartsOf } from '../../view/failedParts';
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
    kept: new Set(['auth']),
  });
}

/** The same request for its failed parts alone (rule BA). Undefined when it cannot be told what of it belongs to which part. */
export async function failedPartsRequest(target: Target, record: RunRecord): Promise<Target | undefined> {
  const again = failedPartsOf(record);
  if (again === undefined) return undefined;
  const title = `Failed parts of ${target.keyed.key}`;
  return derived(target, { title, method: again.method, url: again.url, body: again.body?.text, ...all });
}

/** What says how it is sent, but not what it is called or must be asked before. */
const all = {
  keeps: () => true,
  kept: new Set(['auth', 'tunnel', 'retry', 'timeout', 'connection-timeout', 'cookie-jar', 'no-cookie-jar', 'no-log']),
};

interface Derivation {
  readonly title: string;
  readonly method: string;
  readonly url: string;
  readonly body?: string | undefined;
  readonly keeps: (field: ParsedField) => boolean;
  /** Keys of the directives that go along. */
  readonly kept: ReadonlySet<string>;
}

/** A request after the last one of the file that another came from, so that the file's variables and names hold for it too. */
async function derived(
  { uri, document, keyed }: Target,
  { title, method, url, body, keeps, kept }: Derivation,
): Promise<Target | undefined> {
  const { text } = document;
  const directives = keyed.request.directives.filter(({ key }) => kept.has(key));
  const lines = [
    `### ${title}`,
    ...directives.map(({ span }) => text.slice(span.start, span.end)),
    `${method} ${url.replaceAll('{', '%7B').replaceAll('}', '%7D')}`,
    ...keyed.request.fields.filter(keeps).map(({ span }) => text.slice(span.start, span.end)),
    ...(body === undefined ? [] : ['', body]),
  ];
  const { parse } = await loadServices();
  const longer = parse(`${text}\n${lines.join('\n')}\n`);
  const last = keyedRequests(longer).at(-1);
  return last && { uri, document: longer, keyed: last };
}
