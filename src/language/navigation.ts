import type { Span } from '../base/span';
import type { LanguageContext } from './context';
import type { RequestDocument } from './document';
import { expressionNameSpan, parseExpression } from './names/expression';
import { nameScope } from './names/nameScope';
import { nodeAt, type Node } from './names/nodeAt';
import { allReferences, effectiveVariables, fileVariables, promptNames, requestsOf } from './names/references';

/** A place in a file. `path` as typed in `# @import`; undefined: in the file itself. */
export interface Location {
  readonly path: string | undefined;
  readonly span: Span;
}

/** A replacement in a file. */
export interface LocatedEdit extends Location {
  readonly newText: string;
}

/** Where the name at an offset is defined: `@name = value`, `# @name`, `# @prompt`, here or in an imported file; a file for a path. Empty when it is nowhere. */
export function definitions(document: RequestDocument, offset: number, context: LanguageContext): readonly Location[] {
  const node = nodeAt(document, offset);
  const scope = nameScope(document, context);
  if (node === undefined) return [];
  if (node.kind === 'file') return [{ path: node.path, span: { start: 0, end: 0 } }];
  if (node.kind === 'variable') {
    const prompt = promptSpan(document, offset, node.name);
    if (prompt !== undefined) return [{ path: undefined, span: prompt }];
    const defined = scope.variables.get(node.name);
    return defined === undefined ? [] : [{ path: defined.path, span: defined.variable.nameSpan }];
  }
  if (node.kind !== 'request' && node.kind !== 'answer') return [];
  const named = scope.requests.get(node.name);
  const name = named?.request.directives.find((each) => each.key === 'name');
  return named === undefined || name === undefined ? [] : [{ path: named.path, span: name.valueSpan }];
}

/** The variable at an offset that no file here defines, so that the environment may; undefined where none stands. */
export function nameFromOutside(
  document: RequestDocument,
  offset: number,
  context: LanguageContext,
): string | undefined {
  const node = nodeAt(document, offset);
  return node?.kind === 'variable' && definitions(document, offset, context).length === 0 ? node.name : undefined;
}

/** Every use of the name at an offset, its definitions included, in the file and in the imported ones. */
export function findReferences(
  document: RequestDocument,
  offset: number,
  context: LanguageContext,
): readonly Location[] {
  const node = nodeAt(document, offset);
  if (node === undefined) return [];
  const files = [{ path: undefined, document }, ...context.imports];
  return files.flatMap((file) => usesIn(file.document, node).map((span) => ({ path: file.path, span })));
}

/** The name that would be renamed at an offset; undefined where there is none, or where it comes from outside of the files. */
export function renameSpan(document: RequestDocument, offset: number, context: LanguageContext): Span | undefined {
  const node = nodeAt(document, offset);
  if (node?.kind !== 'variable' && node?.kind !== 'request') return undefined;
  return definitions(document, offset, context).length === 0 ? undefined : node.span;
}

/** The edits that give the name at an offset another one; a sentence when the new name cannot be. */
export function rename(
  document: RequestDocument,
  offset: number,
  change: { readonly newName: string; readonly context: LanguageContext },
): readonly LocatedEdit[] | string {
  const { newName, context } = change;
  const node = nodeAt(document, offset);
  if (renameSpan(document, offset, context) === undefined || node === undefined) {
    return 'There is no name here that these files define.';
  }
  if (!/^\w+$/.test(newName)) return 'A name is made of letters, digits and _.';
  const scope = nameScope(document, context);
  const isTaken = node.kind === 'request' ? scope.requests.has(newName) : scope.variables.has(newName);
  if (isTaken) return `The name "${newName}" is already taken.`;
  return findReferences(document, offset, context).map((location) => ({ ...location, newText: newName }));
}

function usesIn(document: RequestDocument, node: Node): readonly Span[] {
  if (node.kind === 'variable') return variableUses(document, node.name);
  return node.kind === 'request' || node.kind === 'answer' ? requestUses(document, node.name) : [];
}

function variableUses(document: RequestDocument, name: string): readonly Span[] {
  const defined = fileVariables(document).filter((variable) => variable.name === name);
  const prompts = requestsOf(document).flatMap((request) =>
    request.directives
      .filter((each) => each.key === 'prompt' && /^\S+/.exec(each.value)?.[0] === name)
      .map(({ valueSpan }) => ({ start: valueSpan.start, end: valueSpan.start + name.length })),
  );
  return sorted([
    ...defined.map((variable) => variable.nameSpan),
    ...prompts,
    ...expressionUses(document, 'variable', name),
  ]);
}

function requestUses(document: RequestDocument, name: string): readonly Span[] {
  const directives = document.blocks.flatMap((block) => block.request?.directives ?? block.directives);
  const named = directives.filter((each) => namingKeys.has(each.key) && each.value === name);
  return sorted([...named.map((each) => each.valueSpan), ...expressionUses(document, 'request', name)]);
}

const namingKeys: ReadonlySet<string> = new Set(['name', 'ref', 'forceref']);

function expressionUses(document: RequestDocument, kind: 'variable' | 'request', name: string): readonly Span[] {
  return allReferences(document).flatMap((reference) => {
    const expression = parseExpression(reference.expression);
    const isUse = expression.kind === kind && expression.name === name;
    return isUse ? [expressionNameSpan(expression, reference.expressionSpan)] : [];
  });
}

function sorted(spans: readonly Span[]): readonly Span[] {
  return spans.toSorted((one, other) => one.start - other.start);
}

/** A prompt of the same request comes before a file variable of that name. */
function promptSpan(document: RequestDocument, offset: number, name: string): Span | undefined {
  const request = requestsOf(document).find((each) => each.span.start <= offset && offset <= each.span.end);
  const isAsked = request !== undefined && promptNames(request).includes(name);
  const isHere = isAsked || !effectiveVariables(document).has(name);
  if (!isHere) return undefined;
  const directive = (isAsked ? [request] : requestsOf(document))
    .flatMap((each) => each.directives)
    .find((each) => each.key === 'prompt' && /^\S+/.exec(each.value)?.[0] === name);
  return directive && { start: directive.valueSpan.start, end: directive.valueSpan.start + name.length };
}
