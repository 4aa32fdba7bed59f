import type { ParsedRequest, RequestDocument } from '../document';
import { parseExpression } from '../names/expression';
import type { NameScope } from '../names/nameScope';
import { masked, preview } from '../names/preview';
import { fileVariables, promptNames, referencesIn } from '../names/references';
import { isSecretVariable } from '../words/secretNames';
import { templateText } from '../parse/template';

/** What there is to tell about a variable. `value` undefined: it has none, or none yet. */
export interface ToldVariable {
  readonly value: string | undefined;
  readonly lines: readonly string[];
}

/** The value of a variable for a request, where it comes from by way of which others, and what it hides. */
export function tellVariable(name: string, scope: NameScope, request: ParsedRequest | undefined): ToldVariable {
  const [nearest, ...hidden] = layers(name, scope, request);
  if (nearest !== undefined) {
    const lines = [nearest.line, ...nearest.way, ...hidden.map(({ source }) => `Hides the value of ${source}.`)];
    return { value: nearest.value, lines };
  }
  if (scope.context.variables === undefined)
    return { value: undefined, lines: [`"${name}" is not defined in this file.`] };
  return {
    value: undefined,
    lines: [`"${name}" has no value here.`, 'Define it with @name = value, or choose an environment that has it.'],
  };
}

interface Layer {
  readonly value: string | undefined;
  /** A sentence on where it comes from. */
  readonly line: string;
  /** For a sentence on what it hides or is hidden by. */
  readonly source: string;
  /** Sentences on the variables its value refers to, in their order. */
  readonly way: readonly string[];
}

/** Every value a name has, the one that holds first. */
function layers(name: string, scope: NameScope, request: ParsedRequest | undefined): readonly Layer[] {
  const files = [{ path: undefined, document: scope.document }, ...scope.context.imports];
  const isAsked = request !== undefined && promptNames(request).includes(name);
  const prompt: Layer = { value: undefined, line: 'Asked for before sending.', source: 'the question', way: [] };
  return [
    ...(isAsked ? [prompt] : []),
    ...files.flatMap(({ path, document }) => definitions(name, path, document, scope)),
    ...(scope.context.variables ?? [])
      .filter((known) => known.name === name)
      .map(({ value, source, isSecret }) => ({
        ...{ value: isSecret ? masked : value, source, way: [] },
        line: `From ${source}.`,
      })),
  ];
}

/** Those of one file, the last line first, for it holds. */
function definitions(
  name: string,
  path: string | undefined,
  document: RequestDocument,
  scope: NameScope,
): readonly Layer[] {
  const lines = fileVariables(document).filter((variable) => variable.name === name);
  return lines.toReversed().map((variable, index) => {
    const typed = templateText(variable.value);
    const isSecret = isSecretVariable(name, variable.value);
    const value = isSecret ? masked : preview(variable.value, scope);
    const where = path === undefined ? 'Defined in this file' : `Defined in ${path}`;
    const isAsTyped = typed === value || isSecret;
    return {
      value,
      line: isAsTyped ? `${where}.` : `${where}, as ${typed}.`,
      source: index > 0 && path === undefined ? 'a line further up' : (path ?? 'this file'),
      way: isSecret ? [] : way([name], variable, scope),
    };
  });
}

/** People read no more than this. */
const longestWay = 8;

function way(
  above: readonly string[],
  { value }: { readonly value: ParsedRequest['url'] },
  scope: NameScope,
): readonly string[] {
  const lines: string[] = [];
  for (const { expression } of referencesIn([value])) {
    const { kind, name } = parseExpression(expression);
    if (kind !== 'variable' || above.includes(name) || lines.length >= longestWay) continue;
    const defined = scope.variables.get(name);
    const known = scope.known.get(name);
    if (defined !== undefined) {
      const isSecret = isSecretVariable(name, defined.variable.value);
      const shown = isSecret ? masked : preview(defined.variable.value, scope);
      lines.push(`{{${name}}} is ${shown}, defined in ${defined.path ?? 'this file'}.`);
      if (!isSecret && above.length < longestWay) lines.push(...way([...above, name], defined.variable, scope));
    } else if (known !== undefined) {
      lines.push(
        `{{${name}}} is ${known.isSecret ? masked : (known.value ?? 'known when it is sent')}, from ${known.source}.`,
      );
    } else lines.push(`{{${name}}} has no value here.`);
  }
  return lines.slice(0, longestWay);
}
