import { parseExpression } from '../names/expression';
import { allReferences, effectiveVariables, type Reference } from '../names/references';
import { processVariable } from '../names/processVariable';
import { dotNetLetters } from '../words/dateLetters';
import { dynamicValues } from '../words/dynamicValues';
import { dialectNames } from './dialect';
import { camelCase, changed, open, type Change, type Source } from './change';
import type { RequestNames } from './names';

/** What stands between braces and is written in another way here. */
export function valueChanges(source: Source, names: RequestNames): readonly Change[] {
  const variables = new Set(effectiveVariables(source.document).keys());
  const credentials = wholeCredentials(source);
  return allReferences(source.document).flatMap((reference) => {
    const { expression } = reference;
    if (expression.startsWith('$')) return dynamicChange(source, reference, credentials);
    const ofProcess = processVariable(expression);
    if (ofProcess !== undefined) {
      const what = `\`{{${expression}}}\` is written otherwise here`;
      return [changed(reference.expressionSpan, ofProcess, { what, advice: `It is \`{{${ofProcess}}}\` now.` })];
    }
    return variables.has(expression) ? [] : answerChange(source, reference, names);
  });
}

function dynamicChange(source: Source, reference: Reference, credentials: ReadonlySet<number>): readonly Change[] {
  const { expression, expressionSpan: span } = reference;
  const read = parseExpression(expression);
  const argument = read.kind === 'dynamic' ? read.argument : '';
  const newText = dynamicText(source, read.name, argument);
  const what = `\`{{${expression}}}\` is written otherwise here`;
  if (newText !== undefined && newText !== expression) {
    const advice = `It is \`{{${newText}}}\` now.${notes.get(read.name) ?? ''}`;
    if (read.name.endsWith('Token') && credentials.has(reference.span.start)) {
      return [changed(reference.span, `Bearer {{${newText}}}`, { what, advice })];
    }
    return [changed(span, newText, { what, advice })];
  }
  if (dynamicValues.has(read.name)) return [];
  const unknown = {
    what: `\`{{${expression}}}\` has no counterpart here`,
    advice: 'Write a value, or define a variable for it.',
  };
  return [open(span, unknown)];
}

const profile = ' Add a token profile of that name in the view Tokens.';
const notes: ReadonlyMap<string, string> = new Map([
  ['$aadToken', profile],
  ['$aadV2Token', profile],
  ['$oidcAccessToken', profile],
  ['$auth', profile],
  ['$input', ' Nothing is suggested when it asks.'],
  ['$pick', ' Type one of them when it asks.'],
]);

/** The expression in this language's words; undefined when there is none, or when it needs none. */
function dynamicText({ dialect }: Source, name: string, argument: string): string | undefined {
  switch (name) {
    case '$date':
      return "$datetime 'YYYY-MM-DD'";
    case '$randomInt':
      return argument === '' && dialect === 'kulala' ? '$randomInt 0 10000000' : undefined;
    case '$datetime':
    case '$localDatetime':
      return /^["'][^"']*yy/.test(argument) ? `${name} ${dayLetters(argument)}` : undefined;
    case '$aadToken':
    case '$aadV2Token':
      return '$token azure';
    case '$oidcAccessToken':
      return '$token oidc';
    case '$auth': {
      const id = /^\.(?:token|idToken)\(\s*["']([^"']+)["']\s*\)$/.exec(argument)?.[1];
      return id === undefined ? undefined : `$token ${id}`;
    }
    case '$input':
    case '$pick':
    case '$password':
      return question(name, argument);
    default:
      return undefined;
  }
}

/** A format in .NET's letters in those of Day.js. What follows the format stays. */
function dayLetters(argument: string): string {
  return argument.replace(
    /^(["'])([^"']*)\1/,
    (_, quote: string, format: string) => quote + dotNetLetters(format) + quote,
  );
}

/** httpYac's `$input Which one? $value: tea` as `$prompt whichOne Which one?`. */
function question(name: string, argument: string): string {
  const [text = ''] = argument.split(/\s*\$value:\s*/);
  const asked = text.trim().replace(/-askonce$/, '');
  const options = name === '$pick' ? /\$value:\s*(.*)$/.exec(argument)?.[1] : undefined;
  const word = camelCase(asked) || (name === '$password' ? 'password' : 'value');
  const isSecret = name !== '$password' || /password/i.test(word);
  const words = [
    isSecret ? word : `${word}Password`,
    asked === word ? '' : asked,
    options === undefined ? '' : `(${options})`,
  ];
  return `$prompt ${words.filter((each) => each !== '').join(' ')}`;
}

/** Where `Authorization: {{$aadToken}}` stands: REST Client puts the scheme before the token itself. */
function wholeCredentials({ requests }: Source): ReadonlySet<number> {
  const fields = requests.flatMap((request) => request.fields);
  const whole = fields.filter(({ nameText, value }) => /^authorization$/i.test(nameText) && value.pieces.length === 1);
  return new Set(whole.map(({ value }) => value.span.start));
}

/** Another way to refer to an answer: httpYac's `{{login.token}}`, Kulala's `.cookies.NAME.value`, names by title. */
function answerChange(
  source: Source,
  { expression, expressionSpan: span }: Reference,
  names: RequestNames,
): readonly Change[] {
  const read = parseExpression(expression);
  const newText = read.kind === 'request' ? answerText(read, names) : bodyText(expression, names);
  if (newText !== undefined) {
    if (newText === expression) return [];
    const what = `\`{{${expression}}}\` refers to an answer`;
    return [changed(span, newText, { what, advice: `It is \`{{${newText}}}\` now.` })];
  }
  if (read.kind === 'request' || !/[(+?:*[`"'\s]/.test(expression)) return [];
  const what = `\`{{${expression}}}\` is JavaScript for ${dialectNames[source.dialect]}`;
  return [
    open(span, { what, advice: 'Scripts are not run: write a value, a dynamic value or a reference to an answer.' }),
  ];
}

function answerText(
  { name, side, path }: Extract<ReturnType<typeof parseExpression>, { kind: 'request' }>,
  { renamed }: RequestNames,
): string {
  const place = path
    .replace(/^cookies\.([\w-]+)\.value$/, 'cookies.$1')
    .replace(/^headers\[(["'])([\w-]+)\1\](?:\[0\])?$/, 'headers.$2');
  return [renamed.get(name) ?? name, side, ...(place === '' ? [] : [place])].join('.');
}

/** `login.token` or `loginResponse.parsedBody.token`, where a request is named `login`; undefined for anything else. */
function bodyText(expression: string, { known, renamed }: RequestNames): string | undefined {
  const [, first = '', rest = ''] = /^(\w+)[.[](.*)$/.exec(expression) ?? [];
  if (first === '' || /[\s(+?'"`]/.test(rest)) return undefined;
  const called = renamed.get(first) ?? first;
  const path = expression.slice(first.length).replace(/^\./, '');
  if (known.has(called)) return `${called}.response.body.${jsonPath(path)}`;
  const owner = first.endsWith('Response') ? first.slice(0, -'Response'.length) : '';
  const request = renamed.get(owner) ?? owner;
  if (!known.has(request)) return undefined;
  if (path === 'statusCode' || path === 'status') return `${request}.response.status`;
  const [, part = '', place = ''] = /^(parsedBody|body|headers)(?:\.|(?=\[))(.+)$/.exec(path) ?? [];
  if (part === '') return undefined;
  return part === 'headers' ? `${request}.response.headers.${place}` : `${request}.response.body.${jsonPath(place)}`;
}

function jsonPath(path: string): string {
  return path.startsWith('[') ? `$${path}` : `$.${path}`;
}
