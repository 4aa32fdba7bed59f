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

interface ScopeFile {
  readonly path: string | undefined;
  readonly document: RequestDocument;
}

/** Collects the names that hold in a file; those of requests when somebody asks for them. */
export function nameScope(document: RequestDocument, context: LanguageContext): NameScope {
  const files: readonly ScopeFile[] = [{ path: undefined, document }, ...context.imports];
  const known = new Map<string, KnownVariable>();
  for (const each of context.variables ?? []) if (!known.has(each.name)) known.set(each.name, each);
  let requests: NameScope['requests'] | undefined;
  return {
    document,
    context,
    variables: definedVariables(files),
    known,
    get requests() {
      return (requests ??= namedRequests(files));
    },
  };
}

function definedVariables(files: readonly ScopeFile[]): NameScope['variables'] {
  const variables = new Map<string, DefinedVariable>();
  for (const { path, document } of files) {
    for (const [name, variable] of effectiveVariables(document)) {
      if (!variables.has(name)) variables.set(name, { variable, path });
    }
  }
  return variables;
}

function namedRequests(files: readonly ScopeFile[]): NameScope['requests'] {
  const requests = new Map<string, NamedRequest>();
  for (const { path, document } of files) {
    for (const request of requestsOf(document)) {
      const { name } = request;
      if (name !== undefined && !requests.has(name)) requests.set(name, { name, request, path });
    }
  }
  return requests;
}
