import { fieldValues } from '../../http/fields';
import type { Field } from '../../http/message';
import type { ParsedAssertion } from '../../language/document';
import { compare, unquoted, type Actual, type Comparison } from './compare';
import type { AssertionRecord } from '../record';

/** One assertion with the references of its argument and value resolved; `line` is one-based. */
export interface ResolvedAssertion {
  readonly assertion: ParsedAssertion;
  readonly argument: string;
  readonly value: string | undefined;
  readonly line: number;
}

/** What assertions may ask about one run. Durations are milliseconds, sizes octets of the decoded body. */
export interface Facts {
  readonly status: number | undefined;
  readonly category: string;
  readonly outcome: string;
  readonly fields: readonly Field[];
  /** Text of the body; undefined when no response came. */
  readonly body: string | undefined;
  readonly parts: readonly PartFacts[] | undefined;
  readonly duration: number;
  readonly attempts: number;
  readonly redirects: number;
  readonly size: number;
}

/** One part of a 207. */
interface PartFacts {
  readonly index: number;
  readonly status: number | undefined;
  readonly category: string;
  readonly fields: readonly Field[];
  readonly body: string;
}

/** Subjects that, when asserted, decide whether a request is well in place of its class (design, "The command line"). */
export const judgingSubjects: ReadonlySet<string> = new Set(['status', 'class', 'outcome']);

/** So much of a body goes on to be masked, which leaves enough once `finish` cuts it down. */
const longestActual = 65_536;

/** Judges every assertion of a request, in order. Total: what cannot be judged fails with a sentence that says why. */
export function judge(assertions: readonly ResolvedAssertion[], facts: Facts): Promise<readonly AssertionRecord[]> {
  return Promise.all(assertions.map(async (resolved) => judged(resolved, await subjectOf(resolved, facts))));
}

function judged(resolved: ResolvedAssertion, subject: Subject): AssertionRecord {
  const { assertion, line, value } = resolved;
  if ('wrong' in subject) return { line, text: assertion.text, isOk: false, actual: undefined, message: subject.wrong };
  const operator = assertion.operator ?? 'exists';
  const expected = expectedValue(assertion, value);
  const comparison = compare(subject.actual, operator, expected);
  const isOk = comparison.kind === 'judged' && comparison.holds !== assertion.isNegated;
  return {
    line,
    text: assertion.text,
    isOk,
    actual: subject.actual?.text.slice(0, longestActual),
    expected: operator === '==' && !assertion.isNegated ? expected && unquoted(expected).text : undefined,
    message: isOk ? undefined : difference(comparison, subject.actual, subject.why),
  };
}

/** What an assertion is about; `why` says why there is nothing. */
type Subject = { readonly actual: Actual | undefined; readonly why: string } | { readonly wrong: string };

function subjectOf({ assertion, argument }: ResolvedAssertion, facts: Facts): Subject | Promise<Subject> {
  switch (assertion.subject ?? '') {
    case 'status':
      return numeric(facts.status, 'No answer came.');
    case 'class':
      return textual(facts.category);
    case 'outcome':
      return textual(facts.outcome);
    case 'header':
      return fieldSubject(facts.fields, argument);
    case 'body':
      return bodySubject(facts.body, argument, 'The answer');
    case 'part':
      return partSubject(facts, argument);
    case 'parts':
      return numeric(facts.parts?.length, 'The answer has no parts.');
    case 'failedParts':
      return numeric(facts.parts?.filter(({ category }) => category !== 'success').length, 'The answer has no parts.');
    case 'duration':
      return numeric(facts.duration, '');
    case 'attempts':
      return numeric(facts.attempts, '');
    case 'redirects':
      return numeric(facts.redirects, '');
    case 'size':
      return numeric(facts.size, '');
    default:
      return {
        wrong: `\`${assertion.text}\` says nothing that can be asserted. Begin with status, class, outcome, header or body.`,
      };
  }
}

function numeric(value: number | undefined, why: string): Subject {
  return { actual: value === undefined ? undefined : { type: 'number', text: String(value) }, why };
}

function textual(text: string): Subject {
  return { actual: { type: 'string', text }, why: '' };
}

function fieldSubject(fields: readonly Field[], name: string): Subject {
  const values = fieldValues(fields, name);
  if (name === '') return { wrong: 'A `header` assertion names the field: `header Content-Type includes json`.' };
  const actual: Actual | undefined = values.length === 0 ? undefined : { type: 'text', text: values.join(', ') };
  return { actual, why: `The answer has no field \`${name}\`.` };
}

/** Paths are seldom asked for, and what reads them is large: it is loaded then. */
async function bodySubject(body: string | undefined, path: string, what: string): Promise<Subject> {
  if (body === undefined) return { actual: undefined, why: 'No answer came.' };
  if (path === '')
    return { actual: body === '' ? undefined : { type: 'text', text: body }, why: `${what} has an empty body.` };
  const { findInBody } = await import('./bodySearch');
  const search = findInBody(body, path);
  if (search.kind === 'nothing') return { actual: undefined, why: `${what} has a body that ${search.message}.` };
  return { actual: { type: search.first.type, text: search.first.text }, why: '' };
}

function partSubject({ parts }: Facts, argument: string): Subject | Promise<Subject> {
  const [, index, what = 'status', rest = ''] = /^(\d+)\s*(?:(status|body|header)\b)?\s*(.*)$/is.exec(argument) ?? [];
  if (index === undefined)
    return { wrong: 'A `part` assertion names the part, counted from 1: `part 2 status == 200`.' };
  const part = parts?.find((candidate) => candidate.index === Number(index));
  if (part === undefined) return { actual: undefined, why: `The answer has no part ${index}.` };
  switch (what.toLowerCase()) {
    case 'body':
      return bodySubject(part.body, rest, `Part ${index}`);
    case 'header':
      return fieldSubject(part.fields, rest);
    default:
      return numeric(part.status, `Part ${index} has no status.`);
  }
}

const classNames: Readonly<Record<string, string>> = {
  '2xx': 'success',
  '3xx': 'success',
  '4xx': 'clientError',
  '5xx': 'serverError',
  success: 'success',
  clienterror: 'clientError',
  servererror: 'serverError',
};

/** A class may be written in the guide's words ("client error") or as 4xx. */
function expectedValue({ subject }: ParsedAssertion, value: string | undefined): string | undefined {
  const known = subject === 'class' ? classNames[(value ?? '').toLowerCase().replace(/[\s_-]/g, '')] : undefined;
  return known ?? value;
}

function difference(comparison: Comparison, actual: Actual | undefined, why: string): string {
  if (comparison.kind === 'wrong') return comparison.message;
  if (actual === undefined) return why;
  const shown = actual.text.slice(0, longestActual);
  return `It is ${actual.type === 'string' || actual.type === 'text' ? JSON.stringify(shown) : shown}.`;
}
