import type { Span } from '../../base/span';
import { curlBody, type CurlData } from './curlBody';
import { curlOptions, curlShortOptions, type CurlOption } from './curlOptions';
import { curlWords } from './curlWords';
import type { Diagnostic, ParsedField, ParsedRequest, SaveTarget, Template } from '../document';
import { nearest } from '../words/nearest';
import {
  parseAssertions,
  parseSaveTarget,
  parseScripts,
  requestName,
  requestSpan,
  type RequestLines,
} from '../parse/parseRequest';
import { dropFirst, layoutPiece, literalText, splitTemplate, templateText } from '../parse/template';

/** Reads a `curl` command as the request it would send. What curl would do beyond that, and options nobody knows, are reported. */
export function parseCurl(source: RequestLines, diagnostics: Diagnostic[]): ParsedRequest {
  const { text, lines } = source;
  const curlLines = lines.filter((line) => line.kind === 'curl');
  const lineSpan = { start: curlLines[0]?.from ?? 0, end: curlLines.at(-1)?.to ?? 0 };
  const command = readCommand(curlWords(text, lineSpan).slice(1), lineSpan, diagnostics);
  const body = curlBody(command.data, command.fields, command.isQuery);
  const hasData = command.data.length > 0;
  return {
    kind: 'request',
    span: requestSpan(lines),
    title: source.title,
    name: requestName(source.directives),
    lineSpan,
    method: command.method === undefined ? impliedMethod(command, hasData) : templateText(command.method),
    methodSpan: command.method?.span,
    url: command.isQuery && hasData ? withQuery(command.url, body.query) : command.url,
    httpVersion: command.httpVersion,
    fields: body.fields,
    directives: source.directives,
    body: body.pieces,
    bodySpan: body.pieces && body.span,
    assertions: parseAssertions(text, lines),
    saveTo: command.saveTo ?? parseSaveTarget(text, lines),
    scripts: parseScripts(text, lines),
  };
}

interface Command {
  method: Template | undefined;
  url: Template;
  httpVersion: string | undefined;
  isQuery: boolean;
  isHead: boolean;
  readonly fields: ParsedField[];
  readonly data: CurlData[];
  saveTo: SaveTarget | undefined;
}

/** One option with its value, or a word that is the URL. */
interface Argument {
  readonly span: Span;
  readonly name: string;
  readonly option: CurlOption | undefined;
  readonly value: Template;
}

function readCommand(words: readonly Template[], span: Span, diagnostics: Diagnostic[]): Command {
  const nowhere = { span: { start: span.end, end: span.end }, pieces: [] };
  const command: Command = {
    method: undefined,
    url: nowhere,
    httpVersion: undefined,
    isQuery: false,
    isHead: false,
    fields: [],
    data: [],
    saveTo: undefined,
  };
  for (const argument of readArguments(words)) {
    const problem = apply(command, argument);
    if (problem === undefined) continue;
    diagnostics.push({ span: argument.span, severity: 'warning', code: 'curl-option', message: problem });
  }
  return command;
}

/** Pairs options with their values; `-sXPOST` is two options and a value. */
function* readArguments(words: readonly Template[]): Generator<Argument> {
  for (let at = 0; at < words.length; at++) {
    const word = words[at];
    if (word === undefined) return;
    const typed = templateText(word);
    if (!/^-[^-]|^--./.test(typed)) {
      yield { span: word.span, name: 'url', option: curlOptions.get('url'), value: word };
      continue;
    }
    const names = typed.startsWith('--') ? [typed.slice(2)] : shortNames(typed);
    for (const [index, name] of names.entries()) {
      const option = curlOptions.get(name);
      const takesValue = option?.kind === 'value';
      const isGlued = takesValue && !typed.startsWith('--') && typed.length > index + 2;
      const value = takesValue && !isGlued ? words[++at] : undefined;
      yield {
        span: { start: word.span.start, end: (value ?? word).span.end },
        name: typed.startsWith('--') ? typed : `-${typed.charAt(index + 1)}`,
        option,
        value: value ?? dropFirst(word, isGlued ? index + 2 : typed.length),
      };
    }
  }
}

