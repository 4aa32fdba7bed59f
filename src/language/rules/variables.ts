import { append } from '../parse/append';
import { processVariable } from '../names/processVariable';
import { error, information, warning } from '../parse/complaint';
import type { Diagnostic, FileVariable, ParsedRequest, RequestDocument, Template } from '../document';
import { dynamicValues } from '../words/dynamicValues';
import { foreignDynamicValues } from '../words/foreignDynamicValues';
import { parseExpression, type Expression } from '../names/expression';
import type { NameScope } from '../names/nameScope';
import { nearest } from '../words/nearest';
import {
  effectiveVariables,
  fileVariables,
  promptNames,
  referencesIn,
  requestsOf,
  requestTemplates,
  type Reference,
} from '../names/references';
import { findCycles } from './cycles';

/** The references of a file against the names that hold in it. */
export function variableRules(document: RequestDocument, scope: NameScope): readonly Diagnostic[] {
  const found: Diagnostic[] = [];
  const anywhere = new Names(scope, promptsAnywhere(document));
  for (const variable of fileVariables(document)) anywhere.check([variable.value], found);
  const unasked = new Names(scope, new Set());
  for (const request of requestsOf(document)) {
    const prompts = promptNames(request);
    const names = prompts.length === 0 ? unasked : new Names(scope, new Set(prompts));
    names.check(requestTemplates(request), found);
  }
  append(found, shadowRules(document, scope));
  append(found, variableCycles(document));
  append(found, requestCycles(document));
  return found;
}

/** A variable may use what some request of the file asks for. */
function promptsAnywhere(document: RequestDocument): ReadonlySet<string> {
  return new Set(requestsOf(document).flatMap(promptNames));
}

/** What is wrong with an expression, wherever it stands; its place is that of the name it begins with. */
type Complaint = Pick<Diagnostic, 'severity' | 'code' | 'message'> & { readonly nameLength: number };

/** The names that hold in a scope. What is wrong with an expression is found once, however often it stands in the file. */
class Names {
  readonly #scope: NameScope;
  readonly #prompts: ReadonlySet<string>;
  readonly #complaints = new Map<string, Complaint | undefined>();

  constructor(scope: NameScope, prompts: ReadonlySet<string>) {
    this.#scope = scope;
    this.#prompts = prompts;
  }

  check(templates: readonly Template[], found: Diagnostic[]): void {
    for (const { expression, expressionSpan } of referencesIn(templates)) {
      const complaint = this.#complaintAbout(expression);
      if (complaint === undefined) continue;
      const { severity, code, message, nameLength } = complaint;
      const { start } = expressionSpan;
      found.push({ span: { start, end: start + nameLength }, severity, code, message });
    }
  }

