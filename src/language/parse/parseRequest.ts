import { append } from './append';
import { isBlank, skipBlanks } from './blanks';
import type { Span } from '../../base/span';
import type {
  Directive,
  ParsedAssertion,
  ParsedField,
  ParsedRequest,
  SaveTarget,
  Script,
  Template,
  TemplatePiece,
} from '../document';
import { parseAssertion } from './parseAssertion';
import { parseBody, parseSave } from './parseBody';
import type { Line, LineKind } from './line';
import { isWholeReference } from './lineForms';
import { methods } from '../words/methods';
import { isVersion, requestLineParts, versionStart } from './requestLine';
import { layoutPiece, literalText, parseTemplate } from './template';

/** One block as its request is read from it. */
export interface RequestLines {
  readonly text: string;
  readonly lines: readonly Line[];
  readonly title: string | undefined;
  readonly directives: readonly Directive[];
}

/** What only those ask for who send a request, or look into it. */
export type RequestDetails = Pick<ParsedRequest, 'fields' | 'body' | 'bodySpan' | 'assertions' | 'saveTo' | 'scripts'>;

/** What the lines below the request line say. */
export function parseDetails(text: string, lines: readonly Line[]): RequestDetails {
  const fields = parseFields(text, lines);
  const body = parseBody(text, lines, literalField(fields, 'content-type'));
  return {
    fields,
    body: body?.pieces,
    bodySpan: body?.span,
    assertions: parseAssertions(text, lines),
    saveTo: parseSaveTarget(text, lines),
    scripts: parseScripts(text, lines),
  };
}

/** The value of the first field of that name (lower case); undefined without one, or when it holds a reference. */
function literalField(fields: readonly ParsedField[], name: string): string | undefined {
  const field = fields.find((each) => each.nameText.toLowerCase() === name);
  return field && literalText(field.value);
}

/** The name a request goes by: the value of its first `# @name`. */
export function requestName(directives: readonly Directive[]): string | undefined {
  return directives.find((each) => each.key === 'name' && each.value !== '')?.value;
}

/** From the first line that belongs to the request to the last. */
export function requestSpan(lines: readonly Line[]): Span {
  const start = lines.find((line) => ofRequest.has(line.kind))?.from ?? 0;
  return { start, end: lines.findLast((line) => ofRequest.has(line.kind))?.to ?? start };
}

/** Its `??` lines. */
export function parseAssertions(text: string, lines: readonly Line[]): readonly ParsedAssertion[] {
  return linesOf(lines, 'assertion').map((line) => parseAssertion(text, { start: line.from, end: line.to }));
}

/** Its `>>` line. */
export function parseSaveTarget(text: string, lines: readonly Line[]): SaveTarget | undefined {
  const save = lines.find((line) => line.kind === 'save');
  return save && parseSave(text, save);
}

/** The lines of one kind; one empty list serves all. */
export function linesOf(lines: readonly Line[], kind: LineKind): readonly Line[] {
  let found: Line[] | undefined;
  for (const line of lines) if (line.kind === kind) (found ??= []).push(line);
  return found ?? none;
}

const none: readonly never[] = [];

const ofRequest: ReadonlySet<LineKind> = new Set([
  'directive',
  'requestLine',
  'urlContinuation',
  'field',
  'fieldContinuation',
  'body',
  'bodyFile',
  'assertion',
  'save',
  'script',
  'pastAnswer',
  'curl',
]);

/** What a request line says, with the lines it goes on in. */
export interface RequestHead {
  readonly lineSpan: Span;
  readonly method: string;
  readonly methodSpan: Span | undefined;
  readonly httpVersion: string | undefined;
  /** Of the URL on the request line. */
  readonly urlSpan: Span;
  /** Where the URL goes on. */
  readonly continuations: readonly Span[];
}

/** The head of a block that has a request line. */
export function headOf(text: string, lines: readonly Line[]): RequestHead {
  const line = lines.find((each) => each.kind === 'requestLine');
  if (line === undefined) throw new Error('A block without a request line was read as a request.');
  const head = requestHead(text, line.from, line.to);
  const below = linesOf(lines, 'urlContinuation').map((each) => continuation(text, each));
  return {
    ...head,
    lineSpan: { start: line.from, end: below.at(-1)?.lineEnd ?? line.to },
    httpVersion: head.httpVersion ?? below.find(({ version }) => version !== undefined)?.version,
    continuations: below.flatMap(({ span }) => (span.start < span.end ? [span] : [])),
  };
}

/** A line the URL goes on in; the version may stand at its end, or alone. */
function continuation(text: string, { from, to }: Line): { span: Span; version: string | undefined; lineEnd: number } {
  const typed = text.slice(from, to);
  const start = isVersion(typed) ? from : from + versionStart(typed);
  let end = start;
  while (end > from && isBlank(text[end - 1])) end--;
  return { span: { start: from, end }, version: start < to ? text.slice(start, to) : undefined, lineEnd: to };
}

