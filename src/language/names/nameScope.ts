import type { KnownVariable, LanguageContext } from '../context';
import type { FileVariable, ParsedRequest, RequestDocument, Template } from '../document';
import { parseExpression } from './expression';
import { effectiveVariables, requestsOf } from './references';

/** A file variable with the file it stands in; `path` undefined: in the file itself. */
interface DefinedVariable {
  readonly variable: FileVariable;
  readonly path: string | undefined;
}

/** A named request with the file it stands in; `path` undefined: in the file itself. */
interface NamedRequest {
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
 * rules and previews: what is sent is resolved elsewhere. A cycle leaves its reference as typed, and what is longer than
 * anybody reads is cut, so that values that multiply cost no more than others.
 */
export function preview(template: Template, scope: NameScope): string {
  const reader: Preview = { scope, within: [], left: maxLength };
  return expand(template, reader);
}

const maxLength = 10_000;

interface Preview {
  readonly scope: NameScope;
  /** Names being expanded, outermost first. */
  readonly within: string[];
  /** Units still to be given; each piece costs at least one. */
  left: number;
}

function expand(template: Template, reader: Preview): string {
  let text = '';
  for (const piece of template.pieces) {
    if (reader.left <= 0) break;
    if (piece.kind === 'reference') {
      reader.left--;
      text += variableText(piece.expression, reader) ?? `{{${piece.expression}}}`;
    } else {
      text += piece.text;
      reader.left -= piece.text.length;
    }
  }
  return text;
}

function variableText(typed: string, reader: Preview): string | undefined {
  const { scope, within } = reader;
  const expression = parseExpression(typed);
  if (expression.kind !== 'variable' || within.includes(expression.name)) return undefined;
  const defined = scope.variables.get(expression.name);
  if (defined === undefined) return scope.known.get(expression.name)?.value;
  within.push(expression.name);
  const text = expand(defined.variable.value, reader);
  within.pop();
  return text;
}