/** The long names of a cluster of short options, up to the first that takes a value. */
function shortNames(typed: string): readonly string[] {
  const names: string[] = [];
  for (const letter of typed.slice(1)) {
    const name = curlShortOptions.get(letter) ?? letter;
    names.push(name);
    if (curlOptions.get(name)?.kind !== 'flag') break;
  }
  return names;
}

/** Does what the option says; answers with a complaint when it cannot. */
function apply(command: Command, argument: Argument): string | undefined {
  const { option, name } = argument;
  if (option === undefined) {
    const meant = nearest(
      name,
      [...curlOptions.keys()].map((each) => `--${each}`),
    );
    return `curl's option ${name} is not understood, so it is left out.${meant === undefined ? '' : ` Did you mean ${meant}?`}`;
  }
  if (option.means === 'missing') return `curl's option ${name} has no counterpart here, so it is left out.`;
  if (option.kind === 'value') return applyValue(command, option.means, argument);
  applyFlag(command, option.means);
  return undefined;
}

function applyFlag(command: Command, means: Extract<CurlOption, { kind: 'flag' }>['means']): void {
  if (means === 'get') command.isQuery = true;
  else if (means === 'head') command.isHead = true;
  else if (means.startsWith('http')) command.httpVersion = `HTTP/${means.slice('http'.length)}`;
}

function applyValue(
  command: Command,
  means: Extract<CurlOption, { kind: 'value' }>['means'],
  { span, value }: Argument,
): string | undefined {
  switch (means) {
    case 'method':
      command.method = value;
      return undefined;
    case 'url':
      if (command.url.pieces.length > 0) return 'Only the first URL of the command is sent.';
      command.url = value;
      return undefined;
    case 'field':
      return addField(command, span, value);
    case 'agent':
      command.fields.push(namedField('User-Agent', span, value));
      return undefined;
    case 'referer':
      command.fields.push(namedField('Referer', span, value));
      return undefined;
    case 'cookie':
      if (!templateText(value).includes('=')) return 'Cookies are not read from a file.';
      command.fields.push(namedField('Cookie', span, value));
      return undefined;
    case 'user':
      return addUser(command, span, value);
    case 'save':
      command.saveTo = { span, path: value, overwrites: true };
      return undefined;
    case 'data':
    case 'raw':
    case 'encoded':
    case 'json':
    case 'form':
    case 'formText':
      command.data.push({ kind: means, span, value });
      return undefined;
    case 'nothing':
    case 'missing':
      return undefined;
  }
}

function addField(command: Command, span: Span, value: Template): string | undefined {
  const parts = splitTemplate(value, ':');
  if (parts === undefined) return 'A field is written "Name: value"; this one has no colon, so it is left out.';
  const [name, rest] = parts;
  const text = templateText(rest);
  const fieldValue = dropFirst(rest, text.length - text.trimStart().length);
  command.fields.push({ span, name, nameText: templateText(name), value: fieldValue });
  return undefined;
}

function addUser(command: Command, span: Span, value: Template): string | undefined {
  const credentials = literalText(value);
  if (credentials === undefined) {
    return 'Credentials with a variable inside cannot be encoded here. Write the Authorization field yourself.';
  }
  const octets = new TextEncoder().encode(credentials);
  const encoded = btoa(Array.from(octets, (octet) => String.fromCharCode(octet)).join(''));
  const written = { span: value.span, pieces: [layoutPiece(value.span.start, value.span.end, `Basic ${encoded}`)] };
  command.fields.push(namedField('Authorization', span, written));
  return undefined;
}

function namedField(name: string, span: Span, value: Template): ParsedField {
  const nameSpan = { start: span.start, end: span.start };
  return {
    span,
    name: { span: nameSpan, pieces: [layoutPiece(nameSpan.start, nameSpan.end, name)] },
    nameText: name,
    value,
  };
}

function impliedMethod(command: Command, hasData: boolean): string {
  if (command.isHead) return 'HEAD';
  return hasData && !command.isQuery ? 'POST' : 'GET';
}

function withQuery(url: Template, query: Template): Template {
  const separator = templateText(url).includes('?') ? '&' : '?';
  const end = url.span.end;
  return { span: url.span, pieces: [...url.pieces, layoutPiece(end, end, separator), ...query.pieces] };
}
