import type { Directive, ParsedRequest } from '../document';
import { parseExpression } from '../names/expression';
import { allReferences } from '../names/references';
import { templateText } from '../parse/template';
import { camelCase, changed, insertion, type Change, type Source } from './change';

/** What requests are called by in the converted file. */
export interface RequestNames {
  /** The name of a request, which it has or could get. */
  readonly of: (request: ParsedRequest) => string;
  /** Whether the converted file names it, be it only for a reference by its title. */
  readonly isNamed: (request: ParsedRequest) => boolean;
  /** The name here of a request that is called something else there: by its title, or with dashes and spaces. */
  readonly renamed: ReadonlyMap<string, string>;
  readonly known: ReadonlySet<string>;
  readonly changes: readonly Change[];
}

/** Finds the names of requests. Here a name is letters, digits and `_`, and stands in `# @name`; elsewhere the title may be the name. */
export function requestNames(source: Source): RequestNames {
  const { requests, lineEnd } = source;
  const called = calledNames(source);
  const free = freeNames(requests.flatMap(({ name }) => (name !== undefined && isWord(name) ? [name] : [])));
  const names = new Map<ParsedRequest, string>();
  const renamed = new Map<string, string>();
  const titled = new Set<ParsedRequest>();
  const changes: Change[] = [];
  for (const request of requests) {
    const { name: own } = request;
    const name = own !== undefined && isWord(own) ? own : free(wantedName(request));
    names.set(request, name);
    const { title } = request;
    const directive = nameDirective(request);
    if (directive !== undefined && !isWord(directive.value)) {
      renamed.set(directive.value, name).set(camelCase(directive.value), name);
      changes.push(changed(directive.valueSpan, name, renaming(directive.value, name)));
    } else if (directive === undefined && title !== undefined && !renamed.has(title)) {
      const calls = [title, camelCase(title)].filter((each) => called.has(each) && !declared(requests, each));
      if (calls.length === 0) continue;
      for (const each of calls) renamed.set(each, name);
      titled.add(request);
      changes.push({ edits: [insertion(request.span.start, `# @name ${name}${lineEnd}`)], remark: undefined });
    }
  }
  return {
    of: (request) => names.get(request) ?? '',
    isNamed: (request) => request.name !== undefined || titled.has(request),
    renamed,
    known: new Set([...requests].filter((each) => each.name !== undefined).flatMap((each) => names.get(each) ?? [])),
    changes,
  };
}

function renaming(typed: string, name: string): { what: string; advice: string } {
  return {
    what: `The name "${typed}" is more than letters, digits and _`,
    advice: `The request is called ${name} now, and so are the references to it.`,
  };
}

/** Whether a request has that name by a directive. */
function declared(requests: readonly ParsedRequest[], name: string): boolean {
  let names = declaredNames.get(requests);
  if (names === undefined) {
    names = new Set(requests.flatMap((request) => request.name ?? []));
    declaredNames.set(requests, names);
  }
  return names.has(name);
}

const declaredNames = new WeakMap<readonly ParsedRequest[], ReadonlySet<string>>();

/** Every name that a reference or a directive calls a request by. */
function calledNames({ document, requests }: Source): ReadonlySet<string> {
  const called = new Set<string>();
  for (const { expression } of allReferences(document)) {
    const read = parseExpression(expression);
    if (read.kind === 'request') called.add(read.name);
  }
  for (const { key, value } of requests.flatMap(({ directives }) => directives))
    if (key === 'ref' || key === 'forceref') called.add(value);
  return called;
}

function nameDirective(request: ParsedRequest): Directive | undefined {
  return request.directives.find(({ key, value }) => key === 'name' && value !== '');
}

function wantedName({ name, title, method, url }: ParsedRequest): string {
  if (name === undefined && title !== undefined && isWord(title)) return title;
  const path = templateText(url).replace(/\?.*$/s, '').split('/').at(-1) ?? '';
  return camelCase(name ?? title ?? '') || camelCase(`${method.toLowerCase()} ${path}`) || 'request';
}

/** Gives a name, or one with a number when it is taken. */
function freeNames(names: readonly string[]): (wanted: string) => string {
  const taken = new Set(names);
  const numbers = new Map<string, number>();
  return (wanted) => {
    let name = wanted;
    let number = numbers.get(wanted) ?? 1;
    while (taken.has(name)) name = `${wanted}${++number}`;
    numbers.set(wanted, number);
    taken.add(name);
    return name;
  };
}

function isWord(name: string): boolean {
  return /^\w+$/.test(name);
}
