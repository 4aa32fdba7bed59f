import type { KnownVariable, LanguageContext } from './context';
import type { FileVariable, ParsedRequest, RequestDocument, Template } from './document';
import { parseExpression } from './expression';
import { effectiveVariables, requestsOf } from './references';

/** A file variable with the file it stands in; `path` undefined: in the file itself. */
export interface DefinedVariable {
  readonly variable: FileVariable;
  readonly path: string | undefined;
}

/** A named request with the file it stands in; `path` undefined: in the file itself. */
export interface NamedRequest {
  readonly name: string;
  readonly request: ParsedRequest;
  readonly path: string | undefined;
}

/** The names that hold in a file, nearest first: its own, those of imported files, those of the host. */
export interface NameScope {
  readonly document: RequestDocument;
  readonly context: LanguageContext;
  readonly variables: ReadonlyMap<string, DefinedVariable>;
  readonly known: ReadonlyMap<string, KnownVariable>;
  readonly requests: ReadonlyMap<string, NamedRequest>;
}

/** Collects the names that hold in a file. */
export function nameScope(document: RequestDocument, context: LanguageContext): NameScope {
  const variables = new Map<string, DefinedVariable>();
  const requests = new Map<string, NamedRequest>();
  const files = [{ path: undefined, document }, ...context.imports];
  for (const file of files) {
    for (const [name, variable] of effectiveVariables(file.document)) {
      if (!variables.has(name)) variables.set(name, { variable, path: file.path });
    }
    for (const request of requestsOf(file.document)) {
      const name = request.name;
      if (name !== undefined && !requests.has(name)) requests.set(name, { name, request, path: file.path });
    }
  }
  const known = new Map<string, KnownVariable>();
  for (const each of context.variables ?? []) if (!known.has(each.name)) known.set(each.name, each);
  return { document, context, variables, known, requests };
}

/**
 * The text of a template with every variable put in that has a known, plain value; other references stand as typed. For
 * rules and previews: what is sent is resolved elsewhere. A cycle leaves its reference as typed.
 */
export function preview(template: Template, scope: NameScope, within: readonly string[] = []): string {
  let text = '';
  for (const piece of template.pieces) {
    text +=
      piece.kind === 'text' ? piece.text : (variableText(piece.expression, scope, within) ?? `{{${piece.expression}}}`);
  }
  return text;
}

/** Deeper than any chain a person writes; it bounds chains that double at every step. */
const maxDepth = 10;

function variableText(typed: string, scope: NameScope, within: readonly string[]): string | undefined {
  const expression = parseExpression(typed);
  if (expression.kind !== 'variable' || within.includes(expression.name) || within.length >= maxDepth) return undefined;
  const defined = scope.variables.get(expression.name);
  if (defined !== undefined) return preview(defined.variable.value, scope, [...within, expression.name]);
  return scope.known.get(expression.name)?.value;
}
