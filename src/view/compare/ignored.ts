import type { Ignored } from './comparableText';

/** Where a JSONPath (RFC 9535) leads in a text: the paths of all it finds; none when the text is no JSON or the path is none. */
export type FindPaths = (json: string, path: string) => readonly (readonly (string | number)[])[];

/**
 * What a list of names leaves out of a response with this body: a JSONPath begins with `$`; any other name is a header field in any case of letters, and
 * members of a JSON body with just this name.
 */
export function ignoredBy(names: readonly string[], json: string, find: FindPaths): Ignored {
  const plain = names.filter((name) => !name.startsWith('$'));
  const fields = new Set(plain.map((name) => name.toLowerCase()));
  const members = new Set<string | number>(plain);
  const paths = names.filter((name) => name.startsWith('$')).flatMap((path) => find(json, path));
  const found = new Set(paths.map((path) => JSON.stringify(path)));
  return {
    field: (name) => fields.has(name.toLowerCase()),
    path: (path) => members.has(path.at(-1) ?? '') || (found.size > 0 && found.has(JSON.stringify(path))),
  };
}
