import { directiveKey, directives } from '../words/directives';
import type { ParsedRequest } from '../document';
import { dynamicValues } from '../words/dynamicValues';
import { methods } from '../words/methods';
import { nearest } from '../words/nearest';
import { processVariable } from '../names/processVariable';
import { promptNames, requestsOf } from '../names/references';
import { insert, lineStart, replace, type Fix, type Fixer, type FixPlace } from './quickFix';

/** Names that nobody knows: the one that was meant, or the line that makes them known. */
export const nameFixes: Readonly<Record<string, Fixer>> = {
  'unknown-method': (place) => meant(place, methods.keys()),
  'unknown-directive': (place) => meant({ ...place, typed: directiveKey(place.typed) }, directives.keys()),
  'unknown-dynamic-value': (place) => meant(place, dynamicValues.keys()),
  'unknown-variable': (place) => [
    ...meant(place, [
      ...place.scope.variables.keys(),
      ...place.scope.known.keys(),
      ...requestsOf(place.scope.document).flatMap(promptNames),
    ]),
    ...define(place),
    ...ofProcess(place),
  ],
  'unknown-request': (place) => [...meant(place, place.scope.requests.keys()), ...nameTitled(place)],
  'name-characters': ({ span, typed }) => {
    const name = typed.replace(/\W+/g, '_');
    return /^\w+$/.test(typed) ? [] : [replace(`Change to ${name}`, span, name)];
  },
};

function meant({ span, typed }: FixPlace, names: Iterable<string>): readonly Fix[] {
  const name = nearest(typed, names);
  return name === undefined ? [] : [replace(`Change to ${name}`, span, name)];
}

/** A variable holds for the whole file wherever it stands; people look for it at the top. */
function define({ scope, typed, lineEnd }: FixPlace): readonly Fix[] {
  if (!/^[\w-]+$/.test(typed)) return [];
  const top = scope.document.text.startsWith('\ufeff') ? 1 : 0;
  return [insert(`Define @${typed} in this file`, top, `@${typed} = ${lineEnd}`)];
}

function ofProcess({ span, typed }: FixPlace): readonly Fix[] {
  const expression = processVariable(typed);
  return expression === undefined ? [] : [replace(`Change to ${expression}`, span, expression)];
}

/** Kulala and httpYac take the title for the name. */
function nameTitled({ scope, typed, lineEnd }: FixPlace): readonly Fix[] {
  const { document } = scope;
  const request: ParsedRequest | undefined = requestsOf(document).find((each) => each.title === typed);
  if (request === undefined || request.name !== undefined || !/^\w+$/.test(typed)) return [];
  const at = lineStart(document.text, request.lineSpan.start);
  return [insert(`Name the request titled ${typed}`, at, `# @name ${typed}${lineEnd}`)];
}
