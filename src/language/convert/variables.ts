import type { Block, FileVariable } from '../document';
import { fileVariables, referencesIn, requestTemplates, type Reference } from '../names/references';
import { templateText } from '../parse/template';
import { dialectNames } from './dialect';
import { open, type Change, type Source } from './change';

/** Variables whose value depends on the place where they are used; here the last definition holds for the whole file. */
export function variableChanges(source: Source): readonly Change[] {
  const definitions = new Map<string, FileVariable[]>();
  for (const variable of fileVariables(source.document)) {
    const name = plainName(variable);
    const known = definitions.get(name);
    if (known === undefined) definitions.set(name, [variable]);
    else known.push(variable);
  }
  const several = severalValues(definitions);
  if (!isNearest(source)) return [...globals(source, new Map()), ...remarks(source, several)];
  const named = newNames(source, several);
  return [...globals(source, named), ...renamings(source, named), ...uses(source, several, named)];
}

/** Whether the client takes the value set last above a use, and not the last of the file. */
function isNearest({ dialect }: Source): boolean {
  return dialect === 'jetBrains' || dialect === 'visualStudio' || dialect === 'httpYac';
}

/** Names with several values; a value made of such a name is another one at each place too. */
function severalValues(
  definitions: ReadonlyMap<string, readonly FileVariable[]>,
): ReadonlyMap<string, readonly FileVariable[]> {
  const several = new Map<string, readonly FileVariable[]>();
  for (let before = -1; before < several.size;) {
    before = several.size;
    for (const [name, found] of definitions) {
      const isLoose = (variable: FileVariable): boolean =>
        referencesIn([variable.value]).some(({ expression }) => several.has(expression));
      const values = new Set(found.map(({ value }) => templateText(value)));
      if (values.size > 1 || (found.length > 1 && found.some(isLoose))) several.set(name, found);
    }
  }
  return several;
}

/** httpYac's `@global.team` is used as `{{team}}`. */
function plainName({ name }: FileVariable): string {
  return name.replace(/^global\./, '');
}

function globals({ document }: Source, named: ReadonlyMap<FileVariable, string>): readonly Change[] {
  return fileVariables(document)
    .filter((variable) => variable.name.startsWith('global.') && !named.has(variable))
    .map(({ nameSpan }) => ({
      edits: [{ span: { start: nameSpan.start, end: nameSpan.start + 'global.'.length }, newText: '' }],
      remark: undefined,
    }));
}

function remarks({ dialect }: Source, several: ReadonlyMap<string, readonly FileVariable[]>): readonly Change[] {
  // REST Client and Kulala take the last one too.
  if (dialect !== 'any') return [];
  return [...several].flatMap(([name, found]) => {
    const first = found[0];
    if (first === undefined) return [];
    const what = `\`@${name}\` has ${found.length} values`;
    const advice =
      'Here the last one holds for the whole file. Give each a name of its own when the nearest above was meant.';
    return [open(first.nameSpan, { what, advice })];
  });
}

/** A name of its own for each further definition. */
function newNames(
  source: Source,
  several: ReadonlyMap<string, readonly FileVariable[]>,
): ReadonlyMap<FileVariable, string> {
  const taken = new Set(fileVariables(source.document).map(plainName));
  const named = new Map<FileVariable, string>();
  for (const [name, found] of several) {
    let number = 2;
    for (const variable of found.slice(1)) {
      while (taken.has(`${name}${number}`)) number++;
      taken.add(`${name}${number}`);
      named.set(variable, `${name}${number}`);
    }
  }
  return named;
}

function renamings({ dialect }: Source, named: ReadonlyMap<FileVariable, string>): readonly Change[] {
  return [...named].map(([{ nameSpan, name }, newText]): Change => {
    const what = `\`@${name}\` has another value further up, which ${dialectNames[dialect]} keeps apart`;
    const advice = `Here a name has one value in a file, so this one is \`@${newText}\` now.`;
    return { edits: [{ span: nameSpan, newText }], remark: { span: nameSpan, kind: 'changed', what, advice } };
  });
}

/** The uses that mean one of them. */
function uses(
  { document, dialect }: Source,
  several: ReadonlyMap<string, readonly FileVariable[]>,
  named: ReadonlyMap<FileVariable, string>,
): readonly Change[] {
  const shared = new Set(document.blocks.flatMap(({ request, variables }) => (request === undefined ? variables : [])));
  return document.blocks.flatMap((block) =>
    referencesOf(block).flatMap(({ expression, expressionSpan }) => {
      const found = several.get(expression);
      if (found === undefined) return [];
      const meant =
        dialect === 'httpYac'
          ? (block.variables.findLast((each) => plainName(each) === expression) ??
            found.findLast((each) => shared.has(each)))
          : found.findLast(({ span }) => span.start < expressionSpan.start);
      const newText = meant && named.get(meant);
      return newText === undefined ? [] : [{ edits: [{ span: expressionSpan, newText }], remark: undefined }];
    }),
  );
}

function referencesOf({ variables, request }: Block): readonly Reference[] {
  return referencesIn([
    ...variables.map(({ value }) => value),
    ...(request === undefined ? [] : requestTemplates(request)),
  ]);
}
