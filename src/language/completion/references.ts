import type { Span } from '../../base/span';
import type { ParsedRequest } from '../document';
import { dynamicValues } from '../words/dynamicValues';
import type { NameScope } from '../names/nameScope';
import { masked, preview } from '../names/preview';
import { promptNames } from '../names/references';
import { isSecretVariable } from '../words/secretNames';
import { requestDetail } from '../symbols';
import type { Completion, CompletionPlace } from './completion';

/** What may stand between the braces that are open at the place; undefined when none are. */
export function referenceCompletions(place: CompletionPlace): readonly Completion[] | undefined {
  const open = /\{\{[ \t]*%?[ \t]*([^{}]*)$/.exec(place.before);
  if (open === null) return undefined;
  const typed = open[1] ?? '';
  const profile = /^\$token[ \t]+(\S*)$/.exec(typed);
  if (profile !== null) return profileCompletions(place, profile[1] ?? '');
  const learnt = learntCompletions(place, typed);
  if (learnt !== undefined) return learnt;
  const path = /^([^\s.]+)\.((?:[^\s.]+\.)*)([^\s.]*)$/.exec(typed);
  if (path !== null) return answerCompletions(place, path[2] ?? '', path[3] ?? '');
  const span = wordSpan(place, typed);
  return [...variableCompletions(place, span), ...requestCompletions(place.scope, span), ...dynamicCompletions(span)];
}

function variableCompletions({ scope, block }: CompletionPlace, replaces: Span): readonly Completion[] {
  const found = new Map<string, Completion>();
  const add = (name: string, detail: string, documentation: string) => {
    if (found.has(name)) return;
    found.set(name, { label: name, kind: 'variable', detail, documentation, insertText: name, replaces });
  };
  for (const name of block.request === undefined ? [] : promptNames(block.request))
    add(name, '', 'Asked for before sending.');
  for (const [name, { variable, path }] of scope.variables) {
    const shown = isSecretVariable(name, variable.value) ? masked : preview(variable.value, scope);
    add(name, shown, path === undefined ? 'Defined in this file.' : `Defined in ${path}.`);
  }
  for (const [name, known] of scope.known)
    add(name, known.isSecret ? masked : (known.value ?? ''), `From ${known.source}.`);
  return [...found.values()];
}

function requestCompletions(scope: NameScope, replaces: Span): readonly Completion[] {
  return [...scope.requests.values()].map(({ name, request }) => ({
    label: name,
    kind: 'request',
    detail: requestDetail(request),
    documentation: requestDocumentation(request),
    insertText: `${name}.response.body.$.`,
    replaces,
  }));
}

function requestDocumentation(request: ParsedRequest): string {
  return request.title === undefined
    ? 'The answer of this request; it is sent first when it has none yet.'
    : `${request.title}: its answer.`;
}

function dynamicCompletions(replaces: Span): readonly Completion[] {
  return [...dynamicValues.values()].map(({ name, usage, meaning }) => ({
    label: name,
    kind: 'dynamic',
    detail: usage,
    documentation: meaning,
    insertText:
      usage === '' || usage.startsWith('[') || usage.startsWith('(') || usage.startsWith('.') ? name : `${name} `,
    replaces,
  }));
}

function profileCompletions({ scope, offset }: CompletionPlace, typed: string): readonly Completion[] {
  const replaces = { start: offset - typed.length, end: offset };
  return scope.context.profiles.map((name) => ({
    label: name,
    kind: 'profile',
    detail: '',
    documentation: 'A profile of the Tokens view.',
    insertText: name,
    replaces,
  }));
}

/** Parts of an answer, by what stands before the last dot. */
const answerParts: ReadonlyMap<string, readonly (readonly [label: string, documentation: string])[]> = new Map([
  [
    '',
    [
      ['response', 'What the server answered.'],
      ['request', 'What was sent.'],
    ],
  ],
  [
    'response.',
    [
      ['body.$.', 'A value of the body, by JSONPath.'],
      ['body.*', 'The whole body.'],
      ['headers.', 'A field of the answer, its name in any case.'],
      ['status', 'The status code.'],
      ['cookies.', 'A cookie the answer set.'],
      ['parts[1].', 'One part of a 207, counted from 1.'],
    ],
  ],
  [
    'request.',
    [
      ['body.$.', 'A value of the body that was sent.'],
      ['headers.', 'A field that was sent.'],
    ],
  ],
]);

/** Places of the last answer behind `NAME.response.body.` and its fields behind `.headers.`; undefined when there is nothing to learn from. */
function learntCompletions({ scope, offset }: CompletionPlace, typed: string): readonly Completion[] | undefined {
  const [, name = '', part, rest = ''] = /^([^\s.]+)\.response\.(body|headers)\.(.*)$/.exec(typed) ?? [];
  const answer = scope.context.answers?.get(name);
  if (answer === undefined || part === undefined) return undefined;
  const replaces = { start: offset - rest.length, end: offset };
  const complete = (label: string, detail: string): Completion => ({
    ...{ label, detail, replaces },
    kind: 'value',
    documentation: `In the last answer of "${name}".`,
    insertText: label,
  });
  if (part === 'headers') return answer.fields.map((field) => complete(field, ''));
  return [complete('*', 'the whole body'), ...answer.paths.map(({ path, type }) => complete(path, type))];
}

function answerCompletions({ offset }: CompletionPlace, path: string, typed: string): readonly Completion[] {
  const replaces = { start: offset - typed.length, end: offset };
  return (answerParts.get(path) ?? []).map(([label, documentation]) => ({
    label,
    kind: 'value',
    detail: '',
    documentation,
    insertText: path === '' ? `${label}.` : label,
    replaces,
  }));
}

function wordSpan({ scope, offset, line }: CompletionPlace, typed: string): Span {
  let end = offset;
  while (end < line.end && /[\w$.]/.test(scope.document.text.charAt(end))) end++;
  return { start: offset - typed.length, end };
}
