import { findInJson, type JsonMatch } from './jsonSource';

export { pathsInJson, selectInJson } from './jsonSource';

/** What a path finds in a body, or one clause on why it finds nothing, to be put after "the body of `login` …". */
export type BodySearch =
  | { readonly kind: 'found'; readonly first: JsonMatch; readonly count: number }
  | { readonly kind: 'nothing'; readonly message: string };

/**
 * Looks up a JSONPath in a body's text; an empty path and `*` mean the whole of it. As in other dialects, `asJson.` may stand before it, and
 * `data.items[0].id` is `$.data.items[0].id`, hyphens in names included.
 */
export function findInBody(text: string, typed: string): BodySearch {
  const path = typed.replace(/^asJson(?:\.|$)/, '');
  if (path === '' || path === '*') {
    return text === ''
      ? { kind: 'nothing', message: 'is empty' }
      : { kind: 'found', first: { source: text, type: 'string', text }, count: 1 };
  }
  const query = jsonPath(path);
  if (query === undefined) {
    return { kind: 'nothing', message: `cannot be searched by \`${path}\`: write a JSONPath such as \`$.id\`` };
  }
  const search = findInJson(text, query);
  switch (search.kind) {
    case 'found':
      return search;
    case 'nothing':
      return { kind: 'nothing', message: `has nothing at \`${path}\`` };
    case 'notJson':
      return { kind: 'nothing', message: text === '' ? 'is empty' : 'is no JSON' };
    case 'invalidPath':
      return { kind: 'nothing', message: `cannot be searched: \`${path}\` is no JSONPath` };
  }
}

const member = String.raw`[^\s.[\]()'"*$@/?]+`;
const plainPath = new RegExp(String.raw`^(?:${member}|\[\d+\])(?:\.(?:${member}|\*)|\[(?:\d+|\*)\])*$`);

/** A path as RFC 9535 writes it; undefined when it is none, such as an XPath. */
function jsonPath(path: string): string | undefined {
  if (path.startsWith('$')) return path;
  if (!plainPath.test(path) || path.startsWith('asXml.')) return undefined;
  return `$${path.replace(new RegExp(String.raw`(?:^|\.)(${member})`, 'g'), "['$1']")}`;
}
