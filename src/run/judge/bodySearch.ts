import type { Actual } from './compare';
import { findInJson } from './jsonSource';
import { findInXml } from './xml/xpath';

export { pathsInJson, selectInJson } from './jsonSource';

/** What a path finds in a body, or one clause on why it finds nothing, to be put after "the body of `login` …". */
export type BodySearch =
  | { readonly kind: 'found'; readonly first: Actual; readonly count: number }
  | { readonly kind: 'nothing'; readonly message: string };

/**
 * Looks up a JSONPath or, where it begins with `/` or a function, an XPath in a body's text; an empty path and `*` mean the whole of it. As in
 * other dialects, `asJson.` or `asXml.` may stand before it, and `data.items[0].id` is `$.data.items[0].id`, hyphens in names included.
 */
export function findInBody(text: string, typed: string): BodySearch {
  const path = typed.replace(/^as(?:Json|Xml)(?:\.|$)/, '');
  if (path === '' || path === '*') {
    return text === ''
      ? { kind: 'nothing', message: 'is empty' }
      : { kind: 'found', first: { type: 'string', text }, count: 1 };
  }
  if (typed.startsWith('asXml.') || xpath.test(path)) return findByXPath(text, path);
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
      return { kind: 'nothing', message: notJson(text) };
    case 'invalidPath':
      return { kind: 'nothing', message: `cannot be searched: \`${path}\` is no JSONPath` };
  }
}

function notJson(text: string): string {
  if (text === '') return 'is empty';
  return /^\s*<[?!\w]/.test(text) ? 'is no JSON: write an XPath such as `//id` for XML' : 'is no JSON';
}

/** `/a`, `//a`, `count(//a)`. */
const xpath = /^(?:\/|[a-z-]+\()/;

function findByXPath(text: string, path: string): BodySearch {
  const search = findInXml(text, path);
  switch (search.kind) {
    case 'found':
      return { kind: 'found', first: { type: 'text', text: search.text }, count: search.count };
    case 'nothing':
      return { kind: 'nothing', message: `has nothing at \`${path}\`` };
    case 'notXml':
      return { kind: 'nothing', message: text === '' ? 'is empty' : 'is no XML' };
    case 'invalidPath':
      return { kind: 'nothing', message: `cannot be searched: \`${path}\` is no XPath` };
  }
}

const member = String.raw`[^\s.[\]()'"*$@/?]+`;
const plainPath = new RegExp(String.raw`^(?:${member}|\[\d+\])(?:\.(?:${member}|\*)|\[(?:\d+|\*)\])*$`);

/** A path as RFC 9535 writes it; undefined when it is none. */
function jsonPath(path: string): string | undefined {
  if (path.startsWith('$')) return path;
  if (!plainPath.test(path)) return undefined;
  return `$${path.replace(new RegExp(String.raw`(?:^|\.)(${member})`, 'g'), "['$1']")}`;
}
