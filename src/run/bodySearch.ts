import { findInJson, type JsonMatch } from './jsonSource';

/** What a path finds in a body, or one clause on why it finds nothing, to be put after "the body of `login` …". */
export type BodySearch =
  | { readonly kind: 'found'; readonly first: JsonMatch; readonly count: number }
  | { readonly kind: 'nothing'; readonly message: string };

/** Looks up a JSONPath in a body's text; an empty path and `*` mean the whole of it. */
export function findInBody(text: string, path: string): BodySearch {
  if (path === '' || path === '*') {
    return text === ''
      ? { kind: 'nothing', message: 'is empty' }
      : { kind: 'found', first: { source: text, type: 'string', text }, count: 1 };
  }
  if (!path.startsWith('$')) {
    return { kind: 'nothing', message: `cannot be searched by \`${path}\`: write a JSONPath such as \`$.id\`` };
  }
  const search = findInJson(text, path);
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
