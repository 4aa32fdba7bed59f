import type { ParsedField, ParsedRequest } from '../../language/document';
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

/** The same request without the conditions that were typed into it (rule CN); it keeps its key, so that its file still knows it. */
export async function unconditionalRequest({ uri, document, keyed }: Target): Promise<Target> {
  const { text } = document;
  const { fields, directives } = keyed.request;
  const conditions = [
    ...fields.filter(({ nameText }) => /^if-(?:none-match|modified-since)$/i.test(nameText)),
    ...directives.filter(({ key }) => key === 'conditional'),
  ].map(({ span }) => span);
  const plain = conditions
    .sort((a, b) => b.start - a.start)
    .reduce((left, { start, end }) => left.slice(0, start) + left.slice(end).replace(/^\r?\n/, ''), text);
  const { parse } = await loadServices();
  const changed = parse(plain);
  const same = keyedRequests(changed).find(({ key }) => key === keyed.key);
  return same === undefined ? { uri, document, keyed } : { uri, document: changed, keyed: same };
}

/** The token profile that a request uses: of `# @auth`, else of the first `{{$token NAME}}` in its fields. Undefined when it names none. */
export function tokenProfileOf({ directives, fields }: ParsedRequest): string | undefined {
  const named = directives.find(({ key }) => key === 'auth')?.value;
  if (named !== undefined && named !== 'none') return named;
  const expressions = fields.flatMap(({ value }) =>
    value.pieces.flatMap((piece) => (piece.kind === 'reference' ? [piece.expression] : [])),
  );
  return expressions.map((expression) => /^\$token\s+(\S+)$/.exec(expression)?.[1]).find((name) => name !== undefined);
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
