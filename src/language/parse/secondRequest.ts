import { content, setKind, type RequestLineFacts, type Scanner } from './line';
import { isAssertion, isBodyFile, isSave, remarkKind } from './lineForms';
import { methods } from '../words/methods';
import { isRelativeRequestLine, isSecondRequestLine, wholeRequestLine } from './requestLine';

/** True for a line among fields, or below a body, that begins another request. */
export function isSecondRequest(scanner: Scanner, at: number): boolean {
  const line = scanner.lines[at];
  if (line === undefined || line.from === line.to) return false;
  if (line.from !== line.start && !isBelowSeparator(scanner, at)) return false;
  const typed = content(scanner, line);
  return isSecondRequestLine(typed) || isBareUrl(typed) || isWhole(scanner, typed);
}

/** True for a whole request line that is meant as one below the request being scanned. */
function isWhole(scanner: Scanner, typed: string): boolean {
  const meant = wholeRequestLine(typed);
  return meant === 'absolute' || (meant === 'relative' && lineFacts(scanner).isRelative);
}

/**
 * True for a line of a body that begins another request, as httpYac reads it. Text stays text: it must be a whole request
 * line, and the body so far must be empty or of a kind that such a line cannot belong to.
 */
export function endsBodyAsRequest(scanner: Scanner, at: number, bodyStart: number): boolean {
  const line = scanner.lines[at];
  if (line === undefined) return false;
  if (line.from !== line.start && !isBelowSeparator(scanner, at)) return false;
  const unit = scanner.text.charCodeAt(line.from);
  if (unit !== lowerH && (unit < capitalA || unit > capitalZ)) return false;
  const typed = content(scanner, line);
  const isBare = unit === lowerH && isBareUrl(typed);
  if (!isBare && !isWhole(scanner, typed)) return false;
  const start = requestStart(scanner, at, bodyStart);
  const last = lastText(scanner, start, bodyStart);
  if (isBare) return last === undefined && scanner.contentType === undefined && !lineFacts(scanner).takesBody;
  const isApart = start === bodyStart || scanner.lines[start - 1]?.kind === 'blank';
  if (scanner.contentType === undefined && (!lineFacts(scanner).takesBody || endsJson(last))) return true;
  return mayFollow(scanner.contentType ?? '', last, isApart);
}

function endsJson(last: string | undefined): boolean {
  return last !== undefined && /[}\]]$/.test(last);
}

/** True below an indented `###`, which separates for httpYac and for nobody else. */
function isBelowSeparator({ lines, text }: Scanner, at: number): boolean {
  const above = lines[at - 1];
  return above !== undefined && above.from > above.start && text.startsWith('###', above.from);
}

/** The line where the request of a request line begins: with the comments, directives and variables above it, down to `first`. */
export function requestStart({ lines, text }: Scanner, at: number, first: number): number {
  let start = at;
  for (let above = at - 1; above >= first; above--) {
    const line = lines[above];
    if (line === undefined) break;
    if (line.from === line.to) continue;
    if (remarkKind(text.slice(line.from, line.to)) === undefined) break;
    start = above;
  }
  return start;
}

/** What the request line being scanned says about the lines below it; read once. */
export function lineFacts(scanner: Scanner): RequestLineFacts {
  return (scanner.lineFacts ??= readFacts(scanner));
}

function readFacts(scanner: Scanner): RequestLineFacts {
  if (scanner.requestLine === undefined) return { takesBody: false, isRelative: false };
  const typed = content(scanner, scanner.requestLine);
  const word = /^[A-Za-z-]*/.exec(typed)?.[0] ?? '';
  return { takesBody: methods.get(word.toUpperCase())?.takesBody ?? false, isRelative: isRelativeRequestLine(typed) };
}

/** Marks an example answer, up to another request or the end of the block. Tells the line to go on with. */
export function markExample(scanner: Scanner, first: number): number {
  const { lines } = scanner;
  for (let at = first; at < lines.length; at++) {
    const line = lines[at];
    if (line === undefined || line.kind === 'blank') continue;
    const isRequest = line.from === line.start && wholeRequestLine(content(scanner, line)) === 'absolute';
    if (isRequest) {
      const start = requestStart(scanner, at, first + 1);
      if (lines[start - 1]?.kind === 'blank') return start;
    }
    setKind(line, 'example');
  }
  return lines.length;
}

const capitalA = 65;
const capitalZ = 90;
const lowerH = 104;

/** `https://…` and nothing else. */
export function isBareUrl(typed: string): boolean {
  return /^https?:\/\/\S+$/.test(typed);
}

/** The last line of the body before another request, without surrounding blanks; undefined when there is none. */
function lastText(scanner: Scanner, before: number, bodyStart: number): string | undefined {
  for (let at = before - 1; at >= bodyStart; at--) {
    const line = scanner.lines[at];
    if (line !== undefined && line.from < line.to) return content(scanner, line);
  }
  return undefined;
}

/** Whether another request may follow a body of this media type whose last line is `last`. */
function mayFollow(contentType: string, last: string | undefined, isApart: boolean): boolean {
  const type = contentType.toLowerCase();
  const isMultipart = type.startsWith('multipart/');
  if (last !== undefined && !isMultipart && (isBodyFile(last) || isAssertion(last) || isSave(last))) return true;
  if (isMultipart) return last !== undefined && /^--.*--$/.test(last);
  if (/json|graphql|x-www-form-urlencoded/.test(type)) return true;
  if (/xml|html/.test(type)) return isApart && (last?.endsWith('>') ?? true);
  return isApart && (type === '' || type.includes('{{'));
}
