import type { KnownVariable, LanguageContext } from '../context';
import type { FileVariable, ParsedRequest, RequestDocument } from '../document';
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