  #complaintAbout(expression: string): Complaint | undefined {
    const known = this.#complaints.get(expression);
    if (known !== undefined || this.#complaints.has(expression)) return known;
    const complaint = nameRule(parseExpression(expression), this.#scope, this.#prompts);
    this.#complaints.set(expression, complaint);
    return complaint;
  }
}

function nameRule(expression: Expression, scope: NameScope, prompts: ReadonlySet<string>): Complaint | undefined {
  const found = wrongName(expression, scope, prompts);
  return found && { ...found, nameLength: expression.name.length };
}

function wrongName(expression: Expression, scope: NameScope, prompts: ReadonlySet<string>): Diagnostic | undefined {
  const span = nowhere;
  switch (expression.kind) {
    case 'dynamic': {
      if (dynamicValues.has(expression.name)) return undefined;
      const foreign = foreignDynamicValues.get(expression.name);
      if (foreign !== undefined) return error(span, 'unknown-dynamic-value', foreign);
      const hint = suggestion(expression.name, dynamicValues.keys(), '');
      return error(
        span,
        'unknown-dynamic-value',
        `"${expression.name}" is no dynamic value, so the request is not sent.${hint}`,
      );
    }
    case 'request': {
      if (scope.requests.has(expression.name)) return undefined;
      const hint = suggestion(expression.name, scope.requests.keys(), ' Give a request this name with `# @name`.');
      return error(span, 'unknown-request', `No request is named "${expression.name}".${hint}`);
    }
    case 'variable':
      return unknownVariable(expression.name, scope, prompts);
  }
}

/** The place is put in for each use. */
const nowhere = { start: 0, end: 0 };

function unknownVariable(name: string, scope: NameScope, prompts: ReadonlySet<string>): Diagnostic | undefined {
  if (scope.variables.has(name) || scope.known.has(name) || prompts.has(name)) return undefined;
  if (scope.context.variables === undefined) return undefined;
  const span = nowhere;
  const [first = ''] = name.split('.');
  if (first !== name && scope.requests.has(first)) {
    return error(
      span,
      'unknown-variable',
      `A value of an answer is written {{${first}.response.body.$.${name.slice(first.length + 1)}}}.`,
    );
  }
  const ofProcess = processVariable(name);
  if (ofProcess !== undefined) {
    return error(span, 'unknown-variable', `A variable of the process is written {{${ofProcess}}}.`);
  }
  if (scriptSets(scope.document, name)) {
    const instead = 'Write its value out, or refer to the answer: {{NAME.response.body.$.id}}.';
    return error(span, 'unknown-variable', `Only a script sets "${name}", and scripts are not run. ${instead}`);
  }
  const hint = suggestion(
    name,
    namesIn(scope, prompts),
    ' Define it with `@name = value`, or choose an environment that has it.',
  );
  const complaint = mayComeFromOutside(name, scope) ? warning : error;
  return complaint(span, 'unknown-variable', `"${name}" has no value, so the request is not sent.${hint}`);
}

/** Without any environment nobody knows what will be given when the file is sent, unless a name of the file is one slip away. */
function mayComeFromOutside(name: string, { context, variables }: NameScope): boolean {
  return context.variables?.length === 0 && nearest(name, [...variables.keys()].slice(0, compared), 1) === undefined;
}

/** `client.global.set("name", …)`, `request.variables.set('name', …)`, `exports.name = …` anywhere in the file. */
function scriptSets(document: RequestDocument, name: string): boolean {
  let names = namesByScripts.get(document);
  if (names === undefined) {
    const calls = document.text.matchAll(
      /\b(?:global|variables|environment)\.set\(\s{0,9}["']([\w.-]+)["']|\bexports\.(\w+)/g,
    );
    names = new Set([...calls].map(([, set, exported]) => set ?? exported ?? ''));
    namesByScripts.set(document, names);
  }
  return names.has(name);
}

/** Kept with the document: every unknown name asks. */
const namesByScripts = new WeakMap<RequestDocument, ReadonlySet<string>>();

function* namesIn(scope: NameScope, prompts: ReadonlySet<string>): Generator<string> {
  yield* scope.variables.keys();
  yield* scope.known.keys();
  yield* prompts;
}

/** So many names are compared with a wrong one: enough for people, and a bound for noise. */
const compared = 200;

function suggestion(name: string, names: Iterable<string>, otherwise: string): string {
  const candidates: string[] = [];
  for (const each of names) if (candidates.push(each) >= compared) break;
  const meant = nearest(name, candidates);
  return meant === undefined ? otherwise : ` Did you mean "${meant}"?`;
}

function shadowRules(document: RequestDocument, scope: NameScope): readonly Diagnostic[] {
  const effective = effectiveVariables(document);
  return fileVariables(document).flatMap((variable) => {
    const known = scope.known.get(variable.name);
    if (effective.get(variable.name) !== variable) {
      return [
        information(
          variable.nameSpan,
          'shadowed-variable',
          `A later line defines "${variable.name}" again, and that value holds for the whole file.`,
        ),
      ];
    }
    if (known === undefined) return [];
    return [information(variable.nameSpan, 'shadowed-variable', `This value hides the one of ${known.source}.`)];
  });
}

function variableCycles(document: RequestDocument): readonly Diagnostic[] {
  const effective = effectiveVariables(document);
  const edges = new Map([...effective].map(([name, variable]) => [name, usedVariables(variable)]));
  return findCycles(edges).flatMap((cycle) => {
    const variable = effective.get(cycle[0] ?? '');
    if (variable === undefined) return [];
    const way = [...cycle, cycle[0]].join(' → ');
    return [error(variable.nameSpan, 'variable-cycle', `This variable needs its own value: ${way}.`)];
  });
}

function usedVariables(variable: FileVariable): readonly string[] {
  return referencesIn([variable.value]).flatMap((reference) => {
    const expression = parseExpression(reference.expression);
    return expression.kind === 'variable' ? [expression.name] : [];
  });
}

/** Requests that need each other's answers, also by way of variables. */
function requestCycles(document: RequestDocument): readonly Diagnostic[] {
  const requests = new Map(requestsOf(document).map((request) => [request.name ?? '', request]));
  requests.delete('');
  const effective = effectiveVariables(document);
  const edges = new Map<string, readonly string[]>();
  for (const [name, variable] of effective) edges.set(`@${name}`, used(referencesIn([variable.value])));
  for (const [name, request] of requests) {
    edges.set(name, [...used(referencesIn(requestTemplates(request))), ...dependencies(request)]);
  }
  return findCycles(edges).flatMap((cycle) => {
    const names = cycle.filter((each) => !each.startsWith('@'));
    const request = requests.get(names[0] ?? '');
    if (request === undefined) return [];
    const span = request.directives.find((each) => each.key === 'name')?.valueSpan ?? request.lineSpan;
    return [error(span, 'request-cycle', `This request needs its own answer: ${[...names, names[0]].join(' → ')}.`)];
  });
}

function used(references: readonly Reference[]): readonly string[] {
  return references.flatMap((reference) => {
    const expression = parseExpression(reference.expression);
    if (expression.kind === 'request') return [expression.name];
    return expression.kind === 'variable' ? [`@${expression.name}`] : [];
  });
}

function dependencies(request: ParsedRequest): readonly string[] {
  return request.directives.filter((each) => each.key === 'ref' || each.key === 'forceref').map((each) => each.value);
}
