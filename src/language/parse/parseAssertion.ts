import { skipBlanks } from './blanks';
import type { Span } from '../../base/span';
import { assertionOperators, assertionSubjects, unaryOperators, type AssertionSubject } from '../words/assertions';
import type { Diagnostic, ParsedAssertion } from '../document';
import { nearest } from '../words/nearest';
import { parseTemplate } from './template';

/** Reads `?? SUBJECT [ARGUMENT] [not] [OPERATOR VALUE]`; what it cannot read it reports. */
export function parseAssertion(text: string, span: Span, diagnostics: Diagnostic[] = []): ParsedAssertion {
  const words = new Words(text, span.start + 2, span.end);
  const typed = text.slice(words.skip(), span.end);
  const subjectAt = words.at;
  const word = words.take(/^[A-Za-z]*/);
  const subject = assertionSubjects.get(word.toLowerCase());
  const argument = subject === undefined ? '' : readArgument(words, subject);
  words.skip();
  const isNegated = words.take(/^not(?=[ \t]|$)/i) !== '';
  words.skip();
  const operatorAt = words.at;
  const rest = text.slice(operatorAt, span.end);
  const operator = assertionOperators.find((each) => isAtStart(rest, each));
  const valueStart = operator === undefined ? span.end : skipBlanks(text, operatorAt + operator.length, span.end);
  const complain = (start: number, end: number, message: string) => {
    diagnostics.push({ span: { start, end }, severity: 'warning', code: 'assertion-syntax', message });
  };
  const isUnreadable = operator === undefined && rest !== '';
  if (subject === undefined) complain(subjectAt, Math.max(subjectAt + word.length, span.end), unknownSubject(word));
  else if (isUnreadable) complain(operatorAt, span.end, unknownOperator(rest));
  else if (operator !== undefined && !unaryOperators.has(operator) && valueStart >= span.end) {
    complain(operatorAt, span.end, `\`${operator}\` needs a value to compare with.`);
  }
  return {
    span,
    text: typed,
    subject: isUnreadable ? undefined : subject?.name,
    argument,
    isNegated,
    operator,
    value: valueStart < span.end ? parseTemplate(text, valueStart, span.end) : undefined,
  };
}

/** A place in a line that moves on as words are taken. */
class Words {
  at: number;
  readonly #text: string;
  readonly #end: number;

  constructor(text: string, start: number, end: number) {
    this.#text = text;
    this.at = start;
    this.#end = end;
  }

  skip(): number {
    this.at = skipBlanks(this.#text, this.at, this.#end);
    return this.at;
  }

  take(pattern: RegExp): string {
    const word = pattern.exec(this.rest())?.[0] ?? '';
    this.at += word.length;
    return word;
  }

  rest(): string {
    return this.#text.slice(this.at, this.#end);
  }
}

function readArgument(words: Words, subject: AssertionSubject): string {
  words.skip();
  const start = words.rest();
  if (subject.argument === 'field') return words.take(/^[^ \t]+/);
  if (subject.argument === 'path') return takePath(words);
  if (subject.argument === 'none') return '';
  words.take(/^(?:\d+|\{\{[^}]*\}\})?[ \t]*/);
  words.take(/^(?:status|body|header)(?=[ \t]|$)[ \t]*/i);
  if (start.length !== words.rest().length && isPath(words.rest())) takePath(words);
  else if (/header[ \t]+$/i.test(start.slice(0, start.length - words.rest().length))) words.take(/^[^ \t]+/);
  return start.slice(0, start.length - words.rest().length).trim();
}

/** A JSONPath begins with `$`, an XPath with `/`. */
function isPath(rest: string): boolean {
  return rest.startsWith('$') || rest.startsWith('/');
}

/** A path, to the first blank outside brackets and quotes. */
function takePath(words: Words): string {
  const rest = words.rest();
  if (!isPath(rest)) return '';
  let depth = 0;
  let quote: string | undefined;
  let end = 0;
  for (; end < rest.length; end++) {
    const unit = rest.charAt(end);
    if (quote !== undefined) {
      if (unit === '\\') end++;
      else if (unit === quote) quote = undefined;
    } else if (unit === '"' || unit === "'") quote = depth > 0 ? unit : undefined;
    else if (unit === '[' || unit === '(') depth++;
    else if (unit === ']' || unit === ')') depth--;
    else if (depth <= 0 && (unit === ' ' || unit === '\t')) break;
  }
  words.at += end;
  return rest.slice(0, end);
}

function isAtStart(rest: string, operator: string): boolean {
  if (!rest.toLowerCase().startsWith(operator.toLowerCase())) return false;
  return /^\W/.test(operator) || !/^\w/.test(rest.slice(operator.length));
}

function unknownSubject(word: string): string {
  const names = [...assertionSubjects.values()].map((subject) => subject.name);
  const meant = nearest(word, names);
  if (meant !== undefined) return `"${word}" is nothing to assert about. Did you mean \`${meant}\`?`;
  return `An assertion is about one of: ${names.join(', ')}.`;
}

function unknownOperator(rest: string): string {
  const word = /^[^ \t]*/.exec(rest)?.[0] ?? '';
  const meant = nearest(word, assertionOperators);
  if (meant !== undefined) return `"${word}" is no operator. Did you mean \`${meant}\`?`;
  return `"${word}" is no operator. Use one of: ${assertionOperators.join(' ')}.`;
}