/** The head on one line, from its first unit to its last that is no blank. */
export function requestHead(text: string, from: number, to: number): RequestHead {
  const { methodEnd, urlStart, urlEnd, version } = requestLineParts(text.slice(from, to));
  return {
    lineSpan: { start: from, end: to },
    method: methodEnd === undefined ? 'GET' : methodName(text.slice(from, from + methodEnd)),
    methodSpan: methodEnd === undefined ? undefined : { start: from, end: from + methodEnd },
    httpVersion: version,
    urlSpan: { start: from + urlStart, end: from + urlEnd },
    continuations: none,
  };
}

/** The URL of a head. */
export function headUrl(text: string, { urlSpan, continuations }: RequestHead): Template {
  return continued(text, urlSpan, continuations, '');
}

/** Methods are case-sensitive (RFC 9110 §9.1), and none of the known ones has a small letter. */
function methodName(typed: string): string {
  const upper = typed.toUpperCase();
  return methods.has(upper) ? upper : typed;
}

/** A template that goes on in other lines; the layout between them means `glue`. */
function continued(text: string, first: Span, lines: readonly Span[], glue: string): Template {
  const start = parseTemplate(text, first.start, first.end);
  if (lines.length === 0) return start;
  const pieces: TemplatePiece[] = [...start.pieces];
  let end = first.end;
  for (const line of lines) {
    pieces.push(layoutPiece(end, line.start, glue));
    append(pieces, parseTemplate(text, line.start, line.end).pieces);
    end = line.end;
  }
  return { span: { start: first.start, end }, pieces };
}

function parseFields(text: string, lines: readonly Line[]): readonly ParsedField[] {
  const fields: ParsedField[] = [];
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at];
    if (line?.kind !== 'field') continue;
    const colon = fieldColon(text, line);
    if (colon === undefined) {
      if (isWholeReference(text.slice(line.from, line.to))) fields.push(referredFields(text, line));
      continue;
    }
    let last = at;
    while (lines[last + 1]?.kind === 'fieldContinuation') last++;
    fields.push(parseField(text, line, colon, last === at ? none : lines.slice(at + 1, last + 1)));
  }
  return fields;
}

/** The place of the colon after the name, outside references; undefined for a line that has none. */
export function fieldColon(text: string, line: Pick<Line, 'from' | 'to'>): number | undefined {
  const typed = text.slice(line.from, line.to);
  let colon = typed.indexOf(':');
  for (let open = typed.indexOf('{{'); open >= 0 && open < colon; open = typed.indexOf('{{', open)) {
    const close = typed.indexOf('}}', open);
    if (close < 0) break;
    if (close > colon) colon = typed.indexOf(':', close);
    open = close + 2;
  }
  return colon < 0 ? undefined : line.from + colon;
}

function parseField(text: string, line: Line, colon: number, continuations: readonly Line[]): ParsedField {
  let nameEnd = colon;
  while (nameEnd > line.from && isBlank(text[nameEnd - 1])) nameEnd--;
  const valueStart = skipBlanks(text, colon + 1, line.to);
  return {
    span: { start: line.from, end: continuations.at(-1)?.to ?? line.to },
    name: parseTemplate(text, line.from, nameEnd),
    nameText: text.slice(line.from, nameEnd),
    value: continued(text, { start: valueStart, end: line.to }, continuations.map(contentSpan), ' '),
  };
}

function referredFields(text: string, line: Line): ParsedField {
  const span = contentSpan(line);
  const name = parseTemplate(text, span.start, span.end);
  return { span, name, nameText: '', value: parseTemplate(text, span.end, span.end), isReference: true };
}

function contentSpan({ from, to }: Line): Span {
  return { start: from, end: to };
}

/** The scripts above and below it; none is run. */
export function parseScripts(text: string, lines: readonly Line[]): readonly Script[] {
  if (!lines.some((line) => line.kind === 'script')) return none;
  const found: Script[] = [];
  const requestAt = lines.findIndex((line) => line.kind === 'requestLine' || line.kind === 'curl');
  for (let at = 0; at < lines.length; at++) {
    const first = lines[at];
    if (first?.kind !== 'script') continue;
    let last = first;
    while (!endsScript(text, first, last) && lines[at + 1]?.kind === 'script') last = lines[++at] ?? last;
    const kind = at < requestAt || text.startsWith('<', first.from) ? 'before' : 'after';
    found.push({ span: { start: first.from, end: last.to }, kind });
  }
  return found;
}

/** Two scripts may follow each other without a line between them. */
function endsScript(text: string, first: Line, last: Line): boolean {
  const opening = text.slice(first.from, first.to);
  const typed = text.slice(last.from, last.to);
  if (opening.startsWith('{{')) return typed === '}}';
  return /^[<>]\s*\{%/.test(opening) ? typed.includes('%}') : true;
}
