import { append } from './append';
import { isBlank, skipBlanks } from './blanks';
import { boundaryOf } from './boundary';
import type { Span } from '../../base/span';
import type { BodyPiece, SaveTarget, Template, TemplatePiece } from '../document';
import type { Line } from './line';
import { layoutPiece, parseTemplate } from './template';

/** The pieces of a body and the stretch they cover. */
export interface Body {
  readonly span: Span;
  readonly pieces: readonly BodyPiece[];
}

/**
 * Reads the lines of a body; undefined when it has none. It begins after the one blank line and ends with its last line that
 * is not blank: the blank lines before the next `###`, and that last line's own line end, are layout in every dialect.
 */
export function parseBody(text: string, lines: readonly Line[], contentType: string | undefined): Body | undefined {
  const region = bodyRegion(lines);
  const first = region[0];
  const last = region.at(-1);
  if (first === undefined || last === undefined) return undefined;
  const isForm = /^application\/x-www-form-urlencoded\b/i.test(contentType ?? '');
  const read = isForm ? formTemplate : parseTemplate;
  const boundary = contentType === undefined ? undefined : boundaryOf(contentType);
  const pieces: BodyPiece[] = [];
  let textStart = first.start;
  for (const line of region) {
    if (line.kind !== 'bodyFile') continue;
    if (line.start > textStart) pieces.push({ kind: 'text', template: read(text, textStart, line.start) });
    const delimiter = boundary === undefined ? undefined : delimiterStart(text, line, boundary);
    pieces.push(parseFile(text, line, delimiter));
    if (delimiter !== undefined) pieces.push({ kind: 'text', template: delimiterTemplate(text, line, delimiter) });
    textStart = line.end;
  }
  const end = last.end;
  if (textStart < end) pieces.push({ kind: 'text', template: read(text, textStart, end) });
  return { span: { start: first.start, end }, pieces };
}

/** Reads `>> file` and `>>! file`. */
export function parseSave(text: string, line: Line): SaveTarget {
  const overwrites = text.startsWith('>>!', line.from);
  return {
    span: { start: line.from, end: line.to },
    path: parseTemplate(text, skipBlanks(text, line.from + (overwrites ? 3 : 2), line.to), line.to),
    overwrites,
  };
}

/** From the line after the blank one to the last that is not blank. Blank lines before the first text are kept, for only one separates; before a file they are layout, or its octets would not be sent as they are. */
function bodyRegion(lines: readonly Line[]): readonly Line[] {
  const isBody = (line: Line) => line.kind === 'body' || line.kind === 'bodyFile';
  const firstText = lines.findIndex(isBody);
  if (firstText < 0) return [];
  let first = firstText;
  const isFile = lines[firstText]?.kind === 'bodyFile';
  while (!isFile && lines[first - 1]?.kind === 'blank') first--;
  if (first < firstText) first++;
  return lines.slice(first, lines.findLastIndex(isBody) + 1);
}

/** A form whose lines begin or end with `&` is one line; other line ends are kept as typed. */
function formTemplate(text: string, start: number, end: number): Template {
  const pieces: TemplatePiece[] = [];
  let done = start;
  for (let feed = text.indexOf('\n', start); feed >= 0 && feed < end; feed = text.indexOf('\n', feed + 1)) {
    let from = feed;
    while (from > done && isLayout(text[from - 1])) from--;
    const to = skipBlanks(text, feed + 1, end);
    if (text[from - 1] !== '&' && text[to] !== '&') continue;
    append(pieces, parseTemplate(text, done, from).pieces);
    pieces.push(layoutPiece(from, to, ''));
    done = to;
  }
  if (done === start) return parseTemplate(text, start, end);
  append(pieces, parseTemplate(text, done, end).pieces);
  return { span: { start, end }, pieces };
}

function isLayout(unit: string | undefined): boolean {
  return unit === ' ' || unit === '\t' || unit === '\r';
}

/** Where a delimiter begins that stands on the line of a file, as JetBrains' examples have it: `< ./a.png --boundary--`. */
function delimiterStart(text: string, line: Line, boundary: string): number | undefined {
  const typed = text.slice(line.from, line.to);
  const delimiter = [`--${boundary}--`, `--${boundary}`].find((each) => typed.endsWith(each));
  const start = line.to - (delimiter?.length ?? 0);
  return delimiter !== undefined && isBlank(text[start - 1]) ? start : undefined;
}

/** A delimiter begins a line wherever it is typed. */
function delimiterTemplate(text: string, line: Line, start: number): Template {
  const from = blanksBefore(text, start);
  const pieces = [layoutPiece(from, start, '\n'), ...parseTemplate(text, start, line.end).pieces];
  return { span: { start: from, end: line.end }, pieces };
}

function blanksBefore(text: string, start: number): number {
  let from = start;
  while (isBlank(text[from - 1])) from--;
  return from;
}

function parseFile(text: string, line: Line, delimiter: number | undefined): BodyPiece {
  const to = delimiter === undefined ? line.to : blanksBefore(text, delimiter);
  const isTemplate = text[line.from + 1] === '@';
  let encodingEnd = line.from + (isTemplate ? 2 : 1);
  while (isTemplate && /[\w-]/.test(text.charAt(encodingEnd))) encodingEnd++;
  const encoding = text.slice(line.from + 2, encodingEnd);
  return {
    kind: 'file',
    span: { start: line.from, end: delimiter === undefined ? line.end : to },
    path: parseTemplate(text, skipBlanks(text, encodingEnd, to), to),
    hasVariables: isTemplate,
    encoding: isTemplate && encoding !== '' ? encoding : undefined,
  };
}
