import { assertionOperators, assertionSubjects, unaryOperators } from '../words/assertions';
import { statusCodes } from '../words/statusCodes';
import type { Completion, CompletionPlace } from './completion';

/** Subjects behind `??`, operators behind a subject, and the values of `status`, `class` and `outcome`. */
export function assertionCompletions({ before, offset }: CompletionPlace): readonly Completion[] {
  const typed = before.slice(before.indexOf('??') + 2).trimStart();
  const words = typed.split(/[ \t]+/);
  const word = words.at(-1) ?? '';
  const replaces = { start: offset - word.length, end: offset };
  const complete = (label: string, kind: Completion['kind'], documentation = '', insertText = label): Completion => ({
    label,
    kind,
    detail: '',
    documentation,
    insertText,
    replaces,
  });
  if (words.length <= 1) {
    return [...assertionSubjects.values()].map(({ name, meaning }) => complete(name, 'subject', meaning, `${name} `));
  }
  const subject = assertionSubjects.get(words[0]?.toLowerCase() ?? '');
  if (subject === undefined) return [];
  const operator = words.slice(1, -1).find((each) => assertionOperators.includes(each));
  if (operator !== undefined)
    return valuesOf(subject.name).map(([label, meaning]) => complete(label, 'value', meaning));
  const operators = assertionOperators.map((each) =>
    complete(each, 'operator', '', unaryOperators.has(each) ? each : `${each} `),
  );
  if (subject.argument === 'part' && words.length === 3) {
    return [
      complete('status', 'subject', 'The status of the part.', 'status '),
      complete('body', 'subject', 'A value of the part.', 'body $.'),
    ];
  }
  return [...operators, complete('not', 'operator', 'Turns the operator around.', 'not ')];
}

function valuesOf(subject: string): readonly (readonly [label: string, meaning: string])[] {
  if (subject === 'status') return [...statusCodes].map(([code, [reason]]) => [code, reason]);
  return (words.get(subject) ?? []).map((word) => [word, '']);
}

const words: ReadonlyMap<string, readonly string[]> = new Map([
  ['class', ['success', 'clientError', 'serverError', 'none']],
  [
    'outcome',
    [
      'completed',
      'multiStatus',
      'notModified',
      'redirectUnresolved',
      'redirectBlocked',
      'redirectLoop',
      'tooManyRedirects',
      'clientError',
      'unauthorized',
      'authFailed',
      'alreadyDeleted',
      'rateLimited',
      'serverError',
      'protocolError',
      'transportError',
      'blocked',
    ],
  ],
]);
