import { append } from '../parse/append';
import type { FileVariable, ParsedRequest, RequestDocument, Template, TemplatePiece } from '../document';

/** One `{{…}}`. */
export type Reference = Extract<TemplatePiece, { kind: 'reference' }>;

/** The templates of a request in the order of the text: URL, fields, body, assertions, file to save to. */
export function requestTemplates(request: ParsedRequest): readonly Template[] {
  const templates: Template[] = [request.url];
  for (const field of request.fields) templates.push(field.name, field.value);
  for (const piece of request.body ?? []) templates.push(piece.kind === 'text' ? piece.template : piece.path);
  for (const assertion of request.assertions) if (assertion.value !== undefined) templates.push(assertion.value);
  if (request.saveTo !== undefined) templates.push(request.saveTo.path);
  return templates;
}

/** The references of some templates, in order. */
export function referencesIn(templates: readonly Template[]): readonly Reference[] {
  const found: Reference[] = [];
  for (const template of templates) {
    for (const piece of template.pieces) if (piece.kind === 'reference') found.push(piece);
  }
  return found;
}

/** The file variables of a document, in order. */
export function fileVariables(document: RequestDocument): readonly FileVariable[] {
  const variables: FileVariable[] = [];
  for (const block of document.blocks) for (const variable of block.variables) variables.push(variable);
  return variables;
}

/** The variables that hold for a document: the last definition of each name wins for the whole file. */
export function effectiveVariables(document: RequestDocument): ReadonlyMap<string, FileVariable> {
  return new Map(fileVariables(document).map((variable) => [variable.name, variable]));
}

/** The requests of a document, in order. */
export function requestsOf(document: RequestDocument): readonly ParsedRequest[] {
  const requests: ParsedRequest[] = [];
  for (const block of document.blocks) if (block.request !== undefined) requests.push(block.request);
  return requests;
}

/** Every reference of a document, in the order of the blocks. */
export function allReferences(document: RequestDocument): readonly Reference[] {
  const found: Reference[] = [];
  for (const block of document.blocks) {
    for (const { value } of block.variables) append(found, referencesIn([value]));
    if (block.request !== undefined) append(found, referencesIn(requestTemplates(block.request)));
  }
  return found;
}

/** The names `# @prompt` asks for before a request is sent. */
export function promptNames(request: ParsedRequest): readonly string[] {
  return request.directives.flatMap((directive) => {
    const name = directive.key === 'prompt' ? /^\S+/.exec(directive.value)?.[0] : undefined;
    return name === undefined ? [] : [name];
  });
}
